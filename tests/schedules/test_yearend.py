"""What the clock does for the year-end file: one line to each secretary in December."""

from __future__ import annotations

from datetime import datetime

from tests.conftest import BEIJING, FIRST, MakeTalk, Talk

BEFORE = datetime(2026, 11, 30, 20, tzinfo=BEIJING)
QUIET = {"greetings": {"birthdays": False, "anniversaries": False, "festivals": []}}


async def at(make_talk: MakeTalk, start: datetime, **overrides: dict[str, object]) -> Talk:
    talk = make_talk(start, **QUIET, **overrides)
    await talk.stage.settle()
    return talk


def said(talk: Talk) -> dict[str, str]:
    return {place: text for place, text in talk.heard if "年终材料" in text}


async def test_each_secretary_hears_once_how_much_is_missing(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, BEFORE)
    await talk.wait(hours=14, minutes=30)
    assert set(said(talk)) == {"李书记", "赵书记"}
    assert "第一支部 2026年的年终材料还缺 7 样。缺什么、怎么补，发：年终材料" in said(talk)["李书记"]
    before = len(talk.heard)
    await talk.wait(days=4)
    assert not [text for _, text in talk.heard[before:] if "年终材料" in text]
    assert FIRST not in said(talk)


async def test_it_waits_for_a_working_day(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, datetime(2029, 11, 30, 20, tzinfo=BEIJING))  # the first is a Saturday
    await talk.until(datetime(2029, 12, 2, 20, tzinfo=BEIJING))
    assert not said(talk)
    await talk.until(datetime(2029, 12, 3, 20, tzinfo=BEIJING))
    assert set(said(talk)) == {"李书记", "赵书记"}


async def test_it_can_be_switched_off(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, BEFORE, meetings={"yearend_remind": False})
    await talk.wait(hours=24)
    assert not said(talk)
