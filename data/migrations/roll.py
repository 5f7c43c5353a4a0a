"""What a record holds beyond a name, who changed and who saw it, what waits for a decision."""

from sqlite_utils import Database

from data.migrations.step import rebuild, run


def m010_roll(db: Database) -> None:
    """Records with all their fields and former values, more kinds of units and posts, requests, the audit."""
    rebuild(
        db,
        "units",
        """(id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('committee', 'general', 'branch', 'station')),
            name TEXT NOT NULL UNIQUE,
            parent_id INTEGER REFERENCES units (id),
            place TEXT,
            trade TEXT,
            closed_at TEXT,
            merged_into INTEGER REFERENCES units (id)) STRICT""",
    )
    rebuild(
        db,
        "rooms",
        """(room_id TEXT PRIMARY KEY,
            topic TEXT NOT NULL,
            kind TEXT CHECK (kind IN
                ('central', 'secretary', 'branch', 'overseas', 'office', 'station', 'general')),
            unit_id INTEGER REFERENCES units (id),
            answers_asked_at TEXT) STRICT, WITHOUT ROWID""",
    )
    rebuild(
        db,
        "posts",
        """(member_id INTEGER NOT NULL REFERENCES members (id),
            role TEXT NOT NULL CHECK (role IN ('secretary', 'deputy', 'committee_member', 'group_leader',
                'clerk', 'committee', 'operator')),
            unit_id INTEGER NOT NULL REFERENCES units (id),
            starts_on TEXT,
            ends_on TEXT,
            stands_in_for INTEGER REFERENCES members (id),
            given_by INTEGER REFERENCES members (id),
            given_at TEXT,
            PRIMARY KEY (member_id, role, unit_id)) STRICT, WITHOUT ROWID""",
    )
    rebuild(
        db,
        "members",
        # AUTOINCREMENT: the id is the member number, and no number is ever given twice.
        """(id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            sex TEXT CHECK (sex IN ('男', '女')),
            birthday TEXT,
            joined_on TEXT,
            phone TEXT,
            residence TEXT,
            timezone TEXT,
            wechat INTEGER NOT NULL DEFAULT 1 CHECK (wechat IN (0, 1)),
            branch_id INTEGER REFERENCES units (id),
            id_number TEXT,
            ethnicity TEXT,
            schooling TEXT,
            work_kind TEXT,
            employer TEXT,
            address TEXT,
            regular_on TEXT,
            dues_until TEXT,
            standing TEXT CHECK (standing IN ('regular', 'probationary')),
            status TEXT NOT NULL DEFAULT 'active' CHECK (status IN
                ('active', 'floating', 'abroad', 'lost', 'suspended', 'retained', 'moved', 'deceased'))
            ) STRICT""",
        "CREATE INDEX members_by_name ON members (name)",
        "CREATE INDEX members_by_branch ON members (branch_id)",
        "CREATE INDEX members_by_id_number ON members (id_number) WHERE id_number IS NOT NULL",
    )
    run(
        db,
        """CREATE TABLE record_changes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            member_id INTEGER NOT NULL REFERENCES members (id),
            field TEXT NOT NULL,
            before TEXT,
            after TEXT,
            by INTEGER REFERENCES members (id),
            how TEXT NOT NULL,
            reason TEXT NOT NULL DEFAULT '',
            at TEXT NOT NULL,
            undone_at TEXT
        ) STRICT""",
        "CREATE INDEX record_changes_by_member ON record_changes (member_id, field)",
        "CREATE INDEX record_changes_by_author ON record_changes (by, at)",
        """CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            actor_id INTEGER REFERENCES members (id),
            action TEXT NOT NULL,
            member_id INTEGER REFERENCES members (id),
            detail TEXT NOT NULL DEFAULT '',
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX audit_by_member ON audit (member_id, at)",
        "CREATE INDEX audit_by_actor ON audit (actor_id, at)",
        """CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END""",
        """CREATE TABLE requests (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            member_id INTEGER NOT NULL REFERENCES members (id),
            account_id TEXT NOT NULL,
            said_by INTEGER REFERENCES members (id),
            asks TEXT NOT NULL CHECK (asks IN ('secretary', 'clerk')),
            unit_id INTEGER REFERENCES units (id),
            arguments TEXT NOT NULL,
            title TEXT NOT NULL,
            opened_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN
                ('open', 'agreed', 'refused', 'withdrawn', 'lapsed')),
            decided_by INTEGER REFERENCES members (id),
            decided_at TEXT,
            reason TEXT NOT NULL DEFAULT ''
        ) STRICT""",
        "CREATE INDEX requests_open ON requests (member_id) WHERE state = 'open'",
    )
