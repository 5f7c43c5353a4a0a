"""The parts that many commands share."""

from __future__ import annotations

import pytest

from bot.domain.command import Misfit, chinese_number, nothing, read_number


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
