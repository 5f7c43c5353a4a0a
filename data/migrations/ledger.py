"""Ledgers that were compared, what was decided, and what is to be put right in which."""

from sqlite_utils import Database

from data.migrations.step import run


def m016_ledgers(db: Database) -> None:
    """Ledgers that were compared, what was decided, and what is to be put right in which."""
    run(
        db,
        """CREATE TABLE reconciliations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            opened_by INTEGER NOT NULL REFERENCES members (id),
            opened_at TEXT NOT NULL,
            since_change INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'withdrawn', 'failed')),
            marks TEXT NOT NULL DEFAULT '{}',
            entered_at TEXT,
            entered_by INTEGER REFERENCES members (id),
            task TEXT CHECK (task IN ('compare', 'decide', 'apply', 'issue')),
            task_file TEXT,
            task_message TEXT,
            task_account TEXT,
            task_conversation TEXT
        ) STRICT""",
        "CREATE INDEX reconciliations_to_do ON reconciliations (id) WHERE task IS NOT NULL",
        """CREATE TABLE ledgers (
            reconciliation_id INTEGER NOT NULL REFERENCES reconciliations (id),
            place INTEGER NOT NULL,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            is_roll INTEGER NOT NULL CHECK (is_roll IN (0, 1)),
            fields TEXT NOT NULL DEFAULT '[]',
            PRIMARY KEY (reconciliation_id, place)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE ledger_differences (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            reconciliation_id INTEGER NOT NULL REFERENCES reconciliations (id),
            key TEXT NOT NULL,
            member_id INTEGER REFERENCES members (id),
            name TEXT NOT NULL,
            branch TEXT NOT NULL,
            field TEXT NOT NULL,
            said TEXT NOT NULL,
            proposal TEXT,
            proposal_key TEXT,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided', 'left')),
            value TEXT,
            value_key TEXT,
            decided_by INTEGER REFERENCES members (id),
            decided_at TEXT,
            how TEXT CHECK (how IN ('workbook', 'proposal', 'own', 'chat')),
            asked_at TEXT,
            unsure_at TEXT,
            UNIQUE (reconciliation_id, key)
        ) STRICT""",
        "CREATE INDEX ledger_differences_open ON ledger_differences (reconciliation_id) WHERE state = 'open'",
        "CREATE INDEX ledger_differences_by_member ON ledger_differences (member_id) WHERE state = 'open'",
        "CREATE INDEX ledger_differences_by_author ON ledger_differences (decided_by, decided_at)",
        """CREATE TABLE ledger_watches (
            name TEXT PRIMARY KEY,
            reconciliation_id INTEGER NOT NULL,
            fields TEXT NOT NULL,
            since_change INTEGER NOT NULL,
            since TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE ledger_ticks (
            name TEXT NOT NULL,
            member_id INTEGER NOT NULL REFERENCES members (id),
            field TEXT NOT NULL,
            change_id INTEGER NOT NULL,
            by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            PRIMARY KEY (name, member_id, field)
        ) STRICT, WITHOUT ROWID""",
    )
