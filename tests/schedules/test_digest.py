"""The weekly page: Monday at nine, after a holiday on the next working day, once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.context import Context
from bot.digest import heard
from bot.domain.checkin import Intent, Report, Safety, Whereabouts
from bot.domain.digest.item import Subject
from bot.domain.digest.page import week_before
from bot.domain.member import Role
from bot.domain.room import RoomKind
from bot.silence import listening
from data import absence as absences
from data import audit, backlog
from data import checkin as checkins
from data import fact as facts
from data import greeting as greetings
from data import member as members
from data import room as rooms
from data.db import stamp
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
    assert page.startswith("【周报】11月16日—22日\n1 报平安 0/7（11月23日才启用）\n第一支部\u30000/5（0）")
    assert "七天内过生日 1 位\n11月25日 张三\n" in page


async def test_a_birthday_of_who_has_only_a_telephone_says_so(talk: Talk) -> None:
    talk.db.execute("UPDATE members SET birthday = '1950-11-25' WHERE name = '老周'")
    await talk.until(START.replace(hour=9, minute=1))
    assert "11月25日 张三、11月25日 老周（只有电话）" in pages(talk)[0]


async def test_every_week_has_one_page(talk: Talk) -> None:
    await talk.until(START + timedelta(days=22))
    assert [page[4:10] for page in pages(talk)] == ["11月16日", "11月23日", "11月30日", "12月7日—"]


async def test_the_page_counts_who_was_heard_of(talk: Talk) -> None:
    await talk.until(START.replace(hour=10))
    for who in ("张三", "张三", "孙七"):
        await talk.play((who, PRIVATE, "平安", "已记"))
    await talk.until(START + timedelta(days=7, hours=2))
    assert "1 报平安 2/7（前一周 0）\n第一支部\u30001/5（0）\n第二支部\u30001/2（0）" in pages(talk)[1]


async def test_the_page_names_cries_for_help_until_somebody_takes_them(talk: Talk) -> None:
    await talk.until(START.replace(hour=10))
    await talk.play(("张三", PRIVATE, "我摔断腿动不了，快来人", "120"))
    await talk.until(START + timedelta(days=7, hours=2))
    assert "· 党办：接手1号求助（张三，11月23日），还没有人接，今天" in pages(talk)[-1]
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
    assert "· 党办：看看没发出的消息" in pages(talk)[-1]


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
        "【周报】2月9日—15日",
        "【周报】2月16日—22日",
    ]


async def test_after_a_moved_page_the_next_one_comes_on_its_monday(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-10-05T08:00")
    await talk.until(beijing("2026-10-12T10:00"))
    assert [page.split("\n")[0] for page in pages(talk)] == [
        "【周报】9月28日—10月4日",
        "【周报】10月5日—11日",
    ]


async def test_at_the_year_s_end_no_week_is_lost_or_doubled(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-12-21T08:00")
    await talk.until(beijing("2027-01-12T00:00"))
    assert [page.split("\n")[0][4:] for page in pages(talk)] == [
        "12月14日—20日",
        "12月21日—27日",
        "12月28日—1月3日",
        "1月4日—10日",
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
    expired = [one.key for one in backlog.unsent(talk.db, START) if ":room:" in one.key]
    assert len(expired) == 1 - sent


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


async def test_the_page_is_noted_for_each_reader_of_whom_it_names(make_talk: MakeTalk) -> None:
    talk = make_talk(START)
    await talk.until(START.replace(hour=9, minute=30))
    zhang = members.named(talk.db, "张三")[0].id  # whose birthday is this week
    looks = audit.summary_of(talk.db, zhang, START)
    assert {look.action for look in looks} == {"周报"}
    assert {members.find(talk.db, look.actor_id or 0).name for look in looks} == {"王主任", "李书记"}


# To the secretaries, each of the own branch


async def test_each_secretary_reads_the_own_branch_privately(talk: Talk) -> None:
    await talk.until(START.replace(hour=9, minute=5))
    assert [page.split("\n")[0] for page in pages(talk, "李书记")] == ["【周报】第一支部 11月16日—22日"]
    assert [page.split("\n")[0] for page in pages(talk, "赵书记")] == ["【周报】第二支部 11月16日—22日"]
    assert not any("第二支部" in page or "孙七" in page for page in pages(talk, "李书记"))


async def test_secretaries_may_be_left_out(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-23T08:00", digest={"branches": False})
    await talk.until(START.replace(hour=9, minute=5))
    assert pages(talk)
    assert not pages(talk, "李书记")


async def test_a_branch_without_news_is_told_so(talk: Talk) -> None:
    facts.write_moment(talk.db, "first_start", START - timedelta(days=90))
    for name in ("赵书记", "孙七"):
        (person,) = members.named(talk.db, name)
        report = Report(safety=Safety.SAFE, whereabouts=Whereabouts.HOME)
        checkins.add(
            talk.db,
            person.id,
            report,
            intent=Intent.CHECKIN,
            said_by=person.id,
            message_id=name,
            words="平安",
            now=START - timedelta(days=2),
        )
    await talk.until(START.replace(hour=9, minute=5))
    (page,) = pages(talk, "赵书记")
    assert "这一周风平浪静" in page
    assert "1 报平安 2/2（前一周 0）" in page
    assert "要办（" not in page


async def test_in_the_first_weeks_nobody_is_called_silent(talk: Talk) -> None:
    await talk.until(START.replace(hour=9, minute=5))
    assert "启用不满 30 天，还没有过消息 7 人" in pages(talk)[0]
    assert "打个电话" not in pages(talk)[0]


async def test_a_secretary_in_mourning_is_left_in_peace(talk: Talk) -> None:
    (li,) = members.named(talk.db, "李书记")
    until = START + timedelta(days=9)
    greetings.rest(talk.db, li.id, until, reason="bereavement", said_by=li.id, now=START)
    await talk.until(START.replace(hour=9, minute=5))
    assert not pages(talk, "李书记")
    assert pages(talk, "赵书记")


async def test_the_secretary_of_two_branches_reads_both(talk: Talk) -> None:
    (li,), (sun,) = members.named(talk.db, "李书记"), members.named(talk.db, "孙七")
    members.give_post(talk.db, li.id, Role.SECRETARY, sun.branch_id or 0)
    await talk.until(START.replace(hour=9, minute=5))
    whole = "\n".join(pages(talk, "李书记"))
    assert "【周报】第一支部" in whole
    assert "【周报】第二支部" in whole
    assert "“周报 第二支部 名单 2”" in whole


async def test_the_picture_follows_the_office_s_page(talk: Talk) -> None:
    await talk.until(START.replace(hour=9, minute=5))
    rows = talk.db.execute(
        "SELECT conversation, state FROM outbox WHERE file IS NOT NULL AND dedupe_key GLOB 'digest:*'"
    ).fetchall()
    assert rows == [(room_id(OFFICE), "sent")]


async def test_the_picture_may_be_left_out(make_talk: MakeTalk) -> None:
    talk = await at(make_talk, "2026-11-23T08:00", digest={"picture": False})
    await talk.until(START.replace(hour=9, minute=5))
    assert not talk.db.execute("SELECT 1 FROM outbox WHERE file IS NOT NULL").fetchall()


async def test_the_lines_of_monday_s_page_are_asked_for_by_number(talk: Talk) -> None:
    await talk.until(START.replace(hour=9, minute=5))
    never = "^周报第 2 行：启用不满 30 天，还没有过消息 5 人\n1 李书记"
    await talk.play(("李书记", PRIVATE, "周报 名单 2", never))


async def test_the_silence_on_the_page_is_that_of_the_daily_look(talk: Talk) -> None:
    """The page counts in bulk what `listening.overdue` counts person by person."""
    facts.write_moment(talk.db, "first_start", START - timedelta(days=90))
    facts.write(talk.db, "watched", f'[[3, "{stamp(START - timedelta(days=90))}"], [99, "{stamp(START)}"]]')
    for name, days in (("张三", 40), ("李四", 10)):
        (person,) = members.named(talk.db, name)
        absences.add(
            talk.db,
            person.id,
            ((START - timedelta(days=days)).date(), (START - timedelta(days=days - 2)).date()),
            reason="进山",
            said_by=person.id,
            now=START - timedelta(days=days),
        )
    ctx = Context(talk.db, START, talk.stage.settings)
    silent = next(
        item
        for item in heard.digest_items(ctx, *week_before(START.date())).items
        if item.subject is Subject.SILENT
    )
    assert {row.member_id for row in silent.rows} == {one.person.id for one in listening.overdue(ctx)}
    assert silent.rows
