"""The schema, step by step; a step that has been released is never changed, only followed by another."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("kiteline")


@migrations()
def m001_core(db: Database) -> None:
    """Facts about the installation, and everything that comes in and goes out."""
    _run(
        db,
        """CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT""",
        """CREATE TABLE inbox (
            message_id TEXT PRIMARY KEY,
            conversation TEXT NOT NULL,
            received_at TEXT NOT NULL,
            outcome TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            dedupe_key TEXT NOT NULL UNIQUE,
            conversation TEXT NOT NULL,
            member_id INTEGER REFERENCES members (id),
            mentions TEXT NOT NULL DEFAULT '[]',
            kind TEXT NOT NULL CHECK (kind IN
                ('distress', 'reply', 'notice', 'reminder', 'digest', 'greeting')),
            body TEXT,
            file TEXT,
            priority INTEGER NOT NULL,
            not_before TEXT NOT NULL,
            not_after TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN
                ('queued', 'sending', 'sent', 'in_doubt', 'dropped', 'failed', 'expired', 'cancelled')),
            attempts INTEGER NOT NULL DEFAULT 0,
            next_try_at TEXT NOT NULL,
            error TEXT,
            created_at TEXT NOT NULL,
            sent_at TEXT,
            echo_id TEXT
        ) STRICT""",
        # One state an index: SQLite uses a partial index only where the query says the very same.
        "CREATE INDEX outbox_queued ON outbox (priority, id) WHERE state = 'queued'",
        "CREATE INDEX outbox_sending ON outbox (conversation) WHERE state = 'sending'",
        "CREATE INDEX outbox_in_doubt ON outbox (conversation) WHERE state = 'in_doubt'",
        "CREATE INDEX outbox_unsent ON outbox (not_after) WHERE state IN ('expired', 'failed', 'dropped')",
        """CREATE TABLE buckets (name TEXT PRIMARY KEY, tokens REAL NOT NULL, at TEXT NOT NULL) STRICT""",
        """CREATE TABLE schedule_runs (name TEXT PRIMARY KEY, ran_at TEXT NOT NULL) STRICT""",
    )


@migrations()
def m002_roll(db: Database) -> None:
    """The organisation, its people, and how WeChat shows them."""
    _run(
        db,
        """CREATE TABLE units (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('committee', 'general', 'branch')),
            name TEXT NOT NULL UNIQUE,
            parent_id INTEGER REFERENCES units (id)
        ) STRICT""",
        """CREATE TABLE members (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            sex TEXT CHECK (sex IN ('男', '女')),
            birthday TEXT,
            joined_on TEXT,
            phone TEXT,
            residence TEXT,
            timezone TEXT,
            wechat INTEGER NOT NULL DEFAULT 1 CHECK (wechat IN (0, 1)),
            branch_id INTEGER REFERENCES units (id)
        ) STRICT""",
        "CREATE INDEX members_by_name ON members (name)",
        "CREATE INDEX members_by_branch ON members (branch_id)",
        """CREATE TABLE posts (
            member_id INTEGER NOT NULL REFERENCES members (id),
            role TEXT NOT NULL CHECK (role IN ('secretary', 'clerk', 'committee', 'operator')),
            unit_id INTEGER NOT NULL REFERENCES units (id),
            PRIMARY KEY (member_id, role, unit_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE accounts (
            account_id TEXT PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            bound_by INTEGER REFERENCES members (id),
            bound_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX accounts_by_member ON accounts (member_id)",
        "CREATE TABLE friends (account_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
        """CREATE TABLE rooms (
            room_id TEXT PRIMARY KEY,
            topic TEXT NOT NULL,
            kind TEXT CHECK (kind IN ('central', 'secretary', 'branch', 'overseas', 'office')),
            unit_id INTEGER REFERENCES units (id),
            answers_asked_at TEXT
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE sittings (
            room_id TEXT NOT NULL REFERENCES rooms (room_id),
            account_id TEXT NOT NULL,
            nickname TEXT NOT NULL,
            PRIMARY KEY (room_id, account_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX sittings_by_account ON sittings (account_id)",
    )


@migrations()
def m003_work(db: Database) -> None:
    """Drafts, notices with their receipts, check-ins, greetings."""
    _run(
        db,
        """CREATE TABLE drafts (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            account_id TEXT NOT NULL,
            conversation TEXT NOT NULL,
            arguments TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            UNIQUE (account_id, conversation)
        ) STRICT""",
        """CREATE TABLE notices (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            body TEXT NOT NULL,
            audience TEXT NOT NULL,
            receipt INTEGER NOT NULL CHECK (receipt IN (0, 1)),
            deadline TEXT,
            remind_at TEXT,
            sent_by INTEGER NOT NULL REFERENCES members (id),
            sent_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE notice_rooms (
            notice_id INTEGER NOT NULL REFERENCES notices (id),
            room_id TEXT NOT NULL REFERENCES rooms (room_id),
            PRIMARY KEY (notice_id, room_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE notice_members (
            notice_id INTEGER NOT NULL REFERENCES notices (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            PRIMARY KEY (notice_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE receipts (
            id INTEGER PRIMARY KEY,
            notice_id INTEGER NOT NULL REFERENCES notices (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            certain INTEGER NOT NULL CHECK (certain IN (0, 1)),
            remark TEXT NOT NULL DEFAULT '',
            message_id TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX receipts_by_notice ON receipts (notice_id, member_id)",
        """CREATE TABLE checkins (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            said_by INTEGER NOT NULL REFERENCES members (id),
            message_id TEXT NOT NULL,
            at TEXT NOT NULL,
            words TEXT NOT NULL,
            intent TEXT NOT NULL CHECK (intent IN ('checkin', 'help')),
            safety TEXT CHECK (safety IN ('safe', 'help')),
            whereabouts TEXT CHECK (whereabouts IN ('home', 'away', 'abroad')),
            place TEXT,
            heading_to TEXT,
            leaves_from TEXT,
            leaves_to TEXT,
            returns_from TEXT,
            returns_to TEXT,
            phone TEXT,
            thanked_by INTEGER REFERENCES outbox (id)
        ) STRICT""",
        "CREATE INDEX checkins_by_member ON checkins (member_id, at)",
        "CREATE INDEX outbox_thanks ON outbox (conversation) WHERE dedupe_key GLOB 'thanks:*'",
        "CREATE INDEX checkins_by_thanks ON checkins (thanked_by)",
        """CREATE TABLE greetings (
            member_id INTEGER NOT NULL REFERENCES members (id),
            occasion TEXT NOT NULL,
            PRIMARY KEY (member_id, occasion)
        ) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m004_concerns(db: Database) -> None:
    """What secretaries are to look at, and who is left in peace by greetings."""
    _run(
        db,
        """CREATE TABLE concerns (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            why TEXT NOT NULL CHECK (why IN
                ('unclear', 'unreadable', 'doubtful', 'name', 'forwarded', 'bereavement')),
            detail TEXT NOT NULL,
            said_by INTEGER NOT NULL REFERENCES members (id),
            room_id TEXT,
            message_id TEXT NOT NULL,
            words TEXT NOT NULL,
            at TEXT NOT NULL,
            settled_at TEXT
        ) STRICT""",
        "CREATE INDEX concerns_open ON concerns (member_id, why) WHERE settled_at IS NULL",
        """CREATE TABLE rests (
            member_id INTEGER PRIMARY KEY REFERENCES members (id),
            until TEXT NOT NULL,
            reason TEXT NOT NULL,
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX checkins_by_teller ON checkins (said_by, at)",
        # What was taken back (撤) is kept, and counts for nothing.
        "ALTER TABLE checkins ADD COLUMN withdrawn_at TEXT",
    )


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)
