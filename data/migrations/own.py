"""Consent and what else a member decides about the own data."""

from sqlite_utils import Database

from data.migrations.step import run


def m014_own_data(db: Database) -> None:
    """Consents with the text they were given to, and who wishes that no screen shows the membership."""
    run(
        db,
        # A row for each word given or taken back; the last one of a kind counts, and all stay as evidence.
        """CREATE TABLE consents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            member_id INTEGER NOT NULL REFERENCES members (id),
            what TEXT NOT NULL CHECK (what IN ('service', 'whereabouts', 'sharing')),
            state TEXT NOT NULL CHECK (state IN ('shown', 'given', 'withdrawn')),
            version TEXT NOT NULL,
            message_id TEXT,
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX consents_by_member ON consents (member_id, what)",
        "ALTER TABLE preferences ADD COLUMN low_key INTEGER NOT NULL DEFAULT 0 CHECK (low_key IN (0, 1))",
    )
