"""A gap in words: its span, over midnight too, and the request to answer once more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain import gap
from bot.domain.gap import Gap
from tests.conftest import START


def span(start: str, end: str) -> Gap:
    return Gap(*(datetime.fromisoformat(f"2026-11-{moment}") for moment in (start, end)))


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (span("23T09:05", "23T09:40"), "9:05–9:40"),
        (span("23T23:05", "24T06:10"), "11月23日23:05到11月24日6:10"),
    ],
)
def test_a_span_over_midnight_names_its_days(shown: Gap, text: str) -> None:
    assert gap.show_span(shown) == text


def test_over_midnight_it_was_not_just_now() -> None:
    words = gap.ask_again(span("23T23:05", "24T06:10"), at_once=True, abroad=False, answers="回过")
    assert words.startswith("11月23日23:05到11月24日6:10 我掉线了")


@pytest.mark.parametrize(("length", "text"), [(35, "35 分钟"), (119, "119 分钟"), (180, "3 小时")])
def test_the_office_reads_how_long_it_was(length: int, text: str) -> None:
    told = gap.tell_office(Gap(START, START + timedelta(minutes=length)), 0)
    assert f"（{text}）" in told
    assert told.endswith("没有群在等回复。")
