"""What a schedule has said it does not say again: after a restart, or over a time that comes twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import ModuleType

import pytest
from sqlite_utils import Database

from bot.config import Settings
from bot.context import Tick
from schedules import aid, case, dues, event, greeting, lesson, meeting, points, study
from tests import secrets
from tests.conftest import BEIJING

# The schedule, what is so beforehand, and a moment at which it has something to say.
CASES = [
    (event, "UPDATE event_answers SET choice = 'comes'", datetime(2026, 12, 19, 12, tzinfo=BEIJING)),
    (lesson, "DELETE FROM lesson_attendances", datetime(2026, 12, 20, 7, 10, tzinfo=BEIJING)),
    (meeting, "DELETE FROM reports", datetime(2026, 12, 20, 9, tzinfo=BEIJING)),
    (points, "DELETE FROM points_extras", datetime(2026, 11, 23, 10, 30, tzinfo=BEIJING)),
    (
        aid,
        "UPDATE aids SET state = 'posted', decided_at = asked_at",
        datetime(2027, 1, 5, 10, tzinfo=BEIJING),
    ),
    (study, "DELETE FROM study_reads", datetime(2026, 12, 1, 10, tzinfo=BEIJING)),
    (case, "UPDATE cases SET level = 'office'", datetime(2026, 12, 21, 10, tzinfo=BEIJING)),
    (
        dues,
        "UPDATE members SET dues_until = '2026-05' WHERE name = '李四'",
        datetime(2026, 12, 10, 10, 5, tzinfo=BEIJING),
    ),
    (greeting, "DELETE FROM greetings", datetime(2026, 11, 25, 9, 10, tzinfo=BEIJING)),
]


def said(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM outbox").fetchone()[0])


@pytest.mark.parametrize(("schedule", "before", "now"), CASES, ids=[one[0].__name__ for one in CASES])
def test_run_twice_it_says_nothing_twice(
    cast_db: Database, settings: Settings, schedule: ModuleType, before: str, now: datetime
) -> None:
    with cast_db.atomic():
        secrets.live(cast_db)
        cast_db.execute(before)
        span = timedelta(hours=20)
        schedule.run(Tick(cast_db, now, settings, now - span))
        once = said(cast_db)
        schedule.run(Tick(cast_db, now, settings, now - span))
        schedule.run(Tick(cast_db, now + timedelta(minutes=5), settings, now - span))
    assert once > 0
    assert said(cast_db) == once


@pytest.mark.parametrize(("schedule", "before", "now"), CASES, ids=[one[0].__name__ for one in CASES])
def test_to_who_has_died_it_says_nothing(
    cast_db: Database, settings: Settings, schedule: ModuleType, before: str, now: datetime
) -> None:
    with cast_db.atomic():
        secrets.live(cast_db)
        cast_db.execute(before)
        cast_db.execute("UPDATE members SET status = 'deceased' WHERE name IN ('张三', '李四')")
        schedule.run(Tick(cast_db, now, settings, now - timedelta(days=31)))
    to = "SELECT body FROM outbox WHERE conversation IN ('wx-张三', 'wx-李四')"
    assert cast_db.execute(to).fetchall() == []


@pytest.mark.parametrize(("schedule", "before", "now"), CASES, ids=[one[0].__name__ for one in CASES])
def test_what_a_schedule_says_shows_no_income_and_no_report(
    cast_db: Database, settings: Settings, schedule: ModuleType, before: str, now: datetime
) -> None:
    with cast_db.atomic():
        secrets.live(cast_db)
        cast_db.execute(before)
        schedule.run(Tick(cast_db, now, settings, now - timedelta(days=31)))
    bodies = "\n".join(row[0] or "" for row in cast_db.execute("SELECT body FROM outbox").fetchall())
    for secret in ("8421", "126.32", "举报的密事", "汇报的密话", "请假的密因", "缺席的密因"):
        assert secret not in bodies
