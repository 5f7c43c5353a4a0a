"""建议, 反映, 求助, 代办, 申诉, 举报: what members ask for, and their own cases."""

from __future__ import annotations

import pytest

from tests.conftest import FIRST, OFFICE, PRIVATE, START, MakeTalk, Talk, account_id

ASKED = ("张三", PRIVATE, "反映 小区门口路灯坏了半个月", "已记下，反映1号")


async def test_a_case_has_a_number_and_a_promise_and_goes_to_the_secretary(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "反映 小区门口路灯坏了半个月", "^已记下，反映1号，最晚11月30日 18:00前答复您"),
    )
    assert "【反映1号】张三（第一支部）：小区门口路灯坏了半个月" in talk.told("李书记")[0]
    assert not talk.told("王主任")


async def test_help_is_promised_by_the_end_of_the_next_working_day(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "求助 孩子转学手续不会办", "求助1号，最晚11月24日 18:00前.*人有危险打 120")
    )


@pytest.mark.parametrize("said", ["求助", "求助 救命", "求助 老人住院了", "求助，我在山上迷路了"])
async def test_a_cry_for_help_rings_and_is_no_case(talk: Talk, said: str) -> None:
    await talk.play(("张三", PRIVATE, said, "已经告诉"))
    assert "张三可能需要帮助" in talk.told("李书记")[0]
    assert "张三可能需要帮助" in talk.told("王主任")[0]
    assert not talk.counts("cases")


async def test_a_cry_for_help_of_somebody_not_bound_rings(talk: Talk) -> None:
    talk.db.execute("DELETE FROM accounts WHERE account_id = ?", (account_id("张三"),))
    talk.db.conn.commit()
    await talk.play(("张三", PRIVATE, "求助 救命", "120"))
    assert talk.counts("alarms") == 1


async def test_a_cry_for_help_in_a_room_rings(talk: Talk) -> None:
    await talk.say("张三", FIRST, "求助 老周摔倒了，起不来")
    assert "老周可能需要帮助" in talk.told("王主任")[0]
    assert not talk.counts("cases")


@pytest.mark.parametrize(
    "said",
    [
        "建议大家早点来",
        "建议 大家早点来",
        "建议 你们先吃",
        "求助 谁有打印机",
        "求助：有没有人会修电脑",
        "代办的事多谢了",
        "反映不错",
        "举报电话是多少",
        "求助热线是12345",
        "申诉期过了",
        "建议 好的",
        "答复很及时",
        "转办一下",
        "办结了没有",
        "追问一句",
        "重开一桌",
        "工单太多了",
    ],
)
async def test_ordinary_talk_stays_talk(talk: Talk, said: str) -> None:
    await talk.play(("张三", FIRST, said, None))


async def test_in_a_room_only_the_number_is_said(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "建议：组织生活改到周末上午", "^已记下，建议1号。$"))
    assert "最晚11月30日 18:00前答复您" in talk.told("张三")[0]


@pytest.mark.parametrize("said", ["举报 李四收了东西", "申诉：处理不公", "@风筝线 举报 李四收了东西"])
async def test_what_is_confidential_is_not_for_a_room(talk: Talk, said: str) -> None:
    await talk.play(("张三", FIRST, said, "^这类内容请私信我，方便的话先撤回。$"))
    assert not talk.counts("cases")
    assert len(talk.heard) == 1


async def test_without_a_named_clerk_nothing_confidential_is_kept(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "举报 李四收了东西", "没有记下来.*请直接打电话给党办（王主任）"))
    assert not talk.counts("cases")


async def test_empty_words_are_answered_with_an_example(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "建议", "例：建议 组织生活"), ("张三", PRIVATE, "代办：", "例：代办"))


async def test_the_same_words_again_are_one_case(talk: Talk) -> None:
    await talk.play(ASKED, ("张三", PRIVATE, "反映：小区门口路灯坏了半个月", "刚才已经记下了，反映1号"))
    assert talk.counts("cases") == 1


