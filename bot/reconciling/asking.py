"""Asking whom a difference concerns, one question after the other, and the secretaries for the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.question import MOST_QUESTIONS, Case, show_question
from data import account as accounts
from data import difference as differences
from data import greeting as greetings
from data import member as members
from data.ledger import Reconciled

ANSWERED_WITHIN = timedelta(days=14)
_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would be asked: members with their first questions, branches with how many, the office's rest."""

    people: dict[int, list[Case]]
    branches: dict[int, int]
    office: int


def make_plan(ctx: Context, rec: Reconciled) -> Plan:
    """Say who would be asked of what is open and was not asked yet; who is asked already is left in peace."""
    everything = differences.of(ctx.db, rec.number)
    waiting = [case for case in everything if case.state == "open" and case.asked_at is None]
    had = defaultdict[int, int](int)
    for case in everything:
        if case.asked_at and case.member_id:
            had[case.member_id] += 1
    busy = {case.member_id for case in everything if is_waiting(case)}
    known = {
        one.id: one for one in members.of_ids(ctx.db, {case.member_id for case in waiting if case.member_id})
    }
    people, branches, office = defaultdict[int, list[Case]](list), defaultdict[int, int](int), 0
    for case in sorted(waiting, key=_most_doubtful):
        person = known.get(case.member_id or 0)
        if person and person.id in busy and case.is_own:
            continue  # it comes after the answer that is waited for
        if person and may_ask(ctx, case, person) and len(people[person.id]) < MOST_QUESTIONS - had[person.id]:
            people[person.id].append(case)
        elif person and person.branch_id:
            branches[person.branch_id] += 1
        else:
            office += 1
    return Plan({one: cases for one, cases in people.items() if cases}, dict(branches), office)


def is_waiting(case: Case) -> bool:
    """Whether the person concerned was asked and has not answered."""
    return case.state == "open" and case.asked_at is not None and case.unsure_at is None


def _most_doubtful(case: Case) -> tuple[bool, int]:
    return case.proposal is not None, case.id


def may_ask(ctx: Context, case: Case, person: Member) -> bool:
    """Whether somebody may be asked about the own record, is not left in peace, and can be reached."""
    if not (case.is_own and person.status.is_greeted) or person.id in greetings.resting(ctx.db, ctx.now):
        return False
    return accounts.reachable(ctx.db, person.id) is not None


def ask(ctx: Context, rec: Reconciled, plan: Plan) -> None:
    """Queue the first question of everybody, and a line to each secretary."""
    for member_id, cases in plan.people.items():
        many = f"有 {len(cases)} 处，一处一处请教。" if len(cases) > 1 else ""
        body = f"您好，党办核对党员台账，想请您看一眼。{many}\n{show_question(cases[0])}"
        key = f"ledger:{rec.number}:ask:{cases[0].id}"
        if ctx.tell(member_id, key, body, Kind.REMINDER, not_after=ctx.now + _LASTS):
            differences.note_asked(ctx.db, cases[0].id, ctx.now)
    for branch_id, count in plan.branches.items():
        for keeper in members.holders(ctx.db, Role.SECRETARY, branch_id):
            key = f"ledger:{rec.number}:secretary:{branch_id}"
            body = f"【{rec.name}】本支部有 {count} 处几本账写得不一样，要请您核对。发“名单 对账”看。"
            ctx.tell(keeper.id, key, body, Kind.REMINDER, not_after=ctx.now + _LASTS)


def ask_next(ctx: Context, answered: Case) -> Case | None:
    """Give the next question of the same person, noted as asked; None after the third or last."""
    mine = [case for case in differences.of(ctx.db, answered.number) if case.member_id == answered.member_id]
    if sum(case.asked_at is not None for case in mine) >= MOST_QUESTIONS:
        return None
    rest = [case for case in mine if case.state == "open" and case.asked_at is None and case.is_own]
    following = min(rest, key=_most_doubtful, default=None)
    if following:
        differences.note_asked(ctx.db, following.id, ctx.now)
    return following


def show_plan(rec: Reconciled, plan: Plan, names: Sequence[str], *, whole: bool) -> str:
    """Write who would be asked, and what the first will read; numbers with stars unless `whole`."""
    count = sum(map(len, plan.people.values()))
    lines = [f"{rec.name}要问的："]
    if plan.people:
        named = "、".join(names[:8]) + ("等" if len(names) > 8 else "")
        lines.append(f"· 私信问本人 {len(plan.people)} 位，共 {count} 处，一次一处，每人最多三处：{named}")
    if plan.branches:
        lines.append(f"· 请 {len(plan.branches)} 个支部的书记核对 {sum(plan.branches.values())} 处")
    if plan.office:
        lines.append(f"· 名册上找不到人或不在支部的 {plan.office} 处，留给党办：发“名单 对账”")
    first = next((cases[0] for cases in plan.people.values()), None)
    if first:
        lines += ["大家读到的是这样：", show_question(first, whole=whole)]
    return "\n".join([*lines, "回复“确认”就问，“取消”作罢。"])
