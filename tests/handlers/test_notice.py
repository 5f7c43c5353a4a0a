"""Notices: 通知 as it is shown first and as it goes out, and 模拟."""

from __future__ import annotations

import pytest

from bot.domain.member import Member
from bot.domain.room import RoomKind
from bot.ports import Link, Quote
from data import account as accounts
from data import member as members
from data import room as rooms
from data import unit as units
from data.db import read_stamp
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
from tests.handlers.conftest import ALL

# The draft


async def test_a_draft_shows_whom_it_reaches_and_what_is_asked(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            OFFICE,
            ALL,
            "^将发给全体，共 7 人（其中 1 人只有电话）\n"
            "群：书记群、2 个支部群、境外群，4 条，不到 1 分钟\n"
            "截止：周五18:00前，即11月27日（周五）18:00\n"
            "要回执\n"
            "正文：周六上午九点集中学习\n"
            "回复“确认”发送，“取消”作罢。$",
        )
    )


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("通知 书记：开会", "将发给支部书记，共 2 人\n群：书记群，1 条.*截止：不限\n不要回执"),
        ("通知 境外 回执：平安吗", "将发给境外党员，共 1 人\n群：境外群，1 条.*要回执"),
        ("通知 支部 一：开会", "将发给第一支部，共 5 人.*群：1 个支部群，1 条"),
        ("通知 支部 一,二：开会", "将发给第一支部、第二支部，共 7 人.*群：2 个支部群，2 条"),
        ("通知 支部：开会", "将发给第一支部、第二支部，共 7 人"),
        ("通知 全体 明天：开会", "截止：明天，即11月24日（周二）18:00\n要回执"),
        ("通知 全体 3月1日前：开会", "即2027年3月1日（周一）18:00"),
        ("通知 全体 选项 1/2/3：几位", "要选一项：1、2、3\n"),
        ("通知 全体\n开会\n带伞", "正文：开会\n带伞\n回复"),
        ("通知 全体 是否：去吗", "要回“是”或“否”"),
        ("通知 全体 选项 去/不去：参观", "要选一项：1 去 2 不去\n"),
        ("通知 全体 填数 周五前：几位家属来", "要回一个数字"),
        ("通知 全体 填写：想学什么", "要回几个字"),
    ],
)
async def test_audiences_are_counted(talk: Talk, order: str, shown: str) -> None:
    await talk.play(("王主任", OFFICE, order, shown))


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("通知 支部 九：开会", "没有“第九支部”。现有：第一支部、第二支部"),
        ("通知 全体 很快：开会", "“很快”没看懂。例：通知 全体"),
        ("通知 全体 回执：", "正文是空的"),
        ("通知 全体 昨天18:00前：开会", "截止时间“昨天18:00前”已经过了"),
        ("通知 全体 2月30日前：开会", "没有2月30日，请换一个截止时间"),
        ("通知 全体 选项 " + "很" * 21 + "/不去：参观", "太长了，每个选项最多 20 个字"),
        ("通知 第二支部张三：开会", "^“第二支部张三”请写成“张三（第二支部）”"),
    ],
)
async def test_an_order_that_cannot_be_kept_says_why(talk: Talk, order: str, said: str) -> None:
    await talk.play(("王主任", OFFICE, order, said))
    assert talk.counts("drafts") == 0


async def test_a_deadline_that_is_over_is_refused(talk: Talk) -> None:
    await talk.until(START.replace(hour=19))
    await talk.play(
        ("王主任", OFFICE, "通知 全体 今天18:00前：开会", "截止时间11月23日（周一）18:00已经过了")
    )


async def test_a_deadline_that_passes_before_the_confirmation_is_refused(talk: Talk) -> None:
    await talk.until(START.replace(hour=17, minute=55))
    await talk.play(("王主任", OFFICE, "通知 全体 今天18:00前：开会", "将发给"))
    await talk.wait(minutes=6)
    await talk.play(("王主任", OFFICE, "确认", "截止时间已经过了，请重新发"))


@pytest.mark.parametrize("where", [OFFICE, CENTRAL, PRIVATE])
async def test_a_clerk_orders_in_the_office_the_central_room_or_privately(talk: Talk, where: str) -> None:
    await talk.play(("王主任", where, ALL, "将发给"))


async def test_a_clerk_does_not_order_in_other_rooms(talk: Talk) -> None:
    await talk.play(("王主任", SECRETARIES, ALL, "请在党办群、中心群或私信里发通知"))


# Sending


