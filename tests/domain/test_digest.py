"""The weekly page as text: what is to be done, the numbers, two screens at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.command import Misfit
from bot.domain.digest import behind, todo
from bot.domain.digest.behind import Person
from bot.domain.digest.item import Behind, Item, Subject, Todo
from bot.domain.digest.kept import BranchWeek
from bot.domain.digest.order import Form, Order, read_order
from bot.domain.digest.page import Page, Week, branch_pages, office_page, week_before
from bot.domain.digest.screen import MOST_BYTES, SCREENS, cut, pad, screen_lines, width

TODAY = date(2026, 11, 30)  # a Monday
ROWS = [Behind(one, 1, one < 4) for one in range(1, 6)] + [Behind(6, 2), Behind(7, 2, counts=False)]


def show(rows: Sequence[Behind]) -> str:
    return f"报平安 {sum(row.counts for row in rows)}/{len(rows)}（上周 4）"


def count(rows: Sequence[Behind]) -> str:
    return f"没有消息 {len(rows)} 人" if len(rows) != 3 else ""


WEEK = Week(
    first=date(2026, 11, 23),
    last=date(2026, 11, 29),
    items=[Item(Subject.CHECKIN, ROWS, show), Item(Subject.SILENT, [Behind(5, 1, note="35天")], count)],
    todos=[
        Todo("打个电话", "李书记", date(2026, 12, 4), 3, 1),
        Todo("接手1号求助", "党办", TODAY, 0),
        Todo("打个电话", "赵书记", date(2026, 12, 4), 3, 2),
    ],
    branches=[BranchWeek(1, "第一支部", 3, 2, 5), BranchWeek(2, "驻沪流动党员支部", 1, 2, 2)],
)


def big_week(branches: int, *, name: str = "第{}支部", items: int = 20) -> Week:
    """Make a week in which everything has something to say."""
    rows = [Behind(one, one % branches + 1, bool(one % 3)) for one in range(branches * 3)]
    weeks = [BranchWeek(one, name.format(one), 1, one % 7, 3) for one in range(1, branches + 1)]
    long = [
        Item(Subject.NOTICE, rows, lambda rows: f"很长的一行{'字' * 60}{len(rows)}\n下面还有一行")
    ] * items
    todos = [Todo(f"办第{one}件事，{'说来话长' * 9}", "欧阳建国", None, 5, 1) for one in range(30)]
    return replace(WEEK, items=[Item(Subject.CHECKIN, rows, show), *long], todos=todos, branches=weeks)


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-03", "2026-12-06"])
def test_the_week_before_runs_from_monday_to_sunday(day: str) -> None:
    assert week_before(date.fromisoformat(day)) == (date(2026, 11, 23), date(2026, 11, 29))


def test_the_week_before_new_year_s_day_lies_in_the_old_year() -> None:
    assert week_before(date(2027, 1, 1)) == (date(2026, 12, 21), date(2026, 12, 27))


def test_the_office_s_page_is_whole() -> None:
    assert office_page(WEEK, TODAY).show() == (
        "【周报】11月23日—29日\n"
        "要办（2 件）：\n"
        "· 党办：接手1号求助，今天\n"
        "· 李书记、赵书记：打个电话，周五前\n"
        "1 报平安 4/7（上周 4）\n"
        "第一支部\u3000\u3000\u3000\u3000\u30003/5（2）\n"
        "驻沪流动党员支部\u30001/2（2）\n"
        "2 没有消息 1 人\n"
        "看名单发“周报 名单 2”，图发“周报 图”，表格发“周报 表”。"
    )


def test_a_branch_s_page_has_its_own_rows_and_to_dos_only() -> None:
    first, second = branch_pages(WEEK, TODAY)
    assert first.show() == (
        "【周报】第一支部 11月23日—29日\n要办（1 件）：\n· 打个电话，周五前\n"
        "1 报平安 3/5（上周 4）\n2 没有消息 1 人\n"
        "看名单发“周报 名单 2”，图发“周报 图”，表格发“周报 表”。"
    )
    assert "2 没有消息" not in second.show("周报 驻沪流动党员支部")
    assert "“周报 驻沪流动党员支部 图”" in second.show("周报 驻沪流动党员支部")


def test_a_quiet_week_says_so_in_one_line() -> None:
    quiet = replace(WEEK, items=WEEK.items[:1], todos=[])
    assert (
        "\n这一周风平浪静：没有要办的事，也没有别的变动。您歇口气。\n1 报平安 4/7"
        in office_page(quiet, TODAY).show()
    )


def test_a_week_with_something_in_it_is_not_called_quiet() -> None:
    assert "风平浪静" not in office_page(replace(WEEK, todos=[]), TODAY).show()


def test_what_has_nothing_to_say_has_no_number() -> None:
    silent = Item(Subject.SILENT, [Behind(one, 1) for one in range(3)], count)
    page = office_page(replace(WEEK, items=[silent, WEEK.items[0]]), TODAY)
    assert [(line.number, line.item, line.subject) for line in page.lines] == [(1, 1, Subject.CHECKIN)]


def test_the_rest_of_what_is_to_be_done_is_counted() -> None:
    todos = [Todo(f"办{one}", "党办", None, 1) for one in range(8)]
    page = office_page(replace(WEEK, todos=todos), TODAY).show()
    assert "要办（8 件）：" in page
    assert "· 党办：办4\n还有 3 件，发“周报 要办”。\n1 报平安" in page


def test_many_secretaries_with_the_same_to_do_are_counted() -> None:
    todos = [Todo("打个电话", f"书记{one}", None, 1, one) for one in range(1, 9)]
    (only,) = todo.for_office(todos)
    assert only.who == "书记1、书记2等 8 位书记"


@pytest.mark.parametrize(
    ("day", "words"),
    [("11-29", "今天"), ("11-30", "今天"), ("12-04", "周五前"), ("12-06", "周日前"), ("12-07", "12月7日前")],
)
def test_by_when_is_said_as_people_say_it(day: str, words: str) -> None:
    assert todo.show_when(date.fromisoformat(f"2026-{day}"), TODAY) == words


@pytest.mark.parametrize("branches", [1, 2, 15, 83, 2000])
@pytest.mark.parametrize("name", ["第{}支部", "中国共产党上海市浦东新区驻沪流动党员<&>第{}联合支部委员会"])
@pytest.mark.parametrize("items", [0, 3, 20])
def test_a_page_fits_on_two_screens_and_into_one_message(branches: int, name: str, items: int) -> None:
    week = big_week(branches, name=name, items=items)
    pages: list[Page] = [office_page(week, TODAY), *branch_pages(week, TODAY, [1, branches])]
    for page in pages:
        text = page.show("周报" if page.unit_id == 0 else f"周报 {name.format(1)}")
        assert screen_lines(text) <= SCREENS
        assert len(text.encode()) <= MOST_BYTES


def test_of_many_branches_those_that_fell_most_are_shown() -> None:
    text = office_page(big_week(83, items=1), TODAY).show()
    shown = [line for line in text.split("\n") if line.startswith("第")]
    assert shown
    assert all(line.endswith(("（5）", "（6）")) for line in shown)
    assert f"以上最该看看，其余 {83 - len(shown)} 个支部见“周报 图”。" in text


def test_what_does_not_fit_is_named() -> None:
    text = office_page(big_week(83), TODAY).show()
    assert "其余几行在“周报 表”里。" in text


def test_names_are_filled_up_to_one_width() -> None:
    assert {width(pad(name, 20)) for name in ("第1支部", "第十一支部", "A支部", "")} == {20}
    assert cut("驻沪流动党员第一支部", 12) == "驻沪流动党…"


# What is asked


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("", Order()),
        ("本周", Order(this_week=True)),
        ("上周 图", Order(Form.PICTURE, this_week=False)),
        ("要办", Order(Form.TODOS)),
        ("名单 2", Order(Form.LIST, number=2)),
        ("名单２", Order(Form.LIST, number=2)),
        ("第2行", Order(Form.LIST, number=2)),
        ("第三支部 名单 12号", Order(Form.LIST, branch="第三支部", number=12)),
        ("名单 2 三支部", Order(Form.LIST, branch="三支部", number=2)),
        ("三", Order(branch="三")),
        ("图", Order(Form.PICTURE)),
        ("本周 表格", Order(Form.BOOK, this_week=True)),
    ],
)
def test_what_is_wanted_is_read(words: str, order: Order) -> None:
    assert read_order(words) == order


@pytest.mark.parametrize(
    "words", ["我看了", "图 表", "名单 2 3", "名单 老李", "本周 大家早点交", "第" * 5000, "三 四"]
)
def test_talk_is_no_order(words: str) -> None:
    with pytest.raises(Misfit):
        read_order(words)


# Who is behind a number


def test_who_does_not_count_stands_behind_who_does() -> None:
    people = [
        Person(1, "张三", "第二支部", counts=False, note="可能已回"),
        Person(2, "李四", "第一支部", counts=True, note=""),
        Person(3, "孙七", "第一支部", counts=False, note=""),
    ]
    lines, places = behind.show(people, by_branch=True)
    assert lines == ["第一支部", "1 李四", "还没有：", "第一支部", "2 孙七", "第二支部", "3 张三（可能已回）"]
    assert places == [2, 3, 1]


def test_a_branch_behind_a_number_has_no_place_of_its_own() -> None:
    lines, places = behind.show(
        [Person(None, "第一支部", "第一支部", counts=True, note="党课")], by_branch=False
    )
    assert lines == ["· 第一支部（党课）"]
    assert places == []
