"""An event as a calendar file that any telephone opens (.ics, RFC 5545).

Moments are written in UTC, so that the file needs no rules of any time zone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from bot.domain.event import Event

_LINE = 75  # octets of a line, its end not counted (RFC 5545, 3.1)
_LONG = timedelta(hours=2)  # of an event whose end was not said
_ALARMS = (("-P1D", "明天"), ("-PT1H", "一小时后"))


def write_calendar(event: Event, owner: str, now: datetime) -> str:
    """Write one event; a later version (`sequence`) replaces an earlier one, as both bear the same id.

    One that is cancelled takes the earlier ones away. `owner` tells this organisation's events from others.
    """
    end = event.ends_at or event.starts_at + _LONG
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kiteline//Events//ZH",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if event.is_cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:event-{event.number}-{_moment(event.opened_at)}@{_host(owner)}",
        f"DTSTAMP:{_moment(now)}",
        f"SEQUENCE:{event.sequence + event.is_cancelled}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(end)}",
        f"SUMMARY:{escape(event.title)}",
        f"LOCATION:{escape(event.place)}",
        f"DESCRIPTION:{escape(f'{event.name}。来不了请回“请假 {event.number}号 原因”。')}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
    ]
    for before, words in () if event.is_cancelled else _ALARMS:
        what = f"DESCRIPTION:{escape(f'{words}：{event.title}')}"
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{before}", what, "END:VALARM"]
    lines += ["END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def escape(text: str) -> str:
    """Write a text as a value: backslash, comma, semicolon and line break are marked (RFC 5545, 3.3.11)."""
    plain = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\,;])", r"\\\1", plain).replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a line into pieces of at most 75 octets, none within a character; a blank opens the next."""
    pieces, current, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _LINE:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + char, size + width
    return "\r\n".join([*pieces, current])


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _host(owner: str) -> str:
    """Give an id that stays the same for an organisation and holds nothing but letters and digits."""
    return f"{owner.encode().hex()[:24] or 'kiteline'}.kiteline"
