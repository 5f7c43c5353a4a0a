"""Token buckets: how fast the account may speak."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.pace import Bucket, Limit, Planned, account_limits, conversation_limit, foresee

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LIMIT = Limit(5, 0.5)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_a_full_bucket_gives_its_tokens_at_once_and_then_waits() -> None:
    bucket = Bucket(5, NOW)
    for _ in range(5):
        assert bucket.wait(LIMIT, NOW) == seconds(0)
        bucket = bucket.take(LIMIT, NOW)
    assert bucket.wait(LIMIT, NOW) == seconds(2)


def test_tokens_come_back_with_time_and_never_more_than_the_size() -> None:
    empty = Bucket(0, NOW)
    assert empty.filled(LIMIT, NOW + seconds(4)).tokens == 2
    assert empty.filled(LIMIT, NOW + timedelta(days=1)).tokens == 5


def test_a_clock_set_back_neither_gives_nor_takes_tokens() -> None:
    bucket = Bucket(2, NOW)
    assert bucket.filled(LIMIT, NOW - timedelta(hours=1)).tokens == 2


def test_taking_past_the_pace_is_paid_back() -> None:
    owing = Bucket(0, NOW).take(LIMIT, NOW)
    assert owing.tokens == -1
    assert owing.wait(LIMIT, NOW) == seconds(4)


def test_a_conversation_hears_one_message_a_gap() -> None:
    limit = conversation_limit(seconds(3))
    spoken = Bucket(limit.size, NOW).take(limit, NOW)
    assert spoken.wait(limit, NOW) == seconds(3)
    assert conversation_limit(seconds(0)).per_second == 1000


@pytest.mark.parametrize("per_minute", [8, 20, 60])
def test_no_minute_carries_more_than_its_number_and_a_quarter_is_kept_for_bulk(per_minute: int) -> None:
    limits = account_limits(per_minute, 2000)
    most = {name: limits[name].size + 60 * limits[name].per_second for name in ("shared", "bulk")}
    assert sum(most.values()) == pytest.approx(per_minute)
    assert most["bulk"] == pytest.approx(per_minute / 4)


@pytest.mark.parametrize("per_minute", [8, 20, 60])
def test_every_bucket_fills_again(per_minute: int) -> None:
    for name, limit in account_limits(per_minute, 50).items():
        empty = Bucket(0, NOW)
        assert limit.size >= 1, name
        assert empty.wait(limit, NOW) < timedelta(hours=5 if name == "file_day" else 1), name


def test_no_day_carries_more_than_its_number() -> None:
    day = account_limits(20, 2000)["day"]
    assert day.size + day.per_second * 86_400 == pytest.approx(2000)


def drain(
    wanted: list[Planned], buckets: dict[str, Bucket] | None = None, per_day: int = 2000
) -> list[float]:
    """Tell how many seconds after now each of these goes, at twenty a minute with two between."""
    gone = foresee(wanted, buckets or {}, account_limits(20, per_day), seconds(2), NOW)
    return [(moment - NOW).total_seconds() for moment in gone]


def test_what_is_spaced_goes_when_it_is_due() -> None:
    dues = [6.0 * place for place in range(18)]
    assert drain([Planned(NOW + seconds(due)) for due in dues]) == dues


def test_what_is_due_at_once_goes_as_the_tokens_come_back() -> None:
    assert drain([Planned(NOW)] * 80)[-1] == pytest.approx(300, rel=0.05)


def test_after_the_free_part_of_the_day_s_bucket_the_day_sets_the_pace() -> None:
    waits = drain([Planned(NOW)] * 90, per_day=200)
    assert waits[74] < 480  # a quarter of the hundred at hand is kept for answers
    assert waits[-1] == pytest.approx(15 * 86_400 / 100, rel=0.05)


def test_what_was_sent_before_counts() -> None:
    empty = {"day": Bucket(0, NOW), "bulk": Bucket(0, NOW), "shared": Bucket(0, NOW)}
    assert drain([Planned(NOW)], empty)[0] == pytest.approx(251 * 86_400 / 1000, rel=0.01)


def test_a_picture_waits_for_its_own_buckets_and_holds_up_no_text() -> None:
    *pictures, text = drain([Planned(NOW, is_file=True)] * 3 + [Planned(NOW)])
    assert pictures[-1] == pytest.approx(40, rel=0.05)
    assert text < 5
