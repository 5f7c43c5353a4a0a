"""Lessons held online: announced, changed, attended, counted."""

from __future__ import annotations

from datetime import datetime

import pytest

from data import account as accounts
from data import lesson as lessons
from data import member as members
from tests.conftest import (
    BEIJING,
    FIRST,
    OFFICE,
    OVERSEAS,
    PRIVATE,
    SECOND,
    SECRETARIES,
    START,
    Line,
    MakeTalk,
    Talk,
    account_id,
)

DURING = START.replace(hour=19, minute=35)
OPENED: tuple[Line, ...] = (
    (
        "王主任",
        OFFICE,
        "线上党课 今天 19:30 学党章 https://meet.example.cn/1 全体",
        "2 个支部群、境外群",
    ),
    ("王主任", OFFICE, "确认", "线上党课1号发到 3 个群"),
)
WITH_WORD: tuple[Line, ...] = (
    (
        "李书记",
        PRIVATE,
        "线上党课 今晚 七点半 学党章 https://meet.example.cn/1 口令 春风",
        "口令：春风（群里不显示",
    ),
    ("李书记", PRIVATE, "确认", "线上党课1号发到 1 个群"),
)


@pytest.fixture
async def talk(make_talk: MakeTalk) -> Talk:
    """The cast on a day without anybody's birthday."""
    made = make_talk(START.replace(hour=17), greetings={"birthdays": False, "anniversaries": False})
    await made.stage.settle()
    return made


async def begun(talk: Talk, *lines: Line) -> None:
    await talk.play(*(lines or OPENED))
    await talk.until(DURING)


def earned(talk: Talk) -> list[str]:
    rows = talk.db.execute(
        "SELECT name FROM points JOIN members ON members.id = member_id WHERE deed = 'lesson'"
    )
    return sorted(row[0] for row in rows)


# Announcing


async def test_rooms_read_the_time_on_their_own_clocks_and_get_the_link(talk: Talk) -> None:
    await talk.play(*OPENED)
    assert talk.told(FIRST)[0].startswith("【线上党课1号】学党章\n时间：11月23日（周一）19:30\n")
    assert talk.told(FIRST)[1] == "[链接] 学党章 https://meet.example.cn/1"
    assert "北京时间11月23日（周一）19:30（多伦多 06:30）" in talk.told(OVERSEAS)[0]


async def test_nothing_is_told_before_it_is_confirmed(talk: Talk) -> None:
    await talk.play(OPENED[0], ("王主任", OFFICE, "取消", "作罢"))
    assert talk.told(FIRST) == []


async def test_a_secretary_opens_one_for_the_own_branch(talk: Talk) -> None:
    await talk.play(*WITH_WORD)
    assert talk.told(SECOND) == []
    assert "春风" not in "".join(talk.told(FIRST))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("线上党课 讲讲党史", "哪天几点开课.*例：线上党课"),
        ("线上党课 2月30日 19:30 学党章", "没有2月30日这一天"),
        ("线上党课 今天 9:00 学党章", "“今天 9:00”已经过了"),
        ("线上党课 昨天 19:30 学党章", "拿不准"),
        ("线上党课 明天 25:30 学党章", "没有25:30这个钟点"),
        ("线上党课 明天 19:75 学党章", "没有19:75这个钟点"),
        ("线上党课 明天 19:30 https://meet.example.cn/1", "写上题目"),
        ("线上党课 明天 19:30 学党章 全体", "给本支部开"),
        ("线上党课 明天 19:30 学党章 支部 二", "给本支部开"),
        ("线上党课 明天 19:30 学党章 境外", "给本支部开"),
        ("线上党课 明天 19:30 学党章 支部 九", "没有“第九支部”"),
    ],
)
async def test_a_wrong_order_shows_a_right_one(talk: Talk, said: str, answer: str) -> None:
    await talk.play(("李书记", PRIVATE, said, answer))
    assert talk.counts("lessons") == 0


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("线上党课 下周六晚上7点半 学党章", datetime(2026, 12, 5, 19, 30, tzinfo=BEIJING)),
        (
            "线上党课 12月5日 １９：３０ 学党章 https://a.example/1",
            datetime(2026, 12, 5, 19, 30, tzinfo=BEIJING),
        ),
        ("线上党课：明天19:30 学党章 链接：https://a.cn/1", datetime(2026, 11, 24, 19, 30, tzinfo=BEIJING)),
        ("线上党课 全体 明天 20点 学党章", datetime(2026, 11, 24, 20, tzinfo=BEIJING)),
    ],
)
async def test_the_time_is_read_in_words(talk: Talk, said: str, starts: datetime) -> None:
    await talk.play(("王主任", OFFICE, said, "学党章"), ("王主任", OFFICE, "确认", "线上党课1号"))
    lesson = lessons.find(talk.db, 1)
    assert lesson is not None
    assert lesson.starts_at == starts


