"""Units keep their names, former ones too, and lead on to what they were merged into."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from bot.domain.member import Member
from bot.domain.unit import UnitKind, unit_key
from data import member as members
from data import unit as units
from tests.conftest import START


@pytest.fixture
def clerk(db: Database) -> int:
    """Who changes units."""
    return members.add(db, Member(0, "王主任"))


def make(db: Database, *names: str) -> list[units.Unit]:
    return [units.find(db, units.make(db, "branch", name)) for name in names]


def test_an_old_name_leads_through_renaming_and_merging(db: Database, clerk: int) -> None:
    third, fourth = make(db, "第三支部", "第四支部")
    units.rename(db, third, "望京支部", clerk, START)
    units.close(db, third.id, START, fourth.id)
    units.rename(db, fourth, "城北支部", clerk, START)
    for words in ("第三支部", "3支部", "望京支部", "第四党支部", "城北支部"):
        found = units.meant(db, words)
        assert found is not None
        assert found.name == "城北支部"


def test_a_unit_closed_for_good_is_found_by_nobody(db: Database) -> None:
    (third,) = make(db, "第三支部")
    units.close(db, third.id, START)
    assert units.named(db, "第三支部") is None
    assert units.find(db, third.id).closed_at == START
    (anew,) = make(db, "第三支部")
    assert anew.id != third.id


def test_a_name_in_use_goes_before_a_former_one(db: Database, clerk: int) -> None:
    first, second = make(db, "第一支部", "第二支部")
    units.rename(db, first, "老一支部", clerk, START)
    units.rename(db, second, "第一支部", clerk, START)
    found = units.named(db, "第一支部")
    assert found is not None
    assert found.id == second.id


def test_an_import_by_the_old_name_makes_no_branch(db: Database, clerk: int) -> None:
    (third,) = make(db, "第三支部")
    units.rename(db, third, "望京支部", clerk, START)
    assert units.make(db, "branch", "第三支部") == third.id


def test_a_unit_of_another_kind_is_not_meant(db: Database) -> None:
    units.make(db, "general", "第一总支")
    assert units.meant(db, "第一总支", UnitKind.BRANCH) is None
    assert units.meant(db, "1党总支", UnitKind.GENERAL) is not None


@pytest.mark.parametrize("name", ["第一总支", "一总支", "第1总支", "第一党总支"])
def test_spellings_of_a_general_branch_have_one_key(name: str) -> None:
    assert unit_key(name) == "一总支"
    assert unit_key("第十一总支") != unit_key(name)
