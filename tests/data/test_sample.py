"""The sample roll: the counts everything else relies on, and that its script makes it."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.record import SCHOOLINGS, WORK_KINDS
from bot.sheets import read_phone
from data.sample.make_roll import HEADINGS, write_roll

OLD_COLUMNS = "9d83c4e9c9e54df5"  # of the ten columns there were first
FOLDER = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def people() -> list[dict[str, str]]:
    with (FOLDER / "roll.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_script_makes_the_file_byte_for_byte(tmp_path: Path) -> None:
    write_roll(tmp_path / "roll.csv")
    assert (tmp_path / "roll.csv").read_bytes() == (FOLDER / "roll.csv").read_bytes()


def test_there_are_292_people_in_15_uneven_branches(people: list[dict[str, str]]) -> None:
    sizes = Counter(person["所在支部"] for person in people)
    assert (len(people), len(sizes)) == (292, 15)
    assert (min(sizes.values()), max(sizes.values())) == (12, 28)


def test_260_use_wechat_and_of_those_who_do_not_none_is_abroad_or_has_a_post(
    people: list[dict[str, str]],
) -> None:
    assert Counter(person["微信"] for person in people) == {"是": 260, "否": 32}
    assert not [p for p in people if p["微信"] == "否" and (p["职务"] or p["时区"] or p["出生日期"] > "1960")]


def test_each_branch_has_a_secretary_and_the_office_three_clerks(people: list[dict[str, str]]) -> None:
    assert Counter(person["职务"] for person in people) == {"": 274, "支部书记": 15, "党办": 3}
    assert len({person["所在支部"] for person in people if person["职务"] == "支部书记"}) == 15


def test_a_tenth_lives_abroad_each_with_a_zone(people: list[dict[str, str]]) -> None:
    abroad = [person for person in people if person["时区"]]
    assert len(abroad) == 29
    assert len({ZoneInfo(person["时区"]).key for person in abroad}) == 15


def test_everybody_joined_of_age(people: list[dict[str, str]]) -> None:
    for person in people:
        born, joined = date.fromisoformat(person["出生日期"]), date.fromisoformat(person["入党时间"])
        assert 1938 <= born.year <= 2003
        assert joined >= born.replace(year=born.year + 18, day=min(born.day, 28))
        assert joined.year <= 2025


def test_birthdays_lie_on_the_days_that_go_wrong(people: list[dict[str, str]]) -> None:
    days = Counter(person["出生日期"][5:] for person in people)
    assert days["02-29"] == 4
    assert {"12-31", "01-01", "02-28", "03-01", *(f"11-{day}" for day in range(20, 30))} <= set(days)
    assert len({day[:2] for day in days}) == 12


def test_telephones_are_valid_unique_and_made_up(people: list[dict[str, str]]) -> None:
    phones = [person["联系电话"] for person in people]
    assert len(set(phones)) == 292
    assert all(read_phone(phone) == phone and phone[3:7] == "0000" for phone in phones)


def test_what_was_there_before_the_new_columns_is_unchanged(people: list[dict[str, str]]) -> None:
    old = HEADINGS[:10]
    lines = "\r\n".join(",".join(person[heading] for heading in old) for person in people)
    assert hashlib.sha256(lines.encode()).hexdigest()[:16] == OLD_COLUMNS


def test_everybody_has_a_living_and_schooling_that_the_record_knows(people: list[dict[str, str]]) -> None:
    assert {person["从业类别"] for person in people} <= set(WORK_KINDS)
    assert {person["学历"] for person in people} <= set(SCHOOLINGS)
    assert {person["从业类别"] for person in people if person["时区"]} == {"出国境"}
    retired = [person["出生日期"] for person in people if person["从业类别"] == "退休"]
    assert max(retired) < "1971"


def test_only_who_joined_in_the_last_year_is_probationary(people: list[dict[str, str]]) -> None:
    probationary = [person for person in people if person["党员类别"] == "预备党员"]
    assert 1 <= len(probationary) < 20
    assert all(person["入党时间"] >= "2025-09" and not person["转正时间"] for person in probationary)
    assert all(person["转正时间"] > person["入党时间"] for person in people if person not in probationary)


def test_four_names_stand_twice_one_of_them_in_one_branch(people: list[dict[str, str]]) -> None:
    twice = [name for name, times in Counter(person["姓名"] for person in people).items() if times > 1]
    within = [name for name in twice if len({p["所在支部"] for p in people if p["姓名"] == name}) == 1]
    assert (len(twice), within) == (4, ["陈志强"])
