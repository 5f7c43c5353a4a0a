"""The weekly page: Monday at nine, after a holiday on the next working day, once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.room import RoomKind
from data import audit, backlog
from data import member as members
from data import room as rooms
from tests.conftest import BEIJING, OFFICE, PRIVATE, START, MakeTalk, Talk, room_id


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


async def at(make_talk: MakeTalk, moment: str, **overrides: dict[str, object]) -> Talk:
    talk = make_talk(beijing(moment), **overrides)
    await talk.stage.settle()
    return talk


def pages(talk: Talk, where: str = OFFICE) -> list[str]:
    return [text for text in talk.told(where) if text.startswith("【周报】")]


async def test_the_page_comes_on_monday_at_nine(talk: Talk) -> None:
    await talk.until(START.replace(hour=9) - timedelta(seconds=1))
    assert pages(talk) == []
    await talk.until(START.replace(hour=9, minute=1))
    (page,) = pages(talk)
    assert page.startswith("【周报】11月16日—11月22日\n报平安 0/7 人（前一周 0）\n第一支部 0/5（前一周 0）")
    assert "本周生日：\n11月25日 张三（第一支部）" in page


async def test_a_birthday_of_who_has_only_a_telephone_says_so(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET birthday = '1950-11-25' WHERE name = '老周'")
    await talk.until(START.replace(hour=9, minute=1))
    assert "11月25日 张三（第一支部）、老周（第一支部，只有电话）" in pages(talk)[0]


async def test_every_week_has_one_page(talk: Talk) -> None:
    await talk.until(START + timedelta(days=22))
    assert [page[4:10] for page in pages(talk)] == ["11月16日", "11月23日", "11月30日", "12月7日—"]


async def test_the_page_counts_who_was_heard_of(talk: Talk) -> None:
    await talk.until(START.replace(hour=10))
    for who in ("张三", "张三", "孙七"):
        await talk.play((who, PRIVATE, "平安", "已记"))
    await talk.until(START + timedelta(days=7, hours=2))
    assert "报平安 2/7 人（前一周 0）\n第一支部 1/5（前一周 0）\n第二支部 1/2（前一周 0）" in pages(talk)[1]


async def test_the_page_names_cries_for_help_until_somebody_takes_them(talk: Talk) -> None:
    await talk.until(START.replace(hour=10))
    await talk.play(("张三", PRIVATE, "我摔断腿动不了，快来人", "120"))
    await talk.until(START + timedelta(days=7, hours=2))
    assert "还没有人接的求助 1 件：1号 张三（11月23日）" in pages(talk)[-1]
    assert "摔断腿" not in pages(talk)[-1]
    await talk.play(("李书记", PRIVATE, "我来处理", "由您处理"))
    await talk.until(START + timedelta(days=14, hours=2))
    assert "求助" not in pages(talk)[-1]


async def test_the_page_tells_of_open_notices_and_of_what_expired(talk: Talk) -> None:
    await talk.until(START.replace(hour=10))
    await talk.play(
        ("王主任", OFFICE, "通知 全体 回执 12月4日：开会", "将"), ("王主任", OFFICE, "确认", "第1号")
    )
    talk.stage.wechat.set_gateway(up=False)
    await talk.until(START + timedelta(days=3))  # 张三's birthday passes
    talk.stage.wechat.set_gateway(up=True)
    await talk.until(START + timedelta(days=7, hours=2))
    assert "第1号通知 0/7，12月4日（周五）18:00截止" in pages(talk)[-1]
    assert "条消息没能发出" in pages(talk)[-1]


@pytest.mark.parametrize(
    ("monday", "comes"),
    [
        ("2026-10-05T08:00", "2026-10-08T09:00"),  # National Day holidays: 1–7 October
        ("2026-05-04T08:00", "2026-05-06T09:00"),  # Labour Day holidays: 1–5 May
        ("2026-02-16T08:00", "2026-02-24T09:00"),  # Spring Festival holidays: 15–23 February
        ("2026-11-23T08:00", "2026-11-23T09:00"),
    ],
)
async def test_on_a_holiday_the_page_waits_for_the_next_working_day(
    make_talk: MakeTalk, monday: str, comes: str
) -> None:
    talk = await at(make_talk, monday)
    await talk.until(beijing(comes) - timedelta(seconds=1))
    assert pages(talk) == []
    await talk.until(beijing(comes) + timedelta(hours=1))
    assert pages(talk)


async def test_a_long_holiday_brings_both_weeks_on_one_morning(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-02-16T08:00")  # holidays until Monday 23 February
    await talk.until(beijing("2026-02-24T10:00"))
    assert [page.splitlines()[0] for page in pages(talk)] == [
        "【周报】2月9日—2月15日",
        "【周报】2月16日—2月22日",
    ]


async def test_after_a_moved_page_the_next_one_comes_on_its_monday(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-10-05T08:00")
    await talk.until(beijing("2026-10-12T10:00"))
    assert [page.split("\n")[0] for page in pages(talk)] == [
        "【周报】9月28日—10月4日",
        "【周报】10月5日—10月11日",
    ]


async def test_at_the_year_s_end_no_week_is_lost_or_doubled(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-12-21T08:00")
    await talk.until(beijing("2027-01-12T00:00"))
    assert [page.split("\n")[0][4:] for page in pages(talk)] == [
        "12月14日—12月20日",
        "12月21日—12月27日",
        "12月28日—1月3日",
        "1月4日—1月10日",
    ]


async def test_restarts_and_repeats_send_one_page(talk: Talk) -> None:
    for _ in range(6):
        talk.stage.restart_bot()
        await talk.wait(minutes=20)
    assert len(pages(talk)) == 1


@pytest.mark.parametrize(("hours", "sent"), [(11, 1), (13, 0)])
async def test_a_page_that_was_missed_comes_late_or_is_reported(
    make_talk: MakeTalk, hours: int, sent: int
) -> None:
    await at(make_talk, "2026-11-23T08:00")
    talk = await at(make_talk, (START.replace(hour=9, tzinfo=None) + timedelta(hours=hours)).isoformat())
    await talk.wait(minutes=1)
    assert len(pages(talk)) == sent
    assert backlog.count_unsent(talk.db, START) == 1 - sent


async def test_without_an_office_room_each_clerk_reads_it_privately(talk: Talk) -> None:
    rooms.tie(talk.db, room_id(OFFICE), RoomKind.CENTRAL, None)
    await talk.until(START.replace(hour=9, minute=1))
    assert len(pages(talk, "王主任")) == 1
    assert pages(talk) == []


async def test_another_day_and_hour_may_be_configured(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-23T08:00", digest={"weekday": "fri", "at": "16:30"})
    await talk.until(beijing("2026-11-27T16:29"))
    assert pages(talk) == []
    await talk.until(beijing("2026-11-27T16:31"))
    assert len(pages(talk)) == 1


async def test_the_page_is_noted_for_each_clerk_of_whom_it_names(make_talk: MakeTalk) -> None:
    talk = make_talk(START)
    await talk.until(START.replace(hour=9, minute=30))
    zhang = members.named(talk.db, "张三")[0].id  # whose birthday is this week
    looks = audit.summary_of(talk.db, zhang, START)
    assert [look.action for look in looks] == ["周报"]
    assert members.find(talk.db, looks[0].actor_id or 0).name == "王主任"
