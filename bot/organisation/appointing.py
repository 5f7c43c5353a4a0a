"""Giving posts and taking them away: who comes, who leaves by it, and what both of them hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.context import Context, Turn, UserError
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.member import EVERYTHING, Member, Role
from bot.domain.post import OF_A_BRANCH, Term, title
from bot.domain.unit import Unit, UnitKind
from data import member as members
from data import post as posts
from data import unit as units

_STAYS_USEFUL = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A post that is given, and the terms that end by it."""

    term: Term
    leaving: tuple[Term, ...] = ()


def plan(
    ctx: Context, unit: Unit, role: Role, person: Member, *, by: int, acting: bool, until: date | None
) -> Appointment:
    """Work out what giving a post means. Raises UserError where the person holds it already."""
    held = posts.held(ctx.db, role=role, unit_id=unit.id)
    own = [term for term in held if term.member_id == person.id]
    is_for_a_while = acting or until is not None
    if own and not is_for_a_while and own[0].ends_on is None and own[0].stands_in_for is None:
        raise UserError(f"{person.name}已经是{unit.name}的{title(role, unit.kind)}了。")
    if own and is_for_a_while and own[0].stands_in_for is None:
        raise UserError(f"{person.name}现在就是{unit.name}的{title(role, unit.kind)}，不用再代理。")
    lasting = [term for term in held if term.stands_in_for is None and term.member_id != person.id]
    instead = lasting[0].member_id if is_for_a_while and role is Role.SECRETARY and lasting else None
    leaving = [*own, *_who_leaves(ctx, unit, role, person, held, is_for_a_while=is_for_a_while)]
    today = ctx.local_now.date()
    return Appointment(
        Term(person.id, role, unit.id, today, until, instead, given_by=by, given_at=ctx.now), tuple(leaving)
    )


def _who_leaves(
    ctx: Context, unit: Unit, role: Role, person: Member, held: Sequence[Term], *, is_for_a_while: bool
) -> list[Term]:
    """List the terms that end when somebody becomes secretary: there is one, and one stand-in."""
    if role is not Role.SECRETARY:
        return []
    others = [term for term in held if term.member_id != person.id]
    if is_for_a_while:
        return [term for term in others if term.stands_in_for is not None]
    lesser = [term for term in posts.held(ctx.db, unit_id=unit.id, member_id=person.id) if term.role != role]
    return others + lesser


def appoint(ctx: Context, appointment: Appointment) -> None:
    """Put a post in force, and end what ends by it."""
    for term in appointment.leaving:
        end(ctx, term, appointment.term.given_by)
    posts.give(ctx.db, appointment.term)


def end(ctx: Context, term: Term, by: int | None) -> list[Term]:
    """Take a post away, and from whoever stands in for its holder; gives those terms."""
    posts.end(ctx.db, term, by, ctx.now)
    if term.stands_in_for is not None:
        return []
    for coming in posts.planned(ctx.db, term.unit_id):
        if coming.stands_in_for == term.member_id and coming.role is term.role:
            posts.call_off(ctx.db, coming, by, ctx.now)
    instead = [
        one
        for one in posts.held(ctx.db, role=term.role, unit_id=term.unit_id)
        if one.stands_in_for == term.member_id
    ]
    for one in instead:
        posts.end(ctx.db, one, by, ctx.now)
    return instead


def check_place(turn: Turn) -> None:
    """Refuse to deal with posts where others read along. Raises UserError."""
    if not (turn.is_private or turn.is_in_office):
        raise UserError("谁担任什么，请在党办群或私信里办。")


# What people hear


def name_post(ctx: Context, term: Term) -> str:
    """Name a post: 第三支部书记, 第三支部代理书记, 党办."""
    unit = units.find(ctx.db, term.unit_id)
    if unit.kind is UnitKind.COMMITTEE:
        return title(term.role, unit.kind)
    is_acting = term.stands_in_for is not None or (term.ends_on is not None and term.role is Role.SECRETARY)
    return f"{unit.name}{'代理' if is_acting else ''}{title(term.role, unit.kind)}"


def tell_comer(ctx: Context, term: Term, key: str) -> bool:
    """Tell somebody of a new post; False where no private message is possible."""
    until = f"，到{show_day(term.ends_on, ctx.local_now.date())}为止" if term.ends_on else ""
    words = f"您好！从今天起请您担任{name_post(ctx, term)}{until}，辛苦您了。{_show_use(ctx, term)}"
    return _tell(ctx, term.member_id, f"post:{key}:comes:{term.unit_id}", words)


def _show_use(ctx: Context, term: Term) -> str:
    """Say what a post lets its holder do."""
    if units.find(ctx.db, term.unit_id).kind is UnitKind.STATION:
        return "发“名单 驻站”看住在那里的同志。"
    share = ctx.settings.posts.shares.get(term.role, frozenset({EVERYTHING}))
    if EVERYTHING not in share:
        return f"您可以用：{'、'.join(sorted(share))}。" if share else ""
    return f"{'发“本支部”看支部情况，' if term.role in OF_A_BRANCH else ''}发“帮助”看能用的命令。"


def tell_leaver(ctx: Context, term: Term, key: str, successor: str = "") -> bool:
    """Tell somebody that a post is over; False where no private message is possible."""
    now = f"，由{successor}接任" if successor else ""
    words = f"您好！从今天起您不再担任{name_post(ctx, term)}{now}。谢谢您这些日子的付出。"
    return _tell(ctx, term.member_id, f"post:{key}:leaves:{term.unit_id}:{term.role}", words)


def _tell(ctx: Context, member_id: int, key: str, words: str) -> bool:
    return ctx.tell(member_id, key, words, Kind.REMINDER, not_after=ctx.now + _STAYS_USEFUL)


def name_of(ctx: Context, member_id: int) -> str:
    """Give a person's name."""
    return members.find(ctx.db, member_id).name
