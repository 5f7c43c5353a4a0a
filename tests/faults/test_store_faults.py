"""A disk that fills up, a database that is held: a running bot stops, and nothing is half done."""

from __future__ import annotations

import asyncio
import json
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.config import read_yaml
from tests.conftest import CONFIG, OFFICE, PRIVATE, MakeTalk, Talk, account_id
from tests.transport.gateway_process import TOKEN, GatewayProcess

NO_LIMIT = 10**6
HUNG = 60  # seconds until a process that does not end is taken for hung; on a busy machine an end takes ten


@pytest.fixture
def busy(make_talk: MakeTalk) -> Talk:
    """A bot whose clerk asks for help without end."""
    return make_talk(delivery={"jitter_from": "0s", "jitter_to": "0s", "room_gap": "0s", "per_minute": 60})


async def ask_until_it_ends(talk: Talk) -> BaseException:
    """Run the bot while the clerk asks on; gives what ended it."""
    running = asyncio.create_task(talk.stage.bot.run())
    async with asyncio.timeout(20):
        while not running.done():
            talk.stage.wechat.speak(account_id("王主任"), "王主任", "帮助")
            await asyncio.sleep(0)
    ended = running.exception()
    assert ended is not None
    return ended


def fill_disk(talk: Talk) -> None:
    """Let the database grow by no page more."""
    (pages,) = talk.db.execute("PRAGMA page_count").fetchone()
    talk.db.execute(f"PRAGMA max_page_count = {pages}")


async def test_a_full_disk_ends_the_run_and_leaves_nothing_half_done(busy: Talk) -> None:
    fill_disk(busy)
    ended = await ask_until_it_ends(busy)
    assert isinstance(ended, sqlite3.OperationalError)
    assert "full" in str(ended)
    replies = busy.db.execute("SELECT count(*) FROM outbox WHERE dedupe_key GLOB 'reply:*'").fetchone()
    assert replies == (busy.counts("inbox"),)
    assert busy.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_with_space_again_a_start_says_what_was_meant(busy: Talk) -> None:
    fill_disk(busy)
    await ask_until_it_ends(busy)
    busy.db.execute(f"PRAGMA max_page_count = {NO_LIMIT}")
    busy.stage.restart_bot()
    await busy.wait(minutes=20)
    states = dict(busy.db.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    assert not states.keys() & {"queued", "sending", "in_doubt"}
    await busy.play(("王主任", PRIVATE, "帮助", "自动助手"))


async def ask_for_ever(talk: Talk) -> None:
    while True:
        await talk.say("王主任", OFFICE, "帮助")


async def test_a_message_that_met_a_full_disk_is_taken_when_it_comes_again(talk: Talk) -> None:
    fill_disk(talk)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        await ask_for_ever(talk)
    (lost,) = [said for said in talk.stage.wechat.recent if said.sender == account_id("王主任")][-1:]
    talk.db.execute(f"PRAGMA max_page_count = {NO_LIMIT}")
    taken = "SELECT count(*) FROM inbox WHERE message_id = ?"
    assert talk.db.execute(taken, (lost.message_id,)).fetchone() == (0,)
    await talk.play(("王主任", OFFICE, "帮助", "自动助手"))


async def test_a_database_that_another_program_holds_ends_the_run(busy: Talk, store_path: Path) -> None:
    busy.db.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(store_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = await ask_until_it_ends(busy)
    assert "locked" in str(ended)
    assert busy.counts("inbox") == 0
    busy.stage.restart_bot()
    await busy.play(("王主任", PRIVATE, "帮助", "自动助手"))


# The same as a process of its own, with a limit that the system sets


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Give a function that starts `python -m bot run`, with files of at most so many bytes."""

    def start(endpoint: str, largest: int = resource.RLIM_INFINITY) -> subprocess.Popen[str]:
        settings: Any = read_yaml(CONFIG)
        (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
        (tmp_path / "token").chmod(0o600)
        settings |= {"transport": "wechaty", "database": str(tmp_path / "kite.db")}
        settings["wechaty"] |= {"endpoint": endpoint, "token_file": str(tmp_path / "token")}
        settings["web"]["port"] = 0
        (tmp_path / "config.yaml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")

        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "--config", str(tmp_path / "config.yaml"), "run"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        # Long before it opens its database.
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
        return process

    return start


def end(process: subprocess.Popen[str]) -> str:
    """Wait until a process has ended by itself, and give what it said."""
    try:
        _, said = process.communicate(timeout=HUNG)
    finally:
        process.kill()
    assert process.returncode == 1
    return said


def test_a_start_on_a_full_disk_is_refused_in_one_sentence(run: Callable[..., subprocess.Popen[str]]) -> None:
    *before, last = end(run("127.0.0.1:1", 20_000)).splitlines()
    assert not before
    assert "disk" in last


def test_a_process_whose_disk_fills_up_stops_and_the_next_one_goes_on(
    run: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    gateway = GatewayProcess()
    try:
        gateway.start()
        process = run(gateway.endpoint, 3_000_000)  # a new store is a fifth of it
        assert process.stderr is not None
        assert any("logged in" in line for line in process.stderr)
        for number in range(3000):
            if process.poll() is not None:
                break
            gateway.speak("li", f"第{number}句", room=None)
        assert "make room on the disk" in end(process).splitlines()[-1]
        again = run(gateway.endpoint)
        assert again.stderr is not None
        assert any("logged in" in line for line in again.stderr)
        again.terminate()
        try:
            again.communicate(timeout=HUNG)
        finally:
            again.kill()  # does nothing to a process that has ended
    finally:
        gateway.kill()
    with closing(sqlite3.connect(tmp_path / "kite.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
