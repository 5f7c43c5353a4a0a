"""The rules of points: what counts, up to which cap, on which day, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.command import Misfit, UserError
from bot.domain.points import Deed, claim, ranking, review
from bot.domain.points.counting import Entry, State, count
from bot.domain.points.deed import CORRECTION, show_source
from bot.domain.points.ranking import Branch
from bot.domain.points.rule import Rate, Rule, Rulebook, show_rules
from bot.domain.points.showing import show_account
from tests.conftest import BEIJING

TODAY = date(2026, 11, 23)  # a Monday
MONDAY = datetime(2026, 11, 23, 9, tzinfo=BEIJING)


def rulebook(*rates: Rate, deed: str = Deed.STUDY) -> Rulebook:
    return Rulebook({deed: Rule(deed, "学习", rates)})


def deeds(*moments: datetime, state: State = State.COUNTED) -> list[Entry]:
    return [
        Entry(number, 1, Deed.STUDY, f"study:{number}", at, state) for number, at in enumerate(moments, 1)
    ]


def amounts(entries: list[Entry], book: Rulebook) -> list[int]:
    return [*count(entries, book, BEIJING).values()]


# Caps


def test_what_is_over_the_cap_of_a_week_counts_in_part_or_not_at_all() -> None:
    entries = deeds(*(MONDAY + timedelta(days=day) for day in range(4)))
    assert amounts(entries, rulebook(Rate(2, week=5))) == [2, 2, 1, 0]


def test_a_week_begins_on_monday_on_the_committees_clock() -> None:
    sunday = datetime(2026, 11, 29, 15, 59, tzinfo=BEIJING)
    entries = deeds(sunday, sunday + timedelta(hours=8, minutes=1))
    assert amounts(entries, rulebook(Rate(1, week=1))) == [1, 1]


def test_a_year_ends_at_midnight_of_the_committees_clock() -> None:
    late = datetime(2026, 12, 31, 23, 59, tzinfo=BEIJING)
    entries = deeds(late - timedelta(days=20), late, late + timedelta(minutes=1))
    assert amounts(entries, rulebook(Rate(3, year=4))) == [3, 1, 3]


def test_one_week_of_two_years_is_one_week() -> None:
    entries = deeds(*(datetime(2026, 12, 31, 9, tzinfo=BEIJING) + timedelta(days=day) for day in range(2)))
    assert amounts(entries, rulebook(Rate(3, week=4))) == [3, 1]


@pytest.mark.parametrize("state", [State.WAITING, State.REFUSED])
def test_what_waits_or_was_refused_counts_nothing_and_fills_no_cap(state: State) -> None:
    first, second = deeds(MONDAY, MONDAY + timedelta(hours=1))
    assert amounts([replace(first, state=state), second], rulebook(Rate(2, week=2))) == [0, 2]


def test_a_changed_rule_leaves_alone_what_was_earned_before() -> None:
    book = rulebook(Rate(1), Rate(3, start=date(2026, 11, 24)))
    assert amounts(deeds(MONDAY, MONDAY + timedelta(days=1)), book) == [1, 3]


def test_a_correction_stands_beside_every_cap() -> None:
    entry = Entry(9, 1, CORRECTION, "correction:9", MONDAY, given=-4)
    assert amounts([entry], rulebook(Rate(1, year=1))) == [-4]


def test_a_deed_no_rule_knows_earns_nothing() -> None:
    assert amounts([Entry(1, 1, "跳绳", "claim:1", MONDAY)], rulebook(Rate(1))) == [0]


entries_in_any_week = st.lists(
    st.tuples(
        st.sampled_from([Deed.STUDY, Deed.EVENT]),
        st.integers(0, 400),
        st.integers(0, 23),
        st.sampled_from(State),
    ),
    max_size=40,
)


@given(entries_in_any_week, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_came_in_does_not_matter(
    told: list[tuple[Deed, int, int, State]], chance: object
) -> None:
    start = datetime(2026, 1, 1, tzinfo=BEIJING)
    rates = Rate(2, week=5, year=20), Rate(3, week=4, start=date(2026, 6, 3))
    book = Rulebook({deed: Rule(deed, "", rates) for deed in Deed})
    entries = [
        Entry(number, 1, deed, f"x:{number}", start + timedelta(days=day, hours=hour), state)
        for number, (deed, day, hour, state) in enumerate(told)
    ]
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    counted = count(shuffled, book, BEIJING)
    assert counted == count(entries, book, BEIJING)
    for deed in (Deed.STUDY, Deed.EVENT):
        for year in (2026, 2027):
            mine = [one for one in entries if one.deed == deed and one.at.year == year]
            assert sum(counted[one.id] for one in mine) <= 20


# Days of a claim


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("上周六社区清扫3小时", date(2026, 11, 21)),
        ("周六扫地", date(2026, 11, 21)),
        ("周一扫地", date(2026, 11, 23)),
        ("昨天献血400毫升", date(2026, 11, 22)),
        ("11月3日写了一篇", date(2026, 11, 3)),
        ("2026-11-20 清扫", date(2026, 11, 20)),
        ("15号扫地", date(2026, 11, 15)),
        ("社区清扫3小时", TODAY),
        ("上星期天帮邻居搬家", date(2026, 11, 22)),
        ("上周末帮邻居搬家", date(2026, 11, 21)),
        ("11月3次清扫", TODAY),
        ("清扫3.5小时", TODAY),
        ("3号楼清扫", TODAY),
    ],
)
def test_a_day_is_read_from_the_words(words: str, day: date) -> None:
    assert claim.read_day(words, TODAY) == day


def test_in_january_december_was_last_year() -> None:
    assert claim.read_day("12月30日扫雪", date(2027, 1, 4)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2月30日献血", "没有“2月30日”这一天"),
        ("12月5日献血", "“12月5日”还没到"),
        ("3月1日献血", "过去两个多月了"),
        ("下周六献血", "“下周六”还没到"),
        ("31号献血", "没有“31号”这一天"),
        ("2026年13月1日献血", "没有“2026年13月1日”这一天"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_an_example(words: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        claim.read_day(words, TODAY)


# Words


@pytest.mark.parametrize("words", ["", "多少", "我的", "是多少？", "查询"])
def test_plain_questions_are_about_oneself(words: str) -> None:
    assert claim.read_whose(words) is None


@pytest.mark.parametrize("words", ["3分", "abc", "规则，怎么算的呢大家看看这个"])
def test_other_words_name_nobody(words: str) -> None:
    with pytest.raises(Misfit):
        claim.read_whose(words)


@pytest.mark.parametrize(
    ("words", "points"),
    [("张三 +2 漏记", 2), ("张三＋２分 漏记", 2), ("张三 －3：重复", -3), ("张三 减1 重复了", -1)],
)
def test_a_correction_is_read_with_its_sign(words: str, points: int) -> None:
    read = claim.read_correction(words)
    assert (read.who.name, read.points) == ("张三", points)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("张三 +两 漏记", "“两”不是 1 到 50 的整数"),
        ("张三 +999 漏记", "不是 1 到 50"),
        ("张三 +0 漏记", "不是 1 到 50"),
        ("张三 +2", "请写上原因"),
        ("张三", "加减几分"),
        ("", "加减几分"),
    ],
)
def test_a_correction_that_lacks_something_says_what(words: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        claim.read_correction(words)


def test_places_are_read_singly_and_in_spans() -> None:
    assert review.read_pass("1、３-5号").places == (1, 3, 4, 5)
    assert review.read_pass("全部").places == ()
    refused = review.read_refusal("2 那天没有办")
    assert (refused.places, refused.reason) == ((2,), "那天没有办")


@pytest.mark.parametrize(
    ("source", "shown"),
    [("study:5", "学习5号"), ("event:3", "学习（活动3号）"), ("claim:7", "学习"), ("whatever", "学习")],
)
def test_a_source_is_told_in_words(source: str, shown: str) -> None:
    assert show_source("学习", source) == shown


# Rankings


def branch(name: str, points: int, people: int, heads: Fraction | None = None) -> Branch:
    return Branch(name, points, people, heads or Fraction(people))


def test_equal_branches_share_a_place_and_the_next_is_left_out() -> None:
    shown = ranking.show_branches(
        [branch(n, p, 10) for n, p in zip("甲乙丙丁", (9, 20, 9, 1), strict=True)], 2026
    )
    assert [line[:3] for line in shown.splitlines()[1:]] == ["1 乙", "2 甲", "2 丙", "4 丁"]


def test_a_branch_of_two_is_not_ranked() -> None:
    shown = ranking.show_branches([branch("甲", 30, 3), branch("乙", 40, 2)], 2026)
    assert shown.splitlines()[1:] == ["1 甲 人均 10.0 分", "不到 3 人的不排：乙。"]


def test_who_came_in_october_is_a_part_of_a_head() -> None:
    came = ranking.share_of_year(date(2026, 10, 1), date(2026, 12, 31))
    assert came == Fraction(92, 365)
    assert ranking.share_of_year(None, TODAY) == ranking.share_of_year(date(2025, 5, 1), TODAY) == 1


def test_people_with_nothing_are_not_ranked() -> None:
    shown = ranking.show_people([("张三", 0), ("李四", 3)], "本支部", 2026)
    assert "张三" not in shown
    assert "1 李四 3 分" in shown


# Showing


def test_what_the_caps_left_out_is_told() -> None:
    entries = deeds(MONDAY, MONDAY + timedelta(hours=1))
    book = rulebook(Rate(2, week=3))
    counted = count(entries, book, BEIJING)
    shown = show_account([replace(one, amount=counted[one.id]) for one in entries], book, BEIJING, TODAY)
    assert "积分：3 分" in shown
    assert "没计的：学习 1 分" in shown


def test_the_rules_say_what_will_change_and_what_is_never_counted() -> None:
    book = rulebook(Rate(1, week=5), Rate(2, week=5, start=date(2027, 1, 1)))
    shown = show_rules(book, TODAY)
    assert "· 学习 每次 1 分，每周最多 5 分" in shown
    assert "2027年1月1日起，学习 每次 2 分" in shown
    assert "聊天、报平安、回通知都不计分" in shown
