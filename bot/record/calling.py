"""A page to telephone from: big type, whole telephones, boxes; its numbers are answered like a list's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.context import Turn, UserError
from bot.domain.days import show_day, show_whole_day
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.silence import Standing
from bot.paper import Section, write_paper
from bot.silence import listening
from data import listing as listings
from data import unit as units

MOST = 400  # people on one page: more are nobody's evening
_BOX = "☐"
_HEADINGS = ("号", "姓名", "电话", "上次有消息", "接通", "没接", "记一笔")
_NOTE = (
    "打完私信我写编号就行，例：3 7 12 电话平安；没打通的发：联系 张三 电话 无人接。"
    "编号一天内有效。名单用完请收好或销毁。"
)


def send(turn: Turn, title: str, people: Sequence[Member]) -> None:
    """Send the sender alone the page of these people. Raises UserError in the office room, for too many."""
    if turn.is_in_office:
        raise UserError("这张名单上电话是全的，请私信我发：打印名单")
    if len(people) > MOST:
        raise UserError(f"{title}有 {len(people)} 人，一张名单打不完。请写上支部，例：打印名单 第三支部")
    if not people:
        raise UserError(f"{title}现在没有人。")
    there = turn.reply_privately(f"{title} {len(people)} 人的打电话名单，打开就能打印：", "打印名单")
    if there is None:
        return
    ids = [one.id for one in people]
    turn.note_look(ids, "打印名单")
    listings.keep(turn.db, turn.actor.member.id, "silence", title, ids, turn.now)
    path = turn.new_file(f"打电话名单 {title}", "html")
    below = f"{turn.settings.organisation.name}，{show_whole_day(turn.local_now)}"
    write_paper(path, f"{title}打电话名单", below, _sections(turn, people))
    turn.say(f"calling:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)


def _sections(turn: Turn, people: Sequence[Member]) -> list[Section]:
    """Lay out a section a branch; the numbers run on."""
    names = units.branch_names(turn.db)
    found: dict[str, list[list[str]]] = {}
    for place, standing in enumerate(listening.standings(turn, people), start=1):
        branch = names.get(standing.person.branch_id or 0, "没有支部")
        found.setdefault(branch, []).append(_row(turn, place, standing))
    sections = [
        Section(f"{branch} {len(rows)} 人", _HEADINGS, rows, is_large=True) for branch, rows in found.items()
    ]
    return [*sections, Section("打完以后", (), (), _NOTE)]


def _row(turn: Turn, place: int, standing: Standing) -> list[str]:
    person, heard = standing.person, standing.heard_at
    marks = ["只有电话"] if not person.wechat else []
    marks += [standing.excuse.chinese] if standing.excuse else []
    last = show_day(heard.astimezone(turn.zone).date(), turn.local_now.date()) if heard else "还没有"
    return [str(place), person.name, _spaced(person.phone) or "没有电话", last, _BOX, _BOX, "，".join(marks)]


def _spaced(phone: str | None) -> str:
    """Write a number as it is dialled by eye: 138 0013 8000."""
    own = phone or ""
    return f"{own[:3]} {own[3:7]} {own[7:]}" if re.fullmatch(r"1\d{10}", own) else own
