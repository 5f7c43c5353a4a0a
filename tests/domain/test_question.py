"""A difference put to a person: the question's words, and what odd answers to it say."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.field import Field
from bot.domain.ledger import CellReader
from bot.domain.question import (
    Answer,
    AnswerError,
    Case,
    Said,
    Saying,
    read_answer,
    show_case,
    show_question,
    value_of,
)

READER = CellReader(date(2026, 11, 23), lambda text: text if text.isdigit() else None)


def case(field: str, *said: Saying) -> Case:
    return Case(1, 1, "k:f", 7, "张三", "第一支部", field, said, None, None, "open", None, None, None, None)


JOINED = case(
    Field.JOINED_ON,
    Saying("组工库", "2010-07-01", "2010-07-01"),
    Saying("纸质", "2010-06-01", "2010-06-01"),
    Saying("自有表", "2010-07-01", "2010-07-01"),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", Answer(Said.PLACE, 2)),
        ("２", Answer(Said.PLACE, 2)),
        ("选1", Answer(Said.PLACE, 1)),
        ("第二个对", Answer(Said.PLACE, 2)),
        ("是第1个。", Answer(Said.PLACE, 1)),
        ("对的", Answer(Said.YES)),
        ("都不对", Answer(Said.NO)),
        ("记不清了", Answer(Said.UNSURE)),
        ("改成2010年7月1日", Answer(Said.OTHER, words="2010年7月1日")),
        ("应该是 2010-07-01。", Answer(Said.OTHER, words="2010-07-01")),
        ("2010.7.1", Answer(Said.OTHER, words="2010.7.1")),
    ],
)
def test_an_answer_is_read_however_it_is_written(text: str, meant: Answer) -> None:
    assert read_answer(text, JOINED) == meant


@pytest.mark.parametrize("text", ["收到", "平安，在上海", "12", "改天再说", "2个人都平安", "不知道你是谁"])
def test_talk_is_no_answer(text: str) -> None:
    assert read_answer(text, JOINED) is None


def test_ledgers_that_say_the_same_are_one_choice() -> None:
    assert JOINED.choices == (("2010-07-01", ("组工库", "自有表")), ("2010-06-01", ("纸质",)))
    assert "1 组工库、自有表写的是 2010-07-01\n2 纸质写的是 2010-06-01" in show_question(JOINED)


def test_yes_needs_a_single_value() -> None:
    with pytest.raises(AnswerError, match="请回前面的数字"):
        value_of(JOINED, Answer(Said.YES), READER)
    only = case(Field.SCHOOLING, Saying("组工库", "大专", "大学专科"))
    value = value_of(only, Answer(Said.YES), READER)
    assert value is not None
    assert value.shown == "大专"


def test_what_can_only_be_wrong_is_asked_for_anew() -> None:
    wrong = case(Field.PHONE, Saying("组工库", "1380000", None))
    assert wrong.choices == ()
    assert "写得不对（组工库写的是 1380000）" in show_question(wrong)


def test_numbers_have_stars_where_others_read() -> None:
    phones = case(Field.PHONE, Saying("组工库", "13800138000", "13800138000"))
    assert "138****8000" in show_case(phones, whole=False)
    assert "13800138000" not in show_question(phones, whole=False).partition("对就回")[0]


@pytest.mark.parametrize("words", ["2010-13-01", "明天", "2030-01-01"])
def test_a_day_that_cannot_be_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(AnswerError, match="改成 2010-07-01"):
        value_of(JOINED, Answer(Said.OTHER, words=words), READER)


def test_branch_and_posts_are_not_asked_of_the_member() -> None:
    assert [case(field).is_own for field in (Field.PHONE, Field.BRANCH)] == [True, False]
