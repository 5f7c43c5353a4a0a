"""Whom an order is for: branches completed, near names offered, people told apart."""

from __future__ import annotations

import pytest

from bot.domain.audience import Called, branch_name, nearest, read_person, show_unknown

KNOWN = ("第一支部", "第二支部", "第九支部", "第十支部", "离退休支部")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("三", "第三支部"),
        ("3", "第三支部"),
        ("３", "第三支部"),
        ("第三", "第三支部"),
        ("第三支部", "第三支部"),
        ("三党支部", "第三支部"),
        ("12", "第十二支部"),
        ("离退休支部", "离退休支部"),
    ],
)
def test_branches_are_completed(word: str, name: str) -> None:
    assert branch_name(word) == name


@pytest.mark.parametrize(
    ("word", "name"),
    [("第九十支部", "第九支部"), ("退休支部", "离退休支部"), ("第五支部", None), ("机关支部", None)],
)
def test_the_nearest_branch_shares_more_than_what_all_share(word: str, name: str | None) -> None:
    assert nearest(word, KNOWN) == name


def test_an_unknown_branch_is_told_with_those_there_are() -> None:
    assert show_unknown("第九十支部", KNOWN[:3]) == (
        "没有“第九十支部”。是第九支部吗？现有：第一支部、第二支部、第九支部"
    )


def test_of_many_branches_only_the_first_are_named() -> None:
    shown = show_unknown("机关支部", [f"第{number}支部" for number in range(83)])
    assert shown.endswith("第19支部等 83 个")


@pytest.mark.parametrize(
    ("word", "called"),
    [
        ("张三", Called("张三")),
        ("张三（一支部）", Called("张三", "第一支部")),
        ("张三8000", Called("张三", None, "8000")),
        ("张三同志", Called("张三")),
        ("阿依古丽·买买提", Called("阿依古丽·买买提")),
    ],
)
def test_a_person_is_told_apart_by_branch_or_telephone(word: str, called: Called) -> None:
    assert read_person(word) == called
