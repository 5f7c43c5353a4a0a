"""A check-in: what a member says about being safe, whereabouts, plans and telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.days import show_day
from bot.domain.names import show_names


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
    """A closed range of days; one day has start == end.

    `about` tells how it was said (2月10日前后, 大概10号), for whoever reads it back; it changes no day.
    """

    start: date
    end: date
    about: bool = field(default=False, compare=False)


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
    """Write a range of days: 12月31日, 2月10日前后, 12月26日到31日; the year where it is not plain."""
    start, end = days.start, days.end
    year = f"{start.year}年" if (start - today).days > _PLAIN_DAYS else ""
    first = f"{year}{start.month}月{start.day}日"
    if start == end:
        return f"{first}前后" if days.about else first
    last = f"{end.day}日" if (start.year, start.month) == (end.year, end.month) else show_day(end)
    return f"{first}到{last}"


_PLAIN_DAYS = 300  # further ahead, a month without its year might be this year's


def _show_about(days: Days, today: date) -> str:
    """Write a range of days as short as it can be said: 12月28日前后, 2月到3月."""
    start, end = days.start, days.end
    if start == end or (start - today).days > _PLAIN_DAYS:
        return show_days(days, today)
    if end - start <= _FEW_DAYS:
        middle = start + (end - start) / 2
        return f"{show_day(middle)}前后"
    return f"{start.month}月" if start.month == end.month else f"{start.month}月到{end.month}月"


SUMMARY_LENGTH = 20  # characters
_FEW_DAYS = timedelta(days=10)
_LEAST_FIRST = ("phone", "leaves", "heading", "returns", "place")  # what a summary loses, in this order


def summarise(
    report: Report, today: date, countries: Callable[[str], str], *, said: Report | None = None
) -> str:
    """Say within 20 characters what was understood of a report: 平安，苏州昆山，12月26日到31日回.

    `countries` gives the Chinese name of a country by its code. What is too long is first said shorter, then
    the least important of it is left out; what was not `said` just now goes first of all.
    """
    new = set(_parts(said or report, today, countries))
    parts = _parts(report, today, countries)
    if len("，".join(parts.values())) > SUMMARY_LENGTH:
        parts = _parts(report, today, countries, brief=True)
    for name in sorted(_LEAST_FIRST, key=lambda name: name in new):
        if len("，".join(parts.values())) > SUMMARY_LENGTH:
            parts.pop(name, None)
    return "，".join(parts.values())


def _parts(
    report: Report, today: date, countries: Callable[[str], str], *, brief: bool = False
) -> dict[str, str]:
    """Write each field that a report states, in the order people say them."""

    def shown(place: Place) -> str:
        country = countries(place.country or "")
        if not brief:
            return show_place(place, country)
        return _TAIL.sub("", place.district or place.city or place.province or country)

    def on(days: Days) -> str:
        return _show_about(days, today) if brief else show_days(days, today)

    at_home = report.whereabouts is Whereabouts.HOME
    parts = {
        "safety": "平安" if report.safety is Safety.SAFE else "",
        "place": "在家" if at_home else shown(report.place) if report.place else "",
        "heading": f"要去{shown(report.heading_to)}" if report.heading_to else "",
        "leaves": f"{on(report.leaves_on)}走" if report.leaves_on else "",
        "returns": f"{on(report.returns_on)}回" if report.returns_on else "",
        "phone": "新号码" if report.phone else "",
    }
    return {name: text for name, text in parts.items() if text}


def amend(before: Report, later: Report) -> Report:
    """Give what is known of a person after a second report: each field it states replaces the earlier one.

    Whereabouts and place go together. Where somebody arrived, or came home, no longer lies ahead.
    """
    here = later if later.whereabouts or later.place else before
    arrived = before.heading_to is not None and _lies_in(later.place, before.heading_to)
    is_home = later.whereabouts is Whereabouts.HOME
    return Report(
        subject=later.subject,
        safety=later.safety or before.safety,
        whereabouts=here.whereabouts,
        place=here.place,
        heading_to=later.heading_to or (None if arrived else before.heading_to),
        leaves_on=later.leaves_on or (None if arrived else before.leaves_on),
        returns_on=later.returns_on or (None if is_home else before.returns_on),
        phone=later.phone or before.phone,
    )


def _lies_in(place: Place | None, wider: Place) -> bool:
    """Whether a place is, or lies within, another."""
    return place is not None and all(
        getattr(wider, name) in {None, getattr(place, name)}
        for name in ("country", "province", "city", "district")
    )


def thank(names: list[str]) -> str:
    """Thank a room for check-ins, by names only: never a place or a date."""
    return f"已收到{show_names(names, 2)}的平安"
