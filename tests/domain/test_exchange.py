"""Lists for organisations elsewhere: what is typed, answered, and read out of the filled workbook."""

from __future__ import annotations

import pytest

from bot.domain import exchange
from bot.domain.command import Misfit
from bot.domain.exchange import HEADINGS, Answer, Reported, Wish

AGREED = {4: "张三", 5: "李四"}
PLACES = {heading: place for place, heading in enumerate(HEADINGS)}


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", Wish()),
        ("1号", Wish(1)),
        ("上海", Wish(place="上海")),
        ("在上海 给陆家嘴街道党工委", Wish(place="上海", recipient="陆家嘴街道党工委")),
        ("东京 驻日使馆党委 含境外", Wish(place="东京", recipient="驻日使馆党委", abroad=True)),
    ],
)
def test_a_list_is_asked_for(typed: str, wish: Wish) -> None:
    assert exchange.read_wish(typed) == wish


def test_what_is_no_place_is_no_list() -> None:
    with pytest.raises(Misfit):
        exchange.read_wish("3 个人")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("同意", (None, False, Answer.YES)),
        ("我愿意。", (None, False, Answer.YES)),
        ("不同意", (None, False, Answer.NO)),
        ("不愿意", (None, False, Answer.NO)),
        ("外联1号 同意", (1, True, Answer.YES)),
        ("不同意 外联1号", (1, True, Answer.NO)),
        ("同意 2号", (2, False, Answer.YES)),
        ("可以，愿意", (None, False, Answer.YES)),
        ("不太想给", (None, False, Answer.NO)),
    ],
)
def test_an_answer_is_read(said: str, read: tuple[int | None, bool, Answer]) -> None:
    assert exchange.read_answer(said) == read


@pytest.mark.parametrize("said", ["好的", "收到", "同意他的看法", "不同意 2号 电话里核对过", "1号 同意 2号"])
def test_consent_is_never_guessed(said: str) -> None:
    assert exchange.read_answer(said) is None


def test_a_filled_row_is_read() -> None:
    read = exchange.read_report([(4, ["4", "张三", "第一支部", "", "是", "座谈会", "很好"])], PLACES, AGREED)
    assert read.reported == (Reported(4, "张三", Answer.YES, "座谈会", "很好"),)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([None, "张三", "", "", "是"], "第 9 行：没有党员编号"),
        (["四", "张三", "", "", "是"], "第 9 行：党员编号“四”不是数字"),
        ([7, "王五", "", "", "是"], "第 9 行：7 号王五不在这份名单上"),
        ([4.0, "李四", "", "", "是"], "第 9 行：4 号是张三，表里写的是“李四”"),
        ([4, "张三", "", "", "大概"], "第 9 行：张三的是否报到写着“大概”，请写 是 或 否"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_its_number(cells: list[object], why: str) -> None:
    assert exchange.read_report([(9, cells)], PLACES, AGREED).refused == (why,)


def test_a_row_left_empty_says_nothing() -> None:
    read = exchange.read_report([(4, ["4", "张三", "第一支部", "", None, None, None])], PLACES, AGREED)
    assert (read.reported, read.refused) == ((), ())


def test_a_person_written_twice_counts_once() -> None:
    rows = [(4, ["4", "张三", "", "", "是"]), (5, ["4", "张三", "", "", "否"])]
    read = exchange.read_report(rows, PLACES, AGREED)
    assert [one.registered for one in read.reported] == [Answer.YES]
    assert len(read.refused) == 1


def test_the_headings_may_stand_below_other_lines() -> None:
    found = exchange.find_heading([(1, ["某某党委"]), (3, list(HEADINGS))])
    assert found
    assert found[0] == 3
