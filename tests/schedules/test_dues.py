"""Words about dues: gentle, few, private, at the person's own hour; the secretary hears whom to telephone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.config import Settings
from bot.context import Tick
from schedules import dues
from tests.conftest import BEIJING, MakeSettings

Said = list[tuple[str, str]]


def at(month: int, number: int, hour: int = 10, year: int = 2026) -> datetime:
    return datetime(year, month, number, hour, tzinfo=BEIJING)


@pytest.fixture
def db(cast_db: Database) -> Database:
    """张三 and 赵海 have paid until August, 李四 until October, 老周 (telephone) until June."""
    for name, month in (("张三", "2026-08"), ("赵海", "2026-08"), ("李四", "2026-10"), ("老周", "2026-06")):
        cast_db.execute("UPDATE members SET dues_until = ? WHERE name = ?", (month, name))
    return cast_db


def run(db: Database, settings: Settings, now: datetime, since: datetime | None = None) -> Said:
    """Let the schedule run as at a moment; gives what it queued: (account's person, text)."""
    last = db.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()[0]
    dues.run(Tick(db, now, settings, since or now - timedelta(minutes=15)))
    rows = db.execute("SELECT conversation, body FROM outbox WHERE id > ? ORDER BY id", (last,)).fetchall()
    assert all(place.startswith("wx-") for place, _ in rows), "never in a room"
    return [(place.removeprefix("wx-"), body) for place, body in rows]


def test_who_is_behind_hears_it_once_at_ten(db: Database, settings: Settings) -> None:
    assert run(db, settings, at(12, 10, 9)) == []
    assert run(db, settings, at(12, 10)) == [
        (
            "张三",
            "张三同志，提醒一句：党费交到了2026年8月，后面还有 3 个月。"
            "方便时交给支部就好，交过了请告诉书记一声。",
        )
    ]
    assert run(db, settings, at(12, 10)) == []


def test_abroad_it_is_ten_in_the_morning_there(db: Database, settings: Settings) -> None:
    assert [who for who, _ in run(db, settings, at(12, 10, 23))] == ["赵海"]


def test_the_words_change_and_end_after_three(db: Database, settings: Settings) -> None:
    months = [at(12, 10), *(at(month, 10, year=2027) for month in (1, 2, 3, 4, 5))]
    told = [text for moment in months for who, text in run(db, settings, moment) if who == "张三"]
    assert len(told) == len(set(told)) == 3


def test_a_payment_begins_the_count_anew(db: Database, settings: Settings) -> None:
    for moment in (at(12, 10), at(1, 10, year=2027), at(2, 10, year=2027)):
        run(db, settings, moment)
    db.execute("UPDATE members SET dues_until = '2026-12' WHERE name = '张三'")
    said = run(db, settings, at(4, 10, year=2027))
    assert [text for who, text in said if who == "张三" and "2026年12月" in text]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE members SET status = 'lost' WHERE name = '张三'",
        "UPDATE members SET status = 'retained' WHERE name = '张三'",
        "UPDATE members SET status = 'deceased' WHERE name = '张三'",
        "INSERT INTO rests (member_id, until, reason, said_by, at) SELECT id, '2027-01-01T00:00:00.000000Z',"
        " 'illness', id, '2026-12-01T00:00:00.000000Z' FROM members WHERE name = '张三'",
        "INSERT INTO preferences (member_id, questions) SELECT id, 0 FROM members WHERE name = '张三'",
        "UPDATE members SET dues_until = NULL WHERE name = '张三'",
        "UPDATE members SET dues_until = '2026-10' WHERE name = '张三'",
        "DELETE FROM friends WHERE account_id = 'wx-张三'",
    ],
)
def test_who_is_to_be_left_in_peace_hears_nothing(db: Database, settings: Settings, change: str) -> None:
    db.execute(change)
    assert run(db, settings, at(12, 10)) == []


