"""Silence: since when, when it is overdue, and whom it is told next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import silence
from bot.domain.member import Member
from bot.domain.silence import Excuse, Rung, Standing

BEIJING = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, tzinfo=BEIJING)
WAIT = silence.patience(timedelta(days=30), timedelta(days=37))


def silent(days: float, excuse: Excuse | None = None, **member: object) -> Standing:
    person = Member(1, "张三", **member)  # type: ignore[arg-type]
    return Standing(person, NOW - timedelta(days=days), NOW - timedelta(days=300), excuse)


def before(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_who_was_never_heard_of_is_silent_since_listening_began() -> None:
    never = Standing(Member(1, "老周"), None, before(40))
    assert never.silent_since == before(40)
    assert never.is_silent_for(timedelta(days=30), NOW)


@pytest.mark.parametrize("excuse", [Excuse.ABSENT, Excuse.OPTED_OUT, Excuse.RESTING])
def test_nobody_with_a_reason_is_silent(excuse: Excuse) -> None:
    assert not silent(99, excuse).is_silent_for(timedelta(days=30), NOW)


def test_silence_is_overdue_to_the_minute() -> None:
    assert silent(30).is_silent_for(timedelta(days=30), NOW)
    assert not silent(29.99).is_silent_for(timedelta(days=30), NOW)


def test_the_member_is_asked_a_week_before_the_secretary_hears() -> None:
    assert WAIT.member == timedelta(days=23)
    assert silence.patience(timedelta(days=4), timedelta(days=6)).member == timedelta(days=2)


@pytest.mark.parametrize(
    ("days", "told", "rung"),
    [
        (22, {}, None),
        (23, {}, Rung.MEMBER),
        (29, {Rung.MEMBER: 6}, None),
        (30, {Rung.MEMBER: 7}, Rung.SECRETARY),
        (30, {Rung.MEMBER: 6.5}, Rung.SECRETARY),  # asked at ten in Toronto, which is later than ten here
        (99, {}, Rung.MEMBER),  # back from a long announced absence: asked first
        (99, {Rung.MEMBER: 2}, None),
        (36, {Rung.MEMBER: 13, Rung.SECRETARY: 6}, None),
        (37, {Rung.MEMBER: 14, Rung.SECRETARY: 7}, Rung.OFFICE),
        (99, {Rung.MEMBER: 14, Rung.SECRETARY: 1}, None),
        (99, {Rung.MEMBER: 30, Rung.SECRETARY: 20, Rung.OFFICE: 10}, None),
    ],
)
def test_silence_climbs_a_rung_at_a_time(days: float, told: dict[Rung, float], rung: Rung | None) -> None:
    heard = {which: before(ago) for which, ago in told.items()}
    assert silence.next_rung(silent(days), heard, WAIT, NOW, askable=True) is rung


def test_who_cannot_be_asked_is_left_to_the_secretary() -> None:
    assert silence.next_rung(silent(29), {}, WAIT, NOW, askable=False) is None
    assert silence.next_rung(silent(30), {}, WAIT, NOW, askable=False) is Rung.SECRETARY


def test_a_line_tells_the_day_and_the_days() -> None:
    late = NOW.replace(hour=23, minute=30)
    heard = Standing(
        Member(1, "张三"), datetime(2026, 11, 2, 23, tzinfo=BEIJING).astimezone(UTC), before(300)
    )
    assert silence.show_silent(heard, late, BEIJING) == "张三（上次 11月2日，23 天）"


def test_a_line_shows_the_number_where_only_a_telephone_reaches() -> None:
    alone = silent(3, wechat=False, phone="13900139000")
    assert silence.show_silent(alone, NOW, BEIJING) == "张三（只有电话 13900139000，上次 11月22日，3 天）"


def test_a_line_says_who_was_never_heard_of_and_who_is_out_of_reach() -> None:
    never = Standing(Member(1, "赵海"), None, before(3), lost=True)
    assert silence.show_silent(never, NOW, BEIJING) == "赵海（3 天来还没有过消息，暂未联系上）"
