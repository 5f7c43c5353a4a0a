from datetime import datetime, timedelta, timezone

import pytest

from bot.reading.deadlines import impossible_day, is_over, read_deadline

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=CHINA)
DEADLINES = [
    ("周五18:00前", "2026-11-27T18:00"),
    ("周五17：30前", "2026-11-27T17:30"),
    ("１２月１日　１２：００前", "2026-12-01T12:00"),
    ("周五前", "2026-11-27T18:00"),
    ("周五前报上来", "2026-11-27T18:00"),
    ("11月27日18点", "2026-11-27T18:00"),
    ("明天下午三点前", "2026-11-22T15:00"),
    ("今晚8点", "2026-11-21T20:00"),
    ("周日晚上八点半", "2026-11-22T20:30"),
    ("月底前", "2026-11-30T18:00"),
    ("12月5日前", "2026-12-05T18:00"),
    ("元旦前", "2027-01-01T18:00"),
    ("国庆前", "2027-09-30T18:00"),
    ("下班前", "2026-11-21T18:00"),
    ("两小时内", "2026-11-21T14:00"),
    ("三天内", "2026-11-24T18:00"),
    ("9:00前", "2026-11-22T09:00"),
    ("24点前", "2026-11-22T00:00"),
]


@pytest.mark.parametrize(("words", "want"), DEADLINES)
def test_a_deadline_is_read(words: str, want: str) -> None:
    found = read_deadline(words, NOON)
    assert found == datetime.fromisoformat(want).replace(tzinfo=CHINA)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("words", ["请尽快", "", "党员大会", "过几天", "昨天18:00", "上周五18点"])
def test_words_without_a_time_are_no_deadline(words: str) -> None:
    assert read_deadline(words, NOON) is None


@pytest.mark.parametrize("words", ["昨天18:00前", "前天", "上周五18点"])
def test_a_day_before_today_is_over(words: str) -> None:
    assert is_over(words)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2月30日前", "2月30日"),
        ("１１月３１日18:00前", "11月31日"),
        ("二月三十号前", "二月三十号"),
        ("2027年2月29日", "2027年2月29日"),
        ("13月1日前", "13月1日"),
        ("2月29日前", None),
        ("11月30日18:00前", None),
        ("月底前", None),
    ],
)
def test_a_date_no_calendar_has_is_found(words: str, day: str | None) -> None:
    assert impossible_day(words) == day
