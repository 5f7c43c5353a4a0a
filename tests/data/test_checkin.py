"""Check-ins as they are kept: every one, the last one counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlite_utils import Database

from bot.domain.checkin import Days, Intent, Place, Report, Safety, Whereabouts
from bot.domain.delivery import Kind, Outgoing
from data import checkin as checkins
from data import member as members
from data import outbox
from tests.conftest import FIRST, START, room_id

FULL = Report(
    safety=Safety.SAFE,
    whereabouts=Whereabouts.AWAY,
    place=Place("CN", "江苏省", "苏州市", "昆山市"),
    heading_to=Place("DE", None, "慕尼黑"),
    leaves_on=Days(date(2026, 12, 1), date(2026, 12, 1)),
    returns_on=Days(date(2026, 12, 26), date(2026, 12, 31)),
    phone="13800138000",
)
WEEK = timedelta(days=7)


def add(db: Database, name: str, report: Report = FULL, now: datetime = START) -> int:
    person = members.named(db, name)[0].id
    message = f"m-{name}-{now.timestamp()}"
    return checkins.add(
        db, person, report, intent=Intent.CHECKIN, said_by=person, message_id=message, words="平安", now=now
    )


def thanks(db: Database, key: str, start: datetime) -> int:
    until = start + Kind.REPLY.patience
    row_id = outbox.put(db, Outgoing(key, room_id(FIRST), "已收到", Kind.REPLY, start, until), START)
    assert row_id is not None
    return row_id


def test_a_report_comes_back_whole(cast_db: Database) -> None:
    add(cast_db, "张三")
    zhang = members.named(cast_db, "张三")[0].id
    latest = checkins.latest(cast_db, zhang, START - WEEK)
    assert latest
    assert latest[0] == FULL


def test_the_last_report_counts_and_an_old_one_does_not(cast_db: Database) -> None:
    add(cast_db, "张三")
    add(cast_db, "张三", Report(safety=Safety.SAFE), START + timedelta(hours=1))
    zhang = members.named(cast_db, "张三")[0].id
    latest = checkins.latest(cast_db, zhang, START)
    assert latest
    assert latest[0] == Report(safety=Safety.SAFE)
    assert checkins.latest(cast_db, zhang, START + timedelta(hours=1)) is None


def test_a_branch_counts_people_and_not_messages(cast_db: Database) -> None:
    for hours in (1, 2):
        add(cast_db, "张三", now=START + timedelta(hours=hours))
    add(cast_db, "孙七", now=START + WEEK + timedelta(hours=1))
    assert checkins.count_by_branch(cast_db, START, START + WEEK) == [("第一支部", 1, 5), ("第二支部", 0, 2)]


def test_a_line_of_thanks_names_each_once_in_their_order(cast_db: Database) -> None:
    rows = [add(cast_db, name) for name in ("李四", "张三", "李四")]
    line = thanks(cast_db, "thanks:m1", START)
    checkins.thank_with(cast_db, rows, line)
    assert checkins.thanked_names(cast_db, line) == ["李四", "张三"]


def test_thanks_that_have_gone_wait_no_more_but_are_remembered(cast_db: Database) -> None:
    assert checkins.last_thanks(cast_db, room_id(FIRST)) is None
    line = thanks(cast_db, "thanks:m1", START)
    assert checkins.waiting_thanks(cast_db, room_id(FIRST)) == line
    outbox.settle_sent(cast_db, line, START + timedelta(minutes=2))
    assert checkins.waiting_thanks(cast_db, room_id(FIRST)) is None
    assert checkins.last_thanks(cast_db, room_id(FIRST)) == "2026-11-23T00:02:00.000Z"


def test_what_was_taken_back_counts_for_nothing_and_is_kept(cast_db: Database) -> None:
    zhang = members.named(cast_db, "张三")[0].id
    earlier = Report(safety=Safety.SAFE)
    add(cast_db, "张三", earlier)
    now = START + timedelta(hours=1)
    add(cast_db, "张三", FULL, now)
    assert checkins.withdraw_last(cast_db, zhang, START, now) == [(zhang, FULL)]
    latest = checkins.latest(cast_db, zhang, START - WEEK)
    assert latest
    assert latest[0] == earlier
    told = checkins.told_last(cast_db, zhang, START)
    assert told
    assert (told.at, told.about) == (START, (zhang,))
    checkins.withdraw_last(cast_db, zhang, START, now)
    assert checkins.told_last(cast_db, zhang, START) is None
    assert checkins.count_heard(cast_db, START - WEEK) == []
    assert not any(heard for _, heard, _ in checkins.count_by_branch(cast_db, START - WEEK, START + WEEK))
    assert cast_db.execute("SELECT count(*) FROM checkins").fetchone() == (2,)


def test_a_line_of_thanks_leaves_out_who_took_it_back(cast_db: Database) -> None:
    zhang, line = members.named(cast_db, "张三")[0].id, thanks(cast_db, "thanks:m", START)
    checkins.thank_with(cast_db, [add(cast_db, name) for name in ("张三", "李四")], line)
    checkins.withdraw_last(cast_db, zhang, START, START)
    assert checkins.thanked_names(cast_db, line) == ["李四"]
    assert checkins.waiting_thanks_of(cast_db, zhang) == [line]
