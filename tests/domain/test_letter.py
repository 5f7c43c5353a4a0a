"""Letters and word of arrival as the office types them."""

from __future__ import annotations

import pytest

from bot.domain import letter as rules
from bot.domain.command import Misfit
from bot.domain.letter import Letter


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("2号 京怀组〔2026〕15号 有效 90天", Letter(2, "京怀组〔2026〕15号", None, 90)),
        ("2号 文号 京怀组〔2026〕15号 11月20日开 有效期60天", Letter(2, "京怀组〔2026〕15号", (11, 20), 60)),
        ("Z2 京怀组(2026)15 号 有效90天", Letter(2, "京怀组(2026)15 号", None, 90)),
        ("京怀组〔2026〕15号", Letter(None, "京怀组〔2026〕15号", None, None)),
    ],
)
def test_a_letter_is_read(typed: str, letter: Letter) -> None:
    assert rules.read_letter(typed) == letter


@pytest.mark.parametrize("typed", ["", "2号", "写好了", "有效 90天"])
def test_a_letter_without_its_number_is_none(typed: str) -> None:
    with pytest.raises(Misfit):
        rules.read_letter(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2号 已到", (2, "")), ("", (None, "")), ("2号 收到了，12月1日报到", (2, "12月1日报到"))],
)
def test_word_of_arrival_is_read(typed: str, read: tuple[int | None, str]) -> None:
    assert rules.read_arrival(typed) == read


@pytest.mark.parametrize("typed", ["2号 没到", "2号 还没收到", "二号"])
def test_who_has_not_arrived_has_not(typed: str) -> None:
    with pytest.raises(Misfit):
        rules.read_arrival(typed)
