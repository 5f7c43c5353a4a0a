"""Claims to a name, several people behind one account, accounts that rest until confirmed."""

from sqlite_utils import Database

from data.migrations.step import run


def m011_accounts(db: Database) -> None:
    """Claims to a name, several people behind one account, accounts that rest until confirmed."""
    run(
        db,
        # The request that has to be decided before the account works again.
        "ALTER TABLE accounts ADD COLUMN frozen_for INTEGER REFERENCES requests (id)",
        """CREATE TABLE companions (
            account_id TEXT NOT NULL,
            member_id INTEGER NOT NULL REFERENCES members (id),
            bound_by INTEGER REFERENCES members (id),
            bound_at TEXT NOT NULL,
            PRIMARY KEY (account_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX companions_by_member ON companions (member_id)",
        "CREATE TABLE claim_tries (account_id TEXT NOT NULL, at TEXT NOT NULL) STRICT",
        "CREATE INDEX claim_tries_by_account ON claim_tries (account_id, at)",
        """CREATE TABLE departures (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            room_id TEXT NOT NULL,
            at TEXT NOT NULL,
            told_at TEXT
        ) STRICT""",
        "CREATE INDEX departures_untold ON departures (at) WHERE told_at IS NULL",
    )
