"""活动: invitations read, shown, sent, changed, cancelled; lists, workbooks, the spending form."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sheets import read_sheet
from tests.conftest import FIRST, OFFICE, OVERSEAS, PRIVATE, SECOND, Talk

ORDER = "活动 12月15日 16:30 社区活动中心 座谈会"


@pytest.fixture
async def invited(talk: Talk) -> Talk:
    """Event 1 has gone to the first branch; two places."""
    await talk.play(
        ("李书记", PRIVATE, f"{ORDER} 限2人", "将请第一支部"), ("李书记", PRIVATE, "确认", "活动1号")
    )
    await talk.wait(minutes=1)
    talk.heard.clear()
    return talk


def file_of(talk: Talk, like: str) -> Path:
    """Give the file the bot sent last whose path has these words."""
    row = talk.db.execute(
        "SELECT file FROM outbox WHERE file LIKE ? ORDER BY id DESC LIMIT 1", (f"%{like}%",)
    ).fetchone()
    return Path(row[0])


# Inviting


async def test_an_order_is_shown_as_understood_before_it_goes(talk: Talk) -> None:
    await talk.play(
        (
            "李书记",
            PRIVATE,
            f"{ORDER} 限30人 报名截止 12月10日",
            "将请第一支部，共 5 人（其中 1 人只有电话.*时间：12月15日（周二）16:30\n"
            "地点：社区活动中心\n名称：座谈会\n"
            "人数：限 30 人.*报名截止：12月10日（周四）18:00.*日历文件.*确认",
        )
    )
    assert talk.counts("events") == 0


async def test_the_office_invites_all_and_rooms_abroad_read_their_clocks(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, f"{ORDER} 全体", "将请全体，共 7 人"), ("王主任", OFFICE, "确认", "活动1号")
    )
    await talk.wait(minutes=3)
    assert any("北京时间12月15日（周二）16:30（多伦多 03:30）" in text for text in talk.told(OVERSEAS))
    assert any("【活动1号】" in text for text in talk.told(SECOND))


async def test_without_an_audience_the_office_sees_that_all_are_meant(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, ORDER, "没写请谁，按全体：将请全体"))


async def test_a_secretary_invites_nobody_elses_branch(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, f"{ORDER} 全体", "请党办来发"),
        ("李书记", PRIVATE, f"{ORDER} 第二支部", "请党办来发"),
    )


async def test_a_member_may_not_invite(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, ORDER, "由支部书记和党办来发"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("2月30日 9点 体育馆 篮球", "没有2月30日.*例：活动"),
        ("12月15日 体育馆 篮球", "“12月15日”几点开始.*例：活动"),
        ("昨天 9点 体育馆 篮球", "已经过了.*例：活动"),
        ("2025-12-15 16:30 体育馆 篮球", "已经过了.*例：活动"),
        ("11月1日 9点 体育馆 篮球", "今年的11月1日已经过了.*2027年"),
        ("12月15日 25:30 体育馆 篮球", "没有这个钟点"),
        ("周末 9点 体育馆 篮球", "不止一天"),
        ("12月15日 16:30 座谈会", "还差在哪里"),
        ("12月15日 16:30 体育馆", "还差是什么活动"),
        ("12月15日 16:30 体育馆 篮球 限0人", "人数“0”没看懂"),
        ("12月15日 16:30 体育馆 篮球 第九支部", "没有“第九支部”"),
        ("12月15日 16:30 体育馆 篮球 报名截止 12月20日", "在活动开始以后"),
    ],
)
async def test_what_cannot_be_is_answered_with_a_right_example(talk: Talk, words: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, f"活动 {words}", answer))
    assert talk.counts("drafts") == 0


@pytest.mark.parametrize(
    "words",
    [
        "活动取消了",
        "活动改到周六了",
        "活动 周六几点开始",
        "活动 明天别忘了带伞",
        "活动安排在12月15日下午，请大家准时参加",
        "活动改期了",
        "活动的事大家多商量",
        "活动 取消",
    ],
)
async def test_talk_about_events_is_chat(talk: Talk, words: str) -> None:
    await talk.play(("张三", FIRST, words, None), ("李书记", FIRST, words, None))


async def test_who_lost_the_right_meanwhile_may_not_confirm(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, ORDER, "将请第一支部"))
    talk.db.execute("DELETE FROM posts WHERE member_id = (SELECT id FROM members WHERE name = '李书记')")
    await talk.play(("李书记", PRIVATE, "确认", "由支部书记和党办来发"))
    assert talk.counts("events") == 0


# Looking


async def test_everybody_sees_the_own_events_only(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "活动", "近期活动 1 次：\n1号 座谈会，12月15日（周二）16:30"),
        ("孙七", PRIVATE, "活动", "近期没有活动"),
        ("孙七", PRIVATE, "活动 1号", "这次没有请您"),
        ("张三", PRIVATE, "活动 A1", "您还没回"),
        ("张三", PRIVATE, "活动 7号", "没有活动7号"),
    )


async def test_the_list_is_private_and_of_the_own_branch(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "请假 出差", "请假"),
        ("李书记", FIRST, "名单 活动 1号", "已私信您"),
        ("赵书记", PRIVATE, "名单 活动 1号", "没有您支部的人"),
    )
    assert "请假 1 位\n1 张三（出差）" in invited.told("李书记")[-1]
    assert not any("出差" in text for text in invited.told(FIRST))


async def test_the_list_as_a_workbook(invited: Talk) -> None:
    await invited.play(("李四", PRIVATE, "参加", "第1位"), ("李书记", PRIVATE, "活动 名单 1号 表", "名单表"))
    rows = [[str(cell) for cell in row.cells] for row in read_sheet(file_of(invited, "名单"))]
    assert ["第一支部", "李四", "参加"] in [row[:3] for row in rows]


# Changing


async def test_a_wider_limit_moves_up_who_waits(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李四", PRIVATE, "参加", "第2位"),
        ("赵海", PRIVATE, "参加 1号", "候补第1位"),
        ("李书记", PRIVATE, "活动 改 1号 限5人", "现在参加 3 位.*补上了 1 位"),
    )
    assert any("您从候补补上了" in text for text in invited.told("赵海"))


async def test_a_narrower_limit_sends_nobody_away(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李四", PRIVATE, "参加", "第2位"),
        ("李书记", PRIVATE, "活动 改 1号 限1人", "已经报名的 2 位都保留"),
        ("张三", PRIVATE, "不去了", "不参加"),
        ("赵海", PRIVATE, "参加", "候补第1位|参加（第2位）"),
    )


async def test_a_move_is_told_to_the_room_and_to_who_comes_with_a_newer_file(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李四", PRIVATE, "不参加", "不参加"),
        ("李书记", PRIVATE, "活动 改期 1号 12月16日 9点", "改为：12月16日（周三）09:00"),
        ("李书记", PRIVATE, "确认", "改好了"),
    )
    await invited.wait(minutes=2)
    assert any("活动1号·改期" in text for text in invited.told(FIRST))
    assert any("活动1号·改期" in text for text in invited.told("张三"))
    assert not any("改期" in text for text in invited.told("李四"))
    written = file_of(invited, ".ics").read_text(encoding="utf-8")
    assert "SEQUENCE:1" in written
    assert "DTSTART:20261216T010000Z" in written


async def test_only_an_hour_moves_it_within_its_day(invited: Talk) -> None:
    await invited.play(("李书记", PRIVATE, "活动 改期 1号 下午5点", "改为：12月15日（周二）17:00"))


async def test_another_place_is_shown_first(invited: Talk) -> None:
    await invited.play(
        ("李书记", PRIVATE, "活动 改 1号 地点 三楼会议室", "改为：.*三楼会议室.*确认"),
        ("李书记", PRIVATE, "确认", "改好了"),
    )
    await invited.wait(minutes=1)
    assert any("活动1号·换地点" in text and "三楼会议室" in text for text in invited.told(FIRST))


async def test_others_events_are_not_ones_own_to_change(invited: Talk) -> None:
    await invited.play(
        ("赵书记", PRIVATE, "活动 改期 1号 12月16日 9点", "是李书记发的"),
        ("赵书记", PRIVATE, "活动 取消 1号 下雪", "是李书记发的"),
        ("赵书记", PRIVATE, "活动 经费 1号 场地 5", "是李书记发的"),
        ("王主任", PRIVATE, "活动 改期 1号 12月16日 9点", "改为"),
    )


async def test_a_cancelled_event_is_told_and_takes_no_answers(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李书记", PRIVATE, "活动 取消 1号 下大雪", "将取消活动1号.*原因：下大雪.*报了名和候补的 1 位"),
        ("李书记", PRIVATE, "确认", "取消了"),
    )
    await invited.wait(minutes=2)
    assert any("不办了。原因：下大雪" in text for text in invited.told(FIRST))
    assert any("不办了" in text for text in invited.told("张三"))
    assert "METHOD:CANCEL" in file_of(invited, ".ics").read_text(encoding="utf-8")
    await invited.play(("李四", PRIVATE, "活动1号 参加", "已经取消"), ("李四", FIRST, "参加", None))


async def test_what_was_not_sent_yet_is_not_sent_after_a_cancellation(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, f"{ORDER} 全体", "将请"))
    await talk.play(("王主任", OFFICE, "确认", "活动1号"), ("王主任", OFFICE, "活动 取消 1号", "将取消"))
    await talk.play(("王主任", OFFICE, "确认", "取消了"))
    waiting = talk.db.execute(
        "SELECT count(*) FROM outbox WHERE dedupe_key GLOB 'event:1:invite:*' AND state = 'queued'"
    )
    assert waiting.fetchone()[0] == 0


# What it cost


async def test_a_spending_form_is_filled(invited: Talk) -> None:
    await invited.play(
        ("张三", PRIVATE, "参加", "第1位"),
        ("李书记", FIRST, "活动 经费 1号 场地 500 茶水 120.5", "经费单已私信您"),
    )
    rows = [[str(cell) for cell in row.cells] for row in read_sheet(file_of(invited, "经费单"))]
    text = "\n".join(" ".join(row) for row in rows)
    assert "场地 500.00" in text
    assert "人民币陆佰贰拾元伍角整" in text
    assert "报名 1 人，实到 0 人" in text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("场地 5oo", "“5oo”没看懂"),
        ("场地", "“场地”后面没写金额"),
        ("500", "前面没写是什么钱"),
        ("场地 -5", "“-5”没看懂"),
        ("场地 1.234", "“1.234”没看懂"),
        ("场地 0", "金额是 0"),
    ],
)
async def test_what_is_no_amount_is_answered_with_an_example(invited: Talk, words: str, answer: str) -> None:
    await invited.play(("李书记", PRIVATE, f"活动 经费 1号 {words}", f"{answer}.*例：活动 经费 3号 场地 500"))
