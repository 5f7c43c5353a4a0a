"""The month's report: on its first working day at half past nine, in January the year's behind it; once."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.room import RoomKind
from data import fact as facts
from data import room as rooms
from tests.conftest import BEIJING, OFFICE, MakeTalk, Talk, room_id


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


async def at(make_talk: MakeTalk, moment: str, **overrides: dict[str, object]) -> Talk:
    talk = make_talk(beijing(moment), **overrides)
    facts.write_moment(talk.db, "first_start", beijing("2026-09-20 08:00"))
    await talk.stage.settle()
    return talk


def reports(talk: Talk, where: str = OFFICE) -> list[str]:
    return [text.splitlines()[0] for text in talk.told(where) if text.startswith(("【月报】", "【年报】"))]


async def test_the_last_month_is_reported_on_the_first_working_day(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-01 08:00")  # a Sunday
    await talk.until(beijing("2026-11-02 09:29"))
    assert reports(talk) == []
    await talk.until(beijing("2026-11-02 09:31"))
    assert reports(talk) == ["【月报】2026年10月 怀柔人才党委"]


async def test_after_a_long_holiday_it_waits(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-10-01 08:00")
    await talk.until(beijing("2026-10-07 23:00"))
    assert reports(talk) == []
    await talk.until(beijing("2026-10-09 10:00"))
    assert reports(talk) == ["【月报】2026年9月 怀柔人才党委"]


async def test_each_month_is_reported_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-30 08:00")
    await talk.until(beijing("2026-12-20 10:00"))
    assert reports(talk) == ["【月报】2026年11月 怀柔人才党委"]


async def test_in_january_the_year_comes_too(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-12-31 08:00")
    await talk.until(beijing("2027-01-04 10:00"))
    assert reports(talk) == [
        "【月报】2026年12月 怀柔人才党委",
        "【年报】2026年（9月起） 怀柔人才党委",
    ]


async def test_what_was_before_the_store_is_not_reported(make_talk: MakeTalk) -> None:
    talk = make_talk(beijing("2026-11-01 08:00"))
    await talk.stage.settle()
    await talk.until(beijing("2026-11-02 10:00"))
    assert reports(talk) == []


async def test_they_can_be_switched_off(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-12-31 08:00", reports={"monthly": False, "yearly": False})
    await talk.until(beijing("2027-01-04 10:00"))
    assert reports(talk) == []


async def test_without_an_office_room_each_clerk_reads_it(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-01 08:00")
    rooms.tie(talk.db, room_id(OFFICE), RoomKind.CENTRAL, None)
    await talk.until(beijing("2026-11-02 10:00"))
    assert reports(talk, "王主任") == ["【月报】2026年10月 怀柔人才党委"]


async def test_one_that_was_missed_is_still_sent_for_three_days(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-01 08:00")
    talk.stage.wechat.set_gateway(up=False)
    await talk.until(beijing("2026-11-03 12:00"))
    talk.stage.wechat.set_gateway(up=True)
    await talk.wait(hours=1)
    assert reports(talk) == ["【月报】2026年10月 怀柔人才党委"]
    assert talk.now - beijing("2026-11-02 09:30") < timedelta(days=3)
