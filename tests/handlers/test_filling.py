"""What members answer to a collection, and what secretaries fill in by telephone."""

from __future__ import annotations

import pytest

from bot.ports import Quote
from data import account as accounts
from data import collection as collections
from data import member as members
from tests.conftest import FIRST, PRIVATE, SECRETARIES, Talk, account_id


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """Collection 1 asks everybody for telephone, employer and residence until Friday six o'clock."""
    await talk.play(
        ("王主任", PRIVATE, "收集 手机 单位 现住地 截止 周五18:00", "将向全体"),
        ("王主任", PRIVATE, "确认", "开始"),
    )
    await talk.wait(minutes=3)
    talk.heard.clear()
    return talk


def given(talk: Talk, name: str) -> dict[str, tuple[str, str | None, str]]:
    """Give what counts of somebody's answers: (what, value, how) by item."""
    number = members.named(talk.db, name)[0].id
    found = collections.given(talk.db, 1, number)
    return {key: (one.what.value, one.value, one.how.value) for key, one in found.items()}


# Answers


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("单位美团，在北京朝阳住", "^已记：单位美团、现住地北京朝阳。都齐了"),
        ("现住地：北京朝阳\n单位：美团\n手机没变", "^已记：手机没变、单位美团、现住地北京朝阳。都齐了"),
        ("美团 北京朝阳", "^已记：单位美团、现住地北京朝阳。都齐了"),
        ("单位不方便说，北京朝阳", "单位不便说、现住地北京朝阳。都齐了"),
        ("单位美团", "^已记：单位美团。还差现住地，例：现住地 北京市朝阳区"),
        ("手机1380000111 单位美团", "^已记：单位美团。联系电话“1380000111”不对，手机写11位"),
        ("13800001111，单位美团，给人看孩子，住北京朝阳", "“给人看孩子”没看懂，没有记"),
    ],
)
async def test_an_answer_is_read_back(asked: Talk, words: str, said: str) -> None:
    await asked.play(("张三", PRIVATE, words, said))


async def test_what_is_missing_is_asked_once(asked: Talk) -> None:
    await asked.play(("李四", PRIVATE, "单位美团", "还差手机、现住地"))
    await asked.say("李四", PRIVATE, "13800001111")
    assert asked.told("李四")[-1] == "已记：手机138****1111。"


async def test_several_messages_make_one_answer(asked: Talk) -> None:
    await asked.play(
        ("李四", PRIVATE, "13800001111", "已记：手机138"),
        ("李四", PRIVATE, "美团", "已记：单位美团"),
        ("李四", PRIVATE, "住通州", "现住地通州。都齐了"),
    )


@pytest.mark.parametrize(
    ("words", "said", "item", "value"),
    [
        ("单位写错了，是京东", "已改：单位京东", "EMPLOYER", "京东"),
        ("不对，手机尾号是1112", "已改：手机138....1112", "PHONE", "13800131112"),
        ("现住地 天津", "已改：现住地天津", "RESIDENCE", "天津"),
    ],
)
async def test_a_correction_takes_the_place_of_what_was_said(
    asked: Talk, words: str, said: str, item: str, value: str
) -> None:
    await asked.play(("张三", PRIVATE, "单位美团，住北京朝阳", "都齐了"), ("张三", PRIVATE, words, said))
    assert given(asked, "张三")[item][1] == value


async def test_an_answer_is_taken_back_with_what_counts_then(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "单位美团", "已记"),
        ("张三", PRIVATE, "单位京东", "已记"),
        ("张三", PRIVATE, "撤", "已撤（第1号收集）：单位，现在记的是单位美团"),
    )


async def test_taking_back_means_what_was_told_last(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "单位美团", "已记"),
        ("张三", PRIVATE, "平安，在苏州", "已记"),
        ("张三", PRIVATE, "撤", "已撤.*苏州"),
    )
    assert given(asked, "张三")["EMPLOYER"][1] == "美团"


@pytest.mark.parametrize(
    "words", ["收到", "好的", "平安", "在忙，晚点填", "明天开会几点", "谢谢书记", "参加", "我想转组织关系"]
)
async def test_talk_is_no_answer(asked: Talk, words: str) -> None:
    await asked.say("张三", PRIVATE, words)
    assert given(asked, "张三") == {}


async def test_a_cry_for_help_beside_an_answer_is_heard(asked: Talk) -> None:
    await asked.play(("张三", PRIVATE, "单位美团，我出车祸了在医院，救命", "已经告诉"))
    assert any("【急】张三" in told for told in asked.told("李书记"))
    assert given(asked, "张三")["EMPLOYER"][1] == "美团"


async def test_who_was_not_asked_answers_nothing(talk: Talk) -> None:
    await talk.play(("王主任", PRIVATE, "收集 单位 支部 二", "将向"), ("王主任", PRIVATE, "确认", "开始"))
    await talk.play(("张三", PRIVATE, "第1号收集 单位 美团", "第1号收集没有问您"))


# In a room