async def test_a_notice_goes_to_its_rooms_only(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, ALL, "将发给"), ("王主任", OFFICE, "确认", "共 4 条，.*看进度发“进度 1号”")
    )
    await talk.wait(minutes=1)
    told = {where: text for where, text in talk.heard if "集中学习" in text and "将发给" not in text}
    assert set(told) == {SECRETARIES, FIRST, SECOND, OVERSEAS}
    assert "请在11月27日（周五）18:00前回复“收到”" in told[FIRST]
    assert "请在北京时间11月27日（周五）18:00（多伦多 05:00）前" in told[OVERSEAS]
    assert "各位书记：本支部还差谁" in told[SECRETARIES]


async def test_a_notice_to_more_than_ten_rooms_is_spaced(talk: Talk) -> None:
    for number in range(10):
        talk.stage.wechat.make_room(f"more-{number}", f"更多{number}")
        rooms.see(talk.db, f"more-{number}", f"更多{number}")
        rooms.tie(talk.db, f"more-{number}", RoomKind.BRANCH, 2)
    await talk.play(
        ("王主任", OFFICE, "通知 全体：开会", "14 条，约 1 分钟"), ("王主任", OFFICE, "确认", "第1号")
    )
    await talk.wait(minutes=2)
    rows = talk.db.execute("SELECT sent_at FROM outbox WHERE kind = 'notice' ORDER BY sent_at").fetchall()
    assert len(rows) == 14
    span = read_stamp(rows[-1][0]) - read_stamp(rows[0][0])
    assert 72 <= span.total_seconds() <= 90


async def test_what_is_asked_stands_in_one_line(talk: Talk) -> None:
    await order(talk, "全体 选项 去/不去/看情况 周五前：周日参观")
    assert talk.told(FIRST)[-1].endswith("请在11月27日（周五）18:00前回复编号：1 去 2 不去 3 看情况")


async def test_a_long_notice_says_in_how_many_parts_it_goes(talk: Talk) -> None:
    lines = "\n".join("学习材料" * 10 for _ in range(30))  # 3,600 bytes
    await talk.play(("王主任", OFFICE, f"通知 支部 一：{lines}", "1 个支部群，2 条.*每处分 2 条发"))


async def test_a_branch_without_a_room_is_named_with_how_many_hear_nothing(talk: Talk) -> None:
    rooms.untie(talk.db, room_id(SECOND))
    await talk.play(
        ("王主任", OFFICE, "通知 支部：开会", "1 个支部群，1 条.*第二支部还没有关联群，2 人收不到，请电话")
    )


async def test_a_room_the_bot_left_before_the_confirmation_is_told(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, ALL, "将发给"))
    rooms.untie(talk.db, room_id(SECOND))
    await talk.play(("王主任", OFFICE, "确认", "有 1 个群我已经不在了，没有发"))
    await talk.wait(minutes=1)
    assert "集中学习" in talk.told(FIRST)[-1]


# Who may be meant


async def test_a_general_branch_is_all_branches_below_it(talk: Talk) -> None:
    general = units.make(talk.db, "general", "第一总支", 1)
    talk.db.execute("UPDATE units SET parent_id = ? WHERE name = '第二支部'", (general,))
    await talk.play(("王主任", OFFICE, "通知 总支 第一总支：开会", "将发给第一总支，共 2 人.*1 个支部群"))


async def test_the_nearest_branch_is_offered(talk: Talk) -> None:
    units.make(talk.db, "branch", "离退休支部", 1)
    await talk.play(
        ("王主任", OFFICE, "通知 支部 退休支部：会", "没有“退休支部”。是离退休支部吗？现有：第一支部")
    )


async def test_chosen_people_are_written_to_privately(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 张三、李四 回执：请来一趟", "将发给张三、李四，共 2 人\n私信：2 位")
    )
    await talk.play(("王主任", OFFICE, "确认", "第1号"))
    await talk.wait(minutes=1)
    assert talk.told("张三") == ["【第1号通知】\n请来一趟\n请回复“收到”。"]
    assert not talk.told(FIRST)
    await talk.play(("张三", PRIVATE, "收到", "第1号通知"))


