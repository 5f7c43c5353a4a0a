"""Roll calls: 点名, what counts as an answer, 名单 未报, 报平安进度."""

from __future__ import annotations

import pytest

from bot.ports import Quote
from data import account as accounts
from data import room as rooms
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


async def opened(talk: Talk, order: str = "点名") -> Talk:
    """Open a roll call and forget what was said about it."""
    await talk.play(("王主任", OFFICE, order, "将请"), ("王主任", OFFICE, "确认", "第1次报平安开始了"))
    talk.heard.clear()
    return talk


def checked_in(talk: Talk) -> list[str]:
    rows = talk.db.execute(
        "SELECT name FROM checkins JOIN members ON members.id = member_id ORDER BY checkins.id"
    )
    return [row[0] for row in rows]


# The order


async def test_a_draft_counts_whom_it_asks_by_which_way(talk: Talk) -> None:
    rooms.unseat(talk.db, room_id(SECOND), account_id("孙七"))
    await talk.play(
        (
            "王主任",
            OFFICE,
            "点名 全体 截止 周五18:00",
            "^将请全体报平安，共 7 人\n"
            "群里问 5 人，私信问 1 人，请书记打电话 1 人\n"
            "4 条消息，不到 1 分钟\n"
            "截止：11月27日（周五）18:00，到时把没消息的名单私信给各位书记\n"
            "回复“确认”开始，“取消”作罢。$",
        )
    )
    assert talk.counts("rollcalls") == 0


async def test_a_draft_counts_who_is_left_in_peace(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "我母亲昨天去世了", "节哀"),
        (
            "王主任",
            OFFICE,
            "点名 支部 一",
            "共 5 人\n群里问 3 人，请书记打电话 1 人\n.*这次不问：不便打扰 1 人",
        ),
    )


async def test_who_sleeps_is_asked_in_the_morning(talk: Talk) -> None:
    await talk.until(START.replace(hour=15))  # two at night in Toronto
    await talk.play(("王主任", OFFICE, "点名 境外", "共 1 人.*1 人那边是夜里，等当地 10:00 再问"))
    await talk.play(("王主任", OFFICE, "确认", "第1次"))
    assert talk.told(OVERSEAS) == []
    await talk.until(START.replace(hour=23, minute=1))
    assert len(talk.told(OVERSEAS)) == 1


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("点名 支部 九", "没有“第九支部”.*现有：第一支部、第二支部"),
        ("点名 全体 截止 很快", "“很快”没看懂。例：点名"),
        ("点名 全体 截止 今天7:00", "截止时间11月23日（周一）07:00已经过了"),
        ("点名 书记", "点名可以写：全体、支部 一,三 或 境外"),
    ],
)
async def test_an_order_that_cannot_be_kept_says_why(talk: Talk, order: str, said: str) -> None:
    await talk.play(("王主任", OFFICE, order, said))


async def test_only_the_office_orders_one_and_not_in_a_branch_s_room(talk: Talk) -> None:
    await talk.play(
        ("李书记", SECRETARIES, "点名", "只有党办可以用"),
        ("王主任", SECRETARIES, "点名", "请在党办群、中心群或私信里"),
        ("王主任", CENTRAL, "点名", "将请全体"),
        ("李书记", FIRST, "点名册在谁那里", None),
    )


async def test_a_roll_call_asks_each_room_once_and_never_says_roll_call(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "点名", "将请"), ("王主任", OFFICE, "确认", "开始了"))
    await talk.wait(minutes=1)
    for room in (FIRST, SECOND, OVERSEAS):
        (text,) = talk.told(room)
        assert text.startswith("【报平安】")
        assert "12 个月" in text
        assert "点名" not in text
    assert "北京时间周三8点前" in talk.told(OVERSEAS)[0]


async def test_the_secretary_gets_at_once_whom_only_a_telephone_reaches(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "点名", "将请"), ("王主任", OFFICE, "确认", "开始了"))
    assert talk.told("李书记") == [
        "第1次报平安开始了，这 1 位我问不到，请您打个电话：\n"
        "1 老周（只有电话 13900139000，还没有过消息）\n打过电话的，回编号：1 电话平安"
    ]


async def test_where_no_secretary_can_be_told_the_office_is(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("李书记"))
    await talk.play(("王主任", OFFICE, "点名", "将请"), ("王主任", OFFICE, "确认", "这 1 位我问不到.*1 老周"))


# What answers it


@pytest.mark.parametrize(
    "text",
    [
        "平安",
        "都好",
        "挺好的",
        "好着呢",
        "OK",
        "1",
        "[OK]",
        "我在上海挺好的",
        "一切都好，月底回",
        "谢谢关心，都平安",
    ],
)
async def test_while_it_is_open_plain_words_answer_in_the_room(talk: Talk, text: str) -> None:
    await opened(talk)
    await talk.say("张三", FIRST, text)
    assert checked_in(talk) == ["张三"]


