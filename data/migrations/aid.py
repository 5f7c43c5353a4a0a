"""Offers and requests among members, the office's own guide texts, and lessons held online."""

from sqlite_utils import Database

from data.migrations.step import run


def m027_aid(db: Database) -> None:
    """Offers and requests among members, edited guide texts, lessons held online and who attended."""
    run(
        db,
        """CREATE TABLE aids (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            member_id INTEGER NOT NULL REFERENCES members (id),
            side TEXT NOT NULL CHECK (side IN ('ask', 'offer')),
            words TEXT NOT NULL,
            signed INTEGER NOT NULL,
            phone INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('unseen', 'posted', 'refused', 'ended', 'lapsed')),
            asked_at TEXT NOT NULL,
            decided_by INTEGER REFERENCES members (id),
            decided_at TEXT,
            reason TEXT NOT NULL DEFAULT '',
            ended_at TEXT
        ) STRICT""",
        "CREATE INDEX aids_unseen ON aids (number) WHERE state = 'unseen'",
        "CREATE INDEX aids_posted ON aids (decided_at) WHERE state = 'posted'",
        "CREATE INDEX aids_by_member ON aids (member_id)",
        # No foreign keys to aids here: one goes with its member, and what others did stays theirs.
        """CREATE TABLE aid_rooms (
            number INTEGER NOT NULL,
            room_id TEXT NOT NULL,
            posted_on TEXT,
            PRIMARY KEY (number, room_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX aid_rooms_by_day ON aid_rooms (posted_on) WHERE posted_on IS NOT NULL",
        """CREATE TABLE aid_answers (
            id INTEGER PRIMARY KEY,
            number INTEGER NOT NULL,
            member_id INTEGER NOT NULL REFERENCES members (id),
            words TEXT NOT NULL,
            phone INTEGER NOT NULL,
            at TEXT NOT NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX aid_answers_by_number ON aid_answers (number)",
        "CREATE INDEX aid_answers_by_member ON aid_answers (member_id, at)",
        """CREATE TABLE errands (
            title TEXT PRIMARY KEY,
            words TEXT NOT NULL,
            former TEXT,
            changed_by INTEGER NOT NULL REFERENCES members (id),
            changed_at TEXT NOT NULL,
            removed INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE lessons (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            url TEXT,
            keyword TEXT,
            starts_at TEXT NOT NULL,
            audience TEXT NOT NULL,
            rooms TEXT NOT NULL,
            opened_by INTEGER NOT NULL REFERENCES members (id),
            opened_at TEXT NOT NULL,
            moved_at TEXT,
            reminded_at TEXT,
            cancelled_at TEXT,
            reason TEXT NOT NULL DEFAULT ''
        ) STRICT""",
        "CREATE INDEX lessons_held ON lessons (starts_at) WHERE cancelled_at IS NULL",
        """CREATE TABLE lesson_members (
            number INTEGER NOT NULL REFERENCES lessons (number),
            member_id INTEGER NOT NULL REFERENCES members (id),
            remind INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (number, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX lesson_members_by_member ON lesson_members (member_id)",
        """CREATE TABLE lesson_attendances (
            number INTEGER NOT NULL REFERENCES lessons (number),
            member_id INTEGER NOT NULL REFERENCES members (id),
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            PRIMARY KEY (number, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX lesson_attendances_by_member ON lesson_attendances (member_id)",
        "CREATE INDEX lesson_attendances_by_teller ON lesson_attendances (said_by, at)",
    )
