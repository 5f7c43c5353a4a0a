"""What the templates of the page are given: rooms, lines and the clock as one person sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.domain.days import show_day, show_whole_day
from bot.ports import Link, MessageKind, Quote
from bot.web.chat import people
from bot.web.chat.people import Person
from bot.web.chat.world import Line, World, is_image
from data import account as accounts
from data import fact as facts

_WEEKDAYS = "一二三四五六日"
_SHORT = 40  # characters of a last line
_AT = re.compile(r"@[^\s\u2005@，,：:。]{1,32}")


@dataclass(frozen=True, slots=True)
class Conversation:
    """A row of the list on the left."""

    id: str
    title: str
    people: int  # 0: a private chat
    last: str
    time: str
    unread: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: plain or an @mention."""

    text: str
    mention: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    """A line of a chat; `day` is set where it is the first of its day."""

    id: str
    number: int
    name: str
    hue: int
    time: str
    day: str | None
    own: bool
    by_bot: bool
    pieces: tuple[Piece, ...]
    quote: Quote | None
    recalled: bool
    link: Link | None
    file: str | None  # the name of a file or picture
    is_picture: bool
    wordless: bool  # voice, a sticker: only its kind is known
    missed: bool  # the bot never got it
    at_door: bool  # somebody came or went


@dataclass(frozen=True, slots=True)
class Told:
    """What the bot said lately, wherever it was; `url` leads there with the eyes of who heard it."""

    where: str
    text: str
    time: str
    url: str


def url(world: World, viewer: str, conversation: str) -> str:
    """Give the address of a conversation as somebody sees it."""
    return f"/world/{world.name}/?" + urlencode({"as": viewer, "in": conversation})


def conversations(world: World, viewer: str, chosen: str) -> list[Conversation]:
    """List what somebody sits in, the private chat with the bot included; the latest first."""
    wechat, zone = world.stage.wechat, world.stage.settings.organisation.zone
    own = world.rooms_of(viewer)
    today = world.stage.clock.now().astimezone(zone).date()
    rows = []
    for place, conversation in enumerate([viewer, *own]):
        last = world.last_line(conversation)
        at = _local(last, zone) if last else None
        row = Conversation(
            conversation,
            wechat.topics.get(conversation, wechat.own.nickname),
            len(wechat.seats.get(conversation, ())),
            _summary(last, viewer) if last else "",
            "" if at is None else f"{at:%H:%M}" if at.date() == today else show_day(at),
            0 if conversation == chosen else world.unread(viewer, conversation),
            conversation == chosen,
            url(world, viewer, conversation),
        )
        rows.append((-(last.number if last else 0), place, row))
    return [row for *_, row in sorted(rows, key=lambda row: row[:2])]


def _summary(line: Line, viewer: str) -> str:
    said = line.said
    text = "撤回了一条消息" if said.recalled is not None else said.text.replace("\n", " ")
    who = "" if said.sender in {viewer, ""} or said.room is None else f"{said.nickname}："
    return (who + text)[:_SHORT]


def bubbles(world: World, viewer: str, lines: Iterable[Line]) -> list[Bubble]:
    """Show lines of one conversation, in their order."""
    return [_bubble(world, viewer, line, world.line_before(line)) for line in lines]


def _bubble(world: World, viewer: str, line: Line, above: Line | None) -> Bubble:
    said, zone = line.said, world.stage.settings.organisation.zone
    at = _local(line, zone)
    first_of_day = above is None or _local(above, zone).date() != at.date()
    file = Path(said.file).name if said.file and said.recalled is None else None
    return Bubble(
        said.message_id,
        line.number,
        said.nickname,
        sum(map(ord, said.sender)) % 8,
        f"{at:%H:%M}",
        day_of(at) if first_of_day else None,
        said.sender == viewer,
        said.sender == world.stage.wechat.own.account_id,
        tuple(_pieces(said.text)),
        said.quote,
        said.recalled is not None,
        said.link,
        file,
        bool(file and is_image(file)),
        said.kind not in {MessageKind.TEXT, MessageKind.LINK} and not said.file,
        line.missed,
        not said.sender,
    )


def _pieces(text: str) -> Iterable[Piece]:
    end = 0
    for match in _AT.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        yield Piece(match[0], mention=True)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


_OFFICE_TRIES = ("通知 全体 回执 明天18:00前：周六上午九点集中学习", "点名", "进度", "帮助")
_SECRETARY_TRIES = ("名单 未报", "名单 未回", "转发", "帮助")
_MEMBER_TRIES = ("平安，在苏州昆山，月底回", "我国庆去广州看孩子，8号回来，平安", "收到，周六能到", "帮助")
_STRANGER_TRIES: tuple[str, ...] = ("平安，在上海", "您好")


def tries(world: World, viewer: str, *, in_room: bool) -> list[str]:
    """Offer what somebody with these rights might say first; in a room it is said to the bot."""
    actor = accounts.actor(world.stage.db, viewer)
    if actor is None:
        found: tuple[str, ...] = _STRANGER_TRIES
    elif actor.is_clerk:
        found = _OFFICE_TRIES
    else:
        found = _SECRETARY_TRIES if actor.leads else _MEMBER_TRIES
    name = world.stage.wechat.own.nickname
    return [f"@{name} {words}" if in_room else words for words in found]


def told(world: World, limit: int = 8) -> list[Told]:
    """List what the bot said lately, newest first."""
    wechat, zone = world.stage.wechat, world.stage.settings.organisation.zone
    found = []
    for line in world.latest(limit):
        said = line.said
        if said.room:
            viewer = next(iter(wechat.seats[said.room]), "")
            where = wechat.topics[said.room]
        else:
            viewer = said.partner or ""
            partner = people.person(world, viewer)
            where = f"私聊 {partner.name if partner else viewer}"
        text = said.text.replace("\n", " ")[:_SHORT]
        at = _local(line, zone)
        found.append(Told(where, text, f"{show_day(at)} {at:%H:%M}", url(world, viewer, said.conversation)))
    return found


def clock(world: World, viewer: Person | None) -> list[str]:
    """Tell the time of the committee, and the viewer's own where it differs."""
    now = world.stage.clock.now()
    home = now.astimezone(world.stage.settings.organisation.zone)
    lines = [f"{day_of(home)} {home:%H:%M}"]
    if viewer and viewer.zone:
        there = now.astimezone(viewer.zone)
        lines.append(f"{viewer.name}那里是{show_day(there)} {there:%H:%M}（{viewer.zone.key}）")
    return lines


def paused_until(world: World) -> str:
    """Tell until when nothing is sent because WeChat complained; "" where that is not so."""
    until = facts.read_moment(world.stage.db, "paused_until")
    if until is None or until <= world.stage.clock.now():
        return ""
    return f"{until.astimezone(world.stage.settings.organisation.zone):%H:%M}"


def day_of(at: datetime) -> str:
    """Write a day as 2026年11月23日 周一."""
    return f"{show_whole_day(at)} 周{_WEEKDAYS[at.weekday()]}"


def moments(now: datetime, zone: ZoneInfo) -> dict[str, datetime]:
    """Give where the clock's buttons lead: ten minutes and an hour on, tomorrow and next Monday at nine."""
    here = now.astimezone(zone)
    nine = here.replace(hour=9, minute=0, second=0, microsecond=0)
    return {
        "minutes": now + timedelta(minutes=10),
        "hour": now + timedelta(hours=1),
        "tomorrow": nine + timedelta(days=1),
        "monday": nine + timedelta(days=7 - here.weekday()),
    }


def _local(line: Line, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(line.said.at).astimezone(zone)
