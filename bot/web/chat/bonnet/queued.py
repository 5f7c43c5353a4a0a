"""要说什么: rows of the outbox, to whom, when and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.delivery import Kind
from bot.ports import Link
from bot.web.chat.bonnet.occasion import tell_occasion
from bot.web.chat.bonnet.panel import Fact, Line
from bot.web.chat.bonnet.writing import write_moment, write_place
from data import member as members
from data.trace import Queued

_LINES = 12  # shown of what one message led to
_KINDS = {
    Kind.DISTRESS: "求助",
    Kind.REPLY: "回话",
    Kind.NOTICE: "通知",
    Kind.REMINDER: "提醒",
    Kind.DIGEST: "汇总",
    Kind.GREETING: "问候",
}
_PRIORITIES = ("最先发", "先于群发", "按次序发", "空了再发", "最后发")
_STATES = {
    "queued": "等着发",
    "sending": "正在发",
    "sent": "已发出",
    "in_doubt": "不知发到没有",
    "dropped": "不发了",
    "failed": "没发成",
    "expired": "过时没发",
    "cancelled": "取消了",
}


def tell_lines(db: Database, settings: Settings, rows: Sequence[Queued]) -> tuple[tuple[Line, ...], int]:
    """Tell of the first rows of the outbox, and how many more there are."""
    return tuple(tell_line(db, settings, row) for row in rows[:_LINES]), max(0, len(rows) - _LINES)


def tell_line(db: Database, settings: Settings, row: Queued) -> Line:
    """Tell of a row of the outbox: what, to whom, why, and what became of it."""
    return Line(_text(row), _state(row), tuple(_tell_queued(db, settings, row)), row.echo_id)


def _tell_queued(db: Database, settings: Settings, row: Queued) -> Iterator[Fact]:
    yield Fact("给谁", write_place(db, row.conversation))
    yield Fact("事由", tell_occasion(row.key))
    yield Fact("种类", f"{_KINDS[row.kind]}（{_PRIORITIES[row.kind.priority]}）")
    start = "马上" if row.not_before <= row.created_at else f"{write_moment(row.not_before, settings)} 起"
    yield Fact("什么时候", f"{start}，过了 {write_moment(row.not_after, settings)} 就不发了")
    if row.held_for is not None and row.state == "queued":
        yield Fact("等谁", f"试点：等{members.find(db, row.held_for).name}确认")
    if row.attempts:
        yield Fact("发了几次", f"{row.attempts} 次")
    if row.sent_at:
        yield Fact("发出", write_moment(row.sent_at, settings))
    if row.error:
        yield Fact("原因", row.error, code=True)
    yield Fact("去重编号", row.key, code=True)
    if row.echo_id:
        yield Fact("微信里的编号", row.echo_id, code=True)


def _text(row: Queued) -> str:
    if row.recalls:
        return f"（撤回先前的一条；撤不了就说：{row.body}）"
    if row.file:
        return f"（图片或文件）{Path(row.file).name}"
    return f"（链接）{Link.from_json(row.link).title}" if row.link else row.body or ""


def _state(row: Queued) -> str:
    return "等书记确认" if row.state == "queued" and row.held_for is not None else _STATES[row.state]
