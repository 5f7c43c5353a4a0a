"""What people type about dues: months, amounts, names; and the office's rules as a file."""

from __future__ import annotations

import copy
import re

import pytest

from bot.config import read_yaml
from bot.domain import month
from bot.domain.command import Misfit
from bot.domain.dues import extend
from bot.domain.dues.payment import Asked, Told, Wrong, read_said
from bot.domain.dues.policy import PolicyError, read_policy
from bot.dues.rules import PATH


@pytest.mark.parametrize(
    ("words", "now", "spans"),
    [
        ("张三 已交 2026-11", "2026-11", [("2026-11", "2026-11")]),
        ("张三已交十一月", "2026-11", [("2026-11", "2026-11")]),
        ("张三 已交 11月", "2027-01", [("2026-11", "2026-11")]),  # in January: last November
        ("张三 已交 1月", "2026-12", [("2027-01", "2027-01")]),
        ("张三 补交 12月", "2026-11", [("2025-12", "2025-12")]),
        ("张三 11月至2月", "2026-11", [("2026-11", "2027-02")]),
        ("张三 2026-10至2026-12", "2026-11", [("2026-10", "2026-12")]),
        ("张三 2026年10-12月 60元", "2026-11", [("2026-10", "2026-12")]),
        ("张三 3月和5月", "2026-11", [("2026-03", "2026-03"), ("2026-05", "2026-05")]),
        ("张三 上半年", "2026-11", [("2026-01", "2026-06")]),
        ("张三 2025年全年", "2026-11", [("2025-01", "2025-12")]),
        ("张三 一季度", "2026-11", [("2026-01", "2026-03")]),
        ("张三 交了 上个月", "2026-01", [("2025-12", "2025-12")]),
        ("张三 已交 202611", "2026-11", [("2026-11", "2026-11")]),
    ],
)
def test_months_are_read_as_people_write_them(words: str, now: str, spans: list[tuple[str, str]]) -> None:
    said = read_said(words, now)
    assert isinstance(said, Told)
    assert list(said.spans) == spans


def test_names_amount_and_payer_stand_anywhere() -> None:
    said = read_said("张三、李四同志 每人５元 11月 由王五代交", "2026-11")
    assert isinstance(said, Told)
    assert (said.names, said.payer) == (("张三", "李四同志"), "王五")
    assert said.amount is not None
    assert (said.amount.cents, said.amount.each) == (500, True)


@pytest.mark.parametrize(
    "words", ["怎么交啊", "大家抓紧交一下", "11月的交给我", "1" * 400, "张三 2026-11-12"]
)
def test_talk_does_not_fit(words: str) -> None:
    with pytest.raises(Misfit):
        read_said(words, "2026-11")


def test_a_name_alone_asks() -> None:
    assert read_said("张三（第一支部）", "2026-11") == Asked("张三（第一支部）")
    assert isinstance(read_said("张三 已交 6o元 11月", "2026-11"), Wrong)


def test_paid_until_follows_months_without_a_gap() -> None:
    assert extend("2026-08", {"2026-10", "2026-09", "2026-12"}) == "2026-10"
    assert extend(None, {"2026-11", "2026-12"}) == "2026-12"
    assert extend("2026-12", {"2026-01"}) == "2026-12"
    assert extend(None, set()) is None


def test_months_run_over_the_year() -> None:
    assert month.span("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert month.show_all(["2027-01", "2026-12", "2026-09"]) == "2026年9月、2026年12月至2027年1月"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("reminders.day", 31, "reminders.day: should be a number from 1 to 28, not 31"),
        ("reminders.at", "十点", 'reminders.at: should be an hour such as "10:00"'),
        ("reminders.abroad", "yes", "reminders.abroad: should be true or false"),
        ("words", ["{nam}同志"], "words: only {name}, {until} and {months} may stand there"),
        ("fixed.student", "2o", "fixed.student: should be an amount in yuan"),
        ("bands.wage", [{"up_to": "3000", "share": "1%"}], "bands.wage: the last band must have no up_to"),
        ("bands.pension", [{"share": "半成"}], "should be a share such as"),
        ("bands", None, "bands: should hold keys with values"),
    ],
)
def test_what_is_wrong_in_the_rules_is_named(path: str, value: object, said: str) -> None:
    content = copy.deepcopy(read_yaml(PATH))
    assert isinstance(content, dict)
    *above, last = path.split(".")
    place = content
    for key in above:
        place = place[key]
    place[last] = value
    with pytest.raises(PolicyError, match=re.escape(said)):
        read_policy(content)
