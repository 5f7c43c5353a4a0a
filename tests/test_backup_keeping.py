"""Which backups stay: the last of each day, then of each week; never one that a person made."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.backup import keeping
from tests.conftest import START


def nights(count: int, now: datetime = START) -> list[str]:
    return [keeping.name_for(now - timedelta(days=back), keeping.NIGHTLY) for back in range(count)]


def kept(names: list[str], now: datetime = START, *, days: int = 14, weeks: int = 8) -> list[str]:
    gone = set(keeping.to_remove(names, now, days=days, weeks=weeks))
    return [name for name in names if name not in gone]


def test_after_a_year_of_nights_two_weeks_and_two_months_are_left() -> None:
    left = [keeping.moment_of(name) for name in kept(nights(365))]
    days = [(START.replace(tzinfo=None) - moment).days for moment in left if moment]
    assert days[:14] == list(range(14))
    # START is a Monday: the last of a week is a Sunday's.
    assert days[14:] == [15, 22, 29, 36, 43]


def test_of_one_day_the_last_is_kept() -> None:
    morning, evening = START - timedelta(days=3), START - timedelta(days=3) + timedelta(hours=9)
    names = [keeping.name_for(moment, keeping.NIGHTLY) for moment in (morning, evening)]
    assert kept([*names, *nights(2)]) == [names[1], *nights(2)]


def test_the_newest_is_kept_whatever_the_clock_says() -> None:
    assert kept(nights(3), START + timedelta(days=4000)) == nights(1)
    assert kept(nights(3), START - timedelta(days=4000)) == nights(3)


def test_what_a_person_made_is_never_removed() -> None:
    by_hand = keeping.name_for(START - timedelta(days=900), keeping.BY_HAND)
    others = [
        "notes.txt",
        "kiteline.db",
        "kiteline-nightly-latest.age",
        "kiteline-nightly-99999999-999999.age",
    ]
    assert keeping.to_remove([by_hand, *others, *nights(1)], START, days=1, weeks=0) == []


def test_a_copy_before_an_upgrade_goes_after_the_weeks() -> None:
    young, old = (
        f"kiteline-before-m028-{moment:%Y%m%d-%H%M%S}.age"
        for moment in (START - timedelta(weeks=7), START - timedelta(weeks=9))
    )
    assert keeping.to_remove([young, old], START, days=14, weeks=8) == [old]


@given(
    backs=st.lists(st.integers(0, 400 * 24 * 60), unique=True, max_size=60),
    days=st.integers(1, 30),
    weeks=st.integers(0, 20),
)
def test_every_day_and_week_in_the_span_keeps_one(backs: list[int], days: int, weeks: int) -> None:
    moments = [START - timedelta(minutes=back) for back in backs]
    names = [keeping.name_for(moment, keeping.NIGHTLY) for moment in moments]
    left = [keeping.moment_of(name) for name in kept(names, days=days, weeks=weeks)]
    left_days = {moment.date() for moment in left if moment}
    for moment in moments:
        if (START.date() - moment.date()).days < days:
            assert moment.date() in left_days
    assert len(left) <= days + weeks + 2
    assert bool(left) == bool(names)


def test_only_those_gone_are_removed(tmp_path: Path) -> None:
    for name in [*nights(30), "kiteline-20200101-000000.age", "photo.jpg"]:
        (tmp_path / name).touch()
    gone = keeping.remove_old(tmp_path, START, days=14, weeks=0)
    assert len(gone) == 16
    assert not [name for name in gone if (tmp_path / name).exists()]
    assert (tmp_path / "photo.jpg").exists()
    assert keeping.newest(tmp_path) == START.replace(tzinfo=None)
