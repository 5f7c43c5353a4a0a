"""Check-ins: 平安 in a member's own words, for oneself or for others; and distress."""

from __future__ import annotations

import pytest

from data import account as accounts
from data import member as members
from tests.conftest import FIRST, OVERSEAS, PRIVATE, SECRETARIES, Talk, account_id, room_id

NEED = "我出车祸了，在保定医院，能帮忙联系家里吗"


def kept(talk: Talk) -> list[tuple[str, str, str]]:
    """List (about whom, said by whom, safety) of the check-ins."""
    rows = talk.db.execute(
        "SELECT who.name, teller.name, safety FROM checkins JOIN members AS who ON who.id = member_id"
        " JOIN members AS teller ON teller.id = said_by ORDER BY checkins.id"
    )
    return [(row[0], row[1], row[2]) for row in rows]


# Taking


@pytest.mark.parametrize(
    "text", ["平安", "平安，在上海浦东，月底回", "报平安，我在家", "@风筝线 我挺好的，在苏州"]
)
async def test_a_check_in_in_the_own_room_is_taken(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None))
    assert kept(talk) == [("张三", "张三", "safe")]


@pytest.mark.parametrize("text", ["平安夜快乐", "我挺好的，在苏州", "祝大家平安", "平安银行今天关门"])
async def test_chat_in_a_room_is_no_check_in(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None))
    assert kept(talk) == []


async def test_privately_what_was_understood_is_said_back(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "平安，在苏州昆山，2月10日回", "^已记：平安，.*昆山.*2月10日回。不对请直接改。$"),
        ("张三", PRIVATE, "更正一下，我在杭州", "已记：.*杭州"),
    )
    assert len(kept(talk)) == 2


async def test_a_stranger_s_check_in_is_not_taken(talk: Talk) -> None:
    await talk.play(("路人", FIRST, "平安", None), ("路人", PRIVATE, "平安", "还不认识您"))
    assert kept(talk) == []


async def test_in_a_room_of_no_members_only_what_is_addressed_counts(talk: Talk) -> None:
    await talk.play(("李书记", SECRETARIES, "平安", None))
    assert kept(talk) == []


# Thanking


async def test_thanks_gather_names_and_never_places(talk: Talk) -> None:
    await talk.play(
        ("张三", FIRST, "平安，在上海浦东", None),
        ("李四", FIRST, "平安，在苏州", "^已收到张三、李四的平安。$"),
    )


async def test_a_room_is_thanked_at_most_once_in_ten_minutes(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安", None))
    assert await talk.wait(minutes=2) == [(FIRST, "已收到张三的平安。")]
    await talk.play(("李四", FIRST, "平安", None))
    assert await talk.wait(minutes=7) == []
    assert await talk.wait(minutes=3) == [(FIRST, "已收到李四的平安。")]


async def test_who_checks_in_twice_is_named_once(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安", None), ("张三", FIRST, "平安，在上海", "^已收到张三的平安。$"))
    assert len(kept(talk)) == 2


async def test_every_room_has_its_own_thanks(talk: Talk) -> None:
    talk.stage.wechat.speak(account_id("张三"), "张三", "平安", room=room_id(FIRST))
    talk.stage.wechat.speak(account_id("赵海"), "赵海", "平安", room=room_id(OVERSEAS))
    thanks = await talk.wait(minutes=2)
    assert sorted(thanks) == sorted([(FIRST, "已收到张三的平安。"), (OVERSEAS, "已收到赵海的平安。")])


# For others


async def test_a_member_reports_for_one_of_the_own_branch(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "代报 老周 平安 在家", None))
    assert kept(talk) == [("老周", "李书记", "safe")]


async def test_nobody_reports_for_people_of_another_branch(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "代报 孙七 平安", "没认出孙七"))
    assert kept(talk) == []


async def test_a_clerk_reports_for_anybody(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "代报 孙七 平安", "已记：孙七 平安"))


async def test_two_of_one_name_are_never_guessed(talk: Talk) -> None:
    other = members.named(talk.db, "张三")[0]
    members.add(talk.db, other)
    await talk.play(("李书记", PRIVATE, "代报 张三 平安", "没认出张三"))
    assert kept(talk) == []


async def test_a_solitaire_list_pasted_again_adds_nothing(talk: Talk) -> None:
    first = "#接龙\n本周报平安\n\n1. 张三 平安"
    await talk.play(("张三", FIRST, first, None), ("李四", FIRST, f"{first}\n2. 李四 平安，在上海", "李四"))
    assert [about for about, *_ in kept(talk)] == ["张三", "李四"]


# Distress


async def test_distress_reaches_the_secretary_and_the_office_at_once(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, NEED, "已经告诉李书记、王主任.*120.*12308"))
    for helper in ("李书记", "王主任"):
        (alarm,) = talk.told(helper)
        assert alarm.startswith("【急】张三可能需要帮助")
        assert "13800138000" in alarm
        assert NEED in alarm
    assert talk.told(FIRST) == []


async def test_distress_said_in_a_room_is_answered_privately(talk: Talk) -> None:
    await talk.play(("张三", FIRST, f"@风筝线 {NEED}", "^$"))
    assert "120" in talk.told("张三")[0]
    assert talk.told("李书记")


async def test_distress_of_who_cannot_be_written_to_is_answered_without_a_word_of_it(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", FIRST, f"@风筝线 {NEED}", "^看到了，已经转告支部，请留意电话。$"))
    assert talk.told(FIRST) == ["看到了，已经转告支部，请留意电话。"]


async def test_where_no_helper_can_be_written_to_the_secretaries_room_hears_the_name_only(talk: Talk) -> None:
    for helper in ("李书记", "王主任"):
        accounts.unfriend(talk.db, account_id(helper))
    await talk.play(("张三", PRIVATE, NEED, "已经告诉书记群"))
    (line,) = talk.told(SECRETARIES)
    assert "张三" in line
    assert "保定" not in line
    assert "138" not in line


async def test_distress_does_not_wait_for_the_morning(talk: Talk) -> None:
    await talk.until(talk.now.replace(hour=23, minute=30))
    await talk.play(("张三", PRIVATE, NEED, "120"))
    assert talk.told("李书记")


async def test_distress_for_another_names_who_said_it(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "老周摔伤了在医院抢救，快来人", "已经告诉"))
    (alarm,) = talk.told("李书记")
    assert "老周可能需要帮助" in alarm
    assert "13900139000" in alarm
    assert "李四的原话" in alarm
