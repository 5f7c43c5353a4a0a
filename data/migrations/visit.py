"""Contact persons, visits and calls, visits that are planned, parcels that were sent."""

from sqlite_utils import Database

from data.migrations.step import run


def m019_visits(db: Database) -> None:
    """Who looks after whom, how they were reached, what was sent to them, which dates were pointed out."""
    run(
        db,
        """CREATE TABLE contacts (
            id INTEGER PRIMARY KEY,
            contact_id INTEGER NOT NULL REFERENCES members (id),
            member_id INTEGER REFERENCES members (id),
            area TEXT,
            branch_id INTEGER REFERENCES units (id),
            given_by INTEGER NOT NULL REFERENCES members (id),
            given_at TEXT NOT NULL,
            ended_at TEXT,
            CHECK ((member_id IS NULL) <> (area IS NULL))
        ) STRICT""",
        "CREATE INDEX contacts_of_member ON contacts (member_id) WHERE ended_at IS NULL",
        "CREATE INDEX contacts_by_contact ON contacts (contact_id) WHERE ended_at IS NULL",
        """CREATE TABLE visits (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            said_by INTEGER NOT NULL REFERENCES members (id),
            kind TEXT NOT NULL CHECK (kind IN ('visit', 'call')),
            reached INTEGER NOT NULL CHECK (reached IN (0, 1)),
            words TEXT NOT NULL,
            at TEXT NOT NULL,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX visits_by_member ON visits (member_id, at)",
        "CREATE INDEX visits_by_teller ON visits (said_by, at)",
        """CREATE TABLE visit_plans (
            member_id INTEGER NOT NULL REFERENCES members (id),
            day TEXT NOT NULL,
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            PRIMARY KEY (member_id, day)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE parcels (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            content TEXT NOT NULL,
            tracking TEXT NOT NULL DEFAULT '',
            said_by INTEGER NOT NULL REFERENCES members (id),
            sent_at TEXT NOT NULL,
            received_at TEXT,
            withdrawn_at TEXT
        ) STRICT""",
        "CREATE INDEX parcels_by_member ON parcels (member_id, sent_at)",
        """CREATE TABLE prompts (
            member_id INTEGER NOT NULL REFERENCES members (id),
            occasion TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (member_id, occasion)
        ) STRICT, WITHOUT ROWID""",
    )
