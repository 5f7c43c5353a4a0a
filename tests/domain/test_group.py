"""Names of study groups, and how lists of them read."""

from __future__ import annotations

import pytest

from bot.domain import group
from bot.domain.command import Misfit, UserError
from bot.domain.group import Group, Named
from tests.conftest import START


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("周末读书会", "周末读书会"),
        ("“周末读书会”", "周末读书会"),
        ("Python　学习", "Python 学习"),
        ("读\u202e书会", "读书会"),
    ],
)
def test_a_name_is_taken_as_it_is_meant(typed: str, name: str) -> None:
    assert group.read_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "why"),
    [("2", "只是数字"), ("读", "2 到 16 个字"), ("很" * 17, "2 到 16 个字"), ("@所有人", "汉字、字母")],
)
def test_what_cannot_be_a_name_is_refused_with_an_example(typed: str, why: str) -> None:
    with pytest.raises(UserError, match=f"{why}.*例：建组 周末读书会"):
        group.read_name(typed)


def test_no_name_is_no_command() -> None:
    with pytest.raises(Misfit):
        group.read_name(" ")


@pytest.mark.parametrize(
    ("typed", "named"),
    [("2号", Named(2)), ("第２号小组", Named(2)), ("2", Named(2)), ("周末读书会", Named(name="周末读书会"))],
)
def test_a_group_is_called_by_number_or_name(typed: str, named: Named) -> None:
    assert group.read_group(typed) == named


def test_a_list_marks_the_own_groups_and_names_nobody() -> None:
    groups = [Group(1, "读书会", 4, START, 3), Group(2, "羽毛球", 5, START, 8)]
    assert "1号 读书会（3 人）\n2号 羽毛球（8 人，您在里面）" in group.show_groups(groups, frozenset({2}))


def test_a_long_list_is_cut() -> None:
    groups = [Group(number, f"读书会{number}", 4, START, 3) for number in range(1, 60)]
    shown = group.show_groups(groups, frozenset())
    assert "还有 19 个" in shown
    assert len(shown.encode()) < 2000