async def test_a_member_opens_none(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "线上党课 明天 19:30 学党章", "由党办和支部书记来发"))


@pytest.mark.parametrize(
    "said", ["线上党课讲得真好", "线上党课 讲得真好", "线上党课", "到课率太低了", "提醒我带伞", "到课 率太低"]
)
async def test_talk_in_a_room_is_left_alone(talk: Talk, said: str) -> None:
    await talk.play(("张三", FIRST, said, None))


# Changing


async def test_a_moved_lesson_is_told_where_it_was_and_reminded_of_anew(talk: Talk) -> None:
    await talk.play(
        *OPENED,
        (
            "王主任",
            OFFICE,
            "线上党课 改期 1号 明天 20:00",
            "从11月23日（周一）19:30改到11月24日（周二）20:00",
        ),
        ("王主任", OFFICE, "确认", "改期了"),
    )
    assert "【线上党课1号·改期】学党章\n改在11月24日（周二）20:00" in talk.told(FIRST)[-1]
    assert not [text for _, text in await talk.until(DURING) if "开课" in text]
    said = await talk.wait(hours=24)
    assert len([text for place, text in said if place == FIRST and "11月24日（周二）20:00开课" in text]) == 1


async def test_a_lesson_called_off_says_why_and_is_not_reminded_of(talk: Talk) -> None:
    await talk.play(
        *OPENED,
        ("王主任", OFFICE, "线上党课 取消 1号", "写上哪一次和原因"),
        ("王主任", OFFICE, "线上党课 取消 1号 老师病了", "3 个群会听到"),
        ("王主任", OFFICE, "确认", "取消了"),
    )
    assert "不上了，原因：老师病了" in talk.told(SECOND)[-1]
    assert not [text for _, text in await talk.until(DURING) if "开课。" in text]
    await talk.play(("张三", PRIVATE, "到课 1号", "取消了"))


async def test_a_secretary_changes_only_the_own(talk: Talk) -> None:
    await talk.play(*OPENED, ("李书记", PRIVATE, "线上党课 取消 1号 不上了", "不是您开的"))


# Attending


@pytest.mark.parametrize(
    "said", ["到课 1号", "到课", "到课1号", "已听课 １号", "签到 党课1号", "签到党课1号"]
)
async def test_a_member_says_to_have_attended(talk: Talk, said: str) -> None:
    await begun(talk)
    await talk.play(("张三", PRIVATE, said, "线上党课1号签到了"), ("张三", PRIVATE, said, "已经签到"))
    assert earned(talk) == ["张三"]


async def test_a_room_is_answered_once_for_all(talk: Talk) -> None:
    await begun(talk)
    await talk.play(("张三", FIRST, "到课 1号", "都记着"), ("李四", FIRST, "到课", None))
    assert earned(talk) == ["张三", "李四"]


async def test_it_begins_ten_minutes_before_and_ends_a_day_after(talk: Talk) -> None:
    await talk.play(*OPENED, ("张三", PRIVATE, "到课 1号", "才开课，开课前十分钟起"))
    await talk.until(START.replace(hour=19, minute=21))
    await talk.play(("张三", PRIVATE, "到课 1号", "签到了"))
    await talk.until(START.replace(day=24, hour=19, minute=29))
    await talk.play(("李四", PRIVATE, "到课 1号", "签到了"))
    await talk.until(START.replace(day=24, hour=19, minute=31))
    await talk.play(("孙七", PRIVATE, "到课 1号", "签到第二天就结束了"))


