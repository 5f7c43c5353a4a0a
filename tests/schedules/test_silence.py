"""Silence told upwards, and the day of coming back: who hears what when, and never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.context import Tick
from bot.domain.checkin import Days, Intent, Report, Safety
from bot.domain.member import Member
from bot.domain.preference import Preference
from bot.domain.room import RoomKind
from data import absence as absences
from data import account as accounts
from data import checkin as checkins
from data import fact as facts
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from data import room as rooms
from data import silence as silences
from data.db import read_stamp
from schedules import silence
from tests.conftest import BEIJING, FIRST, OFFICE, START, MakeSettings, account_id, room_id

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OTHERS = ("李书记", "赵书记", "李四", "孙七", "赵海", "老周")
KIND_WORD = "好些日子没听到您的消息了"

Said = list[tuple[str, str, datetime]]
Pass = Callable[..., Said]


def beijing(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=BEIJING)


def number_of(db: Database, name: str) -> int:
    return members.named(db, name)[0].id


def hear(db: Database, name: str, when: datetime, back: date | None = None) -> None:
    """Let somebody check in."""
    number = number_of(db, name)
    report = Report(safety=Safety.SAFE, returns_on=Days(back, back) if back else None)
    intent, words = Intent.CHECKIN, "平安"
    checkins.add(db, number, report, intent=intent, said_by=number, message_id="m", words=words, now=when)


@pytest.fixture
def let_pass(cast_db: Database, make_settings: MakeSettings) -> Pass:
    """Give a function that lets hours pass until a moment, and gives what was said to whom and when.

    Everybody wrote on the first morning. Those named in `silent` never again, the others every morning.
    """
    settings, state = make_settings(), {"now": START}
    facts.write_moment(cast_db, "first_start", START)
    for name in ("张三", *OTHERS):
        hear(cast_db, name, START)

    def run(until: datetime, *, silent: tuple[str, ...] = ("张三",), step: timedelta = HOUR) -> Said:
        (before,) = cast_db.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()
        while (now := state["now"]) < until:
            for name in {"张三", *OTHERS} - set(silent):
                hear(cast_db, name, now)
            with cast_db.atomic():
                silence.run(Tick(cast_db, now + step, settings, now))
            state["now"] = now + step
        rows = cast_db.execute(
            "SELECT conversation, body, not_before FROM outbox WHERE id > ? ORDER BY id", (before,)
        )
        return [
            (where.removeprefix("wx-").removesuffix("@sim"), body, read_stamp(at).astimezone(BEIJING))
            for where, body, at in rows.fetchall()
        ]

    return run


# Upwards


def test_the_member_hears_first_then_the_secretary_then_the_office(let_pass: Pass) -> None:
    said = let_pass(beijing("2027-02-01"), step=2 * HOUR)
    assert [(where, at) for where, _, at in said] == [
        ("张三", beijing("2026-12-16")),
        ("李书记", beijing("2026-12-23")),
        (OFFICE, beijing("2026-12-30")),
    ]
    assert said[0][1].startswith(KIND_WORD)
    assert said[1][1] == (
        "满 30 天没有消息的有 1 位，请您联系一下：\n1 张三（上次 11月23日，30 天）\n"
        "打过电话的，回编号：1 电话平安"
    )
    assert said[2][1].startswith("满 37 天没有消息的有 1 位，请书记联系过，还没有消息：\n第一支部\n1 张三")


def test_a_word_ends_the_silence_and_the_next_one_starts_anew(let_pass: Pass, cast_db: Database) -> None:
    let_pass(beijing("2026-12-17"), step=2 * HOUR)
    hear(cast_db, "张三", beijing("2026-12-17"))
    assert let_pass(beijing("2027-01-09", 8), step=2 * HOUR) == []
    ((where, _, at),) = let_pass(beijing("2027-01-10"), step=2 * HOUR)
    assert (where, at.date()) == ("张三", date(2027, 1, 9))


def test_what_a_secretary_reports_ends_the_silence(let_pass: Pass, cast_db: Database) -> None:
    let_pass(beijing("2026-12-20"), step=2 * HOUR)
    person, secretary = number_of(cast_db, "张三"), number_of(cast_db, "李书记")
    report = Report(safety=Safety.SAFE)
    checkins.add(
        cast_db,
        person,
        report,
        intent=Intent.CHECKIN,
        said_by=secretary,
        message_id="proxy",
        words="代报",
        now=beijing("2026-12-20"),
    )
    assert let_pass(beijing("2027-01-11"), step=2 * HOUR) == []


def test_a_secretary_hears_of_all_that_are_new_in_one_message(let_pass: Pass) -> None:
    said = let_pass(beijing("2026-12-24"), silent=("张三", "李四", "老周"), step=2 * HOUR)
    (text,) = [text for where, text, _ in said if where == "李书记"]
    assert text.startswith("满 30 天没有消息的有 3 位")
    assert "3 老周（只有电话 13900139000，上次 11月23日，30 天）" in text


def test_a_silent_secretary_s_list_goes_to_the_office(let_pass: Pass) -> None:
    said = let_pass(beijing("2026-12-24"), silent=("赵书记",), step=2 * HOUR)
    assert [where for where, _, _ in said] == ["赵书记", OFFICE]


def test_without_an_office_room_each_clerk_hears_it_privately(let_pass: Pass, cast_db: Database) -> None:
    rooms.untie(cast_db, room_id(OFFICE))
    accounts.unfriend(cast_db, account_id("李书记"))
    said = let_pass(beijing("2026-12-24"), step=2 * HOUR)
    assert [where for where, _, _ in said] == ["张三", "王主任"]


def test_secretaries_are_left_in_peace_on_days_off(let_pass: Pass, cast_db: Database) -> None:
    let_pass(beijing("2026-11-26"), silent=(), step=2 * HOUR)  # the last word is of Thursday morning
    said = let_pass(beijing("2026-12-31"), step=2 * HOUR)
    ((_, _, at),) = [one for one in said if one[0] == "李书记"]
    assert at == beijing("2026-12-28")  # thirty days were over on Saturday


def test_who_cannot_be_written_to_is_asked_in_the_room_without_a_name(
    let_pass: Pass, cast_db: Database
) -> None:
    accounts.unfriend(cast_db, account_id("张三"))
    accounts.unfriend(cast_db, account_id("李四"))
    said = let_pass(beijing("2026-12-17"), silent=("张三", "李四"), step=2 * HOUR)
    ((where, text, _),) = said
    assert where == FIRST
    assert text.startswith("好些日子没听到几位的消息了")


def test_the_member_is_asked_at_ten_on_the_own_clock(let_pass: Pass) -> None:
    said = let_pass(beijing("2026-12-20"), silent=("赵海",))
    ((where, _, at),) = said
    assert (where, at) == ("赵海", beijing("2026-12-16", 23))


def test_nobody_is_asked_in_spring_festival(let_pass: Pass, cast_db: Database) -> None:
    let_pass(beijing("2027-01-15"), silent=(), step=2 * HOUR)  # 23 days later is the second day of the feast
    said = let_pass(beijing("2027-02-15"), step=2 * HOUR)
    ((where, _, at),) = said
    assert (where, at) == ("张三", beijing("2027-02-12"))


# Who is not silent


def test_the_excused_are_never_told_of(let_pass: Pass, cast_db: Database) -> None:
    three = [number_of(cast_db, name) for name in ("张三", "李四", "老周")]
    absent = START.date(), date(2027, 3, 1)
    absences.add(cast_db, three[0], absent, reason="进山", said_by=three[0], now=START)
    preferences.keep(cast_db, three[1], Preference(questions=False))
    forever = greetings.FOR_GOOD
    greetings.rest(cast_db, three[2], forever, reason="death", said_by=three[0], now=START)
    assert let_pass(beijing("2027-01-20"), silent=("张三", "李四", "老周"), step=2 * HOUR) == []


def test_after_a_long_absence_the_member_is_asked_before_the_secretary_hears(
    let_pass: Pass, cast_db: Database
) -> None:
    person = number_of(cast_db, "张三")
    absent = START.date(), date(2027, 1, 5)
    absences.add(cast_db, person, absent, reason="进山", said_by=person, now=START)
    said = let_pass(beijing("2027-01-20"), step=2 * HOUR)
    assert [(where, at.date()) for where, _, at in said] == [
        ("张三", date(2027, 1, 6)),
        ("李书记", date(2027, 1, 12)),
        (OFFICE, date(2027, 1, 18)),
    ]


def test_who_is_declared_out_of_reach_is_not_told_of_again(let_pass: Pass, cast_db: Database) -> None:
    secretary = number_of(cast_db, "李书记")
    silences.declare_lost(cast_db, number_of(cast_db, "张三"), "", secretary, START)
    assert let_pass(beijing("2027-01-10"), step=2 * HOUR) == []


def test_a_newcomer_is_not_silent_since_before_coming(let_pass: Pass, cast_db: Database) -> None:
    let_pass(beijing("2027-01-10"), silent=(), step=2 * HOUR)
    branch = members.find(cast_db, number_of(cast_db, "张三")).branch_id
    members.add(cast_db, Member(0, "新人", wechat=False, branch_id=branch))
    said = let_pass(beijing("2027-02-09"), silent=(), step=2 * HOUR)
    assert said == []
    ((_, text, _),) = let_pass(beijing("2027-02-13"), silent=(), step=2 * HOUR)
    assert "1 新人（只有电话，31 天来还没有过消息）" in text


# The day of coming back


def test_on_the_promised_day_the_member_is_asked_once(let_pass: Pass, cast_db: Database) -> None:
    hear(cast_db, "张三", START, back=date(2026, 12, 3))
    ((where, text, at),) = let_pass(beijing("2026-12-10"))
    assert (where, at) == ("张三", beijing("2026-12-03"))
    assert text == "今天是您说的回来的日子，到家了吗？报个平安吧。"


def test_who_has_written_that_day_is_not_asked(let_pass: Pass, cast_db: Database) -> None:
    hear(cast_db, "张三", START, back=date(2026, 12, 3))
    let_pass(beijing("2026-12-03", 8))
    hear(cast_db, "张三", beijing("2026-12-03", 8))
    assert let_pass(beijing("2026-12-10")) == []


def test_a_promise_overseas_is_asked_at_ten_there(let_pass: Pass, cast_db: Database) -> None:
    hear(cast_db, "赵海", START, back=date(2026, 12, 3))
    ((where, _, at),) = let_pass(beijing("2026-12-10"), silent=("赵海",))
    assert (where, at) == ("赵海", beijing("2026-12-03", 23))


def test_who_is_no_friend_comes_to_the_secretary_s_list(let_pass: Pass, cast_db: Database) -> None:
    hear(cast_db, "老周", START, back=date(2026, 12, 3))
    ((where, text, _),) = let_pass(beijing("2026-12-10"), silent=("老周",))
    assert where == "李书记"
    assert text.startswith("这 1 位今天该回来了，我不能私信，请您问一声：\n1 老周")


def test_the_day_after_an_absence_the_member_is_asked_once(let_pass: Pass, cast_db: Database) -> None:
    person = number_of(cast_db, "张三")
    absent = START.date(), date(2026, 12, 1)
    absences.add(cast_db, person, absent, reason="出海", said_by=person, now=START)
    ((where, text, at),) = let_pass(beijing("2026-12-10"))
    assert (where, at) == ("张三", beijing("2026-12-02"))
    assert text.startswith("您说的外出日子到昨天")


# Restarts and jumps


def test_after_an_outage_all_is_told_once(let_pass: Pass) -> None:
    said = let_pass(beijing("2026-12-25", 15), step=timedelta(days=16, hours=15))
    assert [where for where, _, _ in said] == ["张三"]
    assert [where for where, _, _ in let_pass(beijing("2027-01-04", 15), step=DAY)] == ["李书记"]


def test_a_clock_set_back_tells_nobody_twice(
    cast_db: Database, let_pass: Pass, make_settings: MakeSettings
) -> None:
    let_pass(beijing("2026-12-24"), step=2 * HOUR)
    (before,) = cast_db.execute("SELECT count(*) FROM outbox").fetchone()
    back = beijing("2026-12-23", 9)
    silence.run(Tick(cast_db, back + 2 * HOUR, make_settings(), back))
    assert cast_db.execute("SELECT count(*) FROM outbox").fetchone() == (before,)


def test_a_room_without_a_place_is_not_written_to(let_pass: Pass, cast_db: Database) -> None:
    accounts.unfriend(cast_db, account_id("张三"))
    rooms.untie(cast_db, room_id(FIRST))
    rooms.tie(cast_db, room_id(FIRST), RoomKind.CENTRAL, None)
    said = let_pass(beijing("2026-12-24"), step=2 * HOUR)
    assert [where for where, _, _ in said] == ["李书记"]