async def test_a_secretary_enters_it_for_who_has_only_a_telephone(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "代办 替老周：开一张党员证明", "已记下，代办1号.*前答复老周"),
        ("王主任", PRIVATE, "答复 1号 开好了，来党办取", "私信不到老周，已请李书记转告"),
    )
    assert "请您转告" in talk.told("李书记")[-1]


async def test_a_secretary_has_the_own_case_at_the_office(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "建议 支部经费早点下来", "建议1号"))
    assert "【建议1号】李书记" in talk.told("王主任")[0]
    await talk.play(("李书记", PRIVATE, "答复 1号 好", "没有您能办的"))


async def test_own_cases_are_seen_and_taken_back(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("张三", PRIVATE, "我的工单", "反映1号（等李书记，最晚11月30日 18:00）"),
        ("张三", PRIVATE, "工单 1号", "提出（张三）\n现在：等李书记"),
        ("李四", PRIVATE, "工单 1号", "没有您能看的工单1号"),
        ("李四", PRIVATE, "工单撤回 1号", "您没有工单1号"),
        ("张三", PRIVATE, "工单撤回 1号", "^反映1号撤回了。$"),
        ("张三", PRIVATE, "工单", "没有在办的事"),
    )
    assert "本人撤回了" in talk.told("李书记")[-1]


async def test_an_opening_is_undone(talk: Talk) -> None:
    await talk.play(ASKED, ("张三", PRIVATE, "撤", "已撤：反映1号的“提出”"))
    await talk.play(("李书记", PRIVATE, "答复 1号 好", "本人已经撤回"))


async def test_reopening_goes_to_the_level_above(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("李书记", PRIVATE, "答复 1号 报修了", "答复了"),
        ("张三", PRIVATE, "重开 1号", "请写一句哪里没解决"),
        ("张三", PRIVATE, "重开 1号 还是不亮", "重开了，请党办看，最晚11月30日"),
    )
    assert "本人说没解决：还是不亮\n【反映1号】" in talk.told("王主任")[-1]


async def test_after_a_month_a_case_is_not_reopened(talk: Talk) -> None:
    await talk.play(ASKED, ("李书记", PRIVATE, "办结 1号 修好了", "办结了"))
    await talk.wait(days=31)
    await talk.play(("张三", PRIVATE, "重开 1号 又坏了", "过了 30 天，请重新说一遍：反映 内容"))


# Confidential ones


@pytest.fixture
async def named(make_talk: MakeTalk) -> Talk:
    """王主任 is named for what is confidential."""
    made = make_talk(START, cases={"confidential": ["王主任"]})
    await made.stage.settle()
    return made


async def test_only_who_is_named_hears_of_a_confidential_case(named: Talk) -> None:
    await named.play(("张三", PRIVATE, "举报 李书记收了东西", "只有专人看得到，最晚12月7日 18:00前"))
    await named.wait(minutes=5)
    assert named.told("王主任") == [
        "有一件要您亲自看的事（1号），最晚12月7日 18:00答复。请私信我发：工单 1号"
    ]
    assert not named.told("李书记")
    await named.play(
        ("李书记", PRIVATE, "工单 1号", "没有您能看的工单1号"),
        ("李书记", PRIVATE, "工单", "没有等您答复的工单"),
        ("李书记", PRIVATE, "答复 1号 好", "没有您能办的"),
        ("王主任", OFFICE, "工单", "没有等您答复的工单"),
        ("王主任", OFFICE, "工单 1号", "请私信我"),
        ("王主任", PRIVATE, "工单 1号", "【举报1号】张三（第一支部）：李书记收了东西"),
        ("王主任", PRIVATE, "转办 1号 李书记", "只能转给指定的专人"),
    )


