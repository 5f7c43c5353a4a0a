"""One standard for a whole branch: shown first, then set for all but those who declared an income."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import drafting, finding
from bot.context import Turn, UserError
from bot.domain import dues as arrears
from bot.domain import month
from bot.domain.dues.standard import Standard, Wish, standard_in
from bot.domain.member import Member
from bot.domain.money import show_yuan
from bot.domain.names import show_names
from bot.dues.setting import check_amount
from data import dues
from data import member as members

DRAFT = "dues_standard"
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom of a branch a standard would be set for, who has another one now, how many keep their own."""

    branch: str
    people: list[Member]
    changed: list[Member]
    declared: int


def propose(turn: Turn, wish: Wish) -> None:
    """Show what a standard of a branch would change, and keep it until 确认. Raises UserError."""
    check_amount(wish.cents)
    from_month = wish.from_month or month.of_day(turn.local_now.date())
    plan = _plan(turn, str(wish.branch), wish.cents, from_month)
    lines = [
        f"将给{plan.branch} {len(plan.people)} 位定：{month.show(from_month)}起每月 {show_yuan(wish.cents)}。"
    ]
    if plan.changed:
        named = show_names([one.name for one in plan.changed], _NAMED)
        lines.append(f"其中 {len(plan.changed)} 位原来是别的数：{named}。")
    if plan.declared:
        lines.append(f"按本人申报定的 {plan.declared} 位不动。")
    lines.append("回复“确认”记下，“取消”作罢。")
    turn.note_look([one.id for one in plan.people], "党费 标准")
    arguments = {"branch": plan.branch, "cents": wish.cents, "from_month": from_month}
    drafting.propose(turn, DRAFT, arguments, "\n".join(lines))


def keep(turn: Turn, arguments: Mapping[str, Any]) -> None:
    """Set what was shown, for who belongs to the branch now. Raises UserError."""
    cents, from_month = int(arguments["cents"]), str(arguments["from_month"])
    plan = _plan(turn, str(arguments["branch"]), cents, from_month)
    for one in plan.people:
        standard = Standard(one.id, from_month, cents, declared=False)
        dues.set_standard(turn.db, standard, turn.actor.member.id, turn.now)
    turn.note_look([one.id for one in plan.people], "党费 标准")
    turn.reply(
        f"记好了：{plan.branch} {len(plan.people)} 位，{month.show(from_month)}起每月 {show_yuan(cents)}，"
        "以前的月份还按以前的算。错了一小时内回“撤”。"
    )


def _plan(turn: Turn, branch: str, cents: int, from_month: str) -> Plan:
    unit = finding.one_branch(turn, branch)
    if not turn.actor.may_see(unit.id):
        raise UserError("别的支部的党费由那个支部的书记和党办来定。例：党费 标准 张三 20元")
    hidden, standards = dues.confidential(turn.db), dues.standards(turn.db)
    paying = [
        one
        for one in members.of_branch(turn.db, unit.id)
        if not one.status.has_ended and not arrears.is_exempt(one.status)
    ]
    now = {one.id: standard_in(standards.get(one.id, ()), from_month) for one in paying}
    people = [one for one in paying if one.id not in hidden and not _is_so(now[one.id], cents)]
    declared = sum(one.id in hidden for one in paying)
    if not people:
        kept = f"按本人申报定的 {declared} 位不动，" if declared else ""
        raise UserError(f"{unit.name}没有要改的：{kept}其他人已经是每月 {show_yuan(cents)}。")
    return Plan(unit.name, people, [one for one in people if now[one.id] is not None], declared)


def _is_so(standard: Standard | None, cents: int) -> bool:
    return standard is not None and standard.cents == cents
