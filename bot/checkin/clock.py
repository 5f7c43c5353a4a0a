"""Whose clock a check-in moves: who says to be in another zone is greeted and asked by its hours."""

from __future__ import annotations

from bot.context import Context
from bot.domain.checkin import Report, Whereabouts
from bot.domain.member import Member
from bot.reading import gazetteer
from bot.reading.places import timezone_of


def zone_told(ctx: Context, person: Member, report: Report) -> str | None:
    """Give the zone a report puts a person into; None: it tells of none, or nothing but the usual one."""
    usual = ctx.settings.organisation.timezone
    stands = person.timezone or usual
    told = _zone_of(report, person, usual, stands)
    return None if told == stands == usual else told


def _zone_of(report: Report, person: Member, usual: str, stands: str) -> str | None:
    place = report.place
    if place is None:
        return _zone_back(person, usual) if report.whereabouts is Whereabouts.HOME else None
    if not (place.city or place.province) and stands in gazetteer.zones_of_country(place.country or ""):
        return stands  # 在美国 says nothing new of who lives in Los Angeles
    if (place.province or "").startswith("新疆") and "Asia/Urumqi" in {stands, person.zone_on_roll}:
        return "Asia/Urumqi"
    return timezone_of(place)


def _zone_back(person: Member, usual: str) -> str:
    """Give where 回来了 leads: who lives abroad and was on a journey is back there, else at the committee."""
    return person.zone_on_roll or usual if person.zone_on_roll != person.timezone else usual
