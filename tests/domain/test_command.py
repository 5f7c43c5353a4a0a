"""The parts that many commands share."""

from __future__ import annotations

import pytest

from bot.domain.command import Misfit, call_report, chinese_number, nothing, read_number


@pytest.mark.parametrize("words", ["12", "12号", "第12号", "N12", "n12号", "１２号", "第 12 号"])
def test_a_number_is_read_as_people_type_it(words: str) -> None:
    assert read_number(words) == 12


def test_no_number_means_the_newest() -> None:
    assert read_number("") is None


@pytest.mark.parametrize("words", ["条", "十二号", "12号楼", "-1", "1234567", "12 13"])
def test_other_words_are_no_number(words: str) -> None:
    with pytest.raises(Misfit):
        read_number(words)


def test_a_command_without_words_takes_none() -> None:
    nothing("")
    with pytest.raises(Misfit):
        nothing("一下")


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (15, "十五"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_branches_are_counted_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("发一下周报", "周报"),
        ("把周报发我", "周报"),
        ("这周的周报", "周报 这周"),
        ("周报名单２", "周报 名单 2"),
        ("名单 周报 2", "周报 名单 2"),
        ("第三支部周报", "周报 第三支部"),
        ("10月月报", "月报 10月"),
        ("2026年11月的月报 图", "月报 2026年11月 图"),
        ("去年年报", "年报 去年"),
        ("打印年终材料", "年终材料 打印"),
        ("年龄统计", "统计 年龄"),
    ],
)
def test_a_report_is_called_by_its_command(said: str, command: str) -> None:
    assert call_report(said) == command


@pytest.mark.parametrize(
    "said",
    [
        "本周报平安",
        "上周报平安的人",
        "半年报",
        "周报交了吗",
        "我们的月报要交了",
        "年终材料还缺啥",
        "统计 党费",
    ],
)
def test_other_words_with_a_report_in_them_stay_as_they_are(said: str) -> None:
    assert call_report(said) == said
