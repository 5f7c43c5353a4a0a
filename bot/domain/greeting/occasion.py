"""A reason to greet one person: a birthday, the day of joining, a festival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import almanac
from bot.domain.member import Member

BIRTHDAY, ANNIVERSARY = "birthday", "anniversary"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A reason to greet one person; `name` with the member makes it happen once."""

    name: str
    kind: str  # birthday, anniversary or a festival's name
    years: int = 0


def personal_occasions(
    member: Member, day: date, *, birthdays: bool = True, anniversaries: bool = True
) -> list[Occasion]:
    """List a person's own occasions of a day; 29 February falls on the 28th in other years."""
    found = []
    if birthdays and (name := _name_birthday(member, day)):
        found.append(Occasion(name, BIRTHDAY))
    if anniversaries and member.joined_on and falls_on(member.joined_on, day):
        years = day.year - member.joined_on.year
        found.append(Occasion(f"anniversary:{day.year}", ANNIVERSARY, years))
    return found


def _name_birthday(member: Member, day: date) -> str | None:
    """Name a birthday kept on a day: a lunar one by its lunar year, as a solar year may have it twice."""
    if member.lunar_birthday is None:
        is_kept = member.birthday is not None and falls_on(member.birthday, day)
        return f"birthday:{day.year}" if is_kept else None
    year = almanac.lunar_of(day).year
    return f"lunar birthday:{year}" if member.lunar_birthday.in_year(year) == day else None


def falls_on(origin: date, day: date) -> bool:
    """Whether a solar day is kept on this day of a later year."""
    if day.year <= origin.year:
        return False
    try:
        return origin.replace(year=day.year) == day
    except ValueError:
        return (day.month, day.day) == (2, 28)
