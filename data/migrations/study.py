"""Study items, whom they are for, who has read them, reflections; home news."""

from sqlite_utils import Database

from data.migrations.step import run


def m021_study(db: Database) -> None:
    """Study items, whom they are for, who has read them, reflections; home news."""
    run(
        db,
        """CREATE TABLE studies (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            url TEXT,
            path TEXT,
            source TEXT NOT NULL DEFAULT '',
            scope TEXT NOT NULL,
            names TEXT NOT NULL,
            relayed INTEGER NOT NULL DEFAULT 0 CHECK (relayed IN (0, 1)),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'closed', 'withdrawn')),
            due_at TEXT NOT NULL,
            opened_at TEXT,
            closes_at TEXT,
            reminded_at TEXT,
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX studies_waiting ON studies (due_at) WHERE state = 'waiting'",
        "CREATE INDEX studies_open ON studies (opened_at) WHERE state = 'open'",
        """CREATE TABLE study_members (
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            member_id INTEGER NOT NULL REFERENCES members (id),
            PRIMARY KEY (study_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX study_members_by_member ON study_members (member_id)",
        """CREATE TABLE study_relays (
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            branch_id INTEGER NOT NULL REFERENCES units (id),
            passed_on_by INTEGER REFERENCES members (id),
            passed_on_at TEXT,
            reminded_at TEXT,
            reported_at TEXT,
            PRIMARY KEY (study_id, branch_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE study_reads (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            member_id INTEGER NOT NULL REFERENCES members (id),
            how TEXT NOT NULL,
            said_by INTEGER REFERENCES members (id),
            room_id TEXT,
            thanked INTEGER NOT NULL DEFAULT 0 CHECK (thanked IN (0, 1)),
            at TEXT NOT NULL,
            UNIQUE (study_id, member_id)
        ) STRICT""",
        "CREATE INDEX study_reads_by_member ON study_reads (member_id)",
        "CREATE INDEX study_reads_by_author ON study_reads (said_by, at)",
        "CREATE INDEX study_reads_to_thank ON study_reads (room_id) WHERE thanked = 0",
        """CREATE TABLE reflections (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            member_id INTEGER NOT NULL REFERENCES members (id),
            words TEXT NOT NULL,
            how TEXT NOT NULL,
            said_by INTEGER REFERENCES members (id),
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX reflections_of_study ON reflections (study_id, member_id)",
        "CREATE INDEX reflections_by_author ON reflections (said_by, at)",
        """CREATE TABLE home_news (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            url TEXT,
            path TEXT,
            source TEXT NOT NULL DEFAULT '',
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL
        ) STRICT""",
    )
