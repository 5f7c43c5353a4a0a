"""Transfers that lie: who is reminded when, and letters that run out."""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.transfer import State
from data import member as members
from data import transfer as transfers
from tests.conftest import BEIJING, PRIVATE, Talk
from tests.handlers.test_transfer import ASKED, OUT

LETTER = "介绍信 1号 京怀组〔2026〕15号 有效 3天"


def state(talk: Talk) -> State:
    found = transfers.find(talk.db, 1)
    assert found
    return found.state


def about(said: list[tuple[str, str]], who: str) -> list[str]:
    return [text for place, text in said if place == who and re.search("转接|介绍信", text)]


async def test_who_has_not_answered_is_asked_again_after_two_days_and_after_five(talk: Talk) -> None:
    await talk.play(*ASKED)
    assert not about(await talk.wait(hours=47), "李书记")
    assert "再提醒一声，【转接1号】" in about(await talk.wait(hours=2), "李书记")[0]
    assert len(about(await talk.wait(days=5), "李书记")) == 1


async def test_after_five_days_the_office_hears_it_once(talk: Talk) -> None:
    await talk.play(*ASKED)
    assert not about(await talk.wait(days=4), "王主任")
    (told,) = about(await talk.wait(days=6), "王主任")
    assert "等第一支部李书记已经 5 天，还没答复，请催一下" in told


async def test_the_next_hands_have_as_long(talk: Talk) -> None:
    await talk.play(*ASKED)
    await talk.wait(days=4)
    await talk.play(("李书记", PRIVATE, "同意", "等第二支部赵书记"))
    assert not about(await talk.wait(hours=40), "王主任")
    assert "再提醒一声" in about(await talk.wait(hours=10), "赵书记")[0]


async def test_after_an_outage_one_is_reminded_once(talk: Talk) -> None:
    await talk.play(*ASKED)
    talk.db.execute("UPDATE transfers SET since = '2026-11-10T00:00:00.000000Z'")
    assert len(about(await talk.wait(hours=3), "李书记")) == 1


async def test_reminders_wait_for_the_morning(talk: Talk) -> None:
    await talk.until(datetime(2026, 11, 23, 22, 40, tzinfo=BEIJING))
    await talk.say(*ASKED[0][:3])
    await talk.say(*ASKED[1][:3])
    assert not [said for said in talk.told("李书记") if not said.startswith("【周报】")]
    said = await talk.until(datetime(2026, 11, 24, 9, tzinfo=BEIJING))
    assert about(said, "李书记")


async def test_a_letter_about_to_lapse_is_told_to_all_three(talk: Talk) -> None:
    await talk.play(*OUT, ("王主任", PRIVATE, LETTER, "11月26日"))
    said = await talk.until(datetime(2026, 11, 24, 12, tzinfo=BEIJING))
    assert "您转到海安市驻宁党委的介绍信11月26日到期" in about(said, "张三")[0]
    assert "请问一声" in about(said, "李书记")[0]
    assert "到了就发：回执 1号 已到" in about(said, "王主任")[0]
    assert len(about(said, "张三")) == 1


async def test_a_lapsed_letter_comes_back_to_the_office_and_nothing_is_lost(talk: Talk) -> None:
    await talk.play(*OUT, ("王主任", PRIVATE, LETTER, "11月26日"))
    await talk.until(datetime(2026, 11, 26, 23, tzinfo=BEIJING))
    assert state(talk) is State.LETTER
    said = await talk.until(datetime(2026, 11, 27, 12, tzinfo=BEIJING))
    assert state(talk) is State.OFFICE
    assert "介绍信 京怀组〔2026〕15号 过期了，还没有回执" in about(said, "王主任")[0]
    assert "您仍是我们支部的人" in about(said, "张三")[0]
    await talk.play(
        ("王主任", PRIVATE, "名单 申请", "1号 张三"),
        ("王主任", PRIVATE, "回执 1号 已到", "确认"),
        ("王主任", PRIVATE, "确认", "张三已转出"),
    )


async def test_a_new_letter_runs_anew(talk: Talk) -> None:
    await talk.play(*OUT, ("王主任", PRIVATE, LETTER, "11月26日"))
    await talk.until(datetime(2026, 11, 27, 9, tzinfo=BEIJING))
    await talk.play(("王主任", PRIVATE, "介绍信 1号 京怀组〔2026〕31号 有效 60天", "2027年1月26日前有效"))
    await talk.wait(days=1)
    found = transfers.find(talk.db, 1)
    assert found
    assert (found.letter, found.state) == ("京怀组〔2026〕31号", State.LETTER)


async def test_a_transfer_of_who_is_no_longer_there_ends_by_itself(talk: Talk) -> None:
    await talk.play(*ASKED)
    person = members.named(talk.db, "张三")[0].id
    talk.db.execute("UPDATE members SET status = 'deceased' WHERE id = ?", (person,))
    said = await talk.wait(minutes=20)
    assert state(talk) is State.LAPSED
    assert not about(said, "张三")
    await talk.play(("李书记", PRIVATE, "同意 1号", "1号申请已经过期了"))


async def test_what_is_done_is_reminded_of_no_more(talk: Talk) -> None:
    await talk.play(*ASKED, ("李书记", PRIVATE, "不同意 1号 再等等", "没有同意"))
    assert not about(await talk.wait(days=3), "李书记")
