"""Greetings follow the member: a check-in from another zone moves the clock, over the date line, too."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.context import Tick
from bot.domain.checkin import Intent, Report, Safety
from bot.domain.field import Field
from bot.domain.record import How
from data import backlog
from data import checkin as checkins
from data import member as members
from data import record as records
from schedules import greeting
from tests.conftest import BEIJING, OVERSEAS, PRIVATE, START, MakeTalk, Talk

ZHAO = "赵海"


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


async def at(make_talk: MakeTalk, moment: str, born: date) -> Talk:
    """Start the bot with 赵海 born on a day; on the roll he lives in Toronto."""
    talk = make_talk(beijing(moment), greetings={"card": False})
    await talk.stage.settle()
    talk.db.execute("UPDATE members SET birthday = ? WHERE name = ?", (born.isoformat(), ZHAO))
    return talk


def zone(talk: Talk, name: str = ZHAO) -> str | None:
    return members.named(talk.db, name)[0].timezone


def on_roll(talk: Talk) -> str | None:
    (person,) = members.named(talk.db, ZHAO)
    return records.find(talk.db, person.id)[Field.TIMEZONE]


def greeted(talk: Talk) -> list[str]:
    return [text for text in talk.told(OVERSEAS) if ZHAO in text]


# Whose clock it is


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("平安，到东京了", "Asia/Tokyo"),
        ("平安，在北京出差", "Asia/Shanghai"),
        ("平安，已到夏威夷", "Pacific/Honolulu"),
        ("平安", "America/Toronto"),
        ("平安，在加拿大", "America/Toronto"),
    ],
)
async def test_a_check_in_moves_the_clock(talk: Talk, words: str, there: str) -> None:
    await talk.play((ZHAO, PRIVATE, words, "已记"))
    assert zone(talk) == there
    assert on_roll(talk) == "America/Toronto"


async def test_coming_home_moves_it_back(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安，到多伦多了", "已记"))
    assert zone(talk, "张三") == "America/Toronto"
    await talk.wait(days=9)
    await talk.play(("张三", PRIVATE, "平安，回来了", "已记"))
    assert zone(talk, "张三") == "Asia/Shanghai"


async def test_who_lives_abroad_comes_home_there_after_a_journey(talk: Talk) -> None:
    await talk.play((ZHAO, PRIVATE, "平安，到东京了", "已记"))
    await talk.wait(days=3)
    await talk.play((ZHAO, PRIVATE, "平安，回来了", "已记"))
    assert zone(talk) == "America/Toronto"


async def test_a_check_in_taken_back_moves_it_back(talk: Talk) -> None:
    await talk.play((ZHAO, PRIVATE, "平安，到东京了", "已记"), (ZHAO, PRIVATE, "撤", "已撤"))
    assert zone(talk) == "America/Toronto"


async def test_a_secretary_s_report_moves_it_too(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "代报 赵海 平安 在东京", "."))
    assert zone(talk) == "Asia/Tokyo"


async def test_a_traveller_still_lives_where_the_roll_says(talk: Talk) -> None:
    await talk.play((ZHAO, PRIVATE, "平安，在北京出差", "已记"), ("张三", PRIVATE, "平安，到东京了", "已记"))
    lives = {one.name: one.lives_abroad("Asia/Shanghai") for one in members.everybody(talk.db)}
    assert (lives[ZHAO], lives["张三"]) == (True, False)


@pytest.mark.parametrize(("how", "there"), [(How.OFFICE, "Europe/Berlin"), (How.IMPORT, "Asia/Tokyo")])
async def test_a_zone_somebody_wrote_later_counts_an_import_s_does_not(
    talk: Talk, how: How, there: str
) -> None:
    await talk.play((ZHAO, PRIVATE, "平安，到东京了", "已记"))
    (person,) = members.named(talk.db, ZHAO)
    with talk.db.atomic():
        new: dict[Field, str | None] = {Field.TIMEZONE: "Europe/Berlin"}
        records.change(talk.db, person.id, new, by=1, how=how, now=talk.now + timedelta(minutes=1))
    assert zone(talk) == there
    assert on_roll(talk) == "Europe/Berlin"


async def test_no_place_is_kept_of_who_does_not_wish_it_and_no_clock_moves(talk: Talk) -> None:
    await talk.play((ZHAO, PRIVATE, "取消授权 位置", "."), (ZHAO, PRIVATE, "平安，到东京了", "."))
    assert zone(talk) == "America/Toronto"


# Nine o'clock there


async def test_a_traveller_is_greeted_at_nine_where_he_is(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-24T10:00", date(1985, 11, 25))
    await talk.play((ZHAO, PRIVATE, "平安，到东京了", "已记"))
    assert not [1 for where, _ in await talk.until(beijing("2026-11-25T07:55")) if where == OVERSEAS]
    assert [where for where, _ in await talk.until(beijing("2026-11-25T08:05"))] == [OVERSEAS]
    await talk.until(beijing("2026-11-26T10:00"))
    assert len(greeted(talk)) == 1


async def test_a_flight_west_over_the_date_line_greets_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-25T20:00", date(1985, 11, 26))
    await talk.play((ZHAO, PRIVATE, "平安，到奥克兰了", "已记"))
    await talk.until(beijing("2026-11-26T12:00"))
    assert len(greeted(talk)) == 1
    await talk.play((ZHAO, PRIVATE, "平安，到夏威夷了", "已记"))
    await talk.until(beijing("2026-11-28T12:00"))  # it was the 26th there once more
    assert len(greeted(talk)) == 1


async def test_a_day_that_was_jumped_over_is_reported(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-25T20:00", date(1985, 11, 26))
    await talk.play((ZHAO, PRIVATE, "平安，在夏威夷", "已记"))
    await talk.until(beijing("2026-11-27T02:00"))  # the 26th in Honolulu, before nine; the 27th in Auckland
    await talk.play((ZHAO, PRIVATE, "平安，到奥克兰了", "已记"))
    await talk.until(beijing("2026-11-28T12:00"))
    assert greeted(talk) == []
    assert backlog.count_unsent(talk.db, START) == 1


async def test_a_morning_that_was_jumped_over_is_made_up_for_at_once(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-24T20:00", date(1985, 11, 25))
    await talk.play((ZHAO, PRIVATE, "平安，在北京出差", "已记"))
    await talk.until(beijing("2026-11-25T08:50"))
    await talk.play((ZHAO, PRIVATE, "平安，到东京了", "已记"))  # nine there was fifty minutes ago
    await talk.wait(minutes=20)
    assert len(greeted(talk)) == 1


def test_a_flight_that_is_looked_at_in_one_run_greets_once(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET birthday = '1985-11-26' WHERE name = ?", (ZHAO,))
    (person,) = members.named(talk.db, ZHAO)
    landed = beijing("2026-11-26T03:50")
    checkins.add(
        talk.db,
        person.id,
        Report(safety=Safety.SAFE),
        intent=Intent.CHECKIN,
        said_by=person.id,
        message_id="m",
        words="",
        now=landed,
        zone="Pacific/Auckland",
    )
    day = timedelta(days=1)
    for _ in range(2):
        with talk.db.atomic():
            greeting.run(Tick(talk.db, landed + day, talk.stage.settings, landed - day))
    rows = talk.db.execute("SELECT count(*) FROM greetings WHERE member_id = ?", (person.id,))
    assert rows.fetchone()[0] == 1
