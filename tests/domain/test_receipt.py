"""Which notice a quote or a list's title means."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain import receipt
from bot.domain.notice import Answer, Notice

SENT = datetime.fromisoformat("2026-11-23T08:00+08:00")
STUDY = Notice(12, "周六上午九点集中学习，请带笔记本", True, None, SENT)
DUES = Notice(7, "请各位党员于月底前交纳党费", True, None, SENT)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("【第12号通知】\n周六", 12),
        ("12号通知收到请接龙", 12),
        ("N7", 7),
        ("第7号", 7),
        ("集中学习接龙", 12),
        ("交纳党费接龙", 7),
        ("周六学习 接龙", 12),
    ],
)
def test_a_number_or_the_words_name_a_notice(text: str, number: int) -> None:
    meant = receipt.find_meant(text, [STUDY, DUES])
    assert meant
    assert meant.number == number


@pytest.mark.parametrize(
    "text",
    ["", "接龙", "周六上午爬山", "第9号通知 集中学习", "各位党员收到请回复", "12日植树", "学习心得接龙"],
)
def test_what_fits_none_names_none(text: str) -> None:
    assert receipt.find_meant(text, [STUDY, DUES]) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("学习", [12]),
        ("党费", [7]),
        ("带笔记本，党费已交", [12, 7]),
        ("快递", []),
        ("请党员", []),
        ("周六能到", [12]),
    ],
)
def test_a_word_that_one_notice_has_alone_fits_it(text: str, numbers: list[int]) -> None:
    assert [notice.number for notice in receipt.fitting(text, [STUDY, DUES])] == numbers


def test_a_word_that_several_have_fits_none_of_them() -> None:
    again = Notice(13, "学习材料周六带来", True, None, SENT)
    assert receipt.fitting("学习", [again, STUDY]) == []
    assert receipt.sharing("学习", [again, STUDY]) == [again, STUDY]


def test_a_day_may_be_left_out_of_what_is_shared() -> None:
    assert receipt.sharing("周六去爬山", [STUDY]) == [STUDY]
    assert receipt.sharing("周六去爬山", [STUDY], times=False) == []


@pytest.mark.parametrize(("nth", "number"), [(1, 7), (2, 12), (3, None), (-1, 12), (-2, 7), (-3, None)])
def test_a_place_counts_from_what_was_sent_first(nth: int, number: int | None) -> None:
    found = receipt.at_place(nth, [STUDY, DUES], [])
    assert (found.number if found else None) == number


# What a message names


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12号去", [((12,), "去")]),
        ("去，第12号", [((12,), "去")]),
        ("N12 不去", [((12,), "不去")]),
        ("Ｎ１２ 不去，谢谢", [((12,), "不去，谢谢")]),
        ("１号、２号收到", [((1, 2), "收到")]),
        ("1号2号都收到", [((1, 2), "都收到")]),
        ("1号去，2号3个", [((1,), "去"), ((2,), "3个")]),
        ("第1条去，第2条收到", [((1,), "去"), ((2,), "收到")]),
        ("1和2都收到", [((1, 2), "都收到")]),
        ("1、2收到", [((1, 2), "收到")]),
        ("一号改成去", [((1,), "改成去")]),
        ("12号线停运", []),
        ("1号楼停水了", []),
        ("1，2，3木头人", []),
        ("去", []),
    ],
)
def test_a_message_is_divided_by_what_it_names(text: str, parts: list[tuple[tuple[int, ...], str]]) -> None:
    assert [(part.numbers, part.text) for part in receipt.read_named(text)] == parts


def test_a_place_is_told_from_a_number() -> None:
    assert [part.by_place for part in receipt.read_named("第1条去，2号收到")] == [True, False]


def test_what_is_asked_is_said_again() -> None:
    options = ("去", "不去")
    asked = Notice(3, "植树", True, None, SENT, Answer.CHOICE, options)
    assert receipt.ask_again(asked) == "要选一个，回编号就行：1 去 2 不去"
