"""Who is out of reach, by a person's decision: 失联, 联系上, 名单 失联."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import silence
from bot.domain.audience import Called, read_person
from bot.domain.command import Misfit, nothing
from bot.domain.member import Member
from bot.router import Right, Router
from bot.silence import keepers, listening
from data import member as members
from data import silence as silences
from data import unit as units

router = Router()

_DECLARED = re.compile(
    r"(?P<who>(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,9}·[\u4e00-\u9fff·]{1,9})(?:[（(]\S{2,16}[)）]|\d{4,11})?)"
    r"(?:[\s，,：:]+(?P<reason>.{1,100}))?"
)


def _read_declared(words: str) -> tuple[Called, str]:
    """Read 张三, or 张三 电话停机 家里没人: who, and why."""
    match = _DECLARED.fullmatch(words)
    if match is None:
        raise Misfit(words)
    return read_person(match["who"]), match["reason"] or ""


@router.command(
    "失联",
    may=Right.SECRETARY,
    takes=_read_declared,
    usage="失联 张三 [原因]",
    does="把一位党员记为“暂未联系上”。只由您来定，机器人从不自己记；有了消息会自动取消。请私信我。",
    example="失联 张三 电话停机，家里没人",
    spaced=True,
)
def draft_lost(turn: Turn, declared: tuple[Called, str]) -> None:
    """Show who would be declared out of reach, and keep it until 确认."""
    called, reason = declared
    person = _find(turn, called)
    turn.check_privacy()
    if person.id in silences.lost(turn.db):
        raise UserError(f"{person.name}已经记为“暂未联系上”。联系上了请发：联系上 {person.name}")
    arguments = {"member": person.id, "reason": reason}
    (standing,) = listening.standings(turn, [person])
    turn.note_look([person.id], "失联")
    shown = (
        f"将把{silence.show_silent(standing, turn.now, turn.zone)}记为“暂未联系上”"
        + (f"，原因：{reason}" if reason else "")
        + "。\n回复“确认”记下，“取消”作罢。"
    )
    drafting.propose(turn, "lost", arguments, shown)


def _find(turn: Turn, called: Called) -> Member:
    """Find the one person meant, within the actor's scope; talk in a room is left alone."""
    found = [one for one in members.named(turn.db, called.name) if turn.actor.may_see(one.branch_id)]
    if called.tail:
        found = [one for one in found if (one.phone or "").endswith(called.tail)]
    if called.branch:
        found = [
            one for one in found if one.branch_id and units.find(turn.db, one.branch_id).name == called.branch
        ]
    if not found:
        raise UserError(f"您管的名册里没有“{called.name}”，请看看名字写得对不对。")
    if len(found) > 1:
        raise UserError(f"有 {len(found)} 位{called.name}，请写上支部，例：失联 {called.name}（第三支部）")
    return found[0]


@router.confirms("lost")
def declare_lost(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Declare a person out of reach."""
    person = members.find(turn.db, arguments["member"])
    if words or not turn.actor.may_see(person.branch_id):
        raise UserError("这一位不在您管的名册里，没有记。")
    silences.declare_lost(turn.db, person.id, arguments["reason"], turn.actor.member.id, turn.now)
    turn.note_look([person.id], "记为失联")
    turn.reply(f"{person.name}已记为“暂未联系上”。联系上了请发：联系上 {person.name}")


@router.command(
    "联系上",
    may=Right.SECRETARY,
    takes=_read_declared,
    usage="联系上 张三",
    does="取消“暂未联系上”。本人报了平安，或者您代报了，会自动取消。",
    example="联系上 张三",
    spaced=True,
)
def find_again(turn: Turn, declared: tuple[Called, str]) -> None:
    """Take back that a person is out of reach."""
    person = _find(turn, declared[0])
    turn.check_privacy()
    if not silences.find_again(turn.db, person.id, turn.now):
        raise UserError(f"{person.name}没有记为“暂未联系上”，不用取消。")
    turn.note_look([person.id], "取消失联")
    turn.reply(f"已取消{person.name}的“暂未联系上”。说了在哪、好不好，请发：代报 {person.name} 平安 在苏州")


@router.command(
    "名单 失联",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 失联",
    does="记为“暂未联系上”的，编了号，私下发给您；书记看本支部的，党办看全部。",
    example="名单 失联",
)
def list_lost(turn: Turn, _words: None) -> None:
    """List who is out of reach, within the asker's scope."""
    lost = silences.lost(turn.db)
    people = [one for one in members.of_ids(turn.db, lost) if turn.actor.may_see(one.branch_id)]
    if not people:
        turn.reply_privately("没有记为“暂未联系上”的。")
        return
    people.sort(key=lambda person: (person.branch_id or 0, person.id))
    turn.note_look([person.id for person in people], "名单 失联")
    lines = keepers.numbered(turn, listening.standings(turn, people))
    shown = [line + _why(lost[person.id].reason) for line, person in zip(lines, people, strict=True)]
    end = "联系上了请发：联系上 张三"
    turn.reply_with_list(
        "overdue", f"暂未联系上的 {len(people)} 人：", shown, [p.id for p in people], end=end
    )


def _why(reason: str) -> str:
    return f"：{reason}" if reason else ""
