"""Points: what was earned by which deed."""

from sqlite_utils import Database

from data.migrations.step import run


def m022_points(db: Database) -> None:
    """Points: what was earned by which deed."""
    run(
        db,
        """CREATE TABLE points (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            deed TEXT NOT NULL
                CHECK (deed IN ('study', 'reflection', 'lesson', 'event', 'meeting', 'service')),
            source TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (member_id, deed, source)
        ) STRICT""",
    )
