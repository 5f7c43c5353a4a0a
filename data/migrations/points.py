"""Points: deeds as entries, who agreed to be seen in a ranking, what opened to whom."""

from sqlite_utils import Database

from data.migrations.step import run


def m022_points(db: Database) -> None:
    """Points: deeds as entries, who agreed to be seen in a ranking, what opened to whom."""
    run(
        db,
        # No list of deeds: an office adds its own in data/rules/points.yaml.
        """CREATE TABLE points (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            deed TEXT NOT NULL CHECK (deed <> ''),
            source TEXT NOT NULL,
            at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'counted'
                CHECK (state IN ('counted', 'waiting', 'approved', 'refused')),
            amount INTEGER NOT NULL DEFAULT 0,
            given INTEGER CHECK ((given IS NOT NULL) = (deed = 'correction')),
            words TEXT NOT NULL DEFAULT '',
            reason TEXT NOT NULL DEFAULT '',
            said_by INTEGER REFERENCES members (id),
            entered_at TEXT,
            decided_by INTEGER REFERENCES members (id),
            decided_at TEXT,
            UNIQUE (member_id, deed, source)
        ) STRICT""",
        "CREATE INDEX points_at ON points (at, member_id, amount)",
        "CREATE INDEX points_waiting ON points (member_id) WHERE state = 'waiting'",
        "CREATE INDEX points_decided ON points (decided_by, decided_at) WHERE decided_by IS NOT NULL",
        "CREATE INDEX points_said ON points (said_by, entered_at) WHERE said_by IS NOT NULL",
        """CREATE TABLE points_shown (
            member_id INTEGER PRIMARY KEY REFERENCES members (id),
            at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE points_extras (
            member_id INTEGER NOT NULL REFERENCES members (id),
            year INTEGER NOT NULL,
            title TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (member_id, year, title)
        ) STRICT, WITHOUT ROWID""",
    )
