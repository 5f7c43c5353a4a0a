"""Cases: suggestions, problems, errands, appeals; their clock and answers."""

from sqlite_utils import Database

from data.migrations.step import run


def m026_cases(db: Database) -> None:
    """Cases with the promise of an answer, and their steps; `before` is what 撤 brings back."""
    run(
        db,
        """CREATE TABLE cases (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN
                ('suggestion', 'problem', 'help', 'errand', 'appeal', 'report')),
            member_id INTEGER NOT NULL REFERENCES members (id),
            said_by INTEGER NOT NULL REFERENCES members (id),
            branch_id INTEGER REFERENCES units (id),
            words TEXT NOT NULL,
            opened_at TEXT NOT NULL,
            level TEXT NOT NULL CHECK (level IN ('secretary', 'office', 'committee')),
            holder_id INTEGER REFERENCES members (id),
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN
                ('open', 'asked', 'answered', 'closed', 'withdrawn')),
            due_at TEXT NOT NULL,
            granted INTEGER NOT NULL CHECK (granted >= 0),
            remaining INTEGER CHECK (remaining >= 0),
            reminded INTEGER NOT NULL DEFAULT 0,
            answered_at TEXT,
            closed_at TEXT,
            CHECK ((remaining IS NULL) = (state <> 'asked')),
            CHECK ((closed_at IS NULL) = (state NOT IN ('closed', 'withdrawn')))
        ) STRICT""",
        "CREATE INDEX cases_waiting ON cases (number) WHERE state IN ('open', 'asked')",
        "CREATE INDEX cases_answered ON cases (answered_at) WHERE state = 'answered'",
        "CREATE INDEX cases_by_member ON cases (member_id)",
        """CREATE TABLE case_steps (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            number INTEGER NOT NULL REFERENCES cases (number),
            member_id INTEGER NOT NULL REFERENCES members (id),
            act TEXT NOT NULL CHECK (act IN
                ('opened', 'taken', 'handed', 'queried', 'replied', 'answered', 'closed', 'reopened',
                 'climbed', 'retracted', 'seen')),
            by INTEGER REFERENCES members (id),
            at TEXT NOT NULL,
            words TEXT NOT NULL DEFAULT '',
            before TEXT
        ) STRICT""",
        "CREATE INDEX case_steps_by_number ON case_steps (number)",
        "CREATE INDEX case_steps_by_actor ON case_steps (by, at)",
    )
