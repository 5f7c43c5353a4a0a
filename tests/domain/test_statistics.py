"""Statistics of the roll: which class somebody falls into, and how counts are written."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.checkin import Whereabouts
from bot.domain.command import Misfit
from bot.domain.field import Field
from bot.domain.statistics import (
    UNKNOWN,
    Query,
    Record,
    Topic,
    arrange,
    class_of,
    count,
    lay_out,
    read_query,
    show_count,
    show_in_brief,
)

TODAY = date(2026, 11, 21)


def record(**values: str) -> Record:
    known: dict[Field, str | None] = dict.fromkeys(Field)
    return known | {Field[name]: value for name, value in values.items()} | {Field.STATUS: "active"}


@pytest.mark.parametrize(
    ("birthday", "name"),
    [
        ("1996-11-21", "30岁及以下"),
        ("1995-11-22", "30岁及以下"),
        ("1995-11-21", "31–35岁"),
        ("1955-11-22", "61–70岁"),
        ("1955-11-21", "71岁及以上"),
    ],
)
def test_an_age_changes_on_the_birthday(birthday: str, name: str) -> None:
    assert class_of(Topic.AGE, record(BIRTHDAY=birthday), None, TODAY) == name


def test_membership_counts_whole_years() -> None:
    assert class_of(Topic.YEARS, record(JOINED_ON="2025-11-22"), None, TODAY) == "不满1年"
    assert class_of(Topic.YEARS, record(JOINED_ON="2025-11-21"), None, TODAY) == "1–5年"


@pytest.mark.parametrize("topic", [topic for topic in Topic if topic is not Topic.STATUS])
def test_what_is_not_known_is_a_class_of_its_own(topic: Topic) -> None:
    assert class_of(topic, record(), None, TODAY) == UNKNOWN


@pytest.mark.parametrize("topic", list(Topic))
def test_everybody_is_counted_once(topic: Topic) -> None:
    people = [record(), record(SEX="男", SCHOOLING="大学本科", WORK_KIND="退休", DUES_UNTIL="2020-01")]
    assert count(topic, people, [None, Whereabouts.AWAY], TODAY).total == 2


def test_a_value_of_no_class_is_still_counted() -> None:
    counted = count(Topic.SCHOOLING, [record(SCHOOLING="夜校")], [None], TODAY)
    assert ("其他", 1) in counted.classes


def test_a_value_of_no_class_is_counted_with_the_class_of_others() -> None:
    people = [record(WORK_KIND="养蜂"), record(WORK_KIND="其他")]
    counted = count(Topic.WORK, people, [None, None], TODAY)
    assert [number for name, number in counted.classes if name == "其他"] == [2]


def test_a_table_has_a_row_a_branch_and_the_sum() -> None:
    men, woman = (arrange(Topic.SEX, {"男": 2}), arrange(Topic.SEX, {"女": 1}))
    table = lay_out({2: men, 3: woman}, Topic.SEX, {2: "第一支部", 3: "第二支部"})
    assert table.headings == ("支部", "人数", "男", "女", UNKNOWN)
    assert table.rows == (
        ("第一支部", "2", "2", "0", "0"),
        ("第二支部", "1", "0", "1", "0"),
        ("合计", "3", "2", "1", "0"),
    )


def test_people_of_closed_branches_stand_together_in_a_table() -> None:
    one = arrange(Topic.SEX, {"男": 1})
    table = lay_out({2: one, 5: one, 6: one}, Topic.SEX, {2: "第一支部"})
    assert [row[:2] for row in table.rows] == [("第一支部", "1"), ("没有支部", "2"), ("合计", "3")]
    assert table.total == 3


def test_a_class_that_one_branch_alone_has_is_a_column_for_all() -> None:
    odd, plain = arrange(Topic.SCHOOLING, {"夜校": 1}), arrange(Topic.SCHOOLING, {"高中": 1})
    table = lay_out({2: odd, 3: plain}, Topic.SCHOOLING, {2: "第一支部", 3: "第二支部"})
    place = table.headings.index("其他")
    assert [row[place] for row in table.rows] == ["1", "0", "1"]


def test_counts_are_written_with_their_share_and_without_empty_classes() -> None:
    counted = count(Topic.SEX, [record(SEX="男"), record(SEX="男"), record(SEX="女")], [None] * 3, TODAY)
    assert show_count(counted) == "性别\n男：2 人（67%）\n女：1 人（33%）"
    assert show_in_brief(counted) == "性别：男 2，女 1"


def test_nobody_at_all_is_no_division_by_zero() -> None:
    assert show_count(count(Topic.SEX, [], [], TODAY)) == "性别"


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", Query()),
        ("年龄 学历", Query((Topic.AGE, Topic.SCHOOLING))),
        ("学历，年龄 三支部 图", Query((Topic.SCHOOLING, Topic.AGE), "三支部", as_picture=True)),
        ("年龄学历图", Query((Topic.AGE, Topic.SCHOOLING), as_picture=True)),
        ("全体 党费 表格", Query((Topic.DUES,), as_table=True)),
    ],
)
def test_a_query_is_read_in_any_order(words: str, query: Query) -> None:
    assert read_query(words) == query


def test_two_words_that_are_no_topic_are_no_query() -> None:
    with pytest.raises(Misfit):
        read_query("大家 报名")
