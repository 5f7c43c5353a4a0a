"""Kinds of values in the project's YAML files: durations, times of day, spans, time zones."""

from __future__ import annotations

import difflib
import re
from datetime import time, timedelta
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator


def _read_duration(value: object) -> object:
    """Read 90s, 5m, 3h, 2d; a bare number is refused, because nobody knows its unit later."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)", value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError("write a duration with its unit, such as 90s, 5m, 3h or 2d")
    if len(match[1]) > 9:
        raise ValueError("so long a duration is surely a slip; write at most 3650d")
    unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}[match[2]]
    duration = timedelta(**{unit: float(match[1])})
    if duration > timedelta(days=3650):
        raise ValueError("so long a duration is surely a slip; write at most 3650d")
    return duration


def _read_time(value: object) -> object:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError("write a time of day such as 09:00 or 22:30")
    return time(int(match[1]), int(match[2]))


def _read_span(value: object) -> object:
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError("write a span of the day such as 22:30-07:00")
    return tuple(_read_time(part) for part in parts)


def _read_size(value: object) -> object:
    """Read 500KB, 10MB, 1GB as bytes."""
    match = re.fullmatch(r"(\d{1,6})\s*(KB|MB|GB)", value.strip()) if isinstance(value, str) else None
    if not match or not int(match[1]):
        raise ValueError("write a size with its unit, such as 500KB, 10MB or 1GB")
    return int(match[1]) * {"KB": 1024, "MB": 1024**2, "GB": 1024**3}[match[2]]


def _check_zone(value: str) -> str:
    if value not in available_timezones():
        near = difflib.get_close_matches(value, available_timezones(), 1)
        hint = f"did you mean {near[0]}?" if near else "write an IANA name such as Asia/Shanghai"
        raise ValueError(f"no such time zone: {value}; {hint}")
    return value


Duration = Annotated[timedelta, BeforeValidator(_read_duration)]
TimeOfDay = Annotated[time, BeforeValidator(_read_time)]
Span = Annotated[tuple[time, time], BeforeValidator(_read_span)]
Size = Annotated[int, BeforeValidator(_read_size)]
Zone = Annotated[str, AfterValidator(_check_zone)]
