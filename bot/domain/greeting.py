"""Greetings: whose day it is, at which moment, and the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.member import Member

# One room hears at most this many greetings of a festival, however many zones its members live in.
ZONES_A_ROOM = 3
_NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Occasion:
    """A reason to greet one person; `name` with the member makes it happen once."""

    name: str
    kind: str  # birthday, anniversary or a festival's name
    years: int = 0


def shows_membership(occasion: Occasion) -> bool:
    """Whether a greeting tells of the membership, which who is low key (低调) does not wish."""
    return occasion.kind in {"anniversary", "七一"}


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


def personal_occasions(
    member: Member, day: date, *, birthdays: bool = True, anniversaries: bool = True
) -> list[Occasion]:
    """List a person's own occasions of a day; 29 February falls on the 28th in other years."""
    found = []
    if birthdays and member.birthday and _falls_on(member.birthday, day):
        found.append(Occasion(f"birthday:{day.year}", "birthday"))
    if anniversaries and member.joined_on and _falls_on(member.joined_on, day):
        years = day.year - member.joined_on.year
        found.append(Occasion(f"anniversary:{day.year}", "anniversary", years))
    return found


def _falls_on(origin: date, day: date) -> bool:
    if day.year <= origin.year:
        return False
    try:
        return origin.replace(year=day.year) == day
    except ValueError:
        return (day.month, day.day) == (2, 28)


def shared_zones(zones: Sequence[str], day: date) -> dict[str, str]:
    """Map the zones of a room's members to the few whose clock the festival greeting follows."""
    leading = [zone for zone, _ in Counter(zones).most_common(ZONES_A_ROOM)]

    def offset(zone: str) -> timedelta:
        return datetime.combine(day, time(9), ZoneInfo(zone)).utcoffset() or timedelta(0)

    return {zone: min(leading, key=lambda other: abs(offset(zone) - offset(other))) for zone in set(zones)}


def compose(
    day: date,
    greeted: Mapping[Occasion, Sequence[str]],
    everybody: frozenset[str],
    wording: Mapping[str, object],
) -> str:
    """Write one message for a room: {occasion: names}; a festival in `everybody` greets the whole room."""
    lines = []
    for occasion, names in greeted.items():
        shown = "、".join(names[:_NAMES_SHOWN]) + (f"等 {len(names)} 位" if len(names) > _NAMES_SHOWN else "")
        if occasion.kind in {"birthday", "anniversary"}:
            variants = wording[occasion.kind]
            assert isinstance(variants, list)
            text = variants[(day.toordinal() + occasion.years) % len(variants)]
        else:
            festivals = wording["festivals"]
            assert isinstance(festivals, dict)
            text = festivals[occasion.kind]
            shown = "各位" if occasion.kind in everybody else shown
        lines.append(str(text).format(names=shown, years=occasion.years))
    return "\n".join(lines)
