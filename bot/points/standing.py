"""How branches and people stand this year: who counts, since when, and whom the asker may see."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from bot.context import Turn
from bot.domain.member import Member
from bot.domain.points import ranking
from bot.domain.points.ranking import Branch
from bot.domain.unit import UnitKind
from bot.points import settling
from data import member as members
from data import points
from data import unit as units


def branches(turn: Turn) -> list[Branch]:
    """Sum this year's points by branch; who came during the year counts from the day on, with that part.

    Who has died, left, is out of reach or suspended counts nowhere: nobody is blamed for them.
    """
    start, today = settling.year_start(turn), turn.local_now.date()
    sums, came = settling.totals(turn), points.arrivals(turn.db, start)
    heads, total, people = (
        defaultdict[int, Fraction](Fraction),
        defaultdict[int, int](int),
        defaultdict[int, int](int),
    )
    for one in members.everybody(turn.db):
        if one.branch_id is None or not one.status.is_greeted:
            continue
        at = came.get(one.id)
        heads[one.branch_id] += ranking.share_of_year(at.astimezone(turn.zone).date() if at else None, today)
        people[one.branch_id] += 1
        total[one.branch_id] += (
            sum(each.amount for each in points.of_member(turn.db, one.id, at)) if at else sums.get(one.id, 0)
        )
    return [
        Branch(unit.name, total[unit.id], people[unit.id], heads[unit.id])
        for unit in units.of_kind(turn.db, UnitKind.BRANCH)
    ]


def people(turn: Turn) -> tuple[list[tuple[str, int]], str]:
    """List those who agreed, within the asker's scope, with their points; and what the scope is called.

    The office sees all branches, a secretary those led, a member the own branch.
    """
    agreed = points.shown(turn.db)
    sums = settling.totals(turn)
    here = [one for one in members.everybody(turn.db) if one.id in agreed and _is_in_scope(turn, one)]
    where = "全体" if turn.actor.is_clerk else "本支部"
    return [(one.name, sums.get(one.id, 0)) for one in here if one.status.is_greeted], where


def _is_in_scope(turn: Turn, person: Member) -> bool:
    return turn.actor.may_see(person.branch_id) or person.branch_id == turn.actor.member.branch_id
