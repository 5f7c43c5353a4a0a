"""Collections of data, and what was answered."""

from sqlite_utils import Database

from data.migrations.step import run


def m015_collections(db: Database) -> None:
    """Collections of data, whom they ask, and what was answered."""
    run(
        db,
        """CREATE TABLE collections (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            items TEXT NOT NULL,
            title TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '',
            deadline TEXT NOT NULL,
            remind_at TEXT,
            opened_by INTEGER NOT NULL REFERENCES members (id),
            opened_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'entered', 'withdrawn')),
            entered_by INTEGER REFERENCES members (id),
            entered_at TEXT
        ) STRICT""",
        "CREATE INDEX collections_open ON collections (deadline) WHERE state = 'open'",
        """CREATE TABLE collection_members (
            collection_id INTEGER NOT NULL REFERENCES collections (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            asked_on_at TEXT,
            PRIMARY KEY (collection_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX collection_members_by_member ON collection_members (member_id)",
        """CREATE TABLE collection_answers (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            collection_id INTEGER NOT NULL REFERENCES collections (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            item TEXT NOT NULL,
            what TEXT NOT NULL CHECK (what IN ('value', 'same', 'none', 'unknown', 'declined')),
            value TEXT,
            how TEXT NOT NULL,
            said_by INTEGER REFERENCES members (id),
            at TEXT NOT NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX collection_answers_of_member ON collection_answers (collection_id, member_id)"
        " WHERE withdrawn_at IS NULL",
        "CREATE INDEX collection_answers_by_author ON collection_answers (said_by, at)"
        " WHERE withdrawn_at IS NULL",
    )
