"""The year-end file: how it is asked for, what counts as missing, how that is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.command import Misfit
from bot.domain.meeting import Every, Kind, find_lacks
from bot.domain.member import Member
from bot.domain.yearend import (
    Asked,
    BranchYear,
    Form,
    PersonYear,
    Year,
    find_gaps,
    read,
    rows,
    shown,
    year_meant,
)

DAY = date(2026, 12, 1)


def branch(
    *people: PersonYear, year: Year | None = None, held: tuple[tuple[Kind, date], ...] = ()
) -> BranchYear:
    found, rule = year or Year(2026, DAY), {Kind.DAY: Every.MONTH}
    lacks = tuple(
        (quarter, lack) for quarter in found.quarters for lack in find_lacks(held, rule, quarter, found.today)
    )
    return BranchYear("第一支部", found, people, held, rule, lacks, reviewed=True)


def person(name: str, **did: Any) -> PersonYear:
    usual: dict[str, Any] = {"reports": frozenset({1, 2, 3, 4}), "dues_class": "按时", "months": 1}
    return PersonYear(Member(1, name), **{**usual, **did})


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", Asked()),
        ("第三支部 表", Asked(branch="第三支部", form=Form.BOOK)),
        ("三 打印", Asked(branch="第三支部", form=Form.PAPER)),
        ("第三支部打印", Asked(branch="第三支部", form=Form.PAPER)),
        ("打印第三支部", Asked(branch="第三支部", form=Form.PAPER)),
        ("２０２５年 表格", Asked(year=2025, form=Form.BOOK)),
        ("去年的", Asked(back=1)),
        ("上一年 表", Asked(back=1, form=Form.BOOK)),
        ("25年", Asked(year=2025)),
        ("全部 打印版 2025", Asked(year=2025, of_all=True, form=Form.PAPER)),
        ("Excel", Asked(form=Form.BOOK)),
    ],
)
def test_it_is_asked_for_in_any_order(words: str, asked: Asked) -> None:
    assert read(words) == asked


@pytest.mark.parametrize("words", ["大家抓紧", "交给第一支部", "12月10日前交", "2025年2024年", "好" * 50])
def test_talk_is_no_question(words: str) -> None:
    with pytest.raises(Misfit):
        read(words)


def test_in_february_last_year_is_meant_but_never_one_before_the_start() -> None:
    assert year_meant(Asked(), date(2027, 2, 28), 2026) == 2026
    assert year_meant(Asked(), date(2027, 2, 28), 2027) == 2027
    assert year_meant(Asked(), date(2027, 3, 1), 2026) == 2027


def test_months_without_a_meeting_are_put_together() -> None:
    held = ((Kind.DAY, date(2026, 4, 3)), (Kind.DAY, date(2026, 6, 3)))
    (gap,) = find_gaps(branch(person("张三"), held=held))
    assert gap.what == "主题党日：1–3月、5月、7–11月没有记录，12月还要开"
    assert gap.how == "开过的补录，例：三会一课 主题党日 11月20日 全到 内容：…"


def test_what_cannot_be_taken_down_any_more_is_not_asked_for() -> None:
    (gap,) = find_gaps(branch(person("张三"), year=Year(2025, DAY)))[:1]
    assert "12月没有记录" in gap.what or "1–12月没有记录" in gap.what
    (older,) = find_gaps(branch(person("张三"), year=Year(2024, DAY)))[:1]
    assert older.how == "一年以前的会这里记不进了，请在材料里说明"


def test_a_year_without_gaps_says_so() -> None:
    held = tuple((Kind.DAY, date(2026, month, 3)) for month in range(1, 13))
    one = branch(person("张三"), held=held, year=Year(2026, date(2026, 12, 30)))
    assert find_gaps(one) == []
    assert "都齐了，没有缺的。" in shown.show_branch(one, [])


def test_each_meeting_has_its_own_remedy_and_the_text_tells_one() -> None:
    found, rule = Year(2026, DAY), {Kind.DAY: Every.MONTH, Kind.LESSON: Every.QUARTER}
    lacks = tuple(
        (quarter, lack) for quarter in found.quarters for lack in find_lacks((), rule, quarter, found.today)
    )
    one = BranchYear("第一支部", found, (person("张三"),), (), rule, lacks, reviewed=True)
    gaps = find_gaps(one)
    assert ["党课 9月20日" in gaps[0].how, "主题党日 11月20日" in gaps[1].how] == [True, True]
    assert shown.show_branch(one, gaps).count("→") == 1


def test_a_page_that_stands_upright_has_dues_in_one_column() -> None:
    headings, lines = rows.for_paper(branch(person("张三", dues_until="2026-11", points=3)))
    assert len(headings) == len(lines[0]) == 10
    assert dict(zip(headings, lines[0], strict=True))["党费"] == "到2026年11月，按时"


def test_every_gap_stands_with_its_remedy() -> None:
    one = branch(person("张三", dues_class="没有登记"), person("李四", dues_class="欠1–5年"))
    text = shown.show_branch(one, find_gaps(one))
    assert "2 党费：欠6个月以上 1 人（李四）\n→ " in text
    assert "3 党费：交到哪个月没有登记 1 人（张三）\n→ 知道的话发：党费 张三 交到 2026-12" in text


def test_months_before_the_start_are_not_counted() -> None:
    one = branch(person("张三", months=2), year=Year(2026, DAY, began=date(2026, 11, 23)))
    assert rows.person_rows(one)[0][rows.person_headings(one).index("平安")] == "2/2"


def test_points_have_a_column_only_where_they_are_given() -> None:
    assert "积分" not in rows.person_headings(branch(person("张三")))
    one = branch(person("张三", points=5))
    assert rows.person_rows(one)[0][rows.person_headings(one).index("积分")] == "5"


def test_long_words_are_read_at_once() -> None:
    for words in ("1" * 2000, "表" * 2000, "支部" * 1000, "20" * 1000):
        with pytest.raises(Misfit):
            read(words)
