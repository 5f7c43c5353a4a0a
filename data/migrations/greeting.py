"""Birthdays by the lunar calendar, and whose clock a check-in moved."""

from sqlite_utils import Database

from data.migrations.step import run


def m020_greetings(db: Database) -> None:
    """By which calendar birthdays are kept; the zone a check-in tells of."""
    run(
        db,
        """CREATE TABLE birthdays (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            lunar_month INTEGER CHECK (lunar_month BETWEEN 1 AND 12),
            lunar_day INTEGER CHECK (lunar_day BETWEEN 1 AND 30),
            leap INTEGER CHECK (leap IN (0, 1)),
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            withdrawn_at TEXT,
            CHECK ((lunar_month IS NULL) = (lunar_day IS NULL) AND (lunar_month IS NULL) = (leap IS NULL))
        ) STRICT""",
        "CREATE INDEX birthdays_by_member ON birthdays (member_id) WHERE withdrawn_at IS NULL",
        "CREATE INDEX birthdays_by_teller ON birthdays (said_by, at)",
        "ALTER TABLE checkins ADD COLUMN zone TEXT",
        "CREATE INDEX checkins_by_zone ON checkins (member_id) WHERE zone IS NOT NULL",
    )
