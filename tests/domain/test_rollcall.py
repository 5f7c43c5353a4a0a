"""Roll calls: the order, the days and hours of the weekly one, who is left in peace, what may answer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import rollcall
from bot.domain.audience import Audience, Scope
from bot.domain.command import Misfit, UserError
from bot.domain.member import Member
from bot.domain.rollcall import Ask, Order, Progress, Rollcall
from bot.domain.silence import Excuse, Standing

BEIJING = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 10, tzinfo=BEIJING)
TEN = time(10)


def standing(**known: object) -> Standing:
    return Standing(**{"person": Member(1, "张三"), "heard_at": None, "watched_since": NOW, **known})  # type: ignore[arg-type]


# The order


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("", Order(Audience(Scope.ALL), None)),
        ("全体", Order(Audience(Scope.ALL), None)),
        ("支部 一,三", Order(Audience(Scope.BRANCHES, ("第一支部", "第三支部")), None)),
        ("第三支部", Order(Audience(Scope.BRANCHES, ("第三支部",)), None)),
        ("境外", Order(Audience(Scope.OVERSEAS), None)),
        ("全体 截止 周五18:00", Order(Audience(Scope.ALL), "周五18:00")),
        ("全体 截止周五", Order(Audience(Scope.ALL), "周五")),
        ("截止 明天 18:00", Order(Audience(Scope.ALL), "明天 18:00")),
        ("支部 一 周五18:00前", Order(Audience(Scope.BRANCHES, ("第一支部",)), "周五18:00前")),
    ],
)
def test_an_order_says_who_and_until_when(words: str, order: Order) -> None:
    assert rollcall.read_order(words) == order


@pytest.mark.parametrize("words", ["表扬", "册在谁那里", "批评张三", "了"])
def test_talk_of_a_roll_call_is_none(words: str) -> None:
    with pytest.raises(Misfit):
        rollcall.read_order(words)


@pytest.mark.parametrize("words", ["书记", "在上海", "全体 境外"])
def test_other_audiences_are_refused_with_an_example(words: str) -> None:
    with pytest.raises(UserError, match="例：点名 支部 一,三"):
        rollcall.read_order(words)


# The weekly round's days


@pytest.mark.parametrize(
    ("due", "opens"),
    [
        ("2026-11-25", "2026-11-25"),
        ("2026-10-07", "2026-10-08"),  # the last day of National Day's holiday
        ("2026-02-18", "2026-02-24"),  # the second day of Spring Festival
        ("2027-02-10", "2027-02-12"),  # its fifth, in a year whose days off are not published
        ("2027-02-03", "2027-02-03"),
    ],
)
def test_a_round_opens_on_a_working_day_outside_of_spring_festival(due: str, opens: str) -> None:
    assert rollcall.opening_day(date.fromisoformat(due)) == date.fromisoformat(opens)


@pytest.mark.parametrize(("day", "inside"), [(4, False), (5, True), (6, True), (11, True), (12, False)])
def test_spring_festival_is_from_the_eve_to_the_sixth_day(day: int, inside: bool) -> None:
    assert rollcall.in_spring_festival(date(2027, 2, day)) is inside


def test_a_span_finds_the_weeks_it_covers_once() -> None:
    found = rollcall.weekly_moments(NOW - timedelta(days=7), NOW, 2, TEN, BEIJING)
    assert found == [NOW]
    assert rollcall.weekly_moments(NOW, NOW + timedelta(hours=1), 2, TEN, BEIJING) == []


def test_two_weeks_that_move_to_one_morning_open_once() -> None:
    start = datetime(2026, 2, 12, tzinfo=BEIJING)
    found = rollcall.weekly_moments(start, start + timedelta(days=14), 2, TEN, BEIJING)
    assert [moment.date() for moment in found] == [date(2026, 2, 24), date(2026, 2, 25)]


@pytest.mark.parametrize(
    ("opened", "closes"),
    [
        ("2026-11-25T10:00", "2026-11-27T10:00"),
        ("2026-11-26T14:30", "2026-11-30T14:30"),
        ("2026-11-25T09:08:25", "2026-11-27T09:30"),
    ],
)
def test_a_deadline_is_on_the_half_hour_and_on_a_day_off_moves_to_the_next_working_day(
    opened: str, closes: str
) -> None:
    moment = datetime.fromisoformat(opened).replace(tzinfo=BEIJING)
    found = rollcall.closing(moment, timedelta(days=2), BEIJING)
    assert found == datetime.fromisoformat(closes).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("zone", "asked"),
    [
        ("Asia/Shanghai", "2026-11-25T10:00"),
        ("Asia/Kathmandu", "2026-11-25T12:15"),
        ("America/Toronto", "2026-11-25T23:00"),
        ("Pacific/Pago_Pago", "2026-11-26T05:00"),
        ("Pacific/Kiritimati", "2026-11-26T04:00"),
        ("Pacific/Auckland", "2026-11-26T05:00"),
    ],
)
def test_each_zone_is_asked_at_ten_there(zone: str, asked: str) -> None:
    found = rollcall.first_at(NOW, TEN, ZoneInfo(zone))
    assert found == datetime.fromisoformat(asked).replace(tzinfo=BEIJING)


def test_ten_stays_ten_when_the_clocks_change() -> None:
    eve = datetime(2026, 10, 31, 12, tzinfo=BEIJING)
    toronto = ZoneInfo("America/Toronto")
    days = [rollcall.first_at(eve + timedelta(days=n), TEN, toronto).astimezone(toronto) for n in range(4)]
    assert [day.hour for day in days] == [10, 10, 10, 10]


# Who is left in peace


@pytest.mark.parametrize(
    ("known", "asked_lately", "why"),
    [
        ({}, False, None),
        ({"heard_at": NOW - timedelta(hours=20)}, False, Excuse.HEARD),
        ({"heard_at": NOW - timedelta(hours=25)}, False, None),
        ({"heard_at": NOW - timedelta(days=9), "promised": date(2026, 12, 20)}, False, Excuse.PROMISED),
        ({"heard_at": NOW - timedelta(days=9), "promised": date(2026, 11, 25)}, False, Excuse.PROMISED),
        ({"heard_at": NOW - timedelta(days=9), "promised": date(2026, 11, 24)}, False, None),
        ({"heard_at": NOW - timedelta(days=31), "promised": date(2026, 12, 20)}, False, None),
        ({"excuse": Excuse.ABSENT}, False, Excuse.ABSENT),
        ({"excuse": Excuse.OPTED_OUT, "heard_at": NOW}, False, Excuse.OPTED_OUT),
        ({}, True, Excuse.ASKED),
    ],
)
def test_a_weekly_round_leaves_in_peace(
    known: dict[str, object], asked_lately: bool, why: Excuse | None
) -> None:
    assert rollcall.excuse(standing(**known), NOW, NOW.date(), asked_lately=asked_lately, weekly=True) is why


def test_a_round_that_was_ordered_asks_who_wrote_yesterday_too() -> None:
    lately = standing(heard_at=NOW - timedelta(hours=2), promised=date(2026, 12, 20))
    assert rollcall.excuse(lately, NOW, NOW.date(), asked_lately=True, weekly=False) is None
    resting = standing(excuse=Excuse.RESTING)
    assert rollcall.excuse(resting, NOW, NOW.date(), asked_lately=False, weekly=False) is Excuse.RESTING


# What may answer


@pytest.mark.parametrize("text", ["1", "OK", "ok！", "[OK]", "[OK][OK]", "👌", "还行", "都还好。"])
def test_the_shortest_answers(text: str) -> None:
    assert rollcall.is_bare_answer(text, alone=False)


@pytest.mark.parametrize("text", ["好", "在", "[强]"])
def test_what_answers_anything_counts_to_the_bot_alone(text: str) -> None:
    assert rollcall.is_bare_answer(text, alone=True)
    assert not rollcall.is_bare_answer(text, alone=False)


@pytest.mark.parametrize("text", ["11", "1号", "OK吗", "好的", "好的吧我看看", "哈哈", ""])
def test_other_short_words_are_no_answer(text: str) -> None:
    assert not rollcall.is_bare_answer(text, alone=True)


@pytest.mark.parametrize(
    "text", ["大家都好吧", "你们都平安就行", "祝平安", "都好吗", "我在上海出差，谁帮我取快递", "平\n安"]
)
def test_wishes_and_questions_are_no_answer(text: str) -> None:
    assert not rollcall.may_answer(text)


# What is shown


@pytest.mark.parametrize(
    ("deadline", "shown"),
    [
        ("2026-11-25T18:00", "今天18点"),
        ("2026-11-26T10:00", "明天10点"),
        ("2026-11-27T10:00", "周五10点"),
        ("2026-11-27T18:30", "周五18点半"),
        ("2026-11-27T18:05", "周五18点05分"),
        ("2026-11-30T10:00", "11月30日（周一）10点"),
    ],
)
def test_until_when_is_said_as_people_say_it(deadline: str, shown: str) -> None:
    moment = datetime.fromisoformat(deadline).replace(tzinfo=BEIJING)
    assert rollcall.show_by(moment, NOW.date()) == shown


def test_who_is_left_in_peace_is_counted_by_reason() -> None:
    asks = [
        Ask(1),
        Ask(2, excused=Excuse.RESTING),
        Ask(3, excused=Excuse.ABSENT),
        Ask(4, excused=Excuse.ABSENT),
    ]
    assert rollcall.show_excused(asks) == "说过要离开一阵 2 人，不便打扰 1 人"


def test_progress_is_a_line_a_branch() -> None:
    call = Rollcall(3, "全体", NOW, NOW, None, is_closed=True)
    rows = [Progress("第一支部", 3, 1, 5), Progress("第二支部", 2, 0, 2)]
    assert rollcall.show_progress(call, rows) == (
        "第3次报平安（全体，已截止）\n第一支部 3/5（这次不问 1）\n第二支部 2/2\n合计 5/7"
    )


def test_of_very_many_branches_the_worst_are_named() -> None:
    rows = [Progress(f"第{number}支部", number, 0, 60) for number in range(1, 61)]
    lines = rollcall.show_progress(Rollcall(3, "全体", NOW, NOW, None), rows).splitlines()
    assert lines[1:4] == ["60 个支部：都有消息 1，还差 59", "最慢的 10 个支部：", "第1支部 1/60"]
    assert lines[-2:] == ["看一个支部还差谁：名单 未报 3 第1支部", "合计 1830/3600"]