async def test_what_is_not_private_may_be_answered_in_the_room(asked: Talk) -> None:
    await asked.say("张三", FIRST, "单位：美团")
    assert given(asked, "张三")["EMPLOYER"] == ("value", "美团", "own")
    assert asked.told(FIRST) == []
    assert "已记：单位美团" in asked.told("张三")[0]


async def test_what_is_private_is_not_kept_from_a_room(asked: Talk) -> None:
    await asked.say("李四", FIRST, "第1号收集 单位 京东 手机13800002222")
    assert list(given(asked, "李四")) == ["EMPLOYER"]
    assert asked.told("李四")[0].endswith("这类内容请私信我，方便的话先撤回。")
    assert asked.told(FIRST) == []


async def test_who_is_no_friend_is_thanked_in_the_room_without_a_word_of_it(asked: Talk) -> None:
    accounts.unfriend(asked.db, account_id("李四"))
    await asked.say("李四", FIRST, "单位美团", quote=Quote("风筝线", "【第1号收集】\n收集手机"))
    assert asked.told(FIRST) == ["李四的记下了，谢谢。"]


@pytest.mark.parametrize(
    "words",
    ["大家今天去单位吗", "单位：聚餐去不去", "没变", "在上海", "本科毕业的举手", "美团", "13800001111"],
)
async def test_chat_in_a_room_is_left_alone(asked: Talk, words: str) -> None:
    await asked.play(("张三", FIRST, words, None))
    assert given(asked, "张三") == {}


# For others


async def test_a_secretary_fills_in_by_the_number_of_the_list(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "名单 未填", "还没填齐的 5 人：.*5 老周（缺单位、现住地，只有电话 13900139000）"),
        ("李书记", PRIVATE, "5 单位 无，住怀柔", "5 已记老周（电话）：单位无、现住地怀柔"),
    )
    assert given(asked, "老周")["EMPLOYER"] == ("none", None, "telephone")


async def test_several_lines_fill_in_for_several(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "名单 未填", "1 李书记.*2 张三.*3 李四"),
        ("李书记", PRIVATE, "2 单位 美团\n3 没打通", "2 已记张三（电话）：单位美团.*3 李四没联系上，先不记"),
    )


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("代填 1号 老周 单位 无 现住地 怀柔 见面", "已记老周（见面）：单位无、现住地怀柔"),
        ("代填老周 单位退休", "已记老周（电话）：单位退休"),
        ("代填 老周单位无", "已记老周（电话）：单位无"),
        ("代填 老舟 单位 无", "没有“老舟”。是老周吗"),
        ("代填 孙七 单位 无", "您管的名册里没有“孙七”"),
        ("代填 老周 今天天气好", "要记什么没看懂。例：代填 1号 老周 单位 美团"),
        ("代填 7 单位 无", "代填|编号过了一天|名单上没有7号"),
    ],
)
async def test_a_secretary_fills_in_by_name(asked: Talk, order: str, said: str) -> None:
    await asked.play(("李书记", PRIVATE, order, said))


async def test_the_members_own_word_stands_against_the_secretary(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "单位美团", "已记"),
        ("李书记", PRIVATE, "代填 张三 单位 顺丰", "张三的单位本人填过，没有改"),
    )
    assert given(asked, "张三")["EMPLOYER"][1] == "美团"


async def test_the_member_outweighs_the_secretary(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "代填 张三 单位 顺丰", "已记张三"),
        ("张三", PRIVATE, "单位美团", "已记：单位美团"),
    )
    assert given(asked, "张三")["EMPLOYER"][1] == "美团"


async def test_filling_in_is_not_for_rooms(asked: Talk) -> None:
    await asked.play(
        ("李书记", FIRST, "代填 老周 单位 无", "请私信我"), ("李书记", FIRST, "代填一下 表格", None)
    )


async def test_a_list_asked_in_a_room_comes_privately(asked: Talk) -> None:
    await asked.play(("李书记", SECRETARIES, "名单 未填 1号", "名单已私信您"))
    assert "老周" not in "".join(asked.told(SECRETARIES))


async def test_a_secretary_sees_the_own_branch_only(asked: Talk) -> None:
    await asked.play(("李书记", PRIVATE, "名单 未填 第二支部", "别的支部的名单由那个支部的书记看"))


async def test_a_look_at_the_list_is_noted(asked: Talk) -> None:
    await asked.play(("李书记", PRIVATE, "名单 未填", "张三"))
    number = members.named(asked.db, "张三")[0].id
    seen = asked.db.execute(
        "SELECT count(*) FROM audit WHERE member_id = ? AND action = '看名单 未填'", (number,)
    )
    assert seen.fetchone() == (1,)


async def test_the_silent_are_reminded_on_a_secretarys_word_not_twice(asked: Talk) -> None:
    await asked.play(
        ("李书记", PRIVATE, "提醒 收集", "私信提醒了"), ("李书记", PRIVATE, "提醒 收集", "刚提醒过")
    )
    assert sum("还等您回一声" in told for told in asked.told("张三")) == 1
