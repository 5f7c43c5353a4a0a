"""Birthdays of those the bot cannot write to: their secretary is told in the morning, to telephone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date, datetime, time

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.greeting import BIRTHDAY
from bot.domain.member import Member, Role
from bot.greeting import planning
from bot.greeting.planning import Span
from data import account as accounts
from data import audit
from data import greeting as greetings
from data import member as members

_OVER_AT = time(21)


def birthdays(ctx: Context, span: Span, people: Sequence[Member]) -> Iterator[tuple[date, Member, str]]:
    """Go through the birthdays of a span, on the committee's calendar: (day, whose, the occasion's name)."""
    for day, _ in planning.days_at_home(ctx, span):
        for person in people:
            for occasion in planning.own_occasions(ctx, person, day):
                if occasion.kind == BIRTHDAY:
                    yield day, person, occasion.name


def ask_to_ring(ctx: Context, span: Span, people: Sequence[Member]) -> None:
    """Tell each secretary once in the morning whose birthday it is, of those who only have a telephone."""
    of_branch: dict[tuple[date, int | None], list[Member]] = {}
    for day, person, occasion in birthdays(ctx, span, people):
        if greetings.claim(ctx.db, person.id, occasion):
            of_branch.setdefault((day, person.branch_id), []).append(person)
    for (day, branch), celebrants in of_branch.items():
        own = {one.id for one in celebrants}
        over = datetime.combine(day, _OVER_AT, ctx.zone)  # said later it is wrong, and is reported instead
        for keeper in _keepers(ctx, branch, own):
            key = f"birthday:{day}:{celebrants[0].id}"
            if ctx.tell(keeper.id, key, show(celebrants), Kind.REMINDER, not_after=over):
                audit.note(ctx.db, keeper.id, "生日提醒", sorted(own), ctx.now)


def _keepers(ctx: Context, branch: int | None, own: Set[int]) -> list[Member]:
    """List the branch's secretaries who can be written to, and where there is none the clerks."""
    keepers = members.holders(ctx.db, Role.SECRETARY, branch) if branch else []
    reached = [one for one in keepers if one.id not in own and accounts.reachable(ctx.db, one.id)]
    return reached or members.holders(ctx.db, Role.CLERK)


def show(celebrants: Sequence[Member]) -> str:
    """Write the line to a secretary."""
    by_telephone = [one.name for one in celebrants if not one.wechat]
    others = [one.name for one in celebrants if one.wechat]
    parts = [f"今天{'、'.join(one.name for one in celebrants)}生日，"]
    if by_telephone:
        parts.append("只有电话，" if not others else f"{'、'.join(by_telephone)}只有电话，")
    if others:
        parts.append("我发不到消息，" if not by_telephone else f"{'、'.join(others)}我发不到消息，")
    return "".join(parts) + "方便的话打一个问声好。"
