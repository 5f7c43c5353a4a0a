"""Taking back and putting right: 撤, a report for the wrong person, 不对 in a room, the all-clear."""

from __future__ import annotations

import pytest

from data import account as accounts
from tests.conftest import FIRST, OFFICE, PRIVATE, Talk, account_id
from tests.handlers.test_answers import PLANTING, send


def standing(talk: Talk) -> list[tuple[str, str | None]]:
    """List (about whom, city) of the check-ins that count."""
    rows = talk.db.execute(
        "SELECT name, place ->> 'city' FROM checkins JOIN members ON members.id = member_id"
        " WHERE withdrawn_at IS NULL ORDER BY checkins.id"
    )
    return [(row[0], row[1]) for row in rows]


# 撤


@pytest.mark.parametrize(
    "text", ["撤", "撤回", "撤。", "上条不算", "刚才那条不算", "撤销吧", "把刚才那条撤了"]
)
async def test_the_last_check_in_is_taken_back_and_kept_for_the_record(talk: Talk, text: str) -> None:
    await talk.play(
        ("李四", PRIVATE, "平安，在苏州", "已记"), ("李四", PRIVATE, text, "^已撤：平安，苏州。$")
    )
    assert standing(talk) == []
    assert talk.counts("checkins") == 1


async def test_what_was_known_before_counts_again(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "平安，在苏州", "已记"),
        ("李四", PRIVATE, "到上海了", "已记"),
        ("李四", PRIVATE, "撤", "^已撤：平安，上海。现在记的是：平安，苏州。$"),
        ("李四", PRIVATE, "撤", "^已撤：平安，苏州。$"),
        ("李四", PRIVATE, "撤", "没有可撤的"),
    )


async def test_a_report_for_the_wrong_one_is_taken_back_and_no_longer_thanked_for(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "代报 张三 平安", None))
    await talk.say("李书记", FIRST, "撤")
    await talk.wait(minutes=15)
    assert talk.told("李书记") == ["已撤：张三 平安。"]
    assert talk.told(FIRST) == []
    assert standing(talk) == []


async def test_where_no_private_word_is_possible_the_room_hears_only_that_it_was_done(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", FIRST, "平安，在上海", None), ("张三", FIRST, "撤回", "^好的，撤了。$"))


async def test_after_an_hour_nothing_is_taken_back(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "平安", "已记"))
    await talk.wait(minutes=61)
    await talk.play(("李四", PRIVATE, "撤", "一个小时里您没有报过什么"))
    assert standing(talk) == [("李四", None)]


@pytest.mark.parametrize("text", ["撤", "撤回", "上条不算", "撤离了没有", "撤回去看看"])
async def test_in_a_room_who_told_nothing_hears_nothing(talk: Talk, text: str) -> None:
    await talk.play(("李四", FIRST, text, None))


async def test_who_was_alarmed_hears_that_it_was_taken_back(talk: Talk) -> None:
    await talk.play(("李四", PRIVATE, "我摔断腿住院了", "120"), ("李四", PRIVATE, "撤", "^已撤："))
    assert talk.told("李书记")[-1] == "李四撤回了刚才说李四的那条。"


async def test_a_death_that_was_told_by_mistake_is_taken_back(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, "张三去世了", "祝福已经停了"), ("李书记", PRIVATE, "撤", "张三的祝福照常")
    )
    assert talk.told("王主任")[-1] == "李书记撤回了刚才说张三的那条。"


# The wrong person


@pytest.mark.parametrize(
    "text", ["错了，是李四", "不对，不是张三，是李四", "不对，应该是李四。", "说错了，是李四"]
)
async def test_a_report_for_the_wrong_one_is_put_right(talk: Talk, text: str) -> None:
    await talk.play(
        ("李书记", PRIVATE, "代报 张三 平安 在苏州", "已记：张三"),
        ("李书记", PRIVATE, text, "^已改：李四 平安，苏州。"),
    )
    assert standing(talk) == [("李四", "苏州市")]


async def test_in_a_room_too_if_it_is_said_soon(talk: Talk) -> None:
    await talk.play(("李书记", FIRST, "代报 张三 平安", None), ("李书记", FIRST, "错了，是李四", "^$"))
    assert standing(talk) == [("李四", None)]
    await talk.wait(minutes=12)
    heard = len(talk.heard)
    await talk.say("李书记", FIRST, "错了，是张三")
    assert len(talk.heard) == heard
    assert standing(talk) == [("李四", None)]


# In a room, 不对 is mostly about something else.


@pytest.mark.parametrize(
    "text",
    [
        "不对，我在苏州吃的不是这个",
        "说错了，我在北京西站等你",
        "更正：会议地点在怀柔宾馆",
        "不对，我在苏州见过他",
        "不对，李四在苏州",
    ],
)
async def test_talk_that_opens_as_a_correction_changes_nothing(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, "平安，在上海", None))
    await talk.wait(minutes=2)
    await talk.play(("张三", FIRST, text, None))
    assert standing(talk) == [("张三", "上海市")]


