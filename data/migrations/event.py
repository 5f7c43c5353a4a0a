"""Events, who comes, the waiting list, attendance."""

from sqlite_utils import Database

from data.migrations.step import run


def m023_events(db: Database) -> None:
    """Events, who comes, the waiting list, attendance."""
    run(
        db,
        """CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            place TEXT NOT NULL,
            starts_at TEXT NOT NULL,
            ends_at TEXT,
            seats INTEGER CHECK (seats > 0),
            answer_by TEXT,
            audience TEXT NOT NULL,
            branch_id INTEGER REFERENCES units (id),
            opened_by INTEGER NOT NULL REFERENCES members (id),
            opened_at TEXT NOT NULL,
            sequence INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cancelled')),
            reason TEXT NOT NULL DEFAULT ''
        ) STRICT""",
        "CREATE INDEX events_open ON events (starts_at) WHERE state = 'open'",
        """CREATE TABLE event_rooms (
            event_id INTEGER NOT NULL REFERENCES events (id),
            room_id TEXT NOT NULL REFERENCES rooms (room_id),
            PRIMARY KEY (event_id, room_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE event_members (
            event_id INTEGER NOT NULL REFERENCES events (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            PRIMARY KEY (event_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX event_members_by_member ON event_members (member_id)",
        """CREATE TABLE event_answers (
            id INTEGER PRIMARY KEY,
            event_id INTEGER NOT NULL REFERENCES events (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            choice TEXT NOT NULL CHECK (choice IN ('comes', 'waits', 'declines', 'leave')),
            reason TEXT NOT NULL DEFAULT '',
            said_by INTEGER REFERENCES members (id),
            at TEXT NOT NULL,
            thanked_by INTEGER REFERENCES outbox (id) ON DELETE SET NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX event_answers_of_event ON event_answers (event_id, member_id)"
        " WHERE withdrawn_at IS NULL",
        "CREATE INDEX event_answers_by_member ON event_answers (member_id)",
        "CREATE INDEX event_answers_by_teller ON event_answers (said_by, at)",
        "CREATE INDEX event_answers_by_thanks ON event_answers (thanked_by)",
        """CREATE TABLE event_attendances (
            id INTEGER PRIMARY KEY,
            event_id INTEGER NOT NULL REFERENCES events (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            thanked_by INTEGER REFERENCES outbox (id) ON DELETE SET NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX event_attendances_once ON event_attendances (event_id, member_id)"
        " WHERE withdrawn_at IS NULL",
        "CREATE INDEX event_attendances_by_member ON event_attendances (member_id)",
        "CREATE INDEX event_attendances_by_teller ON event_attendances (said_by, at)",
        "CREATE INDEX event_attendances_by_thanks ON event_attendances (thanked_by)",
    )
