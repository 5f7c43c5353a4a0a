"""The weekly roll call: opening, asking, reminding, closing; through zones, outages and a year."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot import almanac
from bot.context import Tick
from bot.ports import Account
from data import absence as absences
from data import account as accounts
from data import rollcall as rollcalls
from data import room as rooms
from data.db import read_stamp
from schedules import rollcall
from tests.conftest import (
    BEIJING,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    START,
    MakeSettings,
    MakeTalk,
    Talk,
    account_id,
    room_id,
)

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=BEIJING)
WEEKLY = {"rollcalls": {"weekly": True}}
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


async def at(make_talk: MakeTalk, moment: datetime, **overrides: dict[str, object]) -> Talk:
    """Start the bot at a moment, with the weekly round."""
    talk = make_talk(moment, **{**WEEKLY, **overrides})
    await talk.stage.settle()
    talk.heard.clear()
    return talk


def asked(talk: Talk) -> list[str]:
    """List the rooms in which the question stood."""
    return [where for where, text in talk.heard if "报平安】" in text]


def live_in(talk: Talk, name: str, zone: str) -> None:
    talk.db.execute("UPDATE members SET timezone = ? WHERE name = ?", (zone, name))


def seat_overseas(talk: Talk, name: str) -> None:
    rooms.seat(talk.db, room_id(OVERSEAS), Account(account_id(name), name))


# Opening and asking


async def test_it_opens_on_wednesday_and_asks_each_room_at_its_ten(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - 2 * HOUR)
    await talk.until(WEDNESDAY - MINUTE)
    assert asked(talk) == []
    await talk.until(WEDNESDAY + MINUTE)
    assert sorted(asked(talk)) == [FIRST, SECOND]
    await talk.until(WEDNESDAY + 13 * HOUR - MINUTE)
    assert len(asked(talk)) == 2
    await talk.until(WEDNESDAY + 13 * HOUR + MINUTE)  # ten in Toronto
    assert asked(talk)[2:] == [OVERSEAS]


async def test_the_question_says_until_when_and_what_is_kept(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    await talk.until(WEDNESDAY + MINUTE)
    (text,) = [said for said in talk.told(FIRST) if not said.startswith("[图片]")]  # of a birthday
    assert text.startswith("【本周报平安】")
    assert "周五10点前" in text
    assert "只由本支部记 12 个月" in text


async def test_turned_off_it_stays_silent(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR, rollcalls={"weekly": False})
    await talk.until(WEDNESDAY + 3 * HOUR)
    assert asked(talk) == []


async def test_it_is_left_out_where_all_were_asked_this_week(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, START)
    await talk.play(("王主任", OFFICE, "点名", "将请"), ("王主任", OFFICE, "确认", "第1次"))
    await talk.until(WEDNESDAY + DAY)
    assert talk.counts("rollcalls") == 1


async def test_who_was_asked_this_week_is_not_asked_again(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, START)
    await talk.play(("王主任", OFFICE, "点名 支部 二", "将请"), ("王主任", OFFICE, "确认", "第1次"))
    talk.heard.clear()
    await talk.until(WEDNESDAY + MINUTE)
    assert asked(talk) == [FIRST]


async def test_who_sits_in_no_room_is_asked_privately(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    rooms.unseat(talk.db, room_id(SECOND), account_id("孙七"))
    await talk.until(WEDNESDAY + 10 * MINUTE)
    (text,) = talk.told("孙七")
    assert text.startswith("您好，这几天都好吗？")


async def test_a_room_where_all_have_just_written_is_not_asked(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    for name in ("赵书记", "孙七"):
        await talk.say(name, SECOND, "平安")
    await talk.until(WEDNESDAY + MINUTE)
    assert asked(talk) == [FIRST]


async def test_who_said_when_to_be_back_is_left_in_peace(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, START)
    for name in ("赵书记", "孙七"):
        await talk.say(name, PRIVATE, "平安，在苏州，12月20日回")
    await talk.until(WEDNESDAY + HOUR)
    assert asked(talk) == [FIRST]


async def test_a_known_absence_is_left_in_peace(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, START)
    for number in (3, 6):  # 赵书记, 孙七
        absences.add(
            talk.db, number, (START.date(), START.date() + 9 * DAY), reason="进山", said_by=number, now=START
        )
    await talk.until(WEDNESDAY + HOUR)
    assert asked(talk) == [FIRST]


async def test_the_secretary_gets_the_telephone_list_every_week(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    await talk.until(WEDNESDAY + MINUTE)
    assert "这 1 位我问不到，请您打个电话：\n1 老周（只有电话 13900139000" in talk.told("李书记")[0]


# Zones


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Kathmandu", "2026-11-25T12:15"),
        ("America/New_York", "2026-11-25T23:00"),
        ("Pacific/Pago_Pago", "2026-11-26T05:00"),
        ("Pacific/Kiritimati", "2026-11-26T04:00"),
    ],
)
async def test_overseas_is_asked_at_ten_there(make_talk: MakeTalk, zone: str, moment: str) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    live_in(talk, "赵海", zone)
    due = datetime.fromisoformat(moment).replace(tzinfo=BEIJING)
    await talk.until(due - MINUTE)
    assert OVERSEAS not in asked(talk)
    await talk.until(due + MINUTE)
    assert OVERSEAS in asked(talk)


async def test_when_the_clocks_change_ten_stays_ten(make_talk: MakeTalk) -> None:
    summer = datetime(2026, 10, 28, 10, tzinfo=BEIJING)
    talk = await at(make_talk, summer - HOUR)
    await talk.until(summer + 12 * HOUR + MINUTE)
    assert OVERSEAS in asked(talk)
    talk.heard.clear()
    await talk.until(summer + 7 * DAY + 12 * HOUR + MINUTE)
    assert OVERSEAS not in asked(talk)
    await talk.until(summer + 7 * DAY + 13 * HOUR + MINUTE)
    assert OVERSEAS in asked(talk)


async def test_a_room_of_five_zones_is_asked_at_three_moments(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    zones = ("Europe/London", "Europe/Berlin", "Asia/Tokyo", "America/Toronto", "America/Los_Angeles")
    for name, zone in zip(("张三", "李四", "孙七", "赵海", "李书记"), zones, strict=True):
        live_in(talk, name, zone)
        seat_overseas(talk, name)
    await talk.until(WEDNESDAY + 2 * DAY)
    assert asked(talk).count(OVERSEAS) == 3
    assert [text for text in talk.told(OVERSEAS) if text.endswith("已经报过的不用再回。")] == talk.told(
        OVERSEAS
    )[1:3]


async def test_a_branch_room_is_not_woken_for_a_member_far_away(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    live_in(talk, "孙七", "America/Los_Angeles")  # ten there is two at night here
    await talk.until(WEDNESDAY + MINUTE)
    assert asked(talk).count(SECOND) == 1
    await talk.until(WEDNESDAY.replace(day=26, hour=6, minute=55))
    assert asked(talk).count(SECOND) == 1
    await talk.until(WEDNESDAY.replace(day=26, hour=7, minute=6))
    assert asked(talk).count(SECOND) == 2


# Reminders


async def test_only_the_silent_are_reminded_once_a_day_later(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    await talk.until(WEDNESDAY + HOUR)
    await talk.say("张三", FIRST, "都好")
    await talk.until(WEDNESDAY + DAY - MINUTE)
    talk.heard.clear()
    await talk.until(WEDNESDAY + DAY + 10 * MINUTE)
    assert sorted(where for where, _ in talk.heard) == sorted(["李书记", "李四", "赵书记", "孙七"])
    talk.heard.clear()
    await talk.until(WEDNESDAY + 2 * DAY - HOUR)
    assert [where for where, _ in talk.heard] == ["赵海"]


async def test_a_room_is_reminded_without_names_where_somebody_is_no_friend(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    accounts.unfriend(talk.db, account_id("李四"))
    await talk.until(WEDNESDAY + DAY + 10 * MINUTE)
    assert talk.told(FIRST)[-1] == "还有 3 位没报平安，方便时回一句“平安”。已经报过的不用再回。"
    assert talk.told("李四") == []


async def test_nobody_is_reminded_at_night(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR, rollcalls={"weekly": True, "remind_after": "14h"})
    accounts.unfriend(talk.db, account_id("李四"))
    await talk.until(WEDNESDAY + HOUR)
    talk.heard.clear()
    await talk.until(WEDNESDAY.replace(day=26, hour=6, minute=55))
    assert [where for where, _ in talk.heard if where in {FIRST, SECOND, "张三", "孙七"}] == []
    await talk.until(WEDNESDAY.replace(day=26, hour=8, minute=10))
    assert {"张三", "孙七", FIRST} <= {where for where, _ in talk.heard}


# Closing


async def test_at_the_deadline_the_secretary_gets_the_numbered_list(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, START)
    await talk.play(("李四", PRIVATE, "平安", "已记"))
    await talk.until(WEDNESDAY + HOUR)
    await talk.say("张三", FIRST, "都好")
    await talk.say("李书记", PRIVATE, "平安")
    await talk.until(WEDNESDAY + 2 * DAY + 10 * MINUTE)
    assert talk.told("李书记")[-1] == (
        "第1次报平安还没听到消息的 3 人：\n1 李四（上次 11月23日，4 天）\n2 赵海（4 天来还没有过消息）\n"
        "3 老周（只有电话 13900139000，4 天来还没有过消息）\n打过电话的，回编号：1 2 电话平安"
    )
    found = rollcalls.find(talk.db, 1)
    assert found is not None
    assert found.is_closed


async def test_after_the_deadline_a_check_in_still_counts(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    await talk.until(WEDNESDAY + 2 * DAY + HOUR)
    await talk.say("孙七", SECOND, "平安")
    await talk.play(("赵书记", PRIVATE, "名单 未报", "还没听到消息的 1 人：\n1 赵书记"))


async def test_where_all_have_answered_nobody_is_bothered(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    await talk.until(WEDNESDAY + HOUR)
    for name in ("赵书记", "孙七"):
        await talk.say(name, SECOND, "平安")
    talk.heard.clear()
    await talk.until(WEDNESDAY + 2 * DAY + HOUR)
    assert talk.told("赵书记") == []


# Restarts, outages, jumps


async def test_a_restart_asks_nobody_twice(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    await talk.until(WEDNESDAY + MINUTE)
    again = make_talk(WEDNESDAY + 2 * MINUTE, **WEEKLY)
    await again.stage.settle()
    await again.until(WEDNESDAY + HOUR)
    assert asked(again) == []
    assert talk.counts("rollcalls") == 1


async def test_what_an_outage_kept_is_asked_after_it_by_day(make_talk: MakeTalk) -> None:
    await at(make_talk, WEDNESDAY - HOUR)
    later = await at(make_talk, WEDNESDAY + 25 * HOUR)  # ten at night in Toronto
    await later.until(WEDNESDAY + 25 * HOUR + MINUTE)
    assert sorted(asked(later)) == [FIRST, SECOND]
    assert "11月30日（周一）11点前" in later.told(FIRST)[0]
    await later.until(WEDNESDAY + 35 * HOUR + 6 * MINUTE)
    assert asked(later)[2:] == [OVERSEAS]


async def test_after_a_long_outage_the_week_s_round_is_left_out(make_talk: MakeTalk) -> None:
    await at(make_talk, WEDNESDAY - HOUR)
    later = await at(make_talk, WEDNESDAY + 3 * DAY)
    await later.until(WEDNESDAY + 6 * DAY)
    assert asked(later) == []


async def test_a_clock_set_back_opens_no_second_round(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, WEDNESDAY - HOUR)
    await talk.until(WEDNESDAY + MINUTE)
    back = await at(make_talk, WEDNESDAY - DAY)
    await back.until(WEDNESDAY + HOUR)
    assert asked(back) == []
    assert back.counts("rollcalls") == 1


def test_in_a_year_a_room_is_asked_once_a_week_and_never_in_spring_festival(
    cast_db: Database, make_settings: MakeSettings
) -> None:
    settings, now = make_settings(**WEEKLY), START
    while now < START + timedelta(days=371):
        with cast_db.atomic():
            rollcall.run(Tick(cast_db, now + HOUR, settings, now))
        now += HOUR
    rows = cast_db.execute(
        "SELECT conversation, not_before FROM outbox WHERE body GLOB '【本周报平安】*'"
    ).fetchall()
    asked = [(room, read_stamp(moment).astimezone(BEIJING)) for room, moment in rows]
    weeks = Counter((room, *moment.isocalendar()[:2]) for room, moment in asked)
    assert max(weeks.values()) == 1
    assert 3 * 49 <= len(asked) <= 3 * 53
    festival = almanac.spring_festival(2027)
    assert not [moment for _, moment in asked if -1 <= (moment.date() - festival).days <= 5]
    toronto = ZoneInfo("America/Toronto")
    assert {moment.astimezone(toronto).hour for room, moment in asked if room == room_id(OVERSEAS)} == {10}
