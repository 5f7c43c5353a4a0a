"""Units that are renamed, merged and closed; posts that are over or yet to come; service stations."""

from sqlite_utils import Database

from data.migrations.step import rebuild, run


def m012_units(db: Database) -> None:
    """Former names of units, posts that are not in force, who belongs to a service station."""
    rebuild(
        db,
        "units",
        # A name may be given anew once its unit is closed.
        """(id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('committee', 'general', 'branch', 'station')),
            name TEXT NOT NULL,
            parent_id INTEGER REFERENCES units (id),
            place TEXT,
            trade TEXT,
            closed_at TEXT,
            merged_into INTEGER REFERENCES units (id)) STRICT""",
        "CREATE UNIQUE INDEX units_by_name ON units (name) WHERE closed_at IS NULL",
    )
    run(
        db,
        """CREATE TABLE unit_names (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            unit_id INTEGER NOT NULL REFERENCES units (id),
            name TEXT NOT NULL,
            until TEXT NOT NULL,
            changed_by INTEGER REFERENCES members (id)
        ) STRICT""",
        "CREATE INDEX unit_names_by_name ON unit_names (name)",
        # `posts` holds what is in force, so that whoever reads it agrees; here is what was and what will be.
        """CREATE TABLE post_terms (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            member_id INTEGER NOT NULL REFERENCES members (id),
            role TEXT NOT NULL,
            unit_id INTEGER NOT NULL REFERENCES units (id),
            starts_on TEXT,
            ends_on TEXT,
            stands_in_for INTEGER REFERENCES members (id),
            given_by INTEGER REFERENCES members (id),
            given_at TEXT,
            state TEXT NOT NULL CHECK (state IN ('planned', 'ended', 'called_off')),
            ended_by INTEGER REFERENCES members (id),
            ended_at TEXT
        ) STRICT""",
        "CREATE INDEX post_terms_planned ON post_terms (starts_on) WHERE state = 'planned'",
        "CREATE INDEX post_terms_by_unit ON post_terms (unit_id)",
        """CREATE TABLE station_members (
            station_id INTEGER NOT NULL REFERENCES units (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            added_by INTEGER REFERENCES members (id),
            added_at TEXT NOT NULL,
            PRIMARY KEY (station_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX station_members_by_member ON station_members (member_id)",
    )
