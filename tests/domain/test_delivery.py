"""What is promised of each kind of message: cutting long texts, trying again, quiet hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import (
    LONGEST_BACKOFF,
    RESENT_MARK,
    TEXT_LIMIT,
    Kind,
    backoff,
    quiet_until,
    split_text,
)

BEIJING, TORONTO = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/Toronto")
NIGHT = time(22, 30), time(7)
LUNCH = time(12), time(14)


def test_distress_goes_before_replies_before_notices_before_digests_before_greetings() -> None:
    order = [Kind.DISTRESS, Kind.REPLY, Kind.NOTICE, Kind.DIGEST, Kind.GREETING]
    assert [kind.priority for kind in order] == sorted({kind.priority for kind in Kind})
    assert Kind.REMINDER.priority == Kind.NOTICE.priority


def test_what_somebody_waits_for_is_sent_again_in_doubt_and_the_rest_is_dropped() -> None:
    assert {kind for kind in Kind if kind.sent_again} == {Kind.DISTRESS, Kind.NOTICE, Kind.REMINDER}


def test_only_what_the_bot_starts_by_itself_rests_at_night() -> None:
    assert {kind for kind in Kind if kind.rests_at_night} == {Kind.REMINDER, Kind.DIGEST, Kind.GREETING}


def test_replies_and_distress_are_not_bulk() -> None:
    assert {kind for kind in Kind if not kind.bulk} == {Kind.DISTRESS, Kind.REPLY}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_patience(kind: Kind) -> None:
    assert timedelta(minutes=30) <= kind.patience <= timedelta(days=1)


# Long texts


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("", 10, [""]),
        ("短", 10, ["短"]),
        ("a" * 10, 10, ["a" * 10]),
        ("a" * 11, 10, ["a" * 10, "a"]),
        ("三个字\n四个字儿", 12, ["三个字", "四个字儿"]),
        ("一\n二\n三", 7, ["一\n二", "三"]),
        ("四个字儿", 10, ["四个字", "儿"]),
        ("一\n四个字儿\n二", 10, ["一", "四个字", "儿\n二"]),
        ("👨‍👩‍👧", 8, ["👨‍", "👩‍", "👧"]),
    ],
)
def test_a_text_is_cut_at_lines_and_never_inside_a_character(text: str, limit: int, parts: list[str]) -> None:
    assert split_text(text, limit) == parts


def test_a_text_stays_whole_as_long_as_it_can_be_sent_again_with_its_mark() -> None:
    text = "a" * (TEXT_LIMIT - len(RESENT_MARK.encode()))
    assert split_text(text) == [text]
    assert len(split_text(text + "a")) == 2


@given(st.text(st.sampled_from("好a\n👍，"), max_size=60), st.integers(4, 20))
def test_no_part_is_over_the_limit_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(len(part.encode()) <= limit for part in parts)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


# Trying again


def test_waits_double_from_a_second_to_a_minute() -> None:
    assert [backoff(n).total_seconds() for n in (1, 2, 3, 6, 7, 100)] == [1, 2, 4, 32, 60, 60]
    assert backoff(10**9) == LONGEST_BACKOFF


# Quiet hours


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23T22:29:59", None),
        ("2026-11-23T22:30", "2026-11-24T07:00"),
        ("2026-11-23T23:59:59", "2026-11-24T07:00"),
        ("2026-11-24T00:00", "2026-11-24T07:00"),
        ("2026-11-24T06:59:59", "2026-11-24T07:00"),
        ("2026-11-24T07:00", None),
        ("2026-12-31T23:00", "2027-01-01T07:00"),
        ("2028-02-28T23:00", "2028-02-29T07:00"),
    ],
)
def test_the_night_ends_in_the_morning(now: str, until: str | None) -> None:
    found = quiet_until(datetime.fromisoformat(now).replace(tzinfo=BEIJING), NIGHT, BEIJING)
    assert found == (datetime.fromisoformat(until).replace(tzinfo=BEIJING) if until else None)


@pytest.mark.parametrize(("hour", "quiet"), [(11, False), (12, True), (13, True), (14, False), (23, False)])
def test_quiet_hours_may_lie_within_a_day(hour: int, quiet: bool) -> None:
    now = datetime(2026, 11, 23, hour, tzinfo=BEIJING)
    assert quiet_until(now, LUNCH, BEIJING) == (now.replace(hour=14) if quiet else None)


def test_a_span_of_no_length_is_never_quiet() -> None:
    assert quiet_until(datetime(2026, 11, 23, 8, tzinfo=BEIJING), (time(8), time(8)), BEIJING) is None


def test_the_night_is_that_of_the_zone_asked_for() -> None:
    noon_in_beijing = datetime(2026, 11, 23, 12, tzinfo=BEIJING)  # 23:00 the day before in Toronto
    assert quiet_until(noon_in_beijing, NIGHT, TORONTO) == datetime(2026, 11, 23, 7, tzinfo=TORONTO)


def test_the_night_that_has_an_hour_twice_still_ends_at_seven() -> None:
    first, second = (datetime(2026, 11, 1, 1, 30, tzinfo=TORONTO, fold=fold) for fold in (0, 1))
    assert quiet_until(first, NIGHT, TORONTO) == quiet_until(second, NIGHT, TORONTO)
