"""Once in December tell each secretary how much of the year-end file is still missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.almanac import next_working_day
from bot.context import Tick
from bot.domain.delivery import Kind
from bot.domain.member import Role
from bot.domain.yearend import find_gaps
from bot.yearend import gathering
from data import member as members
from data import unit as units

WHEN = {"minute": "*/15"}
_HOLDS = timedelta(days=2)


def run(tick: Tick) -> None:
    """Say it on the first working day of December; who lacks nothing hears nothing."""
    wanted = tick.settings.meetings
    day = next_working_day(date(tick.local_now.year, 12, 1))
    if not wanted.yearend_remind or not tick.covers(datetime.combine(day, wanted.remind_at, tick.zone)):
        return
    branches = units.branches(tick.db)
    for branch, one in zip(branches, gathering.gather(tick, branches, day.year, None), strict=True):
        if gaps := len(find_gaps(one)):
            body = f"{branch.name} {day.year}年的年终材料还缺 {gaps} 样。缺什么、怎么补，发：年终材料"
            for secretary in members.holders(tick.db, Role.SECRETARY, branch.id):
                key = f"yearend:{day.year}:{branch.id}"
                tick.tell(secretary.id, key, body, Kind.REMINDER, not_after=tick.now + _HOLDS)