def test_who_chose_low_key_reads_nothing_of_it_on_the_screen(db: Database, settings: Settings) -> None:
    db.execute("INSERT INTO preferences (member_id, low_key) SELECT id, 1 FROM members WHERE name = '张三'")
    assert run(db, settings, at(12, 10)) == [("张三", "有一件小事想和您对一下，方便时给书记打个电话就好。")]


def test_the_secretary_hears_once_a_month_whom_to_telephone(db: Database, settings: Settings) -> None:
    ((who, told),) = run(db, settings, at(12, 12))
    assert who == "李书记"
    assert "第一支部的党费（只发给您）：3 位差 2 个月以上" in told
    assert "请打个电话：老周（交到2026年6月）\n" in told
    assert "张三" not in told.replace("党费 张三 交到", "")
    assert run(db, settings, at(12, 12)) == []


def test_who_was_reminded_often_enough_is_to_be_telephoned(db: Database, settings: Settings) -> None:
    for moment in (at(12, 10), at(1, 10, year=2027), at(2, 10, year=2027)):
        run(db, settings, moment)
    said = run(db, settings, at(2, 12, year=2027))
    assert [text for who, text in said if who == "李书记" and "张三（交到2026年8月）、老周" in text]


def test_six_months_are_told_once_to_secretary_and_office_as_a_fact(db: Database, settings: Settings) -> None:
    said = dict(run(db, settings, at(1, 12, year=2027)))
    assert said["王主任"] == "党费满 6 个月没交的 1 位，书记也知道了：\n第一支部 老周（交到2026年6月）"
    assert "满 6 个月：老周（交到2026年6月）。有什么难处，请您先问一声" in said["李书记"]
    assert "满 6 个月" not in dict(run(db, settings, at(2, 12, year=2027)))["李书记"]


def test_where_the_secretary_cannot_be_told_the_office_is(db: Database, settings: Settings) -> None:
    db.execute("DELETE FROM friends WHERE account_id = 'wx-李书记'")
    assert [who for who, _ in run(db, settings, at(12, 12))] == ["王主任"]


def test_it_can_be_switched_off(db: Database, make_settings: MakeSettings) -> None:
    off = make_settings(dues={"reminders": False, "declarations": False})
    moments = (at(12, 10), at(12, 12), at(1, 8, year=2027))
    assert [said for moment in moments for said in run(db, off, moment)] == []


def test_after_a_long_outage_one_is_reminded_once(db: Database, settings: Settings) -> None:
    said = run(db, settings, at(12, 10, 12), since=at(9, 1))
    assert [who for who, _ in said].count("张三") == 1
    assert run(db, settings, at(12, 20), since=at(12, 11)) == []  # stale: the next month is soon enough


# January


def test_in_january_each_is_asked_privately_for_the_base(db: Database, settings: Settings) -> None:
    said = dict(run(db, settings, at(1, 8, year=2027)))
    assert said.keys() == {"李书记", "赵书记", "张三", "李四", "孙七"}
    assert "党费 申报 月收入 8000" in said["张三"]
    assert run(db, settings, at(1, 8, year=2027)) == []
    assert run(db, settings, at(2, 8, year=2027)) == []


def test_who_has_declared_is_not_asked_and_low_key_in_neutral_words(db: Database, settings: Settings) -> None:
    stamp = "2026-12-20T00:00:00.000000Z"
    db.execute(
        "INSERT INTO dues_bases (member_id, year, kind, cents, said_by, at)"
        f" SELECT id, 2027, 'wage', 800000, id, '{stamp}' FROM members WHERE name = '张三'"
    )
    db.execute("INSERT INTO preferences (member_id, low_key) SELECT id, 1 FROM members WHERE name = '李四'")
    said = dict(run(db, settings, at(1, 8, year=2027)))
    assert "张三" not in said
    assert said["李四"] == "有一件小事想和您对一下，方便时给书记打个电话就好。"