async def test_a_comma_behind_the_last_name_changes_nothing(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 张三,李四,：请来一趟", "^将发给张三、李四，共 2 人"))


async def test_somebody_may_be_called_like_a_day(talk: Talk) -> None:
    members.add(talk.db, Member(0, "周六", branch_id=3))
    await talk.play(("王主任", OFFICE, "通知 张三、周六：请来一趟", "^将发给张三、周六，共 2 人.*截止：不限"))


async def test_who_has_no_branch_is_found_by_name(talk: Talk) -> None:
    members.add(talk.db, Member(0, "钱无定"))
    await talk.play(("王主任", OFFICE, "通知 钱无定：请来一趟", "^将发给钱无定，共 1 人"))


async def test_who_has_no_branch_is_counted_where_all_are_meant(talk: Talk) -> None:
    members.add(talk.db, Member(0, "钱无定"))
    await talk.play(("王主任", OFFICE, ALL, "共 7 人（其中 1 人只有电话）\n另有 1 人没有支部，不在内\n群"))


async def test_where_nobody_is_written_to_no_message_is_counted(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 老周：请来一趟", "^将发给老周，共 1 人（其中 1 人只有电话）\n截止"),
        ("王主任", OFFICE, "确认", "^第1号通知记下了，要靠打电话转告。$"),
    )


async def test_in_a_room_words_are_asked_for_with_a_quote(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 支部 一 填写：想学什么", "将发给"), ("王主任", OFFICE, "确认", "第1号")
    )
    await talk.wait(minutes=1)
    assert talk.told(FIRST)[-1].endswith("\n请引用这条通知回几个字，或者私信我。")


async def test_who_cannot_be_written_to_is_told_by_the_secretary(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 张三、老周 回执：请来一趟", "私信：1 位.*不能私信：老周，会请书记转告"),
        ("王主任", OFFICE, "确认", "第1号"),
    )
    await talk.wait(minutes=1)
    (told,) = talk.told("李书记")
    assert "请您转告：老周 13900139000\n【第1号通知】\n请来一趟" in told
    assert told.endswith("转告以后请回“代收 1号 老周”。")


async def test_what_is_to_be_reported_of_them_fits_what_is_asked(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "通知 老周、张三 是否：能来吗", "将发给"), ("王主任", OFFICE, "确认", "第1号")
    )
    await talk.wait(minutes=1)
    assert talk.told("李书记")[0].endswith("转告以后请回“代收 1号 老周：是”。")


async def test_where_no_secretary_can_be_asked_the_clerk_telephones(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("李书记"))
    await talk.play(("王主任", OFFICE, "通知 老周：请来一趟", "没有书记能转告：老周，请您打电话"))


