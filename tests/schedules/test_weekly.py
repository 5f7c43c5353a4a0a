"""What each noun says on the weekly page: every number is counted from the rows behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.aid import weekly as aid
from bot.case import weekly as case
from bot.config import Settings
from bot.context import Context
from bot.domain.aid import Side, Wish
from bot.domain.audience import Audience, Scope
from bot.domain.case import Case, Kind, Level
from bot.domain.case import State as Answered
from bot.domain.digest.item import Behind, Item, Part
from bot.domain.dues.payment import Payment
from bot.domain.event import Choice, Event
from bot.domain.meeting import Kind as Sort
from bot.domain.meeting import Meeting, Quarter, show_lacks
from bot.domain.member import Member
from bot.domain.points.counting import State as Reviewed
from bot.domain.proxy import How
from bot.domain.study.item import Item as Study
from bot.domain.study.item import State
from bot.dues import weekly as dues_page
from bot.event import weekly as event
from bot.lesson import weekly as lesson
from bot.meeting import standing
from bot.meeting import weekly as meeting
from bot.points import weekly as points_page
from bot.study import weekly as study
from data import aid as aids
from data import attendance, dues, points
from data import case as cases
from data import event as events
from data import lesson as lessons
from data import meeting as meetings
from data import member as members
from data import reflection as reflections
from data import study as studies
from data import unit as units
from tests.conftest import BEIJING

NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)  # a Monday
FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)
Gather = Callable[[Context, date, date], Part]


def person(db: Database, name: str) -> int:
    return members.named(db, name)[0].id


def branch(db: Database, name: str) -> int:
    found = units.named(db, name)
    assert found
    return found.id


def gather(db: Database, settings: Settings, of: Gather, now: datetime = NOW) -> Part:
    return of(Context(db, now, settings), now.date() - timedelta(days=7), now.date() - timedelta(days=1))


def shown(part: Part) -> list[str]:
    return [one.show(one.rows) for one in part.items]


def todos(part: Part) -> list[tuple[str, str]]:
    return [(one.who, one.what) for one in part.todos]


def of_branch(item: Item, unit: int) -> str:
    return item.show([row for row in item.rows if row.unit_id == unit])


def notes(db: Database, item: Item) -> dict[str, str]:
    names = {one.id: one.name for one in members.known(db)}
    return {names[row.member_id]: row.note for row in item.rows if row.member_id}


# Events


def hold(db: Database, starts_at: datetime, names: Iterable[str], *, seats: int | None = None) -> int:
    invited = [person(db, name) for name in names]
    first = branch(db, "第一支部")
    by = person(db, "李书记")
    one = Event(0, "座谈会", "社区", starts_at, "第一支部", by, NOW, seats=seats, branch_id=first)
    return events.open_event(db, one, [], invited).number


def say(db: Database, number: int, **said: Choice) -> None:
    for name, choice in said.items():
        who = person(db, name)
        attendance.keep(db, number, who, choice, said_by=who, now=NOW)


def test_an_event_ahead_counts_who_comes_waits_and_is_silent(cast_db: Database, settings: Settings) -> None:
    number = hold(cast_db, NOW + timedelta(days=5), ["张三", "李四", "孙七", "老周"], seats=1)
    say(cast_db, number, 张三=Choice.COMES, 李四=Choice.WAITS, 孙七=Choice.DECLINES)
    part = gather(cast_db, settings, event.digest_items)
    assert shown(part) == ["活动1号 座谈会（11月28日）报名 1（限1人），候补 1，不来 1，还没回 1"]
    expected = {"张三": "来", "李四": "候补", "孙七": "不来", "老周": "还没回"}
    assert notes(cast_db, part.items[0]) == expected
    second = branch(cast_db, "第二支部")
    assert of_branch(part.items[0], second) == "活动1号 座谈会（11月28日）报名 0（限1人），不来 1"
    assert todos(part) == []  # five days ahead, and full


def test_the_last_word_to_an_event_counts(cast_db: Database, settings: Settings) -> None:
    number = hold(cast_db, NOW + timedelta(days=5), ["张三"])
    say(cast_db, number, 张三=Choice.DECLINES)
    say(cast_db, number, 张三=Choice.COMES)
    assert "报名 1" in shown(gather(cast_db, settings, event.digest_items))[0]


def test_an_event_in_two_days_asks_its_host_for_the_silent(cast_db: Database, settings: Settings) -> None:
    hold(cast_db, NOW + timedelta(days=2), ["张三"])
    (todo,) = gather(cast_db, settings, event.digest_items).todos
    assert (todo.who, todo.by) == ("李书记", date(2026, 11, 25))
    assert todo.what == "活动1号（11月25日）还有 1 位没回，问一声"
    assert todo.unit_id == branch(cast_db, "第一支部")


def test_a_free_place_is_for_who_waits(cast_db: Database, settings: Settings) -> None:
    number = hold(cast_db, NOW + timedelta(days=6), ["张三", "李四"], seats=2)
    say(cast_db, number, 张三=Choice.COMES, 李四=Choice.WAITS)
    what = "活动1号还有空位，候补的 1 位可以补上"
    assert todos(gather(cast_db, settings, event.digest_items)) == [("李书记", what)]


def test_an_event_that_is_over_sets_attendance_beside_promises(cast_db: Database, settings: Settings) -> None:
    number = hold(cast_db, NOW - timedelta(days=3), ["张三", "李四", "老周", "孙七"])
    say(cast_db, number, 张三=Choice.COMES, 李四=Choice.COMES)
    for name in ("张三", "老周"):
        attendance.attend(cast_db, number, person(cast_db, name), said_by=1, now=NOW)
    part = gather(cast_db, settings, event.digest_items)
    assert shown(part) == ["活动1号 座谈会 到了 2，报了名的 2"]
    assert notes(cast_db, part.items[0]) == {"张三": "来了", "李四": "报了名没来", "老周": "没报名也来了"}
    assert todos(part) == []


def test_an_event_without_attendance_is_its_hosts_to_do(cast_db: Database, settings: Settings) -> None:
    hold(cast_db, NOW - timedelta(days=3), ["张三"])
    (todo,) = gather(cast_db, settings, event.digest_items).todos
    assert (todo.who, todo.by) == ("李书记", date(2026, 11, 27))
    cast_db.execute("DELETE FROM posts WHERE role = 'secretary'")
    (todo,) = gather(cast_db, settings, event.digest_items).todos
    assert (todo.who, todo.unit_id) == ("党办", None)
    assert todo.what.startswith("第一支部 活动1号")


# Study


def open_study(db: Database, names: Iterable[str], scope: Scope = Scope.ALL) -> int:
    item = Study(0, "全会公报", None, None, "", Audience(scope), False, State.WAITING, NOW, said_by=1)
    number = studies.add(db, item, NOW)
    opened = NOW - timedelta(days=4)
    studies.open_up(db, number, [person(db, one) for one in names], opened, opened + timedelta(days=6))
    return number


def test_a_study_item_counts_readers_and_what_they_wrote(cast_db: Database, settings: Settings) -> None:
    number = open_study(cast_db, ["张三", "李四", "孙七"])
    zhang, sun = person(cast_db, "张三"), person(cast_db, "孙七")
    for who in (zhang, sun):
        reflections.note_read(cast_db, number, who, How.OWN, who, NOW)
    reflections.write(cast_db, number, sun, "好", How.OWN, sun, NOW)
    part = gather(cast_db, settings, study.digest_items)
    assert shown(part) == ["学习1号 全会公报 已学 2/3，心得 1"]
    assert notes(cast_db, part.items[0]) == {"张三": "学了", "李四": "还没学", "孙七": "学了，写了心得"}
    assert todos(part) == []  # half of the first branch has read it


def test_a_branch_that_hardly_read_is_asked_to_remind(cast_db: Database, settings: Settings) -> None:
    open_study(cast_db, ["张三", "李四"])
    what = "学习1号快结束了，学了的不到一半，提醒一下"
    assert todos(gather(cast_db, settings, study.digest_items)) == [("李书记", what)]


def test_what_people_study_by_name_is_on_no_branchs_page(cast_db: Database, settings: Settings) -> None:
    open_study(cast_db, ["张三"], Scope.PEOPLE)
    part = gather(cast_db, settings, study.digest_items)
    assert [row.unit_id for row in part.items[0].rows] == [None]
    assert todos(part) == []


def test_what_was_not_passed_on_is_the_secretarys_today(cast_db: Database, settings: Settings) -> None:
    number = open_study(cast_db, ["孙七"])
    studies.hand_over(cast_db, number, [branch(cast_db, "第二支部")])
    assert todos(gather(cast_db, settings, study.digest_items)) == [("赵书记", "学习1号还没转发到群里")]


# Dues


def pay_until(db: Database, **until: str) -> None:
    for name, month in until.items():
        db.execute("UPDATE members SET dues_until = ? WHERE name = ?", (month, name))


def test_half_a_year_behind_is_counted_by_class(cast_db: Database, settings: Settings) -> None:
    everybody = [one.name for one in members.everybody(cast_db)]
    pay_until(cast_db, **dict.fromkeys(everybody, "2026-10"))
    pay_until(cast_db, 张三="2026-04", 李四="2026-05", 孙七="2024-01")
    part = gather(cast_db, settings, dues_page.digest_items)
    assert shown(part) == ["党费满半年没交 2 位\n欠6–12个月 1，欠1–5年 1"]
    what = "党费满半年没交的，问声有没有难处"
    assert todos(part) == [("李书记", what), ("赵书记", what)]


@pytest.mark.parametrize("status", ["deceased", "moved", "lost", "suspended", "retained"])
def test_who_owes_nothing_is_not_behind(cast_db: Database, settings: Settings, status: str) -> None:
    pay_until(cast_db, 张三="2020-01")
    cast_db.execute("UPDATE members SET status = ? WHERE name = '张三'", (status,))
    assert shown(gather(cast_db, settings, dues_page.digest_items)) == []


def test_payments_of_the_month_are_counted_from_who_paid(cast_db: Database, settings: Settings) -> None:
    zhang, sun = person(cast_db, "张三"), person(cast_db, "孙七")
    for who in (zhang, zhang, sun):
        one = Payment(who, "2026-09", "2026-09", 2000, "", None, "secretary", 1)
        dues.book(cast_db, one, NOW - timedelta(days=2))
    (item,) = gather(cast_db, settings, dues_page.digest_items).items
    assert item.show(item.rows) == "党费 11月记了 3 笔"
    assert of_branch(item, branch(cast_db, "第二支部")) == "党费 11月记了 1 笔"
    assert not any(row.note for row in item.rows)


def test_january_asks_for_declarations(cast_db: Database, settings: Settings) -> None:
    part = gather(cast_db, settings, dues_page.digest_items, NOW.replace(year=2027, month=1, day=11))
    assert shown(part) == ["2027年党费基数没申报 7 位"]
    assert {one.by for one in part.todos} == {date(2027, 1, 31)}


def test_unknown_dues_are_asked_for_where_dues_are_kept(cast_db: Database, settings: Settings) -> None:
    assert todos(gather(cast_db, settings, dues_page.digest_items)) == []
    pay_until(cast_db, 孙七="2026-10")
    assert todos(gather(cast_db, settings, dues_page.digest_items)) == [
        ("赵书记", "有人党费交到哪月没登记，补一下")
    ]


# Cases


def ask(db: Database, name: str, kind: Kind, opened: datetime, level: Level = Level.SECRETARY) -> int:
    who = members.named(db, name)[0]
    due = opened + timedelta(days=3)
    one = Case(0, kind, who.id, who.id, who.branch_id, "某事", opened, level, due, timedelta(hours=27))
    return cases.add(db, one)


def test_cases_are_counted_by_age_and_lateness(cast_db: Database, settings: Settings) -> None:
    ask(cast_db, "张三", Kind.SUGGESTION, NOW - timedelta(days=1))
    ask(cast_db, "孙七", Kind.PROBLEM, NOW - timedelta(days=6))  # Tuesday: four working days
    ask(cast_db, "李四", Kind.PROBLEM, NOW - timedelta(days=28))
    part = gather(cast_db, settings, case.digest_items)
    assert shown(part) == ["建议反映求助在办 3 件，超时 2\n等了 0–2天的 1，3–5天的 1，5天以上的 1"]
    expected = {"张三": "1号建议 0天", "孙七": "2号反映 4天，超时", "李四": "3号反映 20天，超时"}
    assert notes(cast_db, part.items[0]) == expected
    assert "某事" not in repr(part)


def test_a_late_case_is_todays_work_of_whose_turn_it_is(cast_db: Database, settings: Settings) -> None:
    ask(cast_db, "张三", Kind.HELP, NOW - timedelta(days=6))
    ask(cast_db, "孙七", Kind.ERRAND, NOW - timedelta(days=6), Level.OFFICE)
    taken = ask(cast_db, "李四", Kind.PROBLEM, NOW - timedelta(days=6), Level.OFFICE)
    cast_db.execute("UPDATE cases SET holder_id = ? WHERE number = ?", (person(cast_db, "赵书记"), taken))
    part = gather(cast_db, settings, case.digest_items)
    found = [(one.who, one.what[:4], one.by, one.urgency, one.unit_id) for one in part.todos]
    today, first = NOW.date(), branch(cast_db, "第一支部")
    assert found == [
        ("李书记", "求助1号", today, 1, first),
        ("党办", "代办2号", today, 2, None),
        ("赵书记", "反映3号", today, 2, None),
    ]


def test_of_confidential_cases_only_their_number_is_told(cast_db: Database, settings: Settings) -> None:
    ask(cast_db, "张三", Kind.REPORT, NOW - timedelta(days=1), Level.OFFICE)
    part = gather(cast_db, settings, case.digest_items)
    assert shown(part) == ["需保密的 1 件，由专人办"]
    assert list(part.items[0].rows) == [Behind(None, None)]
    assert todos(part) == [("指定的人", "保密件 1 件等着看")]


def test_a_case_of_who_changed_branch_is_the_offices(cast_db: Database, settings: Settings) -> None:
    ask(cast_db, "张三", Kind.SUGGESTION, NOW - timedelta(days=1))
    members_branch = (branch(cast_db, "第二支部"),)
    cast_db.execute("UPDATE members SET branch_id = ? WHERE name = '张三'", members_branch)
    (item,) = gather(cast_db, settings, case.digest_items).items
    assert [row.unit_id for row in item.rows] == [None]


def test_answers_of_the_week_say_how_fast_they_came(cast_db: Database, settings: Settings) -> None:
    number = ask(cast_db, "张三", Kind.SUGGESTION, datetime(2026, 11, 17, 9, tzinfo=BEIJING))
    one = cases.find(cast_db, number)
    assert one
    answered = datetime(2026, 11, 17, 11, tzinfo=BEIJING)
    cases.save(cast_db, replace(one, state=Answered.ANSWERED, answered_at=answered))
    (line,) = shown(gather(cast_db, settings, case.digest_items))
    assert line == "建议反映求助答复了 1 件\n一半在 2 小时以内"


# Meetings


def note_meeting(db: Database, name: str, kind: Sort, day: date) -> None:
    one = Meeting(meetings.next_number(db), branch(db, name), kind, day, False, "", 1)
    meetings.keep(db, one, NOW)


def test_branches_behind_are_counted_and_a_few_named(cast_db: Database, settings: Settings) -> None:
    note_meeting(cast_db, "第一支部", Sort.DAY, date(2026, 11, 20))
    part = gather(cast_db, settings, meeting.digest_items)
    held, behind = shown(part)
    assert held == "三会一课 开了 1 次"
    assert (
        behind
        == "三会一课还差会的支部 2 个\n第一支部：党员大会、党课、主题党日\n第二支部：党员大会、党课、主题党日"
    )
    one = of_branch(part.items[1], branch(cast_db, "第二支部"))
    assert one.split("\n") == [
        "三会一课 1 个支部还差会：第二支部",
        "党员大会（12月底前）",
        "党课（12月底前）",
        "主题党日（10月没有记录，11月）",
    ]
    assert todos(part) == []


def test_a_quarter_without_records_says_nothing(cast_db: Database, settings: Settings) -> None:
    note_meeting(cast_db, "第一支部", Sort.DAY, date(2026, 9, 20))
    assert gather(cast_db, settings, meeting.digest_items) == Part()


def test_at_the_end_of_a_quarter_it_is_to_be_done(cast_db: Database, settings: Settings) -> None:
    note_meeting(cast_db, "第一支部", Sort.DAY, date(2026, 11, 20))
    part = gather(cast_db, settings, meeting.digest_items, datetime(2026, 12, 21, 9, tzinfo=BEIJING))
    assert {one.who for one in part.todos} == {"李书记", "赵书记"}
    assert {one.by for one in part.todos} == {date(2026, 12, 31)}


def test_the_page_and_the_command_agree_on_what_is_due(cast_db: Database, settings: Settings) -> None:
    ctx = Context(cast_db, NOW, settings)
    note_meeting(cast_db, "第一支部", Sort.CONGRESS, date(2026, 11, 20))
    behind = gather(cast_db, settings, meeting.digest_items).items[1].rows
    quarter = Quarter.of(LAST)
    for unit in units.branches(cast_db):
        due = [one for one in standing.lacks(ctx, unit.id, quarter) if not one.ahead]
        notes_of_unit = [row.note for row in behind if row.unit_id == unit.id]
        assert notes_of_unit == ([show_lacks(due, quarter)] if due else [])


# Lessons, aid, points


def test_a_lesson_counts_who_attended(cast_db: Database, settings: Settings) -> None:
    invited = [person(cast_db, name) for name in ("张三", "李四")]
    number = lessons.add(
        cast_db, title="廉洁纪律", url=None, keyword=None, starts_at=NOW - timedelta(days=3), audience="全体",
        room_ids=[], member_ids=invited, by=1, now=NOW - timedelta(days=5),
    )  # fmt: skip
    lessons.attend(cast_db, number, invited[0], invited[0], NOW)
    part = gather(cast_db, settings, lesson.digest_items)
    assert shown(part)[0].endswith("廉洁纪律 到课 1/2")
    assert notes(cast_db, part.items[0]) == {"张三": "到了", "李四": "没到"}


def test_aid_is_the_offices_alone(cast_db: Database, settings: Settings) -> None:
    wish = Wish(Side.ASK, "借轮椅", signed=False, phone=False)
    aids.add(cast_db, person(cast_db, "张三"), wish, NOW - timedelta(days=3))
    part = gather(cast_db, settings, aid.digest_items)
    assert shown(part) == ["互助新提 1 件"]
    assert [row.unit_id for row in part.items[0].rows] == [None]
    assert todos(part) == [("党办", "互助 1 件等着看，发“名单 互助”")]
    assert "轮椅" not in repr(part)


def test_points_wait_for_the_secretary_and_the_secretarys_for_the_office(
    cast_db: Database, settings: Settings
) -> None:
    for name in ("张三", "李书记"):
        who = person(cast_db, name)
        points.tell(cast_db, who, "volunteer", NOW, Reviewed.WAITING, "扫雪", by=who, now=NOW)
    part = gather(cast_db, settings, points_page.digest_items)
    assert shown(part) == ["积分待审 2 项"]
    assert {one.who for one in part.todos} == {"党办", "李书记"}
    assert notes(cast_db, part.items[0]) == {"张三": "11月23日申报", "李书记": "11月23日申报"}
    assert of_branch(part.items[0], branch(cast_db, "第一支部")) == "积分待审 1 项"


# All of them


NOUNS: tuple[Gather, ...] = (
    event.digest_items,
    study.digest_items,
    dues_page.digest_items,
    case.digest_items,
    meeting.digest_items,
    lesson.digest_items,
    aid.digest_items,
    points_page.digest_items,
)


@pytest.mark.parametrize("of", NOUNS)
def test_an_empty_week_says_nothing(cast_db: Database, settings: Settings, of: Gather) -> None:
    part = gather(cast_db, settings, of)
    assert shown(part) == []
    assert not part.todos


@pytest.mark.parametrize("of", NOUNS)
def test_queries_do_not_grow_with_the_people(cast_db: Database, settings: Settings, of: Gather) -> None:
    fill(cast_db, ["张三", "孙七"])
    few = queries(cast_db, settings, of)
    for place in range(30):
        added = members.add(cast_db, Member(0, f"新人{place}", branch_id=branch(cast_db, "第一支部")))
        cast_db.execute("INSERT INTO event_members (event_id, member_id) VALUES (1, ?)", (added,))
        ask(cast_db, f"新人{place}", Kind.PROBLEM, NOW - timedelta(days=6))
    assert queries(cast_db, settings, of) == few


def fill(db: Database, names: list[str]) -> None:
    """Let every noun have something to say of these people."""
    say(db, hold(db, NOW + timedelta(days=2), names), 张三=Choice.COMES)
    open_study(db, names)
    pay_until(db, **dict.fromkeys(names, "2026-01"))
    for name in names:
        ask(db, name, Kind.PROBLEM, NOW - timedelta(days=6))
    note_meeting(db, "第一支部", Sort.DAY, date(2026, 11, 20))


def queries(db: Database, settings: Settings, of: Gather) -> int:
    asked = list[str]()
    db.conn.set_trace_callback(asked.append)
    gather(db, settings, of)
    db.conn.set_trace_callback(None)
    return len(asked)


@pytest.mark.parametrize("of", NOUNS)
def test_every_number_is_the_rows_that_count(cast_db: Database, settings: Settings, of: Gather) -> None:
    fill(cast_db, ["张三", "李四", "孙七"])
    for item in gather(cast_db, settings, of).items:
        for rows in (item.rows, [row for row in item.rows if row.unit_id == branch(cast_db, "第二支部")]):
            if rows:
                first_line = item.show(rows).split("\n")[0]
                assert str(sum(row.counts for row in rows)) in re.findall(r"(?<= )\d+", first_line)
