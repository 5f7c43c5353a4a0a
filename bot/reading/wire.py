"""The JSON of `python -m bot read`: one object in, one object out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.checkin import Days, Place, Reading, Report
from bot.reading.replies import read


@dataclass(frozen=True, slots=True)
class Request:
    """One line of input."""

    id: object
    now: datetime
    home: str
    text: str
    members: tuple[str, ...]
    sender: str | None


def answer_line(line: str, number: int) -> str:
    """Answer one line of JSON with one; ValueError with a sentence naming the line and the key."""
    return json.dumps(_answer(parse_line(line, number)), ensure_ascii=False)


def parse_line(line: str, number: int) -> Request:
    """Check one line of JSON; ValueError as in answer_line."""
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"Line {number} is not JSON: {error.msg} at column {error.colno}.") from None
    if not isinstance(given, dict):
        raise ValueError(f"Line {number} must be a JSON object with id, now, home and text.")
    return parse(given, number)


def answer(given: Mapping[str, object], number: int = 1) -> dict[str, object]:
    """Read one request (see Request for its keys) and give the answer; ValueError as in answer_line."""
    return _answer(parse(given, number))


def _answer(asked: Request) -> dict[str, object]:
    found = read(asked.text, now=asked.now, home=asked.home, members=asked.members, sender=asked.sender)
    return {"id": asked.id, **as_object(found)}


def parse(given: Mapping[str, object], number: int) -> Request:
    """Check one request; ValueError as in answer_line."""
    if "id" not in given:
        raise ValueError(f"Line {number}: the key id is missing.")
    home, text = _text(given, "home", number), _text(given, "text", number)
    said = _text(given, "now", number)
    try:
        now = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(
            f"Line {number}: now must be ISO 8601 like 2026-11-21T08:59:00+08:00, not {said!r}."
        ) from None
    if now.tzinfo is None:
        raise ValueError(f"Line {number}: now needs an offset from UTC, as in 2026-11-21T08:59:00+08:00.")
    members = given.get("members") or []
    if not isinstance(members, list) or not all(isinstance(name, str) for name in members):
        raise ValueError(f"Line {number}: members must be a list of names.")
    sender = given.get("sender")
    if sender is not None and not isinstance(sender, str):
        raise ValueError(f"Line {number}: sender must be a name.")
    return Request(given["id"], now, home, text, tuple(members), sender)


def _text(given: Mapping[str, object], key: str, number: int) -> str:
    if key not in given:
        raise ValueError(f"Line {number}: the key {key} is missing.")
    value = given[key]
    if not isinstance(value, str):
        raise ValueError(f"Line {number}: {key} must be a text.")
    return value


def as_object(reading: Reading) -> dict[str, object]:
    """Give a reading as JSON values, every field of a report present."""
    return {
        "intent": reading.intent.value,
        "reports": [report_as_object(report) for report in reading.reports],
    }


def report_as_object(report: Report) -> dict[str, object]:
    """Give a report as JSON values, every field present."""
    return {
        "subject": report.subject,
        "safety": report.safety and report.safety.value,
        "whereabouts": report.whereabouts and report.whereabouts.value,
        "place": _place(report.place),
        "heading_to": _place(report.heading_to),
        "leaves_on": _days(report.leaves_on),
        "returns_on": _days(report.returns_on),
        "phone": report.phone,
    }


def _place(place: Place | None) -> dict[str, str | None] | None:
    if place is None:
        return None
    return {
        "country": place.country,
        "province": place.province,
        "city": place.city,
        "district": place.district,
    }


def _days(days: Days | None) -> dict[str, str] | None:
    return {"from": days.start.isoformat(), "to": days.end.isoformat()} if days else None
