"""Messages handled a second, durable, beside the same rows through plain sqlite3 and beside the disk."""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.figure import Figure
from bot import config
from bot.app import Bot
from bot.clock import MovedClock
from bot.domain.audience import Scope
from bot.domain.notice import Answer
from bot.ports import Incoming
from bot.simulation import Stage, claim_world, seed_sample, tie_roll
from data import notice as notices
from data import room as rooms
from data.db import open_store

_MESSAGES = 3000
_START = datetime(2026, 11, 23, 1, tzinfo=UTC)


def measure() -> tuple[str, list[Figure]]:
    """Handle receipts, chat and private commands; each is one transaction with synchronous=FULL."""
    with tempfile.TemporaryDirectory(dir=".") as name:  # the checkout's disk, not a memory disk
        folder = Path(name)
        bot = _bot(folder)
        rates = {kind: _rate(bot, make) for kind, make in _KINDS.items()}
        statements = _statements(bot)
        plain = _plain(folder, statements)
        disk = _fdatasync(folder)
        bot.db.close()
    figures = [
        Figure(f"{kind}, {_MESSAGES} messages", f"{rate:,.0f}/s", f"{rate / plain:.2f} of plain sqlite3")
        for kind, rate in rates.items()
    ]
    figures.append(Figure("plain sqlite3, the rows of a receipt in one transaction", f"{plain:,.0f}/s"))
    figures.append(
        Figure("fdatasync of one appended block", f"{disk:,.0f}/s", "the limit of any durable store")
    )
    return "messages handled, durable (WAL, FULL), one core", figures


def _bot(folder: Path) -> Bot:
    settings = config.load(Path("config.yaml"), {"database": str(folder / "bench.db")})
    db = open_store(Path(settings.database))
    claim_world(db, "simulated")
    seed_sample(db, settings, _START)
    tie_roll(db, settings, _START)
    bot = Stage(settings, db, MovedClock(_START)).bot
    with db.atomic():
        people = [row[0] for row in db.execute("SELECT id FROM members").fetchall()]
        for _ in range(2):
            notices.send(
                db,
                body="周六上午九点集中学习",
                scope=Scope.ALL,
                answer=Answer.RECEIPT,
                deadline=_START + timedelta(days=4),
                remind_at=None,
                by=people[0],
                room_ids=[room.room_id for room in rooms.everything(db)],
                member_ids=people,
                now=_START,
            )
    return bot


def _senders(bot: Bot) -> list[tuple[str, str]]:
    """List (account, branch room) of everybody in a branch room."""
    return [
        (str(account), str(room))
        for account, room in bot.db.execute(
            "SELECT account_id, room_id FROM sittings JOIN rooms USING (room_id) WHERE kind = 'branch'"
        ).fetchall()
    ]


def _message(number: int, sender: str, room: str | None, text: str) -> Incoming:
    return Incoming(f"{room}-{text}-{number}", sender, "昵称", text, _START, room=room)


_KINDS: dict[str, Callable[[int, str, str], Incoming]] = {
    # Every receipt names its notice, so that each of the messages is stored work, not only the first.
    "receipts in rooms": lambda n, sender, room: _message(n, sender, room, "第1号收到"),
    "ordinary chat in rooms": lambda n, sender, room: _message(n, sender, room, "今天天气不错"),
    "check-ins in rooms": lambda n, sender, room: _message(n, sender, room, "平安，在上海浦东，月底回"),
}


def _rate(bot: Bot, make: Callable[[int, str, str], Incoming]) -> float:
    senders = _senders(bot)
    for number in range(50):  # warm up: statements prepared, dictionaries loaded
        bot.handle(make(-1 - number, *senders[number % len(senders)]))
    messages = [make(number, *senders[number % len(senders)]) for number in range(_MESSAGES)]
    gc.collect()
    start = time.perf_counter()
    for message in messages:
        bot.handle(message)
    return _MESSAGES / (time.perf_counter() - start)


def _statements(bot: Bot) -> list[str]:
    """Trace what one receipt runs, with its values in it: the very same work for plain sqlite3."""
    seen: list[str] = []
    bot.db.conn.set_trace_callback(seen.append)
    account, room = _senders(bot)[0]
    bot.handle(_message(10**9, account, room, "第1号收到"))
    bot.db.conn.set_trace_callback(None)
    return [statement for statement in seen if not statement.startswith("--")]


def _plain(folder: Path, statements: list[str]) -> float:
    """Run the same statements a message, as literal SQL with prepared parameters where ids differ."""
    source = sqlite3.connect(folder / "bench.db")
    target = sqlite3.connect(folder / "plain.db", isolation_level=None)
    source.backup(target)
    source.close()
    target.execute("PRAGMA journal_mode = WAL")
    target.execute("PRAGMA synchronous = FULL")
    reads = [s for s in statements if s.lstrip().upper().startswith("SELECT")]
    start = time.perf_counter()
    for number in range(_MESSAGES):
        target.execute("BEGIN")
        target.execute(
            "INSERT INTO inbox VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (f"plain-{number}", "room", "2026-11-23T01:00:00.000Z", "chat"),
        )
        for read in reads:
            target.execute(read).fetchall()
        target.execute(
            "INSERT INTO receipts (notice_id, member_id, at, certain, remark, message_id)"
            " VALUES (1, 1, ?, 1, '', ?)",
            ("2026-11-23T01:00:00.000Z", f"plain-{number}"),
        )
        target.execute("UPDATE inbox SET outcome = 'take_receipt' WHERE message_id = ?", (f"plain-{number}",))
        target.execute("COMMIT")
    rate = _MESSAGES / (time.perf_counter() - start)
    target.close()
    return rate


def _fdatasync(folder: Path) -> float:
    handle = os.open(folder / "block", os.O_CREAT | os.O_WRONLY, 0o600)
    times = []
    for _ in range(1000):
        os.write(handle, b"x" * 4096)
        start = time.perf_counter()
        os.fdatasync(handle)
        times.append(time.perf_counter() - start)
    os.close(handle)
    return 1 / statistics.fmean(times)
