"""Changes of a notice: what is one, and what is chat or another matter."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.change import (
    Wish,
    read_correction,
    read_extension,
    read_withdrawal,
    show_extended,
    show_withdrawn,
)
from bot.domain.command import Misfit, UserError
from bot.domain.notice import Answer, Notice

BEIJING = ZoneInfo("Asia/Shanghai")
SENT = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
SUNDAY = datetime(2026, 11, 29, 18, tzinfo=BEIJING)


@pytest.mark.parametrize("words", ["12号：八点半", "第12号通知:八点半", "N12：八点半", "12号\n八点半"])
def test_a_correction_has_a_number_and_the_new_words(words: str) -> None:
    assert read_correction(words) == Wish(12, "八点半")


@pytest.mark.parametrize("words", ["手机 13800138000", "姓名 张三", "12号楼集合", "一下：是八点半", ""])
def test_other_corrections_are_another_matter(words: str) -> None:
    with pytest.raises(Misfit):
        read_correction(words)


def test_a_correction_without_words_is_asked_for_them() -> None:
    with pytest.raises(UserError, match="例：更正 12号："):
        read_correction("12号：")


def test_a_withdrawal_has_a_number() -> None:
    assert read_withdrawal("第12号通知") == Wish(12, "")


@pytest.mark.parametrize("words", ["", "一条消息", "12", "12号的消息"])
def test_nothing_is_withdrawn_by_chance(words: str) -> None:
    with pytest.raises(Misfit):
        read_withdrawal(words)


@pytest.mark.parametrize("words", ["12号 周日", "第12号通知延到周日", "12号改为 周日"])
def test_an_extension_has_a_number_and_a_time(words: str) -> None:
    assert read_extension(words) == Wish(12, "周日")


@pytest.mark.parametrize("words", ["周五", "12号", "到12号为止"])
def test_a_time_alone_extends_nothing(words: str) -> None:
    with pytest.raises(Misfit):
        read_extension(words)


def test_a_withdrawal_says_that_no_answer_is_needed_where_one_was_asked() -> None:
    assert show_withdrawn(Notice(12, "开会", True, None, SENT)) == "第12号通知已撤回，不用回了。"
    assert show_withdrawn(Notice(12, "开会", False, None, SENT)).endswith("请以新的通知为准。")


def test_a_new_deadline_says_who_is_to_answer_what() -> None:
    asked = Notice(12, "参观", True, SUNDAY, SENT, Answer.YES_NO)
    assert show_extended(asked) == (
        "第12号通知的截止时间改为11月29日（周日）18:00，还没回的请回复“是”或“否”。"
    )
