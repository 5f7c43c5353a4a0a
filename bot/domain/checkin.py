"""A check-in: what a member says about being safe, whereabouts, plans and telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
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


# What may be left off a name without doubt: 江苏省 is 江苏, 昆山市 is 昆山; a 区 keeps its tail.
_TAIL = re.compile(r"(?<=..)(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|省|市|(?<!自治)县)$")


def show_place(place: Place, country: str = "") -> str:
    """Write a place the short way people say it: 苏州昆山, 上海浦东新区, 德国慕尼黑.

    `country` is the Chinese name of a country abroad; at home it is left out, and so is the province where
    there is a city.
    """
    at_home = [place.city or place.province, place.district]
    abroad = [country, place.city or place.province]
    parts = at_home if place.country == "CN" else abroad
    return "".join(dict.fromkeys(_TAIL.sub("", part) for part in parts if part))


def show_days(days: Days, today: date) -> str:
    """Write a range of days: 12月31日, 12月26日到31日, 2月5日到3月2日; the year where it is not plain."""
    start, end = days.start, days.end
    year = f"{start.year}年" if (start - today).days > _PLAIN_DAYS else ""
    first = f"{year}{start.month}月{start.day}日"
    if start == end:
        return first
    last = (
        f"{end.day}日" if (start.year, start.month) == (end.year, end.month) else f"{end.month}月{end.day}日"
    )
    return f"{first}到{last}"


_PLAIN_DAYS = 300  # further ahead, a month without its year might be this year's


def summarise(report: Report, today: date, countries: Callable[[str], str]) -> str:
    """Say shortly what was understood of a report: 平安，苏州昆山，12月26日到31日回.

    `countries` gives the Chinese name of a country by its code.
    """

    def shown(place: Place) -> str:
        return show_place(place, countries(place.country or ""))

    where = "在家" if report.whereabouts is Whereabouts.HOME else shown(report.place) if report.place else ""
    parts = [
        "平安" if report.safety is Safety.SAFE else "",
        where,
        f"要去{shown(report.heading_to)}" if report.heading_to else "",
        f"{show_days(report.leaves_on, today)}走" if report.leaves_on else "",
        f"{show_days(report.returns_on, today)}回" if report.returns_on else "",
        "新号码" if report.phone else "",
    ]
    return "，".join(part for part in parts if part)


def thank(names: list[str]) -> str:
    """Thank a room for check-ins, by names only: never a place or a date."""
    shown = "、".join(names[:2])
    return f"已收到{shown}的平安" if len(names) <= 2 else f"已收到{shown}等 {len(names)} 位的平安"
