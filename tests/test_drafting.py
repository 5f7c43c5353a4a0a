"""What is shown before 确认 names what it takes the place of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import OFFICE, PRIVATE, Talk

NOTICE = "通知 全体：周六上午九点集中学习"


@pytest.mark.parametrize("later", [NOTICE, "点名 全体", "试点 一"])
async def test_what_is_shown_next_says_that_the_notice_before_it_is_dropped(talk: Talk, later: str) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "“取消”作罢。$"))
    await talk.play(("王主任", OFFICE, later, "作罢。\n刚才那条通知还没确认，作罢了。$"))


async def test_what_waits_elsewhere_still_waits(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "作罢。$"), ("王主任", PRIVATE, "点名 全体", "作罢。$"))
    await talk.play(("王主任", OFFICE, "确认", "第1号通知开始发送"))


async def test_what_has_lapsed_or_was_confirmed_is_not_named(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, NOTICE, "作罢。$"))
    await talk.until(talk.now + timedelta(minutes=11))
    await talk.play(("王主任", OFFICE, "点名 全体", "作罢。$"), ("王主任", OFFICE, "确认", "开始了"))
    await talk.play(("王主任", OFFICE, NOTICE, "作罢。$"))
