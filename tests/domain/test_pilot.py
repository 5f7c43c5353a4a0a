"""试点: what may go, what is asked about, what is dropped; and the words of its confirmation."""

from __future__ import annotations

import pytest

from bot.domain import pilot
from bot.domain.command import Misfit
from bot.domain.delivery import Kind
from bot.domain.pilot import Choice, Item, Line, Ruling

OWN, OTHER = 1, 2


@pytest.mark.parametrize(
    ("line", "ruling"),
    [
        (Line(Kind.NOTICE, OWN), Ruling.ASK),
        (Line(Kind.REPLY, OWN), Ruling.ASK),
        (Line(Kind.NOTICE, OTHER), Ruling.DROP),
        (Line(Kind.NOTICE, None), Ruling.DROP),
        (Line(Kind.DISTRESS, OWN), Ruling.GO),
        (Line(Kind.DISTRESS, OTHER), Ruling.GO),
        (Line(Kind.DIGEST, None, to_office=True), Ruling.GO),
        (Line(Kind.NOTICE, OWN, to_keeper=True), Ruling.GO),
        (Line(Kind.REPLY, OTHER, was_asked_for=True), Ruling.GO),
    ],
)
def test_a_pilot_asks_about_its_branch_and_drops_the_rest(line: Line, ruling: Ruling) -> None:
    assert pilot.rule(OWN, line) is ruling


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("", None),
        ("第三支部", "第三支部"),
        ("三", "第三支部"),
        ("3", "第三支部"),
        ("离退休支部", "离退休支部"),
        ("结束", "结束"),
        ("停止", "结束"),
    ],
)
def test_a_branch_or_the_end_is_read(words: str, read: str | None) -> None:
    assert pilot.read_words(words) == read


@pytest.mark.parametrize("words", ["工作很成功", "的支部 都来了", "第三支部吧大家"])
def test_other_words_are_chat(words: str) -> None:
    with pytest.raises(Misfit):
        pilot.read_words(words)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("确认", Choice(True, ())),
        ("“确认”", Choice(True, ())),
        ("确认 1 3", Choice(True, (1, 3))),
        ("确认1、３号", Choice(True, (1, 3))),
        ("取消 第2条", Choice(False, (2,))),
        ("取消。", Choice(False, ())),
        ("确认发送", Choice(True, ())),
        ("确认一下人数", None),
        ("我确认", None),
    ],
)
def test_a_choice_is_read(text: str, choice: Choice | None) -> None:
    assert pilot.read_choice(text) == choice


def test_many_places_are_counted() -> None:
    item = Item((1, 2, 3, 4), ("张三", "李四", "王五", "赵六"), "开会")
    assert item.where == "张三等 4 处"
