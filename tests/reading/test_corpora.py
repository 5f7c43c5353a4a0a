"""The labelled messages: checkin-dev.jsonl as it was given, checkin-own.jsonl our own, by ten writers.

intents.jsonl holds 630 messages that report something and 1,090 of ordinary chat, many stranger than a week
brings, with their intent only: they guard how widely distress is heard and how rarely chat is taken for it.

The floors are what was reached when they were set. The reader was developed against these messages: the
figures guard it against getting worse, they do not foretell how it reads others.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.reading.wire import answer

HERE = Path(__file__).parent

Row = dict[str, Any]


def answered(corpus: str) -> Iterator[tuple[Row, Row]]:
    """Give every labelled row with what was read of it."""
    for line in (HERE / corpus).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row, answer({key: value for key, value in row.items() if key != "want"})


def is_right(row: Row, got: Row) -> bool:
    want = {report["subject"]: report for report in row["want"]["reports"]}
    return row["want"]["intent"] == got["intent"] and want == {r["subject"]: r for r in got["reports"]}


@pytest.mark.parametrize(
    ("corpus", "floor", "alarms"), [("checkin-dev.jsonl", 0.99, 0.0), ("checkin-own.jsonl", 0.98, 0.01)]
)
def test_labelled_messages_are_read_wholly(corpus: str, floor: float, alarms: float) -> None:
    rows = list(answered(corpus))
    wrong = [row["text"] for row, got in rows if not is_right(row, got)]
    assert len(wrong) <= (1 - floor) * len(rows), wrong
    others = [(row, got) for row, got in rows if row["want"]["intent"] == "other"]
    false = [row["text"] for row, got in others if got["intent"] != "other"]
    assert len(false) <= alarms * len(others), false
    missed = [row["text"] for row, got in rows if row["want"]["intent"] == "help" != got["intent"]]
    assert missed == []


def test_distress_is_heard_widely_and_chat_is_left_alone() -> None:
    lines = (HERE / "intents.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [(row, answer(row)["intent"]) for row in map(json.loads, lines)]
    found = {
        wanted: [got for row, got in rows if row["intent"] == wanted]
        for wanted in ("help", "checkin", "other")
    }
    assert found["help"].count("help") >= 0.9 * len(found["help"])
    assert found["checkin"].count("help") <= 0.03 * len(found["checkin"])
    assert found["other"].count("help") <= 0.015 * len(found["other"])
    assert found["other"].count("other") >= 0.97 * len(found["other"])
