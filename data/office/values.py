"""What the SQL of the office's tables calls to write a value as people read it, whole or masked."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from inspect import signature
from zoneinfo import ZoneInfo

from bot.domain import case, dues, meeting, proxy, study, transfer, visit
from bot.domain.checkin import Place, show_place
from bot.domain.field import Field
from bot.domain.member import Role, Status
from bot.domain.money import show_yuan
from bot.domain.record import show_value
from bot.domain.silence import Excuse
from bot.domain.statistics import Topic, class_of
from data.db import read_stamp, stamp

HIDDEN = "已隐去"
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LATELY = timedelta(days=30)

_CHINESE: Mapping[str, type[StrEnum]] = {
    "role": Role,
    "status": Status,
    "case": case.Kind,
    "case_state": case.State,
    "transfer": transfer.State,
    "how": proxy.How,
    "excuse": Excuse,
    "meeting": meeting.Kind,
    "study": study.State,
    "visit": visit.Kind,
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "standing": {"regular": "正式党员", "probationary": "预备党员"},
    "whereabouts": {"home": "在本地", "away": "在外地", "abroad": "在境外"},
    "booked": {"secretary": "书记", "office": "党办", "import": "导入"},
    **{name: {one.value: getattr(one, "chinese") for one in kind} for name, kind in _CHINESE.items()},  # noqa: B009
}


@dataclass(frozen=True, slots=True)
class Sight:
    """How values are written: for whom, when, where."""

    masked: bool
    now: datetime
    zone: ZoneInfo
    country: Callable[[str], str]  # the Chinese name of a country's code


_Functions = dict[str, Callable[..., str | int | None]]


def teach(connection: sqlite3.Connection, sight: Sight) -> None:
    """Let the SQL of this connection call what writes values."""
    functions: _Functions = {
        "plain": plain,
        "word": lambda kind, value: _WORDS[kind].get(value, value),
        **_guarded(sight),
        **_of_days(sight),
        **_classes(sight),
    }
    for name, function in functions.items():
        arguments = len(signature(function).parameters)
        connection.create_function(name, arguments, function, deterministic=True)


def _guarded(sight: Sight) -> _Functions:
    """Give what writes values that not everybody may see whole."""

    def shown(field: str, value: str | None) -> str | None:
        return None if value is None else show_value(Field[field], value, masked=sight.masked)

    def birthday(value: str | None) -> str | None:
        return value[:7] if value and sight.masked else value

    def private(value: str | None) -> str | None:
        return HIDDEN if value and sight.masked else value

    def amount(cents: int | None, confidential: int) -> str | None:
        if cents is None:
            return None
        return HIDDEN if confidential and sight.masked else show_yuan(cents).removesuffix("元")

    return {"shown": shown, "birthday": birthday, "private": private, "amount": amount}


def _of_days(sight: Sight) -> _Functions:
    """Give what writes moments, on the committee's clock."""
    today = sight.now.astimezone(sight.zone).date()

    def local(moment: str | None, form: str) -> str | None:
        return read_stamp(moment).astimezone(sight.zone).strftime(form) if moment else None

    def days_since(moment: str | None) -> int | None:
        return (today - read_stamp(moment).astimezone(sight.zone).date()).days if moment else None

    return {
        "moment": lambda value: local(value, "%Y-%m-%d %H:%M"),
        "day": lambda value: local(value, "%Y-%m-%d"),
        "days_since": days_since,
        "now": lambda: stamp(sight.now),
        "lately": lambda: stamp(sight.now - _LATELY),
        "month": lambda: today.isoformat()[:7],
    }


def _classes(sight: Sight) -> _Functions:
    """Give what names places and classes; the same few stand in many rows."""
    today = sight.now.astimezone(sight.zone).date()

    @cache
    def city(place: str | None) -> str | None:
        found = Place(**{**json.loads(place), "district": None}) if place else None
        return show_place(found, sight.country(found.country or "")) or None if found else None

    @cache
    def age_or_years(topic: str, since: str | None) -> str:
        field = Field.BIRTHDAY if topic == Topic.AGE else Field.JOINED_ON
        return class_of(Topic(topic), {field: since}, None, today)

    @cache
    def dues_class(status: str, until: str | None) -> str:
        return dues.class_of({Field.STATUS: status, Field.DUES_UNTIL: until}, today)

    @cache
    def behind(status: str, until: str | None) -> int | None:
        return dues.months_behind(until, today) if until and not dues.is_exempt(Status(status)) else None

    return {"city": city, "class": age_or_years, "dues_class": dues_class, "behind": behind}


def plain(text: str | None) -> str | None:
    """Write a text so that no spreadsheet takes it for a formula, and nothing in it is unseen."""
    if text is None:
        return None
    seen = _UNSEEN.sub("", text)
    return f"'{seen}" if seen.lstrip()[:1] in {"=", "+", "-", "@"} and seen.strip() else seen
