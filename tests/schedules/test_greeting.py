"""Each greeted once: through jumps of the clock, midnights, zones, restarts and outages."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.context import Tick
from bot.greeting import wording
from bot.pictures import draw_card
from data import backlog
from data import member as members
from schedules import greeting
from tests.conftest import BEIJING, FIRST, OVERSEAS, PRIVATE, SECOND, START, MakeTalk, Talk

_CARDS = "SELECT file FROM outbox WHERE file IS NOT NULL"
BIRTHDAY = datetime(2026, 11, 25, 9, tzinfo=BEIJING)  # 张三's


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


async def at(make_talk: MakeTalk, moment: datetime | str, **overrides: dict[str, object]) -> Talk:
    """Start the bot at a moment, without the picture cards."""
    overrides["greetings"] = {"card": False, **overrides.get("greetings", {})}
    talk = make_talk(beijing(moment) if isinstance(moment, str) else moment, **overrides)
    await talk.stage.settle()
    return talk


def born(talk: Talk, name: str, day: date, zone: str | None = None) -> None:
    talk.db.execute(
        "UPDATE members SET birthday = ?, timezone = coalesce(?, timezone) WHERE name = ?",
        (day.isoformat(), zone, name),
    )


def greetings(talk: Talk, where: str = FIRST) -> list[str]:
    return [text for text in talk.told(where) if "生日" in text or "周年" in text or "快乐" in text]


# One day


async def test_a_birthday_is_greeted_at_nine_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-25T08:30")
    assert await talk.until(BIRTHDAY - timedelta(seconds=1)) == []
    ((where, text),) = await talk.until(BIRTHDAY + timedelta(minutes=1))
    assert where == FIRST
    assert "张三" in text
    assert await talk.until(BIRTHDAY + timedelta(hours=23)) == []


async def test_all_of_a_room_and_a_moment_are_one_message(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-25T08:30")
    born(talk, "李四", date(1990, 11, 25))
    talk.db.execute("UPDATE members SET joined_on = '2011-11-25' WHERE name = '李书记'")
    await talk.wait(hours=1)
    (text,) = talk.told(FIRST)
    assert "张三、李四" in text
    assert "李书记" in text
    assert "15" in text


async def test_of_who_has_only_a_telephone_the_secretary_is_told(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-24T08:30")
    born(talk, "老周", date(1950, 11, 24))
    assert await talk.wait(hours=12) == [("李书记", "今天老周生日，只有电话，方便的话打一个问声好。")]
    assert not [text for _, text in await talk.wait(hours=24) if "老周" in text]


async def test_where_the_secretary_cannot_be_told_the_office_is(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-24T08:30")
    born(talk, "老周", date(1950, 11, 24))
    talk.db.execute("DELETE FROM friends WHERE account_id = 'wx-李书记'")
    assert [who for who, _ in await talk.wait(hours=1)] == ["王主任"]


async def test_who_sits_in_no_room_is_greeted_privately(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, BIRTHDAY - timedelta(minutes=30))
    talk.db.execute("DELETE FROM sittings WHERE account_id = 'wx-张三'")
    ((who, text),) = await talk.wait(hours=1)
    assert who == "张三"
    assert "张三" in text


async def test_who_can_be_written_to_nowhere_is_named_to_the_secretary(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, BIRTHDAY - timedelta(minutes=30))
    talk.db.execute("DELETE FROM sittings WHERE account_id = 'wx-张三'")
    talk.db.execute("DELETE FROM friends WHERE account_id = 'wx-张三'")
    assert await talk.wait(hours=1) == [("李书记", "今天张三生日，我发不到消息，方便的话打一个问声好。")]


async def test_a_clerk_without_branch_is_not_greeted_privately(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2027-01-01T08:30")
    assert "王主任" not in [who for who, _ in await talk.wait(hours=2)]


@pytest.mark.parametrize("status", ["lost", "suspended", "deceased", "moved"])
async def test_who_is_out_of_reach_is_left_in_peace(make_talk: MakeTalk, status: str) -> None:
    talk = await at(make_talk, BIRTHDAY - timedelta(minutes=30))
    talk.db.execute("UPDATE members SET status = ? WHERE name = '张三'", (status,))
    assert await talk.wait(hours=2) == []


async def test_a_low_key_member_hears_neutral_words(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, BIRTHDAY - timedelta(minutes=30))
    await talk.play(("张三", PRIVATE, "低调", "好的"))
    await talk.wait(hours=1)
    (text,) = talk.told(FIRST)
    assert text.replace("张三", "{names}") in wording.load().birthday.low_key


async def test_a_birthday_s_card_follows_its_text(make_talk: MakeTalk) -> None:
    talk = make_talk(BIRTHDAY - timedelta(minutes=30))
    await talk.stage.settle()
    await talk.wait(hours=1)
    assert len(talk.told(FIRST)) == 2
    ((card,),) = talk.db.execute(_CARDS)
    assert await asyncio.to_thread(Path(card).read_bytes) == draw_card(["张三"])


async def test_a_greeting_that_comes_too_late_has_no_card(make_talk: MakeTalk) -> None:
    make_talk(BIRTHDAY - timedelta(minutes=30))
    talk = make_talk(BIRTHDAY + timedelta(hours=4))
    await talk.stage.settle()
    await talk.wait(minutes=20)
    assert list(talk.db.execute(_CARDS)) == []


async def test_what_is_turned_off_stays_silent(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-25T08:30", greetings={"birthdays": False})
    assert await talk.wait(hours=2) == []


async def test_the_bereaved_are_greeted_for_nothing_for_thirty_days(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-25T08:30")
    born(talk, "李四", date(1990, 11, 25))
    await talk.play(("张三", PRIVATE, "我母亲昨天去世了", "节哀"))
    await talk.until(BIRTHDAY + timedelta(days=1))
    (text,) = greetings(talk)
    assert "李四" in text
    assert "张三" not in text


async def test_after_the_rest_a_festival_greets_again(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-12-10T08:30")
    born(talk, "李四", date(1990, 1, 1))
    talk.db.execute("UPDATE members SET birthday = '1988-01-12' WHERE name = '张三'")
    await talk.play(("张三", PRIVATE, "我母亲昨天去世了", "节哀"))
    await talk.until(beijing("2027-01-01T10:00"))
    assert not [text for text in greetings(talk) if "张三" in text]
    await talk.until(beijing("2027-01-12T10:00"))
    assert [text for text in greetings(talk) if "张三" in text]


async def test_29_february_is_greeted_on_the_28th_in_other_years(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2027-02-28T08:30")
    born(talk, "李四", date(1988, 2, 29))
    await talk.until(beijing("2027-03-02T00:00"))
    (text,) = greetings(talk)
    assert "李四" in text


# Zones


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Kathmandu", "2026-11-25T11:15"),
        ("Pacific/Kiritimati", "2026-11-25T03:00"),
        ("Pacific/Pago_Pago", "2026-11-26T04:00"),
        ("America/Toronto", "2026-11-25T22:00"),
        ("Asia/Urumqi", "2026-11-25T11:00"),
    ],
)
async def test_who_lives_abroad_is_greeted_at_nine_there(make_talk: MakeTalk, zone: str, moment: str) -> None:
    talk = await at(make_talk, "2026-11-25T00:30")
    born(talk, "张三", date(1988, 11, 24))
    born(talk, "赵海", date(1985, 11, 25), zone)
    assert await talk.until(beijing(moment) - timedelta(seconds=1)) == []
    assert [where for where, _ in await talk.until(beijing(moment) + timedelta(minutes=1))] == [OVERSEAS]
    assert await talk.until(beijing("2026-11-27T06:00")) == []


async def test_an_hour_that_comes_twice_greets_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-01T10:00", greetings={"at": "01:30"})
    born(talk, "赵海", date(1985, 11, 1), "America/New_York")
    await talk.until(beijing("2026-11-02T00:00"))
    assert len(greetings(talk, OVERSEAS)) == 1


async def test_a_branch_room_is_not_woken_for_a_member_far_away(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-25T20:00")
    born(talk, "张三", date(1988, 11, 25), "America/Los_Angeles")  # nine there is one at night here
    assert await talk.until(beijing("2026-11-26T06:59")) == []
    assert len(await talk.until(beijing("2026-11-26T07:01"))) == 1


# Festivals


async def test_a_festival_greets_every_room_once_at_its_members_clock(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-12-31T12:00")
    assert [where for where, _ in await talk.until(beijing("2027-01-01T09:01"))] == [FIRST, SECOND]
    assert "祝各位元旦快乐" in talk.told(FIRST)[0]
    assert [where for where, _ in await talk.until(beijing("2027-01-02T06:00"))] == [OVERSEAS]


async def test_spring_festival_follows_the_moon(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2027-02-05T12:00")
    await talk.until(beijing("2027-02-07T00:00"))
    assert any("新春快乐" in text for text in talk.told(FIRST))


async def test_a_birthday_on_a_festival_is_one_message(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-12-31T12:00")
    born(talk, "李四", date(1990, 1, 1))
    await talk.until(beijing("2027-01-01T10:00"))
    (text,) = talk.told(FIRST)
    assert "李四" in text
    assert "元旦" in text


# Clocks, restarts, outages


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_that_jumps_forward_over_nine_greets_once(make_talk: MakeTalk, jump: timedelta) -> None:
    talk = await at(make_talk, BIRTHDAY - timedelta(minutes=20))
    talk.stage.clock.move_to(BIRTHDAY - timedelta(minutes=20) + jump)
    await talk.wait(days=1)
    late = jump > timedelta(hours=3)
    assert len(greetings(talk)) == (0 if late else 1)
    assert backlog.count_unsent(talk.db, START) == (1 if late else 0)


def test_a_span_looked_at_twice_greets_once(talk: Talk) -> None:
    for _ in range(2):
        tick = Tick(talk.db, BIRTHDAY, talk.stage.settings, BIRTHDAY - timedelta(hours=1))
        with talk.db.atomic():
            greeting.run(tick)
    assert len(list(talk.db.execute("SELECT 1 FROM outbox WHERE body <> ''"))) == 1


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_over_nine_greets_once(talk: Talk, back: timedelta) -> None:
    def run(now: datetime, since: datetime) -> None:
        with talk.db.atomic():
            greeting.run(Tick(talk.db, now, talk.stage.settings, since))

    run(BIRTHDAY + timedelta(minutes=5), BIRTHDAY - timedelta(minutes=10))
    then = BIRTHDAY - back
    while then < BIRTHDAY + timedelta(hours=1):
        run(then + timedelta(minutes=15), then)
        then += timedelta(minutes=15)
    assert len(list(talk.db.execute("SELECT 1 FROM outbox WHERE body <> ''"))) == 1


async def test_a_restart_over_nine_greets_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, BIRTHDAY - timedelta(minutes=1))
    for minutes in (1, 1, 15):
        talk.stage.restart_bot()
        await talk.wait(minutes=minutes)
    assert len(greetings(talk)) == 1


@pytest.mark.parametrize(("down", "sent"), [(timedelta(hours=2), 1), (timedelta(hours=4), 0)])
async def test_an_outage_over_nine_is_made_up_for_if_still_useful(
    make_talk: MakeTalk, down: timedelta, sent: int
) -> None:
    talk = await at(make_talk, BIRTHDAY - timedelta(minutes=10))
    talk.stage.wechat.set_gateway(up=False)
    await talk.until(BIRTHDAY + down)
    talk.stage.wechat.set_gateway(up=True)
    await talk.wait(hours=1)
    assert len(greetings(talk)) == sent
    assert backlog.count_unsent(talk.db, START) == 1 - sent


@pytest.mark.parametrize(("hours", "sent"), [(2, 1), (4, 0)])
async def test_a_bot_that_was_away_over_nine_makes_up_for_it_if_still_useful(
    make_talk: MakeTalk, hours: int, sent: int
) -> None:
    await at(make_talk, BIRTHDAY - timedelta(minutes=10))
    talk = await at(make_talk, BIRTHDAY + timedelta(hours=hours))
    await talk.wait(minutes=1)
    assert len(greetings(talk)) == sent
    assert backlog.count_unsent(talk.db, START) == 1 - sent


@pytest.mark.parametrize(("hour", "sent"), [(10, 1), (13, 0)])
async def test_a_first_start_greets_the_same_morning_only(make_talk: MakeTalk, hour: int, sent: int) -> None:
    talk = await at(make_talk, BIRTHDAY.replace(hour=hour))
    await talk.wait(minutes=1)
    assert len(greetings(talk)) == sent
    assert backlog.count_unsent(talk.db, START) == 0


async def test_who_comes_to_the_roll_the_same_day_is_greeted_the_next_year(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, BIRTHDAY + timedelta(hours=5))
    await talk.wait(minutes=1)
    born(talk, "李四", date(1990, 11, 25))
    assert await talk.wait(hours=12) == []
    assert members.named(talk.db, "李四")[0].birthday


async def test_a_whole_year_greets_each_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, START)
    now = START
    while now < START + timedelta(days=366):
        since, now = now, now + timedelta(hours=1)
        with talk.db.atomic():
            greeting.run(Tick(talk.db, now, talk.stage.settings, since))
    rows = talk.db.execute("SELECT occasion, count(*) FROM greetings WHERE member_id = 4 GROUP BY occasion")
    found = {occasion.split(":")[0]: count for occasion, count in rows}
    assert set(found.values()) == {1}
    assert {"birthday", "anniversary"} <= set(found)
    assert len(found) == 2 + len(wording.festivals(talk.stage.settings))
