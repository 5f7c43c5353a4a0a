"""A check-in: what a member says about being safe, whereabouts, plans and telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Intent(StrEnum):
    """What a message is for."""

    CHECKIN = "checkin"  # somebody's safety, whereabouts, plans or contact
    HELP = "help"  # distress, or a request for help
    OTHER = "other"  # all else


class Safety(StrEnum):
    """How the person is."""

    SAFE = "safe"
    HELP = "help"


class Whereabouts(StrEnum):
    """Where the person is now, seen from the committee's home county."""

    HOME = "home"
    AWAY = "away"
    ABROAD = "abroad"  # any other country, and Hong Kong, Macau, Taiwan (出国（境）)


@dataclass(frozen=True, slots=True)
class Place:
    """A place by full official names, filled upward when unique, never downward."""

    country: str | None  # ISO 3166 two-letter code
    province: str | None = None
    city: str | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """A closed range of days; one day has start == end."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Report:
    """What one message says about one person; None where it does not say."""

    subject: str | None = None  # None is the sender, else the name of the member reported for
    safety: Safety | None = None
    whereabouts: Whereabouts | None = None
    place: Place | None = None
    heading_to: Place | None = None
    leaves_on: Days | None = None
    returns_on: Days | None = None
    phone: str | None = None  # mainland 11 digits, else E.164


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was understood to be."""

    intent: Intent
    reports: tuple[Report, ...] = ()


def show_place(place: Place) -> str:
    """Write a place the short way people say it: 江苏苏州昆山, 上海浦东新区, 德国慕尼黑."""
    parts = [place.province, place.city, place.district]
    seen = list(dict.fromkeys(part for part in parts if part))
    return "".join(seen) if seen else (place.country or "")


def show_days(days: Days) -> str:
    """Write a range of days: 12月31日, or 12月26日到31日, or 2月5日到3月2日."""
    start, end = days.start, days.end
    if start == end:
        return f"{start.month}月{start.day}日"
    last = f"{end.day}日" if start.month == end.month else f"{end.month}月{end.day}日"
    return f"{start.month}月{start.day}日到{last}"


def summarise(report: Report) -> str:
    """Say shortly what was understood of a report: 平安，苏州昆山，12月26日到31日回."""
    where = (
        "在家" if report.whereabouts is Whereabouts.HOME else show_place(report.place) if report.place else ""
    )
    parts = [
        "平安" if report.safety is Safety.SAFE else "",
        where,
        f"要去{show_place(report.heading_to)}" if report.heading_to else "",
        f"{show_days(report.leaves_on)}走" if report.leaves_on else "",
        f"{show_days(report.returns_on)}回" if report.returns_on else "",
        "新号码" if report.phone else "",
    ]
    return "，".join(part for part in parts if part)


def thank(names: list[str]) -> str:
    """Thank a room for check-ins, by names only: never a place or a date."""
    shown = "、".join(names[:2])
    return f"已收到{shown}的平安" if len(names) <= 2 else f"已收到{shown}等 {len(names)} 位的平安"
