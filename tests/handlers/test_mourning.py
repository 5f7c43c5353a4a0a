"""A death that was told: of somebody near, of a member, by who is not bound; and distress of the unbound."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.member import Member
from data import account as accounts
from data import greeting as greetings
from data import member as members
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, START, Talk, account_id


@pytest.mark.parametrize(
    "text",
    [
        "平安，奶奶不在了，在老家",
        "平安，老爷子走了，回老家几天",
        "家父昨晚驾鹤西去",
        "老爷子走了",
        "老伴先走一步了",
    ],
)
async def test_a_death_near_in_other_words_is_condoled(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, text, "^请节哀，多保重。"))
    assert "张三家里可能有白事" in talk.told("李书记")[0]


async def test_in_a_room_it_is_not_thanked_for(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安，老爷子走了，回老家几天", "^$"))
    await talk.wait(minutes=15)
    assert talk.told(FIRST) == []


@pytest.mark.parametrize("text", ["周德福去世了", "周德福同志昨晚因病去世"])
async def test_who_has_died_is_never_greeted_again(talk: Talk, text: str) -> None:
    branch = members.named(talk.db, "张三")[0].branch_id
    members.add(talk.db, Member(0, "周德福", wechat=False, branch_id=branch))
    dead = members.named(talk.db, "周德福")[0].id
    await talk.play(("李书记", PRIVATE, text, "^知道了，请节哀。给周德福的祝福已经停了。也告诉了王主任。"))
    assert dead in greetings.resting(talk.db, START + timedelta(days=3650))
    assert "周德福去世了，请核实，并更新名册" in talk.told("王主任")[0]
    assert talk.counts("checkins") == 0
    assert not [said for _, said in talk.heard if "打个电话问候" in said or "【急】" in said]


async def test_a_neighbour_s_word_of_a_death_reaches_the_secretary_too(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "老周今天早上去世了", "也告诉了李书记、王主任。报错了请回“撤”。"))
    assert "李四的原话" in talk.told("李书记")[0]


async def test_a_member_s_father_is_not_the_member(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "张三他爸去世了", "^知道了，给张三的祝福已停 30 天"))


# Who is not bound


async def test_a_mourner_who_is_not_bound_hears_a_kind_word_and_no_alarm_is_raised(talk: Talk) -> None:
    await talk.play(("马六", PRIVATE, "我爸去世了", "^请节哀，多保重。已经告诉支部"))
    (told,) = talk.told("王主任")
    assert told.startswith("“马六”（还没绑定的微信号）家里可能有白事")


@pytest.mark.parametrize("text", ["平安，摔断腿了住院", "@风筝线 救命，我摔倒了"])
async def test_distress_of_who_is_not_bound_is_heard_in_a_room(talk: Talk, text: str) -> None:
    await talk.play(("马六", FIRST, text, "^看到了，已经告诉党办、李书记，会尽快联系您。.*120"))
    for helper in ("王主任", "李书记"):
        (alarm,) = talk.told(helper)
        assert alarm.startswith("【急】“马六”（还没绑定的微信号，在群“第一支部群”里）在求助")
        assert text.removeprefix("@风筝线 ") in alarm


async def test_distress_is_heard_although_the_stranger_was_answered_today(talk: Talk) -> None:
    await talk.play(
        ("马六", FIRST, "@风筝线 进度", "还不认识您"), ("马六", FIRST, "@风筝线 救命，我摔倒了", "120")
    )


@pytest.mark.parametrize("text", ["救命啊又要开会", "平安，在上海", "我摔断腿住院了"])
async def test_other_words_of_strangers_in_a_room_are_left_alone(talk: Talk, text: str) -> None:
    await talk.play(("马六", FIRST, text, None))


# Distress of whom nobody knows


@pytest.mark.parametrize("text", ["代报 孙贵芳 住院了，没人照顾", "孙贵芳住院了"])
async def test_the_alarm_of_a_name_nobody_knows_is_not_about_the_sender(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, text, "会尽快联系孙贵芳。"))
    (alarm,) = talk.told("李书记")
    assert alarm.startswith("【急】张三说“孙贵芳”可能需要帮助")
    assert "请先问张三，电话：13800138000" in alarm


async def test_where_nobody_can_be_told_of_it_the_secretaries_room_hears_the_name(talk: Talk) -> None:
    for helper in ("李书记", "王主任"):
        accounts.unfriend(talk.db, account_id(helper))
    await talk.play(("张三", PRIVATE, "代报 孙贵芳 住院了，没人照顾", "已经告诉书记群"))
    assert talk.told(SECRETARIES) == ["【急】请尽快联系孙贵芳。详情没有发在群里，请先加我为好友。"]
    assert talk.told(OFFICE) == []


@pytest.mark.parametrize("text", ["高血压住院了", "孙女婿住院了", "我住院了", "刚才摔断腿住院了"])
async def test_words_that_look_like_a_name_are_the_sender_s_own_need(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, text, "会尽快联系您。"))
    assert talk.told("李书记")[0].startswith("【急】张三可能需要帮助")


# Taken back, denied, asked


async def test_the_next_bereavement_is_heard_though_one_was_taken_back(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我爸去世了", "节哀"),
        ("张三", PRIVATE, "撤", "祝福照常"),
        ("张三", PRIVATE, "我妈去世了", "节哀"),
    )
    assert "我妈去世了" in talk.told("李书记")[-1]


async def test_who_writes_after_being_said_to_have_died_is_greeted_again(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "张三去世了", "节哀"), ("张三", PRIVATE, "平安，在家", "已记：平安，在家")
    )
    for keeper in ("李书记", "王主任"):
        assert talk.told(keeper)[-1] == "张三刚才自己来消息了，之前说张三去世有误，给张三的祝福照常。"
    await talk.play(("张三", PRIVATE, "平安，在上海", "已记"))
    assert len([told for told in talk.told("王主任") if "自己来消息了" in told]) == 1
