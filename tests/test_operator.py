"""The operator's alarm: posted to a real server on this machine, or said to be wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cli.doctor import examine
from bot.clock import MovedClock
from bot.config import ConfigError
from bot.domain.delivery import Kind, Outgoing
from bot.operation.operator import TRIES, Operator, read_webhook
from bot.ports import Logout, Problem, ProblemKind, Unreachable
from data import outbox
from tests.conftest import CONFIG, FIRST, PRIVATE, START, MakeTalk, Talk, room_id


class Hook:
    """A webhook's server: what was posted, and with what it answers."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.answers: list[int] = []  # for the next calls; then 200
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.posted.append(json.loads(body))
                status = hook.answers.pop(0) if hook.answers else 200
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?key=secret"

    def whats(self) -> list[str]:
        return [alarm["what"] for alarm in self.posted]


@pytest.fixture
def hook() -> Iterator[Hook]:
    hook = Hook()
    serving = threading.Thread(target=hook.server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    yield hook
    hook.server.shutdown()
    serving.join()
    hook.server.server_close()


@pytest.fixture
def hook_file(hook: Hook, tmp_path: Path) -> Path:
    """The file that names the webhook."""
    path = tmp_path / "webhook"
    path.write_text(f"{hook.address}\n", encoding="utf-8")
    return path


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(START)


@pytest.fixture
def operator(hook_file: Path, clock: MovedClock) -> Operator:
    return Operator(str(hook_file), clock, pause=timedelta(0))


async def test_an_alarm_is_posted_with_what_text_and_when(operator: Operator, hook: Hook) -> None:
    operator.call("login", "a person has to log in")
    await operator.settle()
    assert hook.posted == [
        {"what": "login", "text": "a person has to log in", "at": "2026-11-23T00:00:00+00:00"}
    ]


async def test_the_same_alarm_rests_for_ten_minutes_and_another_does_not(
    operator: Operator, hook: Hook, clock: MovedClock
) -> None:
    for minute in (0, 9, 10):
        clock.move_to(START + timedelta(minutes=minute))
        operator.call("login", "again")
        operator.call(f"other {minute}", "new")
        await operator.settle()
    assert hook.whats().count("login") == 2
    assert len(hook.posted) == 5


async def test_a_server_that_fails_is_tried_three_times(operator: Operator, hook: Hook) -> None:
    hook.answers = [500] * TRIES
    with capture_logs() as logs:
        operator.call("login", "text")
        await operator.settle()
    assert len(hook.posted) == TRIES
    assert [entry["event"] for entry in logs].count("webhook not reached") == TRIES
    assert "secret" not in str(logs)


async def test_a_server_that_comes_back_hears_it_once(operator: Operator, hook: Hook) -> None:
    hook.answers = [503]
    operator.call("login", "text")
    await operator.settle()
    assert len(hook.posted) == 2


async def test_an_alarm_does_not_follow_elsewhere(operator: Operator, hook: Hook) -> None:
    hook.answers = [302] * TRIES
    operator.call("login", "text")
    await operator.settle()
    assert len(hook.posted) == TRIES


async def test_without_a_webhook_the_log_alone_tells(clock: MovedClock) -> None:
    with capture_logs() as logs:
        Operator(None, clock).call("login", "a person has to log in")
    assert [(entry["log_level"], entry["what"]) for entry in logs] == [("error", "login")]


async def test_a_webhook_file_that_vanished_is_logged_and_nothing_else(clock: MovedClock) -> None:
    operator = Operator("/nowhere/webhook", clock, pause=timedelta(0))
    with capture_logs() as logs:
        operator.call("login", "text")
        await operator.settle()
    assert "cannot be read" in logs[-1]["error"]


@pytest.mark.parametrize(
    "address", ["https://example.org/hook", "http://127.0.0.1:9/x", "http://[::1]:9/x", "http://localhost/x"]
)
def test_an_address_is_read_from_its_file(tmp_path: Path, address: str) -> None:
    path = tmp_path / "webhook"
    path.write_text(f"\n{address}\n", encoding="utf-8")
    assert read_webhook(path) == address


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        ("", "must hold one address"),
        ("https://a.example https://b.example", "must hold one address"),
        ("hook", "must hold one address"),
        ("http://example.org/hook", "must begin with https://"),
        ("file:///etc/passwd", "must hold one address"),
    ],
)
def test_an_address_that_will_not_do_is_refused(tmp_path: Path, content: str, mistake: str) -> None:
    path = tmp_path / "webhook"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=f"operator.webhook_file: .*{mistake}"):
        read_webhook(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_webhook(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("content", "mode", "well", "text"),
    [
        ("https://example.org/hook", 0o600, True, "holds an address to call"),
        ("https://example.org/hook", 0o644, False, "can be read by others"),
        ("ftp://example.org", 0o600, False, "must begin with https://"),
    ],
)
def test_the_doctor_looks_at_the_webhook_s_file(
    tmp_path: Path, content: str, mode: int, well: bool, text: str
) -> None:
    hook, path = tmp_path / "webhook", tmp_path / "config.yaml"
    hook.write_text(content, encoding="utf-8")
    hook.chmod(mode)
    delivered = CONFIG.read_text(encoding="utf-8")
    assert "webhook_file: null" in delivered
    path.write_text(delivered.replace("webhook_file: null", f"webhook_file: {hook}"), encoding="utf-8")
    (found,) = [finding for finding in examine(path) if finding.what == "webhook"]
    assert (found.well, text in found.text) == (well, True)


# When the bot calls


@pytest.fixture
async def watched(make_talk: MakeTalk, hook_file: Path) -> Talk:
    """The cast, with a webhook."""
    talk = make_talk(START, operator={"webhook_file": str(hook_file)})
    await talk.stage.settle()
    return talk


async def called(talk: Talk, hook: Hook) -> list[str]:
    await talk.stage.bot.operator.settle()
    return hook.whats()


@pytest.mark.parametrize(
    ("event", "what"),
    [(Logout("kicked"), "login"), (Problem(ProblemKind.TOO_OFTEN, "操作过于频繁"), "paused")],
)
async def test_a_logout_and_a_pause_call_at_once(
    watched: Talk, hook: Hook, event: Logout | Problem, what: str
) -> None:
    await watched.stage.bot.take(event)
    assert await called(watched, hook) == [what]


async def test_a_gateway_that_stays_away_calls_once_after_five_minutes(watched: Talk, hook: Hook) -> None:
    await watched.wait(minutes=3)
    watched.stage.wechat.set_gateway(up=False)
    await watched.wait(minutes=4)
    assert await called(watched, hook) == []
    await watched.wait(minutes=60)
    assert await called(watched, hook) == ["gateway"]


async def test_a_start_after_a_long_rest_calls_nobody(watched: Talk, hook: Hook) -> None:
    await watched.wait(minutes=3)
    watched.stage.clock.move_to(watched.stage.clock.now() + timedelta(hours=1))
    watched.stage.restart_bot()
    watched.stage.bot.scheduler.step()  # timers are quicker than a gateway
    await watched.wait(minutes=10)
    assert await called(watched, hook) == []


async def test_a_gateway_that_is_back_soon_calls_nobody(watched: Talk, hook: Hook) -> None:
    watched.stage.wechat.set_gateway(up=False)
    await watched.wait(minutes=3)
    watched.stage.wechat.set_gateway(up=True)
    await watched.wait(minutes=30)
    assert await called(watched, hook) == []


@pytest.mark.parametrize("kind", [Kind.NOTICE, Kind.DISTRESS])
async def test_what_matters_and_failed_calls_without_its_words(watched: Talk, hook: Hook, kind: Kind) -> None:
    now = watched.stage.clock.now()
    with watched.db.atomic():
        outbox.put(watched.db, Outgoing("x", "gone@sim", "张三开会", kind, now, now + timedelta(days=1)), now)
    await watched.wait(minutes=2)
    assert await called(watched, hook) == [f"{kind} unsent"]
    assert "张三" not in str(hook.posted)


async def test_a_reply_that_failed_calls_nobody(watched: Talk, hook: Hook) -> None:
    now = watched.stage.clock.now()
    with watched.db.atomic():
        outbox.put(watched.db, Outgoing("x", "gone@sim", "好", Kind.REPLY, now, now + timedelta(days=1)), now)
    await watched.wait(minutes=5)
    assert await called(watched, hook) == []


async def test_a_cry_for_help_that_nobody_takes_calls_after_a_quarter_of_an_hour(
    watched: Talk, hook: Hook
) -> None:
    await watched.play(("张三", PRIVATE, "救命，我被困在电梯里了", "."))
    await watched.wait(minutes=14)
    assert await called(watched, hook) == []
    await watched.wait(minutes=30)
    assert await called(watched, hook) == ["distress"]


async def test_a_bot_that_ends_calls_before_it_goes(
    watched: Talk, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def give_up() -> object:
        raise Unreachable("the token is wrong")
        yield

    monkeypatch.setattr(watched.stage.wechat, "events", give_up)
    with pytest.raises(Unreachable):
        await watched.stage.bot.run()
    assert hook.posted[-1]["text"] == "the bot has stopped: Unreachable the token is wrong"


async def test_a_full_disk_ends_the_run_and_calls(watched: Talk, hook: Hook) -> None:
    (pages,) = watched.db.execute("PRAGMA page_count").fetchone()
    watched.db.execute(f"PRAGMA max_page_count = {pages}")
    for number in range(200):
        watched.stage.wechat.speak(
            "wx-王主任", "王主任", f"帮助 {number}", room=room_id(FIRST), mentions_bot=True
        )
    with pytest.raises(Exception, match="full"):
        await watched.stage.bot.run()
    assert "database or disk is full" in hook.posted[-1]["text"]
