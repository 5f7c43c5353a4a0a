"""What notices ask beyond 收到: yes or no, an option, a number, words; changed, late, of several."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Quote
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, SECRETARIES, START, Talk

PLANTING = "是否 周五18:00前：周六上午植树，能参加吗"
OPTIONS = "选项 去/不去/看情况：周六上午植树"


async def send(talk: Talk, order: str, audience: str = "全体") -> None:
    """Let the clerk send a notice."""
    await talk.say("王主任", OFFICE, f"通知 {audience} {order}")
    await talk.say("王主任", OFFICE, "确认")
    await talk.wait(minutes=1)


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """Notice 1 asks all whether they come to plant trees, until Friday six o'clock."""
    await send(talk, PLANTING)
    return talk


def answers(talk: Talk) -> list[tuple[str, int, str | None, int]]:
    """List (name, notice, choice, certain) of what was answered; what was seen only has the choice ""."""
    rows = talk.db.execute(
        "SELECT name, notice_id, choice, certain FROM receipts JOIN members ON members.id = member_id"
        " ORDER BY receipts.id"
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


# Yes or no


@pytest.mark.parametrize(
    ("text", "choice"), [("参加", "是"), ("是", "是"), ("去不了，家里有事", "否"), ("收到，我不去", "否")]
)
async def test_yes_or_no_in_the_room_counts_silently(asked: Talk, text: str, choice: str) -> None:
    await asked.play(("张三", FIRST, text, None))
    assert answers(asked) == [("张三", 1, choice, 1)]


async def test_privately_it_is_said_what_was_understood(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "去不了", "^已记：第1号通知，否（去不了）。要改直接再回一次。$"),
        ("李四", PRIVATE, "是", "^已记：第1号通知，是。要改直接再回一次。$"),
    )


async def test_every_change_is_kept_and_the_last_counts(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "能去", "是（能去）"), ("张三", PRIVATE, "我改一下，不去了", "否（不去了）")
    )
    assert answers(asked) == [("张三", 1, "是", 1), ("张三", 1, "否", 1)]


@pytest.mark.parametrize("text", ["来不了", "不能", "不去", "又去不成了", "改了，不去", "不去了，家里有事"])
async def test_in_a_room_the_later_answer_counts(asked: Talk, text: str) -> None:
    await asked.play(("张三", FIRST, "能来", None), ("张三", FIRST, text, None))
    assert answers(asked) == [("张三", 1, "是", 1), ("张三", 1, "否", 1)]


async def test_in_a_room_an_answer_may_be_changed_back(asked: Talk) -> None:
    await asked.play(*(("张三", FIRST, text, None) for text in ("能来", "来不了", "改了，能去")))
    assert [choice for _, _, choice, certain in answers(asked) if certain] == ["是", "否", "是"]


async def test_in_a_room_the_same_answer_again_is_nothing_new(asked: Talk) -> None:
    await asked.play(("张三", FIRST, "能来", None), ("张三", FIRST, "能去", None))
    assert answers(asked) == [("张三", 1, "是", 1)]


@pytest.mark.parametrize("text", ["去不成了，车坏了", "请假，在昆明"])
async def test_a_change_beside_other_words_is_doubtful(asked: Talk, text: str) -> None:
    await asked.play(("张三", FIRST, "能来", None), ("张三", FIRST, text, None))
    assert answers(asked) == [("张三", 1, "是", 1), ("张三", 1, "否", 0)]


async def test_of_the_family_a_change_is_doubtful(asked: Talk) -> None:
    await asked.play(
        ("张三", FIRST, "能来", None),
        ("张三", FIRST, "家属不来", None),
        ("李书记", PRIVATE, "名单 待看", "可能已回第1号通知：“家属不来”"),
    )
    assert answers(asked)[1:] == [("张三", 1, "否", 0)]


@pytest.mark.parametrize(("text", "certain"), [("不能", [0]), ("有空", []), ("我来不了", [1])])
async def test_long_after_the_answer_words_that_are_talk_are_no_sure_change(
    asked: Talk, text: str, certain: list[int]
) -> None:
    await asked.play(("张三", FIRST, "能来", None))
    await asked.wait(minutes=11)
    await asked.play(("张三", FIRST, text, None))
    assert [row[3] for row in answers(asked)[1:]] == certain


async def test_after_the_deadline_a_change_says_that_it_is_one(asked: Talk) -> None:
    await asked.play(("张三", FIRST, "能来", None))
    await asked.until(START + timedelta(days=5))
    await asked.play(("张三", FIRST, "来不了", None), ("张三", FIRST, "改了，来不了", None))
    assert answers(asked)[1:] == [("张三", 1, "否", 1)]


