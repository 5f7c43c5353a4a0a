"""A copy made while the bot writes, put back elsewhere; a database of an earlier schema with its people."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.clock import MovedClock
from bot.ports import Incoming
from bot.simulation import Stage
from data import backup
from data.db import open_store
from data.migrations import migrations
from tests.conftest import FIRST, OFFICE, START, MakeSettings, Talk, account_id, room_id

COPIES = 8
M004 = (Path(__file__).parent / "m004.sql").read_text(encoding="utf-8")


def rows(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Give what stands in every table, in a fixed order."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*sqlite_*'"
    tables = [row[0] for row in db.execute(query).fetchall()]
    return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}


def ask(talk: Talk, number: int) -> None:
    """Let a member give a receipt, which is stored, and a clerk ask something, which is answered."""
    for who, where, text in (("李四", FIRST, f"第1号收到，{number}号座"), ("王主任", OFFICE, "帮助")):
        message = Incoming(
            f"in-{number:04}-{text[:2]}", account_id(who), who, text, START, room=room_id(where)
        )
        talk.stage.bot.handle(message)


async def send_notice(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 全体 回执：开会", "将发给"), ("王主任", OFFICE, "确认", "第"))


async def test_a_backup_put_back_elsewhere_holds_the_same(talk: Talk, tmp_path: Path) -> None:
    await send_notice(talk)
    for number in range(20):
        ask(talk, number)
    backup.write(talk.db, tmp_path / "copy.db")
    backup.restore(tmp_path / "copy.db", tmp_path / "elsewhere" / "kiteline.db")
    with closing(open_store(tmp_path / "elsewhere" / "kiteline.db")) as restored:
        assert rows(restored) == rows(talk.db)


async def test_a_backup_made_while_the_bot_writes_is_of_one_moment(talk: Talk, tmp_path: Path) -> None:
    await send_notice(talk)
    database = Path(talk.stage.settings.database)
    done, written = threading.Event(), threading.Event()

    def write_on() -> None:
        for number in range(100_000):
            ask(talk, number)
            written.set()
            if done.is_set():
                return

    writing = threading.Thread(target=write_on)
    writing.start()
    try:
        for copy in range(COPIES):
            written.clear()
            assert written.wait(20), "the bot has stopped writing"
            with closing(backup.read_only(database)) as db:
                backup.write(db, tmp_path / f"{copy}.db")
    finally:
        done.set()
        writing.join()
    counts = [check_moment(tmp_path / f"{copy}.db", tmp_path / f"{copy}") for copy in range(COPIES)]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def check_moment(copy: Path, elsewhere: Path) -> int:
    """Put a copy back, see that each message in it has its whole effect; gives how many there are."""
    backup.restore(copy, elsewhere / "kiteline.db")
    with closing(open_store(elsewhere / "kiteline.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        taken = {row[0] for row in db.execute("SELECT message_id FROM inbox WHERE message_id GLOB 'in-*'")}
        stored = {row[0] for row in db.execute("SELECT message_id FROM receipts")}
        said = {
            row[0].split(":")[1] for row in db.execute("SELECT dedupe_key FROM outbox") if ":in-" in row[0]
        }
        assert {number for number in taken if number.endswith("第1")} == stored
        assert {number for number in taken if number.endswith("帮助")} <= said
        return len(taken)


# An earlier schema


@pytest.fixture
def earlier(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[object, ...]]]:
    """A database as the version before this one left it; gives what stood in it."""
    with monkeypatch.context() as cut:
        steps = [step for step in migrations._migrations if step.name <= "m004_z"]
        cut.setattr(migrations, "_migrations", steps)
        with closing(open_store(store_path)) as db:
            db.conn.executescript(M004)
            return rows(db)


def test_an_earlier_database_keeps_every_row(
    earlier: dict[str, list[tuple[object, ...]]], store_path: Path
) -> None:
    assert all(earlier.values()), "the earlier database is to have something in every table"
    with closing(open_store(store_path)) as db:
        now = rows(db)
        assert not migrations.pending(db)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for table, kept in earlier.items():
        widths = {len(row) for row in kept}
        assert [row[: widths.copy().pop()] for row in now[table]] == kept, table


async def test_a_bot_goes_on_over_an_earlier_database(
    earlier: dict[str, list[tuple[object, ...]]], store_path: Path, make_settings: MakeSettings
) -> None:
    with closing(open_store(store_path)) as db:
        talk = Talk(Stage(make_settings(), db, MovedClock(START), seed=0))
        await talk.stage.settle()
        await talk.play(("李四", FIRST, "收到", None), ("王主任", OFFICE, "进度 1号", "合计 2/2"))
        waited = talk.told(FIRST)
    assert "升级前没发出去的话" in waited