async def test_the_word_of_the_teacher_is_wanted_and_not_written_in_a_room(talk: Talk) -> None:
    await begun(talk, *WITH_WORD)
    await talk.play(
        ("张三", PRIVATE, "到课 1号", "要写老师说的口令"),
        ("张三", PRIVATE, "到课 1号 秋风", "口令“秋风”不对"),
        ("张三", FIRST, "到课 1号 春风", "口令不写在群里"),
        ("张三", PRIVATE, "到课 1号 春风", "签到了"),
    )


async def test_a_secretary_enters_who_has_only_a_telephone(talk: Talk) -> None:
    await begun(talk)
    await talk.play(
        ("李书记", FIRST, "代签 党课1号 老周", "这类内容请私信我"),
        ("李书记", PRIVATE, "代签 党课1号", "写上姓名.*例"),
        ("李书记", PRIVATE, "代签 党课1号 孙七", "您管的名册里没有“孙七”"),
        ("李书记", PRIVATE, "代签 党课1号 老周 李四", "代签好了，线上党课1号：老周、李四"),
    )
    assert earned(talk) == ["李四", "老周"]


async def test_what_was_said_of_attending_is_taken_back_with_its_points(talk: Talk) -> None:
    await begun(talk)
    await talk.play(
        ("李书记", PRIVATE, "代签 党课1号 老周 李四", "代签好了"),
        ("李书记", PRIVATE, "撤", "已撤：李四的线上党课1号签到。\n已撤：老周"),
    )
    assert earned(talk) == []


@pytest.mark.parametrize("said", ["到课 9号", "名单 党课 9号", "提醒我 9号"])
async def test_an_unknown_number_is_said(talk: Talk, said: str) -> None:
    await talk.play(("李书记", PRIVATE, said, "没有线上党课9号"))


# Counting


async def test_a_secretary_sees_the_own_branch_and_the_office_all_with_a_sheet(talk: Talk) -> None:
    await begun(talk)
    await talk.play(
        ("张三", PRIVATE, "到课", "签到了"),
        ("孙七", PRIVATE, "到课", "签到了"),
        ("李书记", SECRETARIES, "名单 党课 1号", "^名单已私信您"),
        ("王主任", OFFICE, "名单 党课", "第一支部 1/5\n到课：张三\n.*第二支部 1/2\n到课：孙七"),
    )
    assert "孙七" not in "".join(talk.told("李书记"))
    assert talk.told("李书记")[-1].startswith("[文件] 线上党课1号到课")


async def test_who_was_not_invited_counts_apart(talk: Talk) -> None:
    await begun(talk, *WITH_WORD)
    await talk.play(
        ("孙七", PRIVATE, "到课 1号 春风", "签到了"),
        ("王主任", OFFICE, "名单 党课", "第一支部 0/5.*旁听 1 位：孙七"),
    )


async def test_coming_lessons_are_listed(talk: Talk) -> None:
    await talk.play(
        ("张三", PRIVATE, "线上党课", "最近没有线上党课"),
        *OPENED,
        ("张三", PRIVATE, "线上党课", "1号 11月23日（周一）19:30 学党章"),
    )


async def test_who_cannot_be_written_to_is_not_promised_a_reminder(talk: Talk) -> None:
    await talk.play(*OPENED)
    accounts.unfriend(talk.db, account_id("张三"))
    await talk.play(("张三", FIRST, "提醒我 1号", "先加我为好友"))
    assert lessons.wishing_reminder(talk.db, 1) == []


async def test_who_has_left_the_roll_is_not_counted_as_missing(talk: Talk) -> None:
    await begun(talk)
    zhang = members.named(talk.db, "张三")[0].id
    talk.db.execute("UPDATE members SET status = 'deceased' WHERE id = ?", (zhang,))
    await talk.play(("王主任", OFFICE, "名单 党课", "第一支部 0/4"))


@pytest.mark.parametrize("said", ["听了", "我在听课", "党课听完了", "党课1号到", "签到", "到了"])
async def test_attendance_is_heard_in_own_words_privately(talk: Talk, said: str) -> None:
    await begun(talk)
    await talk.play(("张三", PRIVATE, said, "线上党课1号签到了"), ("张三", PRIVATE, "撤", "已撤"))


async def test_having_arrived_long_after_the_lesson_is_no_attendance(talk: Talk) -> None:
    await begun(talk)
    await talk.wait(hours=3)
    await talk.say("张三", PRIVATE, "到了")
    assert not lessons.attended(talk.db, 1)
