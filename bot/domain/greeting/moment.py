"""When a greeting is due: days on somebody's clock, and whose clock a room follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# One room hears at most this many greetings of a festival, however many zones its members live in.
ZONES_A_ROOM = 3
_WIDEST = timedelta(hours=26)  # from UTC-12 to UTC+14: more of a day no journey skips


def days_due(since: datetime, now: datetime, at: time, zone: ZoneInfo) -> list[tuple[date, datetime]]:
    """List the days whose greeting moment in a zone lies after `since` and up to `now`, with that moment."""
    day, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    found = []
    while day <= last:
        moment = datetime.combine(day, at, zone)
        if since < moment <= now:
            found.append((day, moment))
        day += timedelta(days=1)
    return found


def days_skipped(since: datetime, at: time, left: ZoneInfo, zone: ZoneInfo) -> list[tuple[date, datetime]]:
    """List the days whose moment a journey since `since` jumped over, with that moment in the new zone.

    Where the person was (`left`) it had not come yet, where the person is now it is over.
    """
    return [
        (day, moment)
        for day, moment in days_due(since - _WIDEST, since, at, zone)
        if datetime.combine(day, at, left) > since
    ]


def shared_zones(zones: Sequence[str], day: date) -> dict[str, str]:
    """Map the zones of a room's members to the few whose clock the festival greeting follows."""
    leading = [zone for zone, _ in Counter(zones).most_common(ZONES_A_ROOM)]

    def offset(zone: str) -> timedelta:
        return datetime.combine(day, time(9), ZoneInfo(zone)).utcoffset() or timedelta(0)

    return {zone: min(leading, key=lambda other: abs(offset(zone) - offset(other))) for zone in set(zones)}
