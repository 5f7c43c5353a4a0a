"""Records of meetings, members' reports, nominations."""

from sqlite_utils import Database

from data.migrations.step import run


def m024_meetings(db: Database) -> None:
    """Which meetings were held with whom, what members reported, who was nominated."""
    run(
        db,
        """CREATE TABLE meetings (
            id INTEGER PRIMARY KEY,
            number INTEGER NOT NULL,
            branch_id INTEGER NOT NULL REFERENCES units (id),
            kind TEXT NOT NULL CHECK (kind IN ('congress', 'committee', 'group', 'lesson', 'day')),
            held_on TEXT NOT NULL,
            online INTEGER NOT NULL CHECK (online IN (0, 1)),
            topic TEXT NOT NULL,
            noted_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX meetings_standing ON meetings (number) WHERE withdrawn_at IS NULL",
        "CREATE INDEX meetings_by_branch ON meetings (branch_id, held_on) WHERE withdrawn_at IS NULL",
        "CREATE INDEX meetings_by_writer ON meetings (noted_by, at) WHERE withdrawn_at IS NULL",
        """CREATE TABLE meeting_members (
            meeting_id INTEGER NOT NULL REFERENCES meetings (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            came INTEGER NOT NULL CHECK (came IN (0, 1)),
            reason TEXT NOT NULL,
            PRIMARY KEY (meeting_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX meeting_members_by_member ON meeting_members (member_id)",
        """CREATE TABLE reports (
            member_id INTEGER NOT NULL REFERENCES members (id),
            quarter TEXT NOT NULL,
            words TEXT NOT NULL,
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            PRIMARY KEY (member_id, quarter)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE nominations (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            places INTEGER NOT NULL CHECK (places BETWEEN 1 AND 9),
            branches TEXT NOT NULL,
            opened_by INTEGER NOT NULL REFERENCES members (id),
            opened_at TEXT NOT NULL,
            deadline TEXT NOT NULL,
            voters INTEGER,
            closed_at TEXT
        ) STRICT""",
        "CREATE INDEX nominations_open ON nominations (deadline) WHERE closed_at IS NULL",
        """CREATE TABLE nomination_votes (
            number INTEGER NOT NULL REFERENCES nominations (number),
            by_id INTEGER NOT NULL REFERENCES members (id),
            for_id INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            PRIMARY KEY (number, by_id, for_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE nomination_counts (
            number INTEGER NOT NULL REFERENCES nominations (number),
            member_id INTEGER NOT NULL REFERENCES members (id),
            votes INTEGER NOT NULL,
            PRIMARY KEY (number, member_id)
        ) STRICT, WITHOUT ROWID""",
    )
