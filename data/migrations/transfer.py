"""Transfers from branch to branch and to other committees, and lists given to the organisation of a place."""

from sqlite_utils import Database

from data.migrations.step import run


def m017_transfers(db: Database) -> None:
    """Transfers with the steps they took, and host-side lists with who agreed to stand on them."""
    run(
        db,
        # The number is the request's; requests are let go of earlier, so it is no foreign key.
        """CREATE TABLE transfers (
            number INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            home_id INTEGER NOT NULL REFERENCES units (id),
            host_id INTEGER REFERENCES units (id),
            destination TEXT NOT NULL,
            reason TEXT NOT NULL,
            asked_by INTEGER NOT NULL REFERENCES members (id),
            state TEXT NOT NULL CHECK (state IN
                ('home', 'host', 'office', 'letter', 'done', 'refused', 'withdrawn', 'lapsed')),
            since TEXT NOT NULL,
            reminded INTEGER NOT NULL DEFAULT 0,
            letter TEXT,
            letter_on TEXT,
            valid_until TEXT,
            warned_at TEXT,
            ended_at TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX transfers_open ON transfers (member_id) WHERE ended_at IS NULL",
        "CREATE INDEX transfers_by_member ON transfers (member_id)",
        """CREATE TABLE transfer_steps (
            id INTEGER PRIMARY KEY,
            number INTEGER NOT NULL REFERENCES transfers (number),
            member_id INTEGER NOT NULL REFERENCES members (id),
            act TEXT NOT NULL CHECK (act IN
                ('asked', 'home', 'host', 'office', 'letter', 'overdue', 'arrived', 'refused', 'withdrawn',
                 'lapsed')),
            by INTEGER REFERENCES members (id),
            at TEXT NOT NULL,
            words TEXT NOT NULL DEFAULT ''
        ) STRICT""",
        "CREATE INDEX transfer_steps_by_number ON transfer_steps (number)",
        """CREATE TABLE exchanges (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            place TEXT NOT NULL,
            recipient TEXT NOT NULL,
            question TEXT NOT NULL,
            opened_by INTEGER NOT NULL REFERENCES members (id),
            opened_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE exchange_members (
            exchange_id INTEGER NOT NULL REFERENCES exchanges (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            asked_at TEXT,
            answer TEXT CHECK (answer IN ('yes', 'no')),
            answered_at TEXT,
            registered TEXT CHECK (registered IN ('yes', 'no')),
            activities TEXT NOT NULL DEFAULT '',
            remark TEXT NOT NULL DEFAULT '',
            reported_at TEXT,
            PRIMARY KEY (exchange_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX exchange_members_by_member ON exchange_members (member_id)",
    )
