"""读成了什么: what was understood of whom, and from which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.checkin import Days, Place, Report, show_days
from bot.domain.member import Actor
from bot.domain.room import RoomKind
from bot.ports import Incoming
from bot.reading import Explained, explain
from bot.reading.gazetteer import country_name
from bot.web.chat.bonnet.panel import Fact, Read, Understood
from data import member as members
from data import room as rooms

_FIELDS = {
    "subject": "说的是",
    "safety": "平安",
    "whereabouts": "人在",
    "place": "地方",
    "heading_to": "要去",
    "leaves_on": "动身",
    "returns_on": "回来",
    "phone": "电话",
}
_VALUES = {"safe": "平安", "help": "需要帮助", "home": "本地", "away": "外地", "abroad": "境外"}
_LEFT_OUT = {
    "a question": "这是问话",
    "a memory": "说的是从前",
    "an if": "说的是假如",
    "a wish": "说的是愿望",
    "news": "说的是新闻",
    "good wishes": "是祝福",
    "an example": "是举例",
    "said of others": "说的是别人",
    "said to others": "是对别人说的",
    "of an animal": "说的是动物",
    "of a stranger": "说的是不相干的人",
    "a notice passed on": "是转来的通知",
    "for nobody named": "没有说是谁",
}


def explain_message(
    db: Database, settings: Settings, incoming: Incoming, who: Actor | None, at: datetime
) -> Explained:
    """Read a message once more, as a check-in of its time, and give the reasons."""
    mention = rf"@{re.escape(settings.bot.name)}(?:[\u2005\s，,：:]+|$)"
    return explain(
        re.sub(mention, "", incoming.text).strip(),
        now=at.astimezone(settings.organisation.zone),
        home=settings.organisation.home,
        members=tuple(_names_in_scope(db, incoming, who)) if who else (),
        sender=who.member.name if who else None,
    )


def _names_in_scope(db: Database, incoming: Incoming, who: Actor) -> Iterator[str]:
    """List whom the writer may report for, as bot.context does when the message is taken."""
    if who.is_clerk:
        yield from (person.name for person in members.everybody(db))
        return
    own = who.member.branch_id
    for branch in sorted(who.leads | ({own} if own is not None else set())):
        yield from (person.name for person in members.of_branch(db, branch))
    room = rooms.find(db, incoming.room) if incoming.room else None
    if room and room.kind is RoomKind.OVERSEAS:
        here = {member for member, seat in rooms.sitting_members(db) if seat == room}
        yield from (person.name for person in members.of_ids(db, here))


def tell_understood(found: Explained, at: datetime) -> Iterator[Understood]:
    """Tell what was understood of each person."""
    for report in found.reading.reports:
        words = {reason.field: reason.words for reason in found.reasons if reason.subject == report.subject}
        values = {name: _show_value(report, name, at) for name in _FIELDS}
        said = (
            Read(_FIELDS[name], value, words.get(name, ""))
            for name, value in values.items()
            if value is not None
        )
        yield Understood(report.subject or "本人", tuple(said))


def _show_value(report: Report, name: str, at: datetime) -> str | None:
    value = getattr(report, name)
    if isinstance(value, Place):
        country = None if value.country in {None, "CN"} else country_name(str(value.country))
        parts = (country, value.province, value.city, value.district)
        return " ".join(dict.fromkeys(part for part in parts if part)) or "中国"
    if isinstance(value, Days):
        return show_days(value, at.date())
    return None if value is None else _VALUES.get(str(value), str(value))


def tell_left_out(found: Explained) -> Iterator[Fact]:
    """Tell which words were heard and not counted, and why."""
    for words, why in found.left_out:
        yield Fact(words, f"没有算：{_LEFT_OUT.get(why, why)}")
    if found.doubt:
        yield Fact(found.doubt, "没有当作求救：像是感叹，先问一句")