@pytest.mark.parametrize(
    ("order", "first", "later", "choice"),
    [
        (OPTIONS, "去", "不去", "不去"),
        (OPTIONS, "1", "3", "看情况"),
        (OPTIONS, "去", "去不了，在外地", "不去"),
        ("填数：年夜饭来几位", "3", "5", "5"),
        ("填数：年夜饭来几位", "三个", "来五个", "5"),
    ],
)
async def test_an_option_and_a_number_may_be_changed_too(
    talk: Talk, order: str, first: str, later: str, choice: str
) -> None:
    await send(talk, order)
    await talk.play(("张三", FIRST, first, None), ("张三", FIRST, later, None))
    assert answers(talk)[1:] == [("张三", 1, choice, 1)]


@pytest.mark.parametrize("text", ["参加，刚看到", "刚看到，参加", "能去，才看见消息", "去不了，刚看到"])
async def test_an_excuse_may_stand_before_or_behind_the_answer(asked: Talk, text: str) -> None:
    await asked.play(("张三", FIRST, text, None))
    assert [row[3] for row in answers(asked)] == [1]


@pytest.mark.parametrize(
    "text",
    ["不去了，在加拿大", "请假，在昆明", "好的，我在苏州昆山，30号才回，去不了", "参加，我开车带老李一起"],
)
async def test_an_answer_beside_other_words_is_perhaps_one(asked: Talk, text: str) -> None:
    await asked.play(
        ("张三", FIRST, text, None), ("李书记", PRIVATE, "名单 待看", f"可能已回第1号通知：“{text}")
    )
    assert [row[3] for row in answers(asked)] == [0]


async def test_who_is_not_sure_yet_has_perhaps_answered(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "应该能去", "^先记可能：第1号通知，是（应该能去）。定了再回一次。$"),
        ("李书记", PRIVATE, "名单 待看", "可能已回第1号通知：“应该能去”"),
    )
    assert answers(asked) == [("张三", 1, "是", 0)]


async def test_what_the_answer_is_about_may_stand_before_it(asked: Talk) -> None:
    await asked.play(("张三", FIRST, "周六植树我参加", None), ("李四", FIRST, "打麻将我参加", None))
    assert answers(asked) == [("张三", 1, "是", 1)]


@pytest.mark.parametrize("text", ["1号 去", "周六去", "去不了，下周去上海"])
async def test_coming_is_no_journey(asked: Talk, text: str) -> None:
    await asked.play(("张三", PRIVATE, text, "^已记：第1号通知"))
    assert asked.counts("checkins") == 0


async def test_a_check_in_beside_an_answer_is_kept_too(asked: Talk) -> None:
    await asked.play(("张三", PRIVATE, "去不了，平安，在苏州", "已记：平安，.*苏州"))
    assert (len(answers(asked)), asked.counts("checkins")) == (1, 1)


# 收到 where more is asked


async def test_who_only_said_received_is_asked_on_privately_and_once(asked: Talk) -> None:
    for _ in range(2):
        await asked.say("张三", FIRST, "收到")
    assert asked.told("张三") == ["第1号通知您看到了，还要回“是”或“否”。"]
    assert answers(asked) == [("张三", 1, "", 0)]


async def test_who_only_said_received_has_not_answered(asked: Talk) -> None:
    await asked.say("张三", FIRST, "收到")
    await asked.play(("李书记", PRIVATE, "名单 未回", "还没回的 5 人.*张三（看到了"))


async def test_the_answer_may_come_after_it(asked: Talk) -> None:
    await asked.say("张三", FIRST, "收到")
    await asked.play(("张三", FIRST, "参加", None))
    assert answers(asked)[-1] == ("张三", 1, "是", 1)


async def test_who_tells_of_somebody_else_has_only_seen_it(asked: Talk) -> None:
    await asked.say("张三", FIRST, "收到，老王不去")
    assert answers(asked) == [("张三", 1, "", 0)]


# Options


@pytest.mark.parametrize(
    ("text", "choice"),
    [("1", "去"), ("选2", "不去"), ("我选看情况", "看情况"), ("去不了", "不去"), ("1、去", "去")],
)
async def test_an_option_is_chosen_by_number_or_words(talk: Talk, text: str, choice: str) -> None:
    await send(talk, OPTIONS)
    await talk.play(("张三", FIRST, text, None))
    assert answers(talk) == [("张三", 1, choice, 1)]


