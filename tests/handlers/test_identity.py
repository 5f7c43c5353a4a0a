"""An identity number in a room: asked to be recalled, never repeated, never kept."""

from __future__ import annotations

import pytest

from data import account as accounts
from tests.conftest import FIRST, PRIVATE, Talk, account_id

NUMBER = "11010519491231002X"  # the made-up number of the standard itself


@pytest.mark.parametrize(
    "text", [f"我的身份证{NUMBER}", "110105 1949 1231 002x", "１１０１０５１９４９１２３１００２Ｘ"]
)
async def test_the_sender_is_asked_privately_to_take_it_back(talk: Talk, text: str) -> None:
    await talk.say("张三", FIRST, text)
    assert talk.told(FIRST) == []
    assert talk.told("张三") == [
        "您刚才在“第一支部群”里发了身份证号，大家都看得到。请长按那条撤回，要登记的话私信书记。"
    ]
    rows = talk.db.execute("SELECT body FROM outbox UNION ALL SELECT outcome FROM inbox").fetchall()
    assert not any("1949" in row[0] for row in rows)


async def test_where_no_private_message_is_possible_the_room_reads_no_name_and_once_a_day(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    talk.stage.wechat.friend_ids.discard(account_id("张三"))
    for _ in range(2):
        await talk.say("张三", FIRST, NUMBER)
    assert talk.told(FIRST) == ["群里请不要发证件号码，刚才那条请长按撤回。"]


@pytest.mark.parametrize(
    "text", ["11010519491231002Y", "110105194912310021", "快递单号 773123456789012345", "收到"]
)
async def test_other_numbers_are_left_alone(talk: Talk, text: str) -> None:
    await talk.say("张三", FIRST, text)
    assert not any("身份证" in said or "证件" in said for _, said in talk.heard)


async def test_in_private_it_may_be_sent(talk: Talk) -> None:
    await talk.say("张三", PRIVATE, NUMBER)
    assert not any("撤回" in said for said in talk.told("张三"))


async def test_what_stands_beside_it_is_still_read(talk: Talk) -> None:
    await talk.say("张三", FIRST, f"平安，在上海 {NUMBER}")
    assert talk.counts("checkins") == 1