async def test_looking_at_a_confidential_case_stands_in_no_audit(named: Talk) -> None:
    await named.play(
        ("张三", PRIVATE, "申诉 处理不公", "申诉1号"), ("王主任", PRIVATE, "工单 1号", "处理不公")
    )
    await named.play(("王主任", PRIVATE, "答复 1号 我们再看一遍", "已经私信本人"))
    assert not talk_rows(named, "SELECT 1 FROM audit")
    assert "看过（王主任）" in (await _course(named))


def talk_rows(talk: Talk, sql: str) -> list[object]:
    return list(talk.db.execute(sql))


async def _course(talk: Talk) -> str:
    await talk.play(("张三", PRIVATE, "我的工单 1号", "申诉1号"))
    return talk.told("张三")[-1]


# In own words


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("我建议组织生活放在周末", "建议1号】张三（第一支部）：组织生活放在周末"),
        ("我有个建议，组织生活放周末", "建议1号】张三（第一支部）：组织生活放周末"),
        ("反映路灯坏了半个月没人修", "反映1号】张三（第一支部）：路灯坏了半个月没人修"),
        ("反映一下楼道灯的问题", "反映1号】张三（第一支部）：楼道灯的问题"),
    ],
)
async def test_a_case_is_heard_in_own_words_privately(talk: Talk, said: str, body: str) -> None:
    await talk.play(("张三", FIRST, said, None), ("张三", PRIVATE, said, "已记下"))
    assert body in talk.told("李书记")[0]


@pytest.mark.parametrize("said", ["反映很好", "建议你们几点开会？", "反映的电话是多少"])
async def test_what_only_names_a_case_opens_none(talk: Talk, said: str) -> None:
    await talk.say("张三", PRIVATE, said)
    assert not talk.counts("cases")


async def test_who_announces_a_suggestion_is_asked_for_it(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "我想提个建议", "您说.*例：建议 "))


@pytest.mark.parametrize(
    "said",
    ["我的事办得怎么样了", "我反映的事有消息吗", "反映1号办好了吗", "1号怎么样了？", "我的问题解决了没有"],
)
async def test_the_course_is_told_to_a_plain_question(talk: Talk, said: str) -> None:
    await talk.play(ASKED, ("张三", PRIVATE, said, "反映1号.*等李书记"), ("张三", FIRST, said, None))


async def test_a_question_of_the_own_report_is_no_report(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "我的举报怎么样了", "您没有提过什么事"))


async def test_who_says_it_is_not_solved_hears_how_to_reopen(talk: Talk) -> None:
    await talk.play(
        ASKED,
        ("李书记", PRIVATE, "答复 1号 修好了", "答复了"),
        ("张三", PRIVATE, "还是没解决", "重开 1号 还是没解决"),
        ("张三", PRIVATE, "重开 1号 还是没解决", "重开了"),
    )


# The secretary named in it


async def test_who_writes_of_the_own_secretary_hears_first_who_would_read_it(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "反映 李书记开会总不通知人", "会先给李书记看.*举报 内容”，只有专人看得到")
    )
    assert talk.counts("cases") == 0
    assert not talk.told("李书记")
    await talk.play(("张三", PRIVATE, "取消", "作罢"))
    assert talk.counts("cases") == 0


async def test_it_goes_to_the_secretary_where_the_member_wants_that(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "反映 和李书记说过的路灯又坏了", "回“确认”"), ("张三", PRIVATE, "确认", "反映1号")
    )
    assert "路灯又坏了" in talk.told("李书记")[-1]


@pytest.mark.parametrize("words", ["求助孩子转学手续不会办", "求助。医保报销材料不会填"])
async def test_plain_paperwork_without_a_gap_opens_a_case_and_does_not_ring(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "已记下，求助1号"))
    assert talk.counts("alarms") == 0


@pytest.mark.parametrize("words", ["求助我摔倒了", "求助", "求助我不行了快来人", "求助办手续的路上摔断了腿"])
async def test_what_may_be_distress_still_rings(talk: Talk, words: str) -> None:
    await talk.play(("张三", PRIVATE, words, "看到了，已经告诉"))
