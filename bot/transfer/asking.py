"""Asking for a transfer: whose, where to, what stands in the way, and how it is shown before 确认."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot import finding
from bot.context import Turn, UserError
from bot.domain import audience
from bot.domain import transfer as rules
from bot.domain.audience import branch_name
from bot.domain.member import Member
from bot.domain.transfer import State, Transfer, Wish
from bot.transfer import ending, steps
from data import transfer as transfers
from data import unit as units

_NUMBERED = re.compile(r"第?[\d一二三四五六七八九十百]{1,4}(?:党?支部)?")


def whose_wish(turn: Turn, wish: Wish) -> Member:
    """Find whose membership is to move: the sender's own, or somebody in the sender's scope."""
    own = turn.actor.member
    if wish.called is None or wish.called.name == own.name:
        return own
    if not (turn.actor.is_clerk or turn.actor.leads):
        raise UserError("转接要本人来提，或者请他的书记、党办代提。给自己提：转接 第三支部 原因")
    return finding.one_person(turn, wish.called, f"转接 {{}} {wish.destination}")


def where_to(turn: Turn, words: str) -> tuple[str, int | None]:
    """Tell a branch of the committee (its name and id) from another organisation (its name as typed)."""
    known = {unit.name: unit.id for unit in units.branches(turn.db)}
    for name in (words, branch_name(words), words.replace("党支部", "支部")):
        if name in known:
            return name, known[name]
    general = {unit.name: unit.id for unit in units.generals(turn.db)}
    if (named := audience.general_name(words)) in general:
        below = "、".join(unit.name for unit in units.branches(turn.db, general[named]))
        raise UserError(f"{named}下面有：{below}。要转到哪个支部？例：转接 {below.partition('、')[0]} 原因")
    unit = units.named(turn.db, words)
    if words == turn.settings.organisation.name or (unit and unit.kind == "committee"):
        raise UserError(f"您就在{words}。要换支部，请写支部的名字，例：转接 {next(iter(known))} 原因")
    if _is_one_of_ours(words, list(known)):
        raise UserError(
            f"{audience.show_unknown(words, list(known))}\n"
            "要转到外面的党组织，请写全名：转接 海安市驻宁党委 原因"
        )
    return words, None


def _is_one_of_ours(words: str, known: list[str]) -> bool:
    """Whether a name looks like a branch of our own that is not there: 第三十支部, 建材支部."""
    if _NUMBERED.fullmatch(words) or len(words) < len("某县党委"):
        return True
    return (
        words.endswith("支部") and len(words) < len("海安市驻宁支部") and bool(audience.nearest(words, known))
    )


def check_may_begin(turn: Turn, person: Member, host_id: int | None, destination: str) -> None:
    """Refuse what cannot be begun: no branch, one under way, a post. Raises UserError."""
    whose = "您" if person.id == turn.actor.member.id else person.name
    if person.status.has_ended or person.branch_id is None:
        raise UserError(f"{whose}现在不在哪个支部，转不了，请和党办说一声。")
    if person.branch_id == host_id:
        raise UserError(f"{whose}本来就在{destination}，不用转。")
    if found := transfers.open_of(turn.db, person.id):
        raise UserError(
            f"{whose}的转接{found.number}号（转到{found.destination}）还在办。"
            f"看进度：转接进度 {found.number}号；不转了：转接 撤回 {found.number}号"
        )
    held = ending.posts_in_the_way(turn, person, person.branch_id, within=host_id is not None)
    if held:
        raise UserError(f"{whose}还担任{'、'.join(held)}，要先有人接任才能转，请先和党办商量。")


def show_draft(turn: Turn, person: Member, arguments: Mapping[str, Any]) -> str:
    """Write what 确认 would do."""
    assert person.branch_id is not None
    own = turn.actor
    draft = Transfer(
        0,
        person.id,
        person.branch_id,
        arguments["host"],
        arguments["destination"],
        arguments["reason"],
        own.member.id,
        State.HOME,
        turn.now,
    )
    mine = person.id == own.member.id
    course = steps.course_of(turn, draft, frozenset() if mine else own.leads - own.lent)
    days = turn.settings.transfers.answer_within.days
    whose = "您的组织关系" if mine else f"{person.name}的组织关系"
    outside = (
        "" if draft.is_within else f"\n{draft.destination}不在本党委，党办开介绍信，到那边报到以后才算转走。"
    )
    return (
        f"要把{whose}从{units.find(turn.db, person.branch_id).name}转到{draft.destination}"
        f"{rules.show_reason(draft.reason)}。\n"
        f"{_show_way(course)}，每一步最多 {days} 天，"
        f"办到哪一步都会私信告诉{'您' if mine else '本人和您'}。{outside}\n"
        "回复“确认”提出，“取消”作罢。"
    )


def _show_way(course: list[str]) -> str:
    *heads, office = course
    return f"先由{'、'.join(heads)}答复，再由{office}" if heads else f"由{office}"
