"""Dues: standards, payments, declared bases, reminders."""

from sqlite_utils import Database

from data.migrations.step import run


def m025_dues(db: Database) -> None:
    """Dues: standards, payments, declared bases, reminders. Months are 2026-11, amounts whole cents."""
    run(
        db,
        # declared: the rule made it of what the member declared; only the office and the member see it.
        """CREATE TABLE dues_standards (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            from_month TEXT NOT NULL CHECK (from_month LIKE '____-__'),
            cents INTEGER NOT NULL CHECK (cents >= 0),
            declared INTEGER NOT NULL CHECK (declared IN (0, 1)),
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX dues_standards_in_force ON dues_standards (member_id) WHERE withdrawn_at IS NULL",
        """CREATE TABLE dues_payments (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            first TEXT NOT NULL CHECK (first LIKE '____-__'),
            last TEXT NOT NULL CHECK (last LIKE '____-__' AND last >= first),
            cents INTEGER CHECK (cents > 0),
            payer TEXT NOT NULL DEFAULT '',
            paid_on TEXT,
            how TEXT NOT NULL CHECK (how IN ('secretary', 'office', 'import')),
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX dues_payments_in_force ON dues_payments (member_id) WHERE withdrawn_at IS NULL",
        "CREATE INDEX dues_payments_by_sayer ON dues_payments (said_by, at)",
        """CREATE TABLE dues_bases (
            member_id INTEGER NOT NULL REFERENCES members (id),
            year INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('wage', 'pension', 'student', 'jobless', 'farmer')),
            cents INTEGER CHECK (cents >= 0),
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            PRIMARY KEY (member_id, year)
        ) STRICT, WITHOUT ROWID""",
        # What was said to whom about which month, so that nothing is said twice or too often.
        """CREATE TABLE dues_words (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            what TEXT NOT NULL CHECK (what IN ('reminder', 'six', 'base')),
            about TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX dues_words_by_member ON dues_words (member_id)",
    )