@pytest.mark.parametrize(
    "text",
    [
        "我在上海出差，谁帮我取快递",
        "大家都好吧",
        "祝大家平安",
        "这个电影挺好的",
        "好的",
        "收到",
        "@李四 我挺好的",
        "天气挺好的，出来走走吗",
        "哈哈",
    ],
)
async def test_chat_is_no_answer(talk: Talk, text: str) -> None:
    await opened(talk)
    await talk.say("张三", FIRST, text)
    assert checked_in(talk) == []


@pytest.mark.parametrize("text", ["都好", "OK", "1", "挺好的"])
async def test_without_a_question_plain_words_are_chat(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None))
    assert checked_in(talk) == []


async def test_who_has_answered_chats_again(talk: Talk) -> None:
    await opened(talk)
    await talk.say("张三", FIRST, "都好")
    await talk.say("张三", FIRST, "挺好的")
    assert checked_in(talk) == ["张三"]


async def test_an_answer_to_another_member_is_none(talk: Talk) -> None:
    await opened(talk)
    await talk.say("张三", FIRST, "挺好的", quote=Quote("李四", "新房子怎么样"))
    assert checked_in(talk) == []


async def test_a_quote_of_the_question_is_an_answer(talk: Talk) -> None:
    await opened(talk)
    await talk.say("张三", FIRST, "挺好的", quote=Quote("风筝线", "【报平安】大家都好吗？"))
    assert checked_in(talk) == ["张三"]


async def test_a_bare_one_after_a_person_asked_for_answers_is_theirs(talk: Talk) -> None:
    await opened(talk)
    await talk.play(("李书记", FIRST, "来的请回复1", None), ("张三", FIRST, "1", None))
    assert checked_in(talk) == []


async def test_need_told_while_it_is_open_is_heard(talk: Talk) -> None:
    await opened(talk)
    await talk.say("张三", FIRST, "我摔了一跤在医院")
    assert "张三可能需要帮助" in "\n".join(talk.told("李书记"))


async def test_another_room_s_round_waits_for_nobody_here(talk: Talk) -> None:
    await opened(talk, "点名 支部 二")
    await talk.play(("张三", FIRST, "都好", None))


# Lists and progress


async def test_progress_counts_answers_of_all_kinds(talk: Talk) -> None:
    await opened(talk)
    await talk.say("张三", FIRST, "都好")
    await talk.say("李书记", PRIVATE, "代报 老周 平安")
    await talk.play(
        ("王主任", OFFICE, "报平安进度", "^第1次报平安（全体）\n第一支部 2/5\n第二支部 0/2\n合计 2/7$"),
        ("王主任", OFFICE, "报平安进度 9", "没有第9次报平安"),
    )


async def test_a_check_in_taken_back_is_no_answer(talk: Talk) -> None:
    await opened(talk)
    await talk.play(("张三", PRIVATE, "平安，在苏州", "已记"), ("张三", PRIVATE, "撤", "已撤"))
    await talk.play(("王主任", OFFICE, "报平安进度", "第一支部 0/5"))


async def test_a_secretary_lists_the_own_silent_privately(talk: Talk) -> None:
    await opened(talk, "点名 支部 一,二")
    await talk.play(("张三", PRIVATE, "平安", "已记"), ("李书记", FIRST, "名单 未报", "^名单已私信您。$"))
    assert talk.told("李书记")[-1].startswith(
        "第1次报平安还没听到消息的 4 人：\n1 李书记（还没有过消息）\n2 李四"
    )


async def test_the_office_lists_all_or_one_branch(talk: Talk) -> None:
    await opened(talk)
    await talk.play(
        ("王主任", OFFICE, "名单 未报", "还没听到消息的 7 人：\n第一支部\n1 李书记.*第二支部\n6 赵书记"),
        ("王主任", OFFICE, "名单 未报 第二支部", "还没听到消息的 2 人：\n1 赵书记"),
        ("王主任", OFFICE, "名单 未报 第1次 二支部", "还没听到消息的 2 人：\n1 赵书记"),
    )


async def test_more_than_sixty_are_counted_by_branch(talk: Talk) -> None:
    branch = talk.db.execute("SELECT id FROM units WHERE name = '第二支部'").fetchone()[0]
    for number in range(60):
        talk.db.execute("INSERT INTO members (name, branch_id) VALUES (?, ?)", (f"党员{number}", branch))
    await opened(talk)
    await talk.play(
        ("王主任", OFFICE, "名单 未报", "的 67 人：\n第一支部 5 人\n第二支部 62 人\n看名字请写上支部"),
        ("王主任", OFFICE, "名单 未报 第二支部", "62 党员59"),
    )


async def test_without_a_round_there_is_no_list(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "名单 未报", "还没有请大家报过平安"))
    await opened(talk, "点名 支部 二")
    await talk.play(("李书记", PRIVATE, "名单 未报", "第1次报平安，大家都有消息了"))