@pytest.mark.parametrize(
    ("text", "choice", "certain"),
    [
        ("去，带一个孩子", "去", 1),
        ("１，带一个孩子", "去", 1),
        ("看情况，那几天回国", "看情况", 1),
        ("去，几点集合？", "去", 1),
        ("1号", "去", 0),
        ("我去，这么贵", "去", 0),
    ],
)
async def test_behind_an_option_that_opens_anything_is_a_remark(
    talk: Talk, text: str, choice: str, certain: int
) -> None:
    await send(talk, OPTIONS)
    await talk.play(("张三", FIRST, text, None))
    assert answers(talk) == [("张三", 1, choice, certain)]


async def test_after_a_person_s_question_a_remark_leaves_a_doubt(talk: Talk) -> None:
    await send(talk, OPTIONS)
    await talk.play(("李四", FIRST, "晚上打球去吗", None), ("张三", FIRST, "去，带一个孩子", None))
    assert answers(talk) == [("张三", 1, "去", 0)]


async def test_who_cannot_come_answers_the_notice_that_asks_for_it(talk: Talk) -> None:
    await send(talk, OPTIONS)
    await send(talk, "回执：周六大扫除")
    await talk.play(("张三", FIRST, "不好意思，周六去不了了", None))
    assert answers(talk) == [("张三", 1, "不去", 1)]


@pytest.mark.parametrize("text", ["4", "1，2，3木头人", "666", "3点集合", "1号楼停水了"])
async def test_other_numbers_are_chat(talk: Talk, text: str) -> None:
    await send(talk, OPTIONS)
    await talk.play(("张三", FIRST, text, None))
    assert answers(talk) == []


# A number


@pytest.mark.parametrize(("text", "choice"), [("我家来三个", "3"), ("共17", "17"), ("没有", "0")])
async def test_a_number_is_read_with_its_unit(talk: Talk, text: str, choice: str) -> None:
    await send(talk, "填数：年夜饭来几位")
    await talk.play(("张三", FIRST, text, None))
    assert answers(talk) == [("张三", 1, choice, 1)]


async def test_what_is_no_number_yet_is_asked_back(talk: Talk) -> None:
    await send(talk, "填数：年夜饭来几位")
    await talk.play(("张三", PRIVATE, "十几个吧", "^第1号通知您看到了，还要回一个数字，没有就回 0。$"))


# Words


async def test_words_are_what_is_said_to_the_bot(talk: Talk) -> None:
    await send(talk, "填写：想学点什么")
    await talk.play(
        ("张三", PRIVATE, "智能手机怎样用", "^已记：第1号通知，智能手机怎样用。"),
        ("李四", FIRST, "@风筝线 书法", "^$"),
        ("赵海", OVERSEAS, "1号 太极拳", None),
    )
    assert [row[:3] for row in answers(talk)] == [
        ("张三", 1, "智能手机怎样用"),
        ("李四", 1, "书法"),
        ("赵海", 1, "太极拳"),
    ]


async def test_a_quote_of_the_notice_makes_words_an_answer(talk: Talk) -> None:
    await send(talk, "填写：想学点什么")
    await talk.say("张三", FIRST, "剪纸", quote=Quote("风筝线", "【第1号通知】\n想学点什么"))
    assert answers(talk) == [("张三", 1, "剪纸", 1)]


@pytest.mark.parametrize("text", ["书法", "我想学书法", "今天食堂有鱼", "1号下雨", "1号回来"])
async def test_chat_in_the_room_never_answers_with_words(talk: Talk, text: str) -> None:
    await send(talk, "填写：想学点什么")
    await talk.play(("张三", FIRST, text, None))
    assert answers(talk) == []


@pytest.mark.parametrize(
    "text", ["谢谢", "在哪里填？", "这个怎么填", "我替李四说一声，他不学", "平安，在苏州", "你好"]
)
async def test_thanks_questions_and_check_ins_are_no_words(talk: Talk, text: str) -> None:
    await send(talk, "填写：想学点什么")
    await talk.say("张三", PRIVATE, text)
    assert answers(talk) == []


# Several open


async def test_each_answer_goes_to_the_notice_whose_question_it_fits(asked: Talk) -> None:
    await send(asked, "填数：年货几份")
    await asked.play(("张三", FIRST, "去", None), ("张三", FIRST, "3份", None))
    assert answers(asked) == [("张三", 1, "是", 1), ("张三", 2, "3", 1)]


