"""Whom a difference concerns is asked privately, one question after the other, and answers in any words."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import difference as differences
from tests.conftest import FIRST, PRIVATE, Talk
from tests.handlers.test_ledger import HEADINGS, send, write

OWN = (("张三", "第一支部", "13800138000", "1988-11-25", "2010-07-01", "本科"),)
PAPER = (("张三", "第一支部", "13800001111", "1988-11-25", "2010-06-01", "大专"),)


@pytest.fixture
async def asked(talk: Talk, tmp_path: Path) -> Talk:
    """Zhang San was asked about the first of three differences."""
    await send(talk, write(tmp_path / "组工库.xlsx", OWN, HEADINGS))
    await send(talk, write(tmp_path / "纸质台账.xlsx", PAPER, HEADINGS))
    await talk.play(
        ("王主任", PRIVATE, "对账", "正在对"),
        ("王主任", PRIVATE, "对账 问 1号", "私信问本人 1 位，共 3 处.*张三.*确认"),
        ("王主任", PRIVATE, "确认", "开始问了，问本人 1 位"),
    )
    await talk.wait(minutes=5)
    return talk


def values(talk: Talk) -> dict[str, str]:
    return {case.field: case.value.shown for case in differences.of(talk.db, 1) if case.value}


async def test_the_question_names_each_ledger_and_how_to_answer(asked: Talk) -> None:
    (question,) = asked.told("张三")
    assert "党办核对党员台账" in question
    assert "有 3 处" in question
    assert (
        "您的入党时间，几处写得不一样，哪个对？\n1 组工库写的是 2010-07-01\n2 纸质台账写的是 2010-06-01"
        in question
    )


async def test_three_answers_one_after_the_other(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "2", "记下了：入党时间 2010-06-01。.*您的联系电话"),
        ("张三", PRIVATE, "改成13800002222", "记下了：联系电话 13800002222.*您的学历"),
        ("张三", PRIVATE, "第一个对", "记下了：学历 .*谢谢您"),
    )
    assert values(asked) == {"入党时间": "2010-06-01", "联系电话": "13800002222", "学历": "本科"}


async def test_no_and_not_knowing_are_answers_too(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "都不对", "那请写对的，例：改成 2010-07-01"),
        ("张三", PRIVATE, "不知道", "请书记来核对.*您的联系电话"),
        ("李书记", PRIVATE, "名单 对账", "入党时间.*本人说不清楚"),
    )
    assert values(asked) == {}


async def test_a_bare_day_is_an_answer(asked: Talk) -> None:
    await asked.play(("张三", PRIVATE, "2010年7月1日", "记下了：入党时间"))


async def test_an_answer_can_be_taken_back(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "1", "记下了"),
        ("张三", PRIVATE, "撤", "已撤：您的入党时间，再回一次就行"),
    )
    assert values(asked) == {}


async def test_a_wrong_choice_shows_what_there_is(asked: Talk) -> None:
    await asked.play(("张三", PRIVATE, "3", "没有第 3 个，可以选的是 1 到 2"))


async def test_nothing_said_in_a_room_answers(asked: Talk) -> None:
    await asked.play(("张三", FIRST, "2", None))
    assert values(asked) == {}


async def test_a_digit_goes_to_the_notice_that_came_after(asked: Talk) -> None:
    await asked.play(
        ("王主任", PRIVATE, "通知 全体 选项 A/B 周五18:00前：周六上午九点集中学习，来的回1", "将发给|确认"),
        ("王主任", PRIVATE, "确认", "第1号"),
    )
    await asked.wait(minutes=2)
    await asked.say("张三", PRIVATE, "1")
    assert values(asked) == {}


async def test_nobody_is_asked_twice(asked: Talk) -> None:
    await asked.play(("王主任", PRIVATE, "对账 问", "没有要问的|留给党办|书记核对"))
    assert len(asked.told("张三")) == 1


async def test_who_is_left_in_peace_is_not_asked(talk: Talk, tmp_path: Path) -> None:
    await send(talk, write(tmp_path / "组工库.xlsx", OWN, HEADINGS))
    await send(talk, write(tmp_path / "纸质台账.xlsx", PAPER, HEADINGS))
    await talk.play(
        ("李书记", PRIVATE, "静默 张三 30天", "不给张三发祝福"),
        ("王主任", PRIVATE, "对账", "正在对"),
        ("王主任", PRIVATE, "对账 问", "1号对账要问的：\n· 请 1 个支部的书记核对 3 处"),
    )