async def test_an_unknown_name_is_answered_with_near_ones(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 张叁：请来一趟", "没有“张叁”，是张三（第一支部）吗"))


async def test_two_of_one_name_are_told_apart_by_branch(talk: Talk) -> None:
    members.add(talk.db, Member(0, "张三", branch_id=3))
    await talk.play(
        (
            "王主任",
            OFFICE,
            "通知 张三：请来一趟",
            "有 2 位张三，请写明是哪位：张三（第一支部）、张三（第二支部）",
        ),
        ("王主任", OFFICE, "通知 张三（第一支部）：请来一趟", "将发给张三，共 1 人\n私信：1 位"),
    )


async def test_two_of_one_name_in_one_branch_are_told_apart_by_telephone(talk: Talk) -> None:
    members.add(talk.db, Member(0, "张三", phone="13700001234", branch_id=2))
    await talk.play(
        ("王主任", OFFICE, "通知 张三：请来一趟", "请在名字后面写手机尾号：张三8000、张三1234"),
        ("王主任", OFFICE, "通知 张三1234：请来一趟", "将发给张三，共 1 人"),
    )


async def test_a_place_means_who_was_last_said_to_be_there(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET residence = '上海市' WHERE name IN ('李四', '孙七')")
    await talk.play(
        ("张三", PRIVATE, "平安，在上海浦东", "已记"),
        ("孙七", PRIVATE, "平安，在苏州", "已记"),
        ("王主任", OFFICE, "通知 在上海 回执：有台风", "将发给在上海的党员，共 2 人\n私信：2 位"),
        ("王主任", OFFICE, "确认", "第1号"),
    )
    await talk.wait(minutes=1)
    assert [who for who, text in talk.heard if "【第1号通知】\n有台风" in text] == ["张三", "李四"]


@pytest.mark.parametrize("places", ["在上海 在海淀", "在上海、海淀", "在上海和海淀"])
async def test_several_places_are_united(talk: Talk, places: str) -> None:
    for name, residence in (("张三", "上海浦东"), ("李四", "北京海淀"), ("孙七", "江苏苏州")):
        talk.db.execute("UPDATE members SET residence = ? WHERE name = ?", (residence, name))
    await talk.play(("王主任", OFFICE, f"通知 {places}：有台风", "的党员，共 2 人\n私信：2 位"))


async def test_nobody_s_whereabouts_are_spoken_of_in_the_central_room(talk: Talk) -> None:
    await talk.play(("王主任", CENTRAL, "通知 在上海：有台风", "请在党办群或私信里写"))


@pytest.mark.parametrize(
    ("words", "said"),
    [("在虚无山：开会", "没认出“在虚无山”"), ("在上海：开会", "现在没有人在上海")],
)
async def test_a_place_nobody_is_in_is_told(talk: Talk, words: str, said: str) -> None:
    await talk.play(("王主任", OFFICE, f"通知 {words}", said))


@pytest.mark.parametrize("text", ["通知 大家：带伞", "通知 各位党员：带伞", "通知 同志们\n明天开会"])
async def test_people_who_tell_each_other_something_are_left_alone(talk: Talk, text: str) -> None:
    await talk.play(("张三", FIRST, text, None), ("王主任", OFFICE, text, None))


# Private messages and other clocks


async def test_a_person_abroad_reads_the_deadline_on_the_own_clock_too(talk: Talk) -> None:
    await order(talk, "赵海 周五20:00前：请回个话")
    assert "请在北京时间11月27日（周五）20:00（您当地 07:00）前回复“收到”。" in talk.told("赵海")[-1]


# Through the secretaries


async def test_a_relayed_notice_goes_to_no_branch_room_by_itself(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            OFFICE,
            "通知 全体 转发 回执 周五前：集中学习",
            "请 2 个支部的书记转发，到11月23日（周一）10:00没转的我提醒一次\n"
            "直接发：书记群、境外群；连同给书记的私信共 4 条",
        )
    )
    await talk.play(("王主任", OFFICE, "确认", "第1号通知已交各支部书记转发"))
    await talk.wait(minutes=1)
    told = {where for where, text in talk.heard if "【第1号通知】" in text}
    assert told == {SECRETARIES, OVERSEAS, "李书记", "赵书记"}


async def test_what_no_secretary_passes_on_is_not_relayed(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 书记 转发：开会", "只用于全体、支部和总支"))


# With a picture, file or link


async def test_what_the_clerk_sent_just_before_goes_along(talk: Talk) -> None:
    send_card(talk, "王主任")
    await talk.play(
        ("王主任", OFFICE, "通知 支部 带上一条", r"1 人|附：\[链接\] 两会要闻\n正文：请看下面的链接。")
    )
    await talk.play(("王主任", OFFICE, "确认", "共 4 条"))
    await talk.wait(minutes=1)
    assert talk.told(FIRST)[0] == "【第1号通知】\n请看下面的链接。"
    assert talk.told(FIRST)[1].startswith("[链接] 两会要闻")


async def test_a_quote_of_a_card_takes_it_along(talk: Talk) -> None:
    send_card(talk, "王主任")
    await talk.say("王主任", PRIVATE, "通知 支部 一：都看看", quote=Quote("王主任", "[链接] 两会要闻"))
    assert "附：[链接] 两会要闻\n正文：都看看" in talk.told("王主任")[-1]


async def test_what_was_not_sent_is_asked_for(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, "通知 全体 带图：海报", "请先把它发给我，半小时内再写"))


# 模拟


async def test_a_dry_run_shows_what_each_kind_of_room_would_read_and_keeps_nothing(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            PRIVATE,
            f"模拟 {ALL}",
            "如果发给全体.*4 条.*书记群（1 个）看到：.*支部群（2 个）看到：\n【第1号通知】"
            ".*境外群（1 个）看到：.*多伦多 05:00.*什么也没发",
        ),
        ("王主任", PRIVATE, "确认", "没有等您确认的事"),
    )
    assert talk.counts("notices") == talk.counts("drafts") == 0


@pytest.mark.parametrize("text", ["模拟考试明天开始", "模拟 一下"])
async def test_other_things_are_called_dry_runs_too(talk: Talk, text: str) -> None:
    await talk.play(("王主任", OFFICE, text, None))


async def test_a_dry_run_is_not_shown_to_a_room(talk: Talk) -> None:
    await talk.play(("王主任", CENTRAL, f"模拟 {ALL}", "请在党办群或私信里模拟"))


async def order(talk: Talk, words: str) -> None:
    """Let the clerk send a notice, and wait until it is there."""
    await talk.play(("王主任", OFFICE, f"通知 {words}", "将发给"), ("王主任", OFFICE, "确认", "第"))
    await talk.wait(minutes=1)


def send_card(talk: Talk, who: str) -> None:
    """Let somebody send a link card privately."""
    card = Link("两会要闻", "https://example.org/1", "三分钟读完")
    talk.stage.wechat.speak(account_id(who), who, "", link=card)


# Behind a dead gateway


async def test_a_clerk_hears_after_an_outage_that_the_notice_went(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, ALL, "将发给"))
    talk.stage.wechat.speak(account_id("王主任"), "王主任", "确认", room=room_id(OFFICE))
    for event in talk.stage.wechat.pending():
        await talk.stage.bot.take(event)
    talk.stage.wechat.set_gateway(up=False)
    await talk.wait(hours=2)
    talk.stage.wechat.set_gateway(up=True)
    await talk.wait(minutes=5)
    assert any(text.startswith("第1号通知开始发送") for text in talk.told(OFFICE))
