"""Labels the office gives, and the status of a membership."""

from sqlite_utils import Database

from data.migrations.step import run


def m013_records(db: Database) -> None:
    """Labels: who gave and who took each, and when; one that was taken stays to be seen."""
    run(
        db,
        """CREATE TABLE labels (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            member_id INTEGER NOT NULL REFERENCES members (id),
            label TEXT NOT NULL,
            given_by INTEGER REFERENCES members (id),
            given_at TEXT NOT NULL,
            taken_by INTEGER REFERENCES members (id),
            taken_at TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX labels_worn ON labels (member_id, label) WHERE taken_at IS NULL",
        "CREATE INDEX labels_by_label ON labels (label) WHERE taken_at IS NULL",
    )
