"""Whose year is meant, and whether the sender may see it."""

from __future__ import annotations

from bot import finding
from bot.context import Turn, UserError
from bot.domain.command import Misfit
from bot.domain.unit import Unit
from bot.domain.yearend import Asked, year_meant
from data import fact as facts
from data import meeting as meetings
from data import member as members
from data import unit as units

MOST = 4_000  # people in one file: more would keep messages waiting for long
FEW = 3  # branches that are written out as text


def branches(turn: Turn, asked: Asked) -> list[Unit]:
    """Give the branches that are meant. Raises UserError for those of others, Misfit for talk in a room."""
    if asked.branch:
        known = units.meant(turn.db, asked.branch) is not None
        if not (known or turn.is_addressed or turn.is_in_office):
            raise Misfit(asked.branch)
        found = [finding.one_branch(turn, asked.branch)]
    elif asked.of_all or not turn.actor.leads:
        found = units.branches(turn.db) if turn.actor.is_clerk or not asked.of_all else []
    else:
        found = [one for one in units.branches(turn.db) if one.id in turn.actor.leads]
    if not found or not all(turn.actor.may_see(one.id) for one in found):
        raise UserError("别的支部的材料由那个支部的书记和党办看。看本支部的发：年终材料")
    return found


def year(turn: Turn, asked: Asked, found: list[Unit]) -> int:
    """Give the year that is meant. Raises UserError for one ahead, or from before anything was kept."""
    began = facts.read_moment(turn.db, "first_start")
    first = began.astimezone(turn.zone).year if began else None
    number = year_meant(asked, turn.local_now.date(), first)
    if first is not None and number < first and not _has_meetings(turn, number, found):
        raise UserError(f"{number}年还没有启用，没有记录，最早是 {first}年。例：年终材料 {first}")
    return number


def _has_meetings(turn: Turn, number: int, found: list[Unit]) -> bool:
    """Whether meetings of a year were taken down, as that can be done later."""
    ids = {one.id for one in found}
    day = turn.local_now.date()
    held = meetings.held(turn.db, day.replace(number, 1, 1), day.replace(number, 12, 31))
    return any(one.branch_id in ids for one in held)


def check_size(turn: Turn, found: list[Unit]) -> int:
    """Count the people of these branches. Raises UserError where they are too many for one file."""
    people = sum(len(members.of_branch(turn.db, one.id)) for one in found)
    if people > MOST:
        raise UserError(f"一共 {people} 人，一次做不下。请写上支部，例：年终材料 {found[0].name} 表")
    return people
