"""Greetings: whose day it is, at which moment, and the words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.birthday import LunarDay
from bot.domain.greeting import (
    Festival,
    Occasion,
    Texts,
    Wording,
    compose,
    days_due,
    days_skipped,
    personal_occasions,
    shared_zones,
    shows_membership,
)
from bot.domain.member import Member

NINE = time(9)
BEIJING, KATHMANDU, NEW_YORK = (
    ZoneInfo(name) for name in ("Asia/Shanghai", "Asia/Kathmandu", "America/New_York")
)
WORDING = Wording(
    Texts(
        ["生日快乐，{names}", "祝{names}生日快乐"],
        low_key=["{names}，吃面了吗"],
        overseas=["{names}，在外快乐"],
    ),
    Texts(["{names}入党{years}周年"]),
    {10: Texts(["{names}入党十年"])},
    {"元旦": Festival("元旦", Texts(["祝{names}元旦快乐"]))},
)


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def occasions(day: date, birthday: date | None = None, joined: date | None = None) -> list[str]:
    member = Member(1, "张三", birthday=birthday, joined_on=joined)
    return [occasion.name for occasion in personal_occasions(member, day)]


# Which days are due


def test_nine_o_clock_is_due_once_and_the_border_belongs_to_the_span_before() -> None:
    nine = beijing("2026-11-25T09:00")
    assert days_due(nine - timedelta(minutes=15), nine, NINE, BEIJING) == [(date(2026, 11, 25), nine)]
    assert days_due(nine, nine + timedelta(minutes=15), NINE, BEIJING) == []


def test_after_a_jump_every_day_of_it_is_due() -> None:
    due = days_due(beijing("2026-12-30T10:00"), beijing("2027-01-02T10:00"), NINE, BEIJING)
    assert [day.isoformat() for day, _ in due] == ["2026-12-31", "2027-01-01", "2027-01-02"]


def test_an_empty_span_has_no_day() -> None:
    now = beijing("2026-11-25T09:00")
    assert days_due(now, now, NINE, BEIJING) == []


def test_kathmandu_is_greeted_at_its_own_nine() -> None:
    ((day, moment),) = days_due(beijing("2026-11-25T11:00"), beijing("2026-11-25T11:15"), NINE, KATHMANDU)
    assert day == date(2026, 11, 25)
    assert moment.astimezone(BEIJING) == beijing("2026-11-25T11:15")


def test_half_past_one_that_comes_twice_is_due_once() -> None:
    start = datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK)
    due = days_due(start, start + timedelta(hours=8), time(1, 30), NEW_YORK)
    assert len(due) == 1


def test_half_past_two_that_does_not_exist_is_due_all_the_same() -> None:
    start = datetime(2027, 3, 14, 0, 30, tzinfo=NEW_YORK)
    due = days_due(start, start + timedelta(hours=8), time(2, 30), NEW_YORK)
    assert len(due) == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"])
def test_every_zone_has_every_day_once_however_the_spans_are_cut(zone: str) -> None:
    now, found = beijing("2026-10-28T00:00"), []
    while now < beijing("2026-11-05T00:00"):
        then, now = now, now + timedelta(minutes=47)
        found += [day for day, _ in days_due(then, now, NINE, ZoneInfo(zone))]
    assert found == sorted(set(found))
    assert len(found) in {7, 8, 9}


# Whose day it is


def test_a_birthday_is_kept_every_year_but_not_on_the_day_of_birth() -> None:
    assert occasions(date(2026, 11, 25), birthday=date(1988, 11, 25)) == ["birthday:2026"]
    assert occasions(date(2026, 11, 24), birthday=date(1988, 11, 25)) == []
    assert occasions(date(1988, 11, 25), birthday=date(1988, 11, 25)) == []


@pytest.mark.parametrize(
    ("day", "kept"),
    [("2027-02-28", True), ("2027-03-01", False), ("2028-02-28", False), ("2028-02-29", True)],
)
def test_29_february_is_kept_on_the_28th_in_other_years(day: str, kept: bool) -> None:
    assert bool(occasions(date.fromisoformat(day), birthday=date(1988, 2, 29))) is kept


def test_an_anniversary_counts_the_years() -> None:
    member = Member(1, "张三", joined_on=date(2010, 7, 1))
    assert personal_occasions(member, date(2026, 7, 1)) == [Occasion("anniversary:2026", "anniversary", 16)]


def test_what_is_turned_off_is_left_out() -> None:
    member = Member(1, "张三", birthday=date(1988, 7, 1), joined_on=date(2010, 7, 1))
    day = date(2026, 7, 1)
    assert len(personal_occasions(member, day)) == 2
    assert personal_occasions(member, day, birthdays=False, anniversaries=False) == []


# Lunar birthdays


def lunar(day: LunarDay, birthday: date | None = None) -> Member:
    return Member(1, "张三", birthday=birthday, lunar_birthday=day)


def kept_in(member: Member, year: int) -> list[str]:
    days = (date(year, 1, 1) + timedelta(days=ahead) for ahead in range(365))
    return [day.isoformat() for day in days if personal_occasions(member, day)]


def test_a_lunar_birthday_takes_the_place_of_the_roll_s() -> None:
    assert kept_in(lunar(LunarDay(8, 15), date(1979, 10, 5)), 2026) == ["2026-09-25"]


def test_a_leap_month_is_kept_in_the_ordinary_one_of_other_years() -> None:
    member = lunar(LunarDay(6, 3, leap=True))
    assert kept_in(member, 2025) == ["2025-07-27"]
    assert kept_in(member, 2026) == ["2026-07-16"]


def test_who_is_born_in_the_ordinary_month_is_not_greeted_in_the_leap_one() -> None:
    assert kept_in(lunar(LunarDay(6, 3)), 2025) == ["2025-06-27"]


def test_a_thirtieth_is_kept_on_the_29th_of_a_short_month() -> None:
    assert kept_in(lunar(LunarDay(12, 30)), 2026) == ["2026-02-16"]


def test_a_solar_year_with_two_lunar_birthdays_has_two_occasions() -> None:
    member = lunar(LunarDay(12, 1))
    assert kept_in(member, 2027) == ["2027-01-08", "2027-12-28"]
    names = {personal_occasions(member, date.fromisoformat(day))[0].name for day in kept_in(member, 2027)}
    assert names == {"lunar birthday:2026", "lunar birthday:2027"}


# Days that a journey jumps over


def test_a_flight_west_over_the_date_line_skips_nothing() -> None:
    landed = datetime(2026, 11, 25, 22, tzinfo=ZoneInfo("UTC"))  # the 26th in Auckland, the 25th in Honolulu
    assert days_skipped(landed, NINE, ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")) == []


def test_a_flight_east_over_the_date_line_skips_the_day_it_lands_after() -> None:
    landed = datetime(2026, 11, 26, 18, tzinfo=ZoneInfo("UTC"))  # the 26th in Honolulu, the 27th in Auckland
    ((day, moment),) = days_skipped(landed, NINE, ZoneInfo("Pacific/Honolulu"), ZoneInfo("Pacific/Auckland"))
    assert day == date(2026, 11, 26)
    assert moment == datetime(2026, 11, 25, 20, tzinfo=ZoneInfo("UTC"))


def test_a_train_within_a_zone_skips_nothing() -> None:
    landed = beijing("2026-11-26T10:00")
    assert days_skipped(landed, NINE, BEIJING, ZoneInfo("Asia/Hong_Kong")) == []


# Festivals in a room of many zones


def test_a_room_hears_a_festival_at_no_more_than_three_clocks() -> None:
    zones = ["America/Toronto"] * 3 + ["Europe/Berlin"] * 2 + ["Asia/Tokyo"] * 2
    zones += ["America/Vancouver", "Europe/London", "Australia/Sydney"]
    shared = shared_zones(zones, date(2027, 1, 1))
    assert set(shared) == set(zones)
    assert set(shared.values()) == {"America/Toronto", "Europe/Berlin", "Asia/Tokyo"}


def test_a_small_zone_follows_the_nearest_clock() -> None:
    zones = ["America/Toronto", "Europe/Berlin", "Asia/Tokyo"] * 2
    shared = shared_zones(
        [*zones, "Europe/London", "America/Vancouver", "Australia/Sydney"], date(2027, 1, 1)
    )
    assert shared["Europe/London"] == "Europe/Berlin"
    assert shared["America/Vancouver"] == "America/Toronto"
    assert shared["Australia/Sydney"] == "Asia/Tokyo"


def test_zones_of_one_clock_by_other_names_follow_one_another() -> None:
    zones = ["America/Toronto", "Europe/Berlin", "Asia/Tokyo"] * 2
    assert (
        shared_zones([*zones, "America/New_York"], date(2027, 1, 1))["America/New_York"] == "America/Toronto"
    )


def test_an_empty_room_shares_nothing() -> None:
    assert shared_zones([], date(2027, 1, 1)) == {}


# The words


def test_one_message_names_everybody_of_an_occasion() -> None:
    body = compose(date(2026, 11, 25), {Occasion("b", "birthday"): ["张三", "李四"]}, frozenset(), WORDING)
    assert "张三、李四" in body


def test_the_wording_changes_from_day_to_day() -> None:
    greeted = {Occasion("b", "birthday"): ["张三"]}
    bodies = {compose(date(2026, 11, day), greeted, frozenset(), WORDING) for day in (25, 26)}
    assert len(bodies) == 2


def test_a_long_list_is_cut_with_its_number() -> None:
    names = [f"党员{n}" for n in range(1, 12)]
    body = compose(date(2026, 11, 25), {Occasion("b", "birthday"): names}, frozenset(), WORDING)
    assert "党员8等 11 位" in body
    assert "党员9" not in body


def test_a_festival_greets_the_room_or_the_people_of_one_clock() -> None:
    greeted = {Occasion("元旦:2027", "元旦"): ["赵海"]}
    day = date(2027, 1, 1)
    assert compose(day, greeted, frozenset({"元旦"}), WORDING) == "祝各位元旦快乐"
    assert compose(day, greeted, frozenset(), WORDING) == "祝赵海元旦快乐"


def test_all_of_a_day_is_one_message() -> None:
    greeted = {Occasion("a", "anniversary", 16): ["张三"], Occasion("元旦:2027", "元旦"): ["张三", "李四"]}
    body = compose(date(2027, 1, 1), greeted, frozenset({"元旦"}), WORDING)
    assert body == "张三入党16周年\n祝各位元旦快乐"


def test_round_years_have_words_of_their_own() -> None:
    day = date(2026, 11, 25)
    assert compose(day, {Occasion("a", "anniversary", 10): ["张三"]}, frozenset(), WORDING) == "张三入党十年"
    assert "11周年" in compose(day, {Occasion("a", "anniversary", 11): ["张三"]}, frozenset(), WORDING)


def test_abroad_and_low_key_have_words_of_their_own() -> None:
    born, day = Occasion("b", "birthday"), date(2026, 11, 25)
    assert compose(day, {born: ["张三"]}, frozenset(), WORDING, abroad=True) == "张三，在外快乐"
    assert (
        compose(day, {born: ["张三"]}, frozenset(), WORDING, abroad=True, low_key={born}) == "张三，吃面了吗"
    )


def test_where_there_are_no_words_for_abroad_the_plain_ones_serve() -> None:
    greeted = {Occasion("元旦:2027", "元旦"): ["赵海"]}
    assert compose(date(2027, 1, 1), greeted, frozenset(), WORDING, abroad=True) == "祝赵海元旦快乐"


def test_the_same_person_hears_other_words_the_year_after() -> None:
    greeted = {Occasion("b", "birthday"): ["张三"]}
    bodies = {compose(date(year, 11, 25), greeted, frozenset(), WORDING) for year in (2025, 2026)}
    assert len(bodies) == 2


@pytest.mark.parametrize(
    ("kind", "shows"),
    [("anniversary", True), ("七一", True), ("建党纪念", True), ("birthday", False), ("中秋", False)],
)
def test_what_shows_the_membership(kind: str, shows: bool) -> None:
    assert shows_membership(Occasion(f"{kind}:2026", kind)) is shows
