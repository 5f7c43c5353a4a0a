"""The rule file of points: complete as delivered, and every mistake told with its key and a way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.domain.points import Deed
from bot.points import rulebook
from tests.conftest import MakeSettings

DELIVERED = rulebook.ROOT / "data/rules/points.yaml"
Spoil = Callable[..., list[str]]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Give a function that puts something else into the delivered file and lists what is said to it."""

    def read(old: str, new: str) -> list[str]:
        text = DELIVERED.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "rules.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ConfigError) as raised:
            rulebook.load(str(path))
        lines = str(raised.value).splitlines()
        assert all(line.startswith(f"{path}: ") for line in lines)
        return [line.removeprefix(f"{path}: ") for line in lines]

    return read


def test_the_delivered_rules_know_every_deed_and_no_extra() -> None:
    book = rulebook.load("data/rules/points.yaml")
    assert set(Deed) <= book.rules.keys()
    assert book.extras == ()


def test_the_settings_name_the_delivered_rules(make_settings: MakeSettings) -> None:
    assert rulebook.ROOT / make_settings().points.rules == DELIVERED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "study: {name: 学习, points",
            "study: {name: 学习, point",
            r"deeds.study.point: unknown key; did you mean points",
        ),
        ("points: 1, week: 5", "points: one, week: 5", r"deeds.study.points: write a whole number.*'one'"),
        ("week: 5", "week: -5", r"deeds.study.week: write a whole number from 0"),
        ("week: 5", "week: true", r"deeds.study.week: write a whole number"),
        ("review: true", "review: yes", r"deeds.service.review: write true or false \(found 'yes'\)"),
        ("  lesson:", "  lessons:", r"deeds.lessons: unknown key; did you mean lesson"),
        ("extras: ", "extra: ", r"extra: unknown key; did you mean extras"),
        ("  志愿服务:", "  学习:", r"claims.学习: the name stands among the deeds"),
        ("  志愿服务:", "  volunteer:", r"claims.volunteer: .*Chinese"),
        (
            "year: 60}",
            "year: 60, changes: [{from: soon, points: 2}]}",
            r"deeds.study.changes.1.from: write a day",
        ),
        (
            "year: 60}",
            "year: 60, changes: [{from: 2027-02-01}, {from: 2027-01-01}]}",
            r"deeds.study.changes: write the earliest day first",
        ),
        ("at: 60", "at: 0", r"extras.open.1.at: "),
    ],
)
def test_a_mistake_is_told_with_its_key(spoil: Spoil, old: str, new: str, said: str) -> None:
    lines = spoil(old, new)
    assert any(re.match(said, line) for line in lines), lines


@pytest.mark.parametrize(
    "name",
    [
        "可以缓交党费",
        "优先求助",
        "优先办理组织关系转接",
        "建议优先答复",
        "优先代办",
        "工单加急",
        "优先开介绍信",
    ],
)
def test_no_extra_gates_dues_help_transfers_or_cases(spoil: Spoil, name: str) -> None:
    (line,) = spoil("可以借阅图书室的书", name)
    assert line.startswith("extras.open.1.name: points never gate dues, help, transfers or cases")


def test_mistakes_are_told_together(spoil: Spoil) -> None:
    assert len(spoil("study: {name: 学习, points: 1, week: 5", "study: {nam: 学习, points: x, week: 5")) == 2


def test_zero_is_no_cap(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(DELIVERED.read_text(encoding="utf-8").replace("week: 5", "week: 0", 1), encoding="utf-8")
    assert rulebook.load(str(path)).rules[Deed.STUDY].rates[0].week is None
