"""The weekly page: each as it was made, its numbers and who is behind them, which one somebody saw last."""

from sqlite_utils import Database

from data.migrations.step import run


def m028_digests(db: Database) -> None:
    """The weekly page as it was made, with who is behind its numbers."""
    run(
        db,
        """CREATE TABLE digests (
            id INTEGER PRIMARY KEY,
            first TEXT NOT NULL,
            last TEXT NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT""",
        # unit_id 0 is the office's page.
        """CREATE TABLE digest_lines (
            digest_id INTEGER NOT NULL REFERENCES digests (id),
            unit_id INTEGER NOT NULL,
            number INTEGER NOT NULL,
            item INTEGER NOT NULL,
            subject TEXT NOT NULL,
            words TEXT NOT NULL,
            PRIMARY KEY (digest_id, unit_id, number)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE digest_branches (
            digest_id INTEGER NOT NULL REFERENCES digests (id),
            unit_id INTEGER NOT NULL REFERENCES units (id),
            heard INTEGER NOT NULL,
            heard_before INTEGER NOT NULL,
            people INTEGER NOT NULL,
            PRIMARY KEY (digest_id, unit_id)
        ) STRICT, WITHOUT ROWID""",
        # unit_id is the branch at that time; who changed it since is not shown to its secretary.
        """CREATE TABLE digest_people (
            digest_id INTEGER NOT NULL REFERENCES digests (id),
            item INTEGER NOT NULL,
            place INTEGER NOT NULL,
            member_id INTEGER REFERENCES members (id),
            unit_id INTEGER REFERENCES units (id),
            counts INTEGER NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (digest_id, item, place)
        ) STRICT, WITHOUT ROWID""",
        # unit_id NULL: the pages of several branches at once.
        """CREATE TABLE digest_readers (
            member_id INTEGER PRIMARY KEY REFERENCES members (id),
            digest_id INTEGER NOT NULL REFERENCES digests (id),
            unit_id INTEGER,
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX digest_readers_of ON digest_readers (digest_id)",
        # What a week brought is found by its days, not by going through everybody.
        "CREATE INDEX checkins_by_day ON checkins (at, member_id) WHERE withdrawn_at IS NULL",
        "CREATE INDEX record_changes_by_day ON record_changes (at) WHERE undone_at IS NULL",
    )