async def test_ten_minutes_later_a_correction_in_a_room_needs_an_at(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安，在上海", None))
    await talk.wait(minutes=11)
    await talk.play(("张三", FIRST, "不对，我在苏州", None))
    assert standing(talk) == [("张三", "上海市")]
    await talk.play(("张三", FIRST, "@风筝线 不对，我在苏州", "^$"))
    assert standing(talk)[-1] == ("张三", "苏州市")


async def test_who_only_reported_for_another_corrects_nothing_of_the_own(talk: Talk) -> None:
    await talk.play(("李四", FIRST, "代报 老周 平安", None))
    await talk.wait(minutes=2)
    await talk.play(("李四", FIRST, "不对，我在苏州", None))
    assert standing(talk) == [("老周", None)]


# The all-clear


@pytest.mark.parametrize("text", ["没事了，是误报", "误报，大家放心", "虚惊一场"])
async def test_who_was_alarmed_hears_the_all_clear(talk: Talk, text: str) -> None:
    await talk.play(
        ("张三", PRIVATE, "我被困在电梯里了，快来人", "120"), ("张三", PRIVATE, text, "已记：平安")
    )
    for helper in ("李书记", "王主任"):
        assert talk.told(helper)[1:] == [f"张三说没事了：{text}"]


async def test_the_all_clear_for_another_says_for_whom(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "老周摔伤了在医院抢救，快来人", "会尽快联系老周"),
        ("李四", PRIVATE, "没事了，是误报", "已记：老周 平安"),
    )
    assert talk.told("李书记")[-1] == "李四说老周没事了：没事了，是误报"


async def test_without_an_alarm_nobody_hears_of_it(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "平安", "已记"), ("张三", PRIVATE, "没事，挺好的", "已记"))
    assert (talk.told("李书记"), talk.told(OFFICE)) == ([], [])


@pytest.mark.parametrize("text", ["没事了？", "没事了吗", "没事了才怪"])
async def test_a_question_or_its_opposite_is_no_all_clear(talk: Talk, text: str) -> None:
    await talk.play(("张三", PRIVATE, "我被困在电梯里了，快来人", "120"))
    await talk.say("张三", PRIVATE, text)
    assert not [told for told in talk.told("李书记") if "没事了：" in told]


async def test_a_goodbye_in_the_room_takes_nothing_back(talk: Talk) -> None:
    await talk.play(("张三", FIRST, "平安，在上海", None))
    await talk.say("张三", FIRST, "撤了")
    assert talk.db.execute("SELECT count(*) FROM checkins WHERE withdrawn_at IS NULL").fetchone() == (1,)


async def test_an_all_clear_that_was_taken_back_is_called_off(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我被困在电梯里了，快来人", "120"),
        ("李四", PRIVATE, "代报 张三 平安", "已记：张三 平安"),
        ("李四", PRIVATE, "撤", "已撤"),
    )
    for helper in ("李书记", "王主任"):
        assert talk.told(helper)[-1] == "李四撤回了“张三没事了”的话，请再联系张三。"


async def test_an_alarm_about_the_wrong_person_is_called_off(talk: Talk) -> None:
    await talk.play(
        ("李四", PRIVATE, "代报 张三 住院了，没人照顾", "会尽快联系张三"),
        ("李四", PRIVATE, "错了，是老周", "老周"),
    )
    assert "李四撤回了刚才说张三的那条。" in talk.told("李书记")


# Answers to notices


async def test_an_answer_is_taken_back_and_what_counts_now_is_said(sent: Talk) -> None:
    await sent.play(
        ("张三", PRIVATE, "收到", "已记"), ("张三", PRIVATE, "撤", "^已撤：第1号通知收到。现在算还没回。$")
    )
    assert [row[0] for row in sent.db.execute("SELECT withdrawn_at IS NULL FROM receipts")] == [0]


async def test_the_answer_before_counts_again(talk: Talk) -> None:
    await send(talk, PLANTING)
    await talk.play(
        ("张三", PRIVATE, "去", "已记"),
        ("张三", PRIVATE, "不去了", "已记"),
        ("张三", PRIVATE, "撤", "^已撤：第1号通知“否”。现在记的是“是”。$"),
    )


async def test_answers_for_others_and_their_check_ins_are_taken_back_together(sent: Talk) -> None:
    await sent.play(
        ("李书记", PRIVATE, "名单 未回", "2 张三"),
        ("李书记", PRIVATE, "2 3 电话平安", "已记电话收到、平安：2张三 3李四"),
        ("李书记", PRIVATE, "撤", "^已撤：张三、李四 平安。\n已撤：张三、李四第1号通知收到。现在算还没回。$"),
    )
    assert standing(sent) == []


async def test_only_the_last_act_is_taken_back(sent: Talk) -> None:
    await sent.play(
        ("李书记", PRIVATE, "代收 1号 张三", "已记"), ("李书记", PRIVATE, "代报 李四 平安", "已记：李四")
    )
    await sent.play(
        ("李书记", PRIVATE, "撤", "^已撤：李四 平安。$"), ("李书记", PRIVATE, "撤", "^已撤：张三第1号")
    )


async def test_a_secretary_does_not_end_a_rest_the_mourner_asked_for(talk: Talk) -> None:
    await talk.say("张三", PRIVATE, "我妈昨天去世了")
    await talk.wait(minutes=1)
    await talk.say("李书记", PRIVATE, "代报 张三 家里老人去世了")
    await talk.say("李书记", PRIVATE, "撤")
    assert not any("祝福照常" in said for said in talk.told("李书记"))
