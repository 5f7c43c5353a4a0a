"""Study groups that members make by themselves."""

from sqlite_utils import Database

from data.migrations.step import run


def m018_groups(db: Database) -> None:
    """Study groups that members make by themselves."""
    run(
        db,
        """CREATE TABLE study_groups (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            founded_by INTEGER NOT NULL REFERENCES members (id),
            founded_at TEXT NOT NULL,
            closed_at TEXT,
            closed_by INTEGER REFERENCES members (id)
        ) STRICT""",
        "CREATE UNIQUE INDEX study_groups_open ON study_groups (name) WHERE closed_at IS NULL",
        """CREATE TABLE group_members (
            group_id INTEGER NOT NULL REFERENCES study_groups (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            joined_at TEXT NOT NULL,
            PRIMARY KEY (group_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX group_members_by_member ON group_members (member_id)",
    )