async def test_one_message_may_answer_several(asked: Talk) -> None:
    await send(asked, "回执：请交照片")
    await asked.play(("张三", FIRST, "第1条去，第2条收到", None), ("李四", PRIVATE, "1和2都收到", "第2号"))
    assert answers(asked)[:2] == [("张三", 1, "是", 1), ("张三", 2, None, 1)]
    assert sorted(answers(asked)[2:]) == [("李四", 1, "", 0), ("李四", 2, None, 1)]


async def test_a_number_may_name_the_notice_that_is_changed(asked: Talk) -> None:
    await send(asked, "是否：要不要订报")
    await asked.play(
        ("张三", FIRST, "2号是", None), ("张三", FIRST, "1号去", None), ("张三", FIRST, "1号改成不去", None)
    )
    assert answers(asked)[1:] == [("张三", 1, "是", 1), ("张三", 1, "否", 1)]


@pytest.mark.parametrize("text", ["另一个也收到", "另外一个也收到了"])
async def test_the_other_one_is_the_one_not_answered(talk: Talk, text: str) -> None:
    for order in ("回执：请交照片", "回执：请交总结"):
        await send(talk, order)
    await talk.play(("张三", FIRST, "照片收到", None), ("张三", FIRST, text, None))
    assert [row[1] for row in answers(talk)] == [1, 2]


# Late, withdrawn


async def test_a_late_answer_is_marked_late(asked: Talk) -> None:
    await asked.until(START + timedelta(days=5))
    await asked.play(
        ("张三", PRIVATE, "去", "晚了一点，我标上“晚回”"), ("李书记", SECRETARIES, "进度 1号", "晚 1")
    )


async def test_a_withdrawn_notice_takes_no_answer(asked: Talk) -> None:
    await asked.say("王主任", OFFICE, "撤回 1号")
    await asked.say("王主任", OFFICE, "确认")
    await asked.play(
        ("张三", PRIVATE, "1号 去", "^第1号通知已经撤回，不用回了。$"), ("张三", FIRST, "去", None)
    )
    assert answers(asked) == []


# Talk between people


@pytest.mark.parametrize(
    "text",
    [
        "1号 老王不去",
        "@李四 好啊，我参加",
        "去不去都行",
        "老婆不去",
        "能带孩子吗",
        "去，你们吃什么",
        "我去，这么贵",
    ],
)
async def test_talk_about_going_is_no_answer(asked: Talk, text: str) -> None:
    await asked.play(("张三", FIRST, text, None))
    assert answers(asked) == []


async def test_an_answer_to_a_person_s_words_is_none(asked: Talk) -> None:
    await asked.say("张三", FIRST, "去", quote=Quote("李四", "晚上打球去不去"))
    assert answers(asked) == []


async def test_right_after_a_person_s_question_a_bare_answer_is_doubtful(asked: Talk) -> None:
    await asked.play(("李四", FIRST, "晚上打球去吗", None), ("张三", FIRST, "去", None))
    await asked.wait(minutes=11)
    await asked.play(("李书记", FIRST, "去", None))
    assert answers(asked) == [("张三", 1, "是", 0), ("李书记", 1, "是", 1)]


# Distress


@pytest.mark.parametrize("where", [PRIVATE, FIRST])
async def test_distress_wins_over_an_answer(asked: Talk, where: str) -> None:
    await asked.say("张三", where, "不去，我被车撞了")
    assert any("【急】张三" in said for said in asked.told("李书记"))
    assert not any("已记" in said for said in asked.told("张三"))


async def test_distress_is_no_words_for_a_form(talk: Talk) -> None:
    await send(talk, "填写：想学点什么")
    await talk.say("张三", PRIVATE, "我住院了，没人照顾")
    assert answers(talk) == []
    assert any("【急】张三" in said for said in talk.told("李书记"))


# Lists


async def test_a_list_gives_each_line_s_answer(talk: Talk) -> None:
    await send(talk, OPTIONS)
    await talk.play(("张三", FIRST, "#接龙\n周六植树接龙\n1. 张三 去\n2. 李四 不去\n3. 老周", None))
    assert answers(talk) == [("张三", 1, "去", 1), ("李四", 1, "不去", 1), ("老周", 1, "", 0)]


async def test_who_can_come_is_not_in_need(asked: Talk) -> None:
    await asked.play(("张三", FIRST, "能来，带孩子", None), ("李四", FIRST, "能来", None))
    assert asked.counts("alarms") == 0
    assert ("李四", 1, "是", 1) in answers(asked)
