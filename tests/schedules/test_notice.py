"""The silent are asked once more before the deadline; never by name, never twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import BEIJING, FIRST, OFFICE, OVERSEAS, SECOND, SECRETARIES, MakeTalk, Talk

FRIDAY = datetime(2026, 11, 27, 18, tzinfo=BEIJING)
DUE = FRIDAY - timedelta(hours=3)


async def send(talk: Talk, words: str = "全体 回执 周五18:00前：开会") -> None:
    await talk.play(("王主任", OFFICE, f"通知 {words}", "将发给"), ("王主任", OFFICE, "确认", "第"))
    await talk.wait(minutes=1)


def reminders(said: list[tuple[str, str]]) -> dict[str, str]:
    """Pick the reminders out of what was said; a room that hears two fails."""
    found = [(where, text) for where, text in said if "位没回" in text]
    assert len(dict(found)) == len(found)
    return dict(found)


async def test_rooms_with_silent_people_are_reminded_once(talk: Talk) -> None:
    await send(talk)
    for name in ("赵书记", "孙七"):
        await talk.play((name, SECOND, "收到", None))
    assert not reminders(await talk.until(DUE - timedelta(seconds=1)))
    said = reminders(await talk.until(DUE + timedelta(minutes=10)))
    assert set(said) == {FIRST, OVERSEAS}
    assert said[FIRST] == ("第1号通知还有 3 位没回，请在11月27日（周五）18:00前回复“收到”。已回的不用再回。")
    assert not reminders(await talk.until(FRIDAY + timedelta(hours=1)))


async def test_when_all_have_answered_nobody_is_reminded(talk: Talk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    for name in ("赵书记", "孙七"):
        await talk.play((name, SECOND, "收到", None))
    assert not reminders(await talk.until(FRIDAY))


async def test_a_doubtful_answer_is_not_asked_for_again(talk: Talk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    await talk.play(("赵书记", SECOND, "收到", None), ("赵书记", SECOND, "看到的回个1", None))
    await talk.play(("孙七", SECOND, "1", None))
    assert not reminders(await talk.until(FRIDAY))


async def test_the_secretaries_room_is_not_reminded(talk: Talk) -> None:
    await send(talk)
    assert SECRETARIES not in reminders(await talk.until(FRIDAY))


async def test_a_notice_without_a_deadline_reminds_nobody(talk: Talk) -> None:
    await send(talk, "全体 回执：开会")
    assert not reminders(await talk.wait(days=6))


@pytest.mark.parametrize("restarts", [0, 1, 7])
async def test_restarts_remind_once(talk: Talk, restarts: int) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    await talk.until(DUE - timedelta(minutes=10))
    for _ in range(restarts):
        talk.stage.restart_bot()
        await talk.wait(minutes=3)
    await talk.until(FRIDAY)
    assert set(reminders(talk.heard)) == {SECOND}


async def test_a_bot_that_was_away_reminds_when_it_is_back(talk: Talk, make_talk: MakeTalk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    later = make_talk(DUE + timedelta(hours=2))
    await later.wait(minutes=10)
    assert set(reminders(later.heard)) == {SECOND}


async def test_after_the_deadline_nobody_is_reminded(talk: Talk, make_talk: MakeTalk) -> None:
    await send(talk, "支部 二 回执 周五18:00前：开会")
    later = make_talk(FRIDAY + timedelta(minutes=1))
    await later.wait(hours=1)
    assert not reminders(later.heard)


async def test_a_reminder_does_not_come_at_night(talk: Talk) -> None:
    await talk.until(datetime(2026, 11, 23, 22, 0, tzinfo=BEIJING))
    await send(talk, "支部 二 回执 明天8:00前：开会")
    night = datetime(2026, 11, 24, 6, 59, tzinfo=BEIJING)
    assert await talk.until(night) == []
    assert [where for where, _ in await talk.until(night + timedelta(minutes=2))] == [SECOND]


async def test_who_answers_at_night_is_not_reminded_in_the_morning(talk: Talk) -> None:
    await talk.until(datetime(2026, 11, 23, 22, 0, tzinfo=BEIJING))
    await send(talk, "支部 二 回执 明天8:00前：开会")
    await talk.until(datetime(2026, 11, 24, 6, 0, tzinfo=BEIJING))
    for name in ("赵书记", "孙七"):
        await talk.play((name, SECOND, "收到", None))
    assert await talk.until(datetime(2026, 11, 24, 8, 0, tzinfo=BEIJING)) == []
