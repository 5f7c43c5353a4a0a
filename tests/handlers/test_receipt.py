"""Receipts: 收到 and its like, and lists of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Quote
from data import notice as notices
from tests.conftest import (
    CENTRAL,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    SECRETARIES,
    START,
    Talk,
    account_id,
    room_id,
)
from tests.handlers.conftest import receipts


async def send_another(talk: Talk, body: str = "第二件事") -> None:
    """Let a second notice go to the first branch."""
    await talk.play(
        ("王主任", OFFICE, f"通知 支部 一 回执：{body}", "将发给"), ("王主任", OFFICE, "确认", "第2号")
    )


@pytest.mark.parametrize(
    "text", ["收到", "1", "好的", "OK", "👌", "[强]", "收到！", "收到收到", "收道", "+1", "看到了"]
)
async def test_a_bare_receipt_in_a_room_counts_silently(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent) == [("张三", 1, 1, "")]


async def test_what_is_said_beside_the_receipt_is_kept(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到，周六能到", None))
    assert receipts(sent) == [("张三", 1, 1, "周六能到")]


@pytest.mark.parametrize(
    ("text", "remark"),
    [("不好意思，才看到，收到", ""), ("在开会没看手机，收到", "在开会没看手机"), ("行，收到", "")],
)
async def test_a_receipt_behind_an_excuse_counts(sent: Talk, text: str, remark: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent) == [("张三", 1, 1, remark)]


async def test_a_receipt_behind_an_unknown_remark_is_doubtful_in_a_room(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "老李，收到", None))
    assert receipts(sent) == [("张三", 1, 0, "老李")]


async def test_distress_before_a_receipt_is_heard(sent: Talk) -> None:
    await sent.say("张三", FIRST, "我摔断腿了，收到")
    assert receipts(sent)[0][1:3] == (1, 1)
    assert any("我摔断腿了" in text for text in sent.told("李书记"))


async def test_a_private_receipt_is_confirmed(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "收到", "已记：第1号通知收到"))


async def test_chat_is_no_receipt(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到了吗大家", None), ("李四", FIRST, "没收到快递", None))
    assert receipts(sent) == []


async def test_a_receipt_counts_in_the_rooms_of_the_notice_only(sent: Talk) -> None:
    await sent.play(("王主任", CENTRAL, "收到", None), ("路人", FIRST, "收到", None))
    assert receipts(sent) == []


async def test_a_bare_receipt_answers_the_newest_that_is_open(sent: Talk) -> None:
    await send_another(sent)
    await sent.play(
        ("张三", FIRST, "收到", None), ("张三", FIRST, "收到", None), ("张三", FIRST, "收到", None)
    )
    assert [(number, certain) for _, number, certain, _ in receipts(sent)] == [(2, 1), (1, 1)]


@pytest.mark.parametrize("text", ["第1号收到", "1号收到", "N1 收到", "收到 第1号", "第１号收到", "Ｎ１ 收到"])
async def test_a_receipt_may_name_its_notice(sent: Talk, text: str) -> None:
    await send_another(sent)
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent)[0][:2] == ("张三", 1)


@pytest.mark.parametrize(
    "text", ["1号2号都收到", "1号、2号收到", "两个都收到了", "都收到了", "收到，都收到了"]
)
async def test_a_receipt_may_be_for_several(sent: Talk, text: str) -> None:
    await send_another(sent)
    await sent.play(("张三", FIRST, text, None))
    assert sorted(receipts(sent)) == [
        ("张三", 1, 1, receipts(sent)[0][3]),
        ("张三", 2, 1, receipts(sent)[0][3]),
    ]


async def test_the_answer_names_all_that_were_received(sent: Talk) -> None:
    await send_another(sent)
    await sent.play(("张三", PRIVATE, "两个都收到了", "已记：第2号、第1号通知收到。"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("学习的那个收到，我参加", 1),
            ("学习收到", 1),
            ("第一个通知收到", 1),
            ("前一个收到", 1),
            ("收到，周六能到", 1),
        ),
        *(("照片收到", 2), ("第二个收到", 2), ("最后一个收到", 2), ("收到，照片已交", 2), ("收到，谢谢", 2)),
    ],
)
async def test_of_several_the_words_tell_which(sent: Talk, text: str, number: int) -> None:
    await send_another(sent, "请交一寸照片两张")
    await sent.play(("张三", FIRST, text, None))
    assert [row[1:3] for row in receipts(sent)] == [(number, 1)]


async def test_what_was_answered_before_can_still_be_named(sent: Talk) -> None:
    await send_another(sent, "请交一寸照片两张")
    await sent.play(("张三", FIRST, "学习收到", None), ("张三", FIRST, "学习收到", None))
    assert [number for _, number, *_ in receipts(sent)] == [1, 1]


async def test_a_word_that_several_notices_have_leaves_a_doubt(sent: Talk) -> None:
    await send_another(sent, "学习材料请领取")
    await sent.play(("张三", FIRST, "学习收到", None))
    assert receipts(sent) == [("张三", 2, 0, "")]


@pytest.mark.parametrize(
    "text",
    [
        "快递收到了",
        "工资都收到了",
        "好吧，那我们周日去爬山",
        "好的，晚上老地方吃饭",
        "👍 真好看",
        "1，2，3木头人",
    ],
)
async def test_chat_that_opens_like_a_receipt_is_none(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent) == []


@pytest.mark.parametrize("text", ["好的书记，一定到", "好的，谢谢", "好的，周六能到", "张三收到"])
async def test_an_answer_behind_any_receipt_word_counts(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert [row[:3] for row in receipts(sent)] == [("张三", 1, 1)]


async def test_words_of_the_notice_behind_a_weak_word_leave_a_doubt(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "好的，我去集中学习", None))
    assert [row[:3] for row in receipts(sent)] == [("张三", 1, 0)]


# Whether one comes


@pytest.mark.parametrize("text", ["参加", "一定参加", "准时到", "周六能到", "周六去不了，在外地", "请个假"])
async def test_who_says_whether_he_comes_has_perhaps_answered(sent: Talk, text: str) -> None:
    await sent.play(
        ("张三", FIRST, text, None), ("李书记", PRIVATE, "名单 待看", f"可能已回第1号通知：“{text}")
    )
    assert receipts(sent) == [("张三", 1, 0, text)]


async def test_what_it_is_about_may_stand_before_it(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "周六学习我参加", None), ("李四", FIRST, "打麻将我参加", None))
    assert receipts(sent) == [("张三", 1, 0, "周六学习我参加")]


async def test_said_to_the_bot_it_is_sure(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "周六能到", "已记：第1号通知收到，周六能到。"))
    assert receipts(sent) == [("张三", 1, 1, "周六能到")]


async def test_with_several_open_it_is_perhaps_the_newest_he_comes_to(sent: Talk) -> None:
    await send_another(sent)
    await sent.play(("张三", FIRST, "一定参加", None))
    assert receipts(sent) == [("张三", 2, 0, "一定参加")]


async def test_who_cannot_come_after_all_has_perhaps_changed_the_receipt(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到，周六能到", None), ("张三", FIRST, "不好意思，周六去不了了", None))
    assert receipts(sent) == [("张三", 1, 1, "周六能到"), ("张三", 1, 0, "不好意思，周六去不了了")]


async def test_to_somebody_mentioned_it_is_chat(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "打麻将，我参加", None), ("张三", FIRST, "@李四 一定参加", None))
    assert receipts(sent) == []


# What else is said beside a receipt


@pytest.mark.parametrize("where", [PRIVATE, FIRST])
@pytest.mark.parametrize(
    "text", ["收到，我住院了去不了", "好的，我住院了", "我住院了，周六去不了", "周六去不了，在医院"]
)
async def test_distress_beside_a_receipt_raises_the_alarm(sent: Talk, where: str, text: str) -> None:
    await sent.say("张三", where, text)
    assert len(receipts(sent)) == 1
    assert any("【急】张三" in said for said in sent.told("李书记"))
    assert not any("已记" in said for said in sent.told("张三"))


async def test_a_question_is_not_answered_by_a_receipt(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, "那个事我再想想", "没看懂"),
        ("张三", PRIVATE, "收到", "已记"),
        ("李书记", PRIVATE, "名单 待看", "那个事我再想想"),
    )


async def test_distress_without_a_notice_open_is_said_to_others(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "好的，我住院了", None))


@pytest.mark.parametrize("where", [PRIVATE, FIRST])
async def test_a_bereavement_beside_a_receipt_is_told_to_the_secretary(sent: Talk, where: str) -> None:
    await sent.say("张三", where, "收到，我爸去世了，请假")
    assert len(receipts(sent)) == 1
    assert any("张三" in said and "去世" in said for said in sent.told("李书记"))
    assert not any("已记" in said or "【急】" in said for _, said in sent.heard)


@pytest.mark.parametrize(
    ("where", "text", "checkins"),
    [
        (PRIVATE, "收到，平安，在苏州，月底回", 1),
        (PRIVATE, "收到，在苏州", 1),
        (FIRST, "收到，平安，在苏州，月底回", 1),
        (FIRST, "收到 平安 在苏州", 1),
        (FIRST, "收到，周六在苏州出差", 0),  # a reason, said to all
        (FIRST, "收到，祝您平安", 0),
    ],
)
async def test_a_check_in_beside_a_receipt_is_kept_too(
    sent: Talk, where: str, text: str, checkins: int
) -> None:
    await sent.say("张三", where, text)
    assert (len(receipts(sent)), sent.counts("checkins")) == (1, checkins)


async def test_both_are_confirmed_privately(sent: Talk) -> None:
    await sent.play(("张三", PRIVATE, "收到，平安，在苏州", "第1号通知收到。.*已记：平安，.*苏州"))


async def test_a_quote_names_its_notice(sent: Talk) -> None:
    await send_another(sent)
    await sent.say("张三", FIRST, "收到", quote=Quote("风筝线", "【第1号通知】\n周六上午九点集中学习"))
    assert receipts(sent)[0][:2] == ("张三", 1)


async def test_a_notice_nobody_was_asked_about_takes_no_receipt(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "第9号收到", None), ("王主任", PRIVATE, "第1号收到", "没看懂"))
    assert receipts(sent) == []


@pytest.mark.parametrize(
    ("who", "ask"),
    [
        ("李书记", "大家看到请回复"),
        ("李书记", "收到的请扣1"),
        ("李四", "请各位接龙"),
        ("路人", "看到的回个1"),
    ],
)
async def test_after_a_person_asked_for_answers_a_bare_receipt_is_doubtful(
    sent: Talk, who: str, ask: str
) -> None:
    await sent.play((who, FIRST, ask, None), ("张三", FIRST, "收到", None), ("孙七", SECOND, "收到", None))
    assert [(name, certain) for name, _, certain, _ in receipts(sent)] == [("张三", 0), ("孙七", 1)]


async def test_a_doubtful_receipt_is_shown_as_one(sent: Talk) -> None:
    await sent.play(
        ("李书记", FIRST, "看到的回个1", None),
        ("张三", FIRST, "1", None),
        ("李书记", SECRETARIES, "进度", "第一支部 .*0/5（可能已回 1）"),
        ("李书记", PRIVATE, "名单 未回", "张三（可能已回）"),
    )


async def test_a_later_notice_makes_bare_receipts_sure_again(sent: Talk) -> None:
    await sent.play(("李书记", FIRST, "看到的回个1", None))
    await send_another(sent)
    await sent.play(("张三", FIRST, "收到", None))
    assert receipts(sent) == [("张三", 2, 1, "")]


async def test_answers_before_anything_was_asked_are_chat(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "收到", None), ("张三", FIRST, "1", None))
    assert talk.outcomes() == ["chat", "chat"]


async def test_late_answers_count_for_a_week(sent: Talk) -> None:
    await sent.until(START + timedelta(days=8))
    await sent.play(("张三", FIRST, "收到", None))
    assert receipts(sent) == [("张三", 1, 1, "")]
    await sent.until(START + timedelta(days=12))
    await sent.play(("李四", FIRST, "收到", None))
    assert len(receipts(sent)) == 1
    assert notices.find(sent.db, 1)


# Whom an answer is meant for


async def test_an_answer_to_a_person_s_words_is_no_receipt(sent: Talk) -> None:
    await sent.say("张三", FIRST, "收到", quote=Quote("李四", "明天带身份证"))
    assert receipts(sent) == []


async def test_a_quote_of_the_notice_s_words_names_it_whoever_passed_them_on(sent: Talk) -> None:
    await sent.play(
        ("王主任", OFFICE, "通知 支部 一 回执：交年度总结", "将发给"), ("王主任", OFFICE, "确认", "第2号")
    )
    await sent.say("张三", FIRST, "收到", quote=Quote("李书记", "转发：周六上午九点集中学习，请收看"))
    assert receipts(sent) == [("张三", 1, 1, "")]


async def test_a_receipt_that_mentions_a_person_is_doubtful(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到 @李四", None))
    assert [certain for _, _, certain, _ in receipts(sent)] == [0]


# Lists


@pytest.mark.parametrize(
    "title",
    [
        "第1号通知接龙",
        "周六集中学习接龙",
        "周六学习 接龙",
        "收到请接龙，N1",
        "1号通知收到的请接龙",
        "收到请接龙",
    ],
)
async def test_a_list_that_names_the_notice_is_a_receipt_of_all_in_it(sent: Talk, title: str) -> None:
    await sent.play(("张三", FIRST, f"#接龙\n{title}\n\n1. 张三 收到\n2. 老周 能到", None))
    assert receipts(sent) == [("张三", 1, 1, "收到（接龙）"), ("老周", 1, 1, "能到（接龙）")]


@pytest.mark.parametrize(
    "text",
    ["#Group Note\n周六集中学习\n1. 张三 收到", "周六学习 接龙\n1张三 收到", "接龙 收到请接龙\n1、张三 收到"],
)
async def test_a_list_may_have_lost_its_head(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent) == [("张三", 1, 1, "收到（接龙）")]


async def test_a_list_that_names_none_of_several_is_a_doubtful_receipt_of_the_newest(sent: Talk) -> None:
    await send_another(sent)
    await sent.play(("李书记", FIRST, "#接龙\n收到请接龙\n1. 张三", None))
    assert receipts(sent) == [("张三", 2, 0, "（接龙）")]


async def test_a_numbered_text_is_no_list(sent: Talk) -> None:
    await sent.play(("李书记", FIRST, "集中学习要点\n1. 张三 发言\n2. 李四 发言", None))
    assert receipts(sent) == []


async def test_a_name_unknown_in_a_list_of_check_ins_is_another_matter(sent: Talk) -> None:
    await sent.say("张三", FIRST, "#接龙\n报平安\n1. 张三 平安\n2. 张珊瑚 平安")
    await sent.wait(minutes=5)
    await sent.play(
        ("张三", FIRST, "#接龙\n第1号通知\n1. 张三\n2. 张珊瑚 收到", None),
        ("李书记", PRIVATE, "名单 待看", "没认出“张珊瑚”.*没认出“张珊瑚（第1号通知）”：“张珊瑚 收到”"),
    )


@pytest.mark.parametrize("title", ["周六上午爬山报名", "第9号通知", "团购苹果", "学习心得"])
async def test_a_list_about_something_else_is_chat(sent: Talk, title: str) -> None:
    await sent.play(("张三", FIRST, f"#接龙\n{title}\n1. 张三\n2. 李四", None))
    assert receipts(sent) == []


async def test_a_list_pasted_again_adds_who_is_new(sent: Talk) -> None:
    first = "#接龙\n第1号通知\n1. 张三 收到"
    await sent.play(("张三", FIRST, first, None), ("李四", FIRST, f"{first}\n2. 李四 收到", None))
    assert [name for name, *_ in receipts(sent)] == ["张三", "李四"]


async def test_a_list_counts_nobody_of_another_branch(sent: Talk) -> None:
    await sent.play(
        ("张三", FIRST, "#接龙\n第1号通知\n1. 张三\n2. 孙七", None),
        ("李书记", PRIVATE, "名单 待看", "张三（11月23日群里）没认出“孙七（第1号通知）”：“孙七”"),
    )
    assert [name for name, *_ in receipts(sent)] == ["张三"]


async def test_a_list_overseas_counts_all_who_sit_there(sent: Talk) -> None:
    sent.stage.wechat.join(room_id(OVERSEAS), account_id("孙七"), "孙七")
    await sent.play(("赵海", OVERSEAS, "#接龙\n第1号通知\n1. 赵海\n2. 孙七", None))
    assert [name for name, *_ in receipts(sent)] == ["赵海", "孙七"]


# What may be an answer


@pytest.mark.parametrize("text", ["收到+1", "收到了哦", "收到（张三）", "收到-张三", "收到1", "OK的"])
async def test_a_receipt_has_many_endings(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert [row[:3] for row in receipts(sent)] == [("张三", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "不参加了，孩子发烧",
        "不去了，在加拿大",
        "请假，在昆明",
        "好的，我在苏州昆山，30号才回，去不了",
        "我就不参加了，家里来客人",
        "孕晚期不方便参加",
        "周六不行，要去医院复查",
        "要带孩子，这次就不去了",
        "我和李四都收到",
        "老伴也收到了，我也收到",
    ],
)
async def test_what_may_be_an_answer_is_looked_at(sent: Talk, text: str) -> None:
    await sent.play(
        ("张三", FIRST, text, None), ("李书记", PRIVATE, "名单 待看", f"可能已回第1号通知：“{text}”")
    )
    assert [row[:3] for row in receipts(sent)] == [("张三", 1, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "党校那边停车方便吗",
        "谁去接孩子",
        "周末去爬山吗",
        "晚上聚餐我不去了",
        "今天不去买菜了",
        "他不参加了",
        "老公出差去不了",
        "车来不了，坐公交吧",
        "外卖来不了了",
        "孩子请假，发烧了",
        "打麻将，我参加",
        "我回不去了，哈哈",
        "收到（红包）",
        "妈妈寄的收到了",
    ],
)
async def test_ordinary_chat_stays_chat(sent: Talk, text: str) -> None:
    await sent.play(("张三", FIRST, text, None))
    assert receipts(sent) == []


async def test_who_received_it_and_cannot_come_after_all_is_looked_at(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "收到", None), ("张三", FIRST, "不去了，孩子发烧", None))
    assert receipts(sent) == [("张三", 1, 1, ""), ("张三", 1, 0, "不去了，孩子发烧")]


@pytest.mark.parametrize("text", ["我们支部都收到了", "大家都收到了", "第一支部全体党员收到"])
async def test_who_receives_for_the_whole_branch_is_asked_for_names(sent: Talk, text: str) -> None:
    await sent.say("李书记", FIRST, text)
    assert [name for name, *_ in receipts(sent)] == ["李书记"]
    assert sent.told("李书记")[-1].startswith("您说支部都收到了，第1号通知我只当是您自己的。")
    assert sent.told(FIRST) == []


async def test_a_member_s_word_for_the_whole_branch_is_looked_at(sent: Talk) -> None:
    await sent.play(("张三", FIRST, "我们支部都收到了", None))
    assert [row[:3] for row in receipts(sent)] == [("张三", 1, 0)]
