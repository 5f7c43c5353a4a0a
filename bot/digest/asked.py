"""Which page a reader means, and making it where there is none yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import finding
from bot.context import Turn, UserError
from bot.digest import making
from bot.domain.digest.kept import OFFICE
from bot.domain.digest.order import Order
from bot.domain.digest.page import week_before
from data import digest as digests
from data import unit as units

_AT_ONCE = 3  # pages in one answer


@dataclass(frozen=True, slots=True)
class Meant:
    """A page that was kept: of which making, of which branch (or OFFICE), and how its reader calls it."""

    digest_id: int
    unit_id: int
    call: str

    def title_of(self, number: int) -> str:
        """Call a line so that nobody takes a branch's for the whole committee's."""
        return f"{self.call}{' ' if ' ' in self.call else ''}第 {number} 行"


def own_units(turn: Turn) -> list[int]:
    """Give whose pages a reader sees without naming a branch: the office's, or those of the branches led."""
    if turn.actor.is_clerk:
        return [OFFICE]
    return sorted(turn.actor.leads & units.branch_names(turn.db).keys())


def units_of(turn: Turn, order: Order) -> list[int]:
    """Give whose pages an order means. Raises UserError for a branch that the reader may not see."""
    if order.branch is None:
        return own_units(turn)
    branch = finding.one_branch(turn, order.branch)
    if not turn.actor.may_see(branch.id):
        raise UserError("别的支部的周报由那个支部的书记和党办看。您看本支部的：周报")
    return [branch.id]


def check_few(turn: Turn, unit_ids: Sequence[int]) -> None:
    """Ask who leads many branches for one of them. Raises UserError."""
    if len(unit_ids) > _AT_ONCE:
        name = making.title_of(turn, unit_ids[0])
        raise UserError(f"您管着 {len(unit_ids)} 个支部，一次看一个就好。例：周报 {name}")


def week_of(turn: Turn, order: Order) -> tuple[date, date]:
    """Give the days of the week an order means: the last one, or this one."""
    today = turn.local_now.date()
    return week_before(today + timedelta(days=7) if order.this_week else today)


def find(turn: Turn, order: Order) -> Meant:
    """Give the page last shown to the reader, or made now where there is none of the one meant."""
    unit_id = _unit(turn, order)
    call = making.call_of(turn, unit_id, own_units(turn))
    seen = digests.seen(turn.db, turn.actor.member.id)
    if seen and order.this_week is None and digests.has_page(turn.db, seen.digest_id, unit_id):
        if order.branch is not None:
            digests.note_seen(turn.db, turn.actor.member.id, seen.digest_id, unit_id, turn.now)
        return Meant(seen.digest_id, unit_id, call)
    made = making.make(turn, *week_of(turn, order), [unit_id])
    digests.note_seen(turn.db, turn.actor.member.id, made.number, unit_id, turn.now)
    return Meant(made.number, unit_id, call)


def _unit(turn: Turn, order: Order) -> int:
    if order.branch is None and not turn.actor.is_clerk:
        return _only(turn, own_units(turn))
    if order.branch is None and (seen := digests.seen(turn.db, turn.actor.member.id)):
        return OFFICE if seen.unit_id is None else seen.unit_id
    return units_of(turn, order)[0]


def _only(turn: Turn, own: Sequence[int]) -> int:
    if len(own) == 1:
        return own[0]
    seen = digests.seen(turn.db, turn.actor.member.id)
    if seen and seen.unit_id in own:
        return int(seen.unit_id or 0)
    names = units.branch_names(turn.db)
    raise UserError(f"您有几个支部，请写上是哪一个。例：周报 {names[own[0]] if own else '第一支部'} 名单 2")
