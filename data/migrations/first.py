"""The first steps: what comes in and goes out, the roll, notices, check-ins, alarms, the worktable."""

from sqlite_utils import Database

from data.migrations.step import run


def m001_core(db: Database) -> None:
    """Facts about the installation, and everything that comes in and goes out."""
    run(
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


def m002_roll(db: Database) -> None:
    """The organisation, its people, and how WeChat shows them."""
    run(
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


def m003_work(db: Database) -> None:
    """Drafts, notices with their receipts, check-ins, greetings."""
    run(
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


def m004_concerns(db: Database) -> None:
    """What secretaries are to look at, and who is left in peace by greetings."""
    run(
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


def m005_answers(db: Database) -> None:
    """Notices that ask for more than 收到, go through secretaries, and change; answers given by others."""
    run(
        db,
        "ALTER TABLE notices ADD COLUMN answer TEXT"
        " CHECK (answer IN ('receipt', 'yes_no', 'choice', 'number', 'words'))",
        "UPDATE notices SET answer = 'receipt' WHERE receipt = 1",
        "ALTER TABLE notices ADD COLUMN options TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE notices ADD COLUMN enclosure_id INTEGER REFERENCES enclosures (id)",
        "ALTER TABLE notices ADD COLUMN relay_by TEXT",
        "ALTER TABLE notices ADD COLUMN withdrawn_at TEXT",
        """CREATE TABLE notice_changes (
            id INTEGER PRIMARY KEY,
            notice_id INTEGER NOT NULL REFERENCES notices (id),
            kind TEXT NOT NULL CHECK (kind IN ('correction', 'deadline', 'withdrawal')),
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE relays (
            notice_id INTEGER NOT NULL REFERENCES notices (id),
            branch_id INTEGER NOT NULL REFERENCES units (id),
            reminded_at TEXT,
            reported_at TEXT,
            passed_on_by INTEGER REFERENCES members (id),
            passed_on_at TEXT,
            words TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (notice_id, branch_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE enclosures (
            id INTEGER PRIMARY KEY,
            message_id TEXT NOT NULL UNIQUE,
            account_id TEXT NOT NULL,
            conversation TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('image', 'file', 'link')),
            name TEXT NOT NULL,
            path TEXT,
            url TEXT,
            description TEXT NOT NULL DEFAULT '',
            thumbnail TEXT NOT NULL DEFAULT '',
            problem TEXT,
            sent_at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX enclosures_by_account ON enclosures (account_id, sent_at)",
        "ALTER TABLE receipts ADD COLUMN choice TEXT",
        "ALTER TABLE receipts ADD COLUMN said_by INTEGER REFERENCES members (id)",
        "UPDATE receipts SET said_by = member_id",
        "ALTER TABLE receipts ADD COLUMN how TEXT NOT NULL DEFAULT 'own'"
        " CHECK (how IN ('own', 'visit', 'telephone', 'family', 'list', 'other'))",
        # What was taken back (撤) is kept, and counts for nothing.
        "ALTER TABLE receipts ADD COLUMN withdrawn_at TEXT",
        "CREATE INDEX receipts_by_teller ON receipts (said_by, at)",
        "ALTER TABLE checkins ADD COLUMN how TEXT NOT NULL DEFAULT 'own'"
        " CHECK (how IN ('own', 'visit', 'telephone', 'family', 'list', 'other'))",
        """CREATE TABLE listings (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            subject TEXT NOT NULL,
            title TEXT NOT NULL,
            items TEXT NOT NULL,
            room_id TEXT,
            at TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX listings_by_member ON listings (member_id, at)",
    )


def m006_rollcalls(db: Database) -> None:
    """Rounds of check-ins, whom they leave alone, and how far silence was told upwards."""
    run(
        db,
        """CREATE TABLE rollcalls (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            audience TEXT NOT NULL,
            opened_at TEXT NOT NULL,
            deadline TEXT NOT NULL,
            opened_by INTEGER REFERENCES members (id),
            closed_at TEXT
        ) STRICT""",
        """CREATE TABLE rollcall_members (
            rollcall_id INTEGER NOT NULL REFERENCES rollcalls (id),
            member_id INTEGER NOT NULL REFERENCES members (id),
            room_id TEXT,
            ask_at TEXT,
            asked_at TEXT,
            excused TEXT,
            reminded_at TEXT,
            PRIMARY KEY (rollcall_id, member_id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE absences (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            starts_on TEXT NOT NULL,
            ends_on TEXT NOT NULL,
            reason TEXT NOT NULL,
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            ended_at TEXT
        ) STRICT""",
        "CREATE INDEX absences_by_member ON absences (member_id, ends_on)",
        """CREATE TABLE preferences (
            member_id INTEGER PRIMARY KEY REFERENCES members (id),
            quiet_from TEXT,
            quiet_to TEXT,
            greetings INTEGER NOT NULL DEFAULT 1 CHECK (greetings IN (0, 1)),
            study INTEGER NOT NULL DEFAULT 1 CHECK (study IN (0, 1)),
            questions INTEGER NOT NULL DEFAULT 1 CHECK (questions IN (0, 1))
        ) STRICT""",
        """CREATE TABLE lost_contacts (
            id INTEGER PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            reason TEXT NOT NULL,
            said_by INTEGER NOT NULL REFERENCES members (id),
            at TEXT NOT NULL,
            ended_at TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX lost_contacts_open ON lost_contacts (member_id) WHERE ended_at IS NULL",
        """CREATE TABLE escalations (
            member_id INTEGER NOT NULL REFERENCES members (id),
            silent_since TEXT NOT NULL,
            told TEXT NOT NULL CHECK (told IN ('member', 'secretary', 'office')),
            at TEXT NOT NULL,
            PRIMARY KEY (member_id, silent_since, told)
        ) STRICT, WITHOUT ROWID""",
    )


def m007_alarms(db: Database) -> None:
    """Cries for help, until a person takes them."""
    run(
        db,
        """CREATE TABLE alarms (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            member_id INTEGER REFERENCES members (id),
            branch_id INTEGER REFERENCES units (id),
            name TEXT NOT NULL,
            words TEXT NOT NULL,
            said_by INTEGER REFERENCES members (id),
            account_id TEXT NOT NULL,
            room_id TEXT,
            message_id TEXT NOT NULL,
            at TEXT NOT NULL,
            rung INTEGER NOT NULL DEFAULT 0,
            ring_at TEXT,
            in_room INTEGER NOT NULL DEFAULT 0 CHECK (in_room IN (0, 1)),
            taken_by INTEGER REFERENCES members (id),
            taken_at TEXT,
            closed_at TEXT
        ) STRICT""",
        "CREATE INDEX alarms_ringing ON alarms (ring_at) WHERE ring_at IS NOT NULL",
        "CREATE INDEX alarms_by_member ON alarms (member_id, at)",
    )


def m008_delivery(db: Database) -> None:
    """Messages that wait for a secretary's 确认 (试点), link cards, recalls, and when a message failed."""
    run(
        db,
        "ALTER TABLE outbox ADD COLUMN held_for INTEGER REFERENCES members (id)",
        "ALTER TABLE outbox ADD COLUMN approved_by INTEGER REFERENCES members (id)",
        "ALTER TABLE outbox ADD COLUMN link TEXT",
        # The id, in WeChat, of a message of ours that this one takes back.
        "ALTER TABLE outbox ADD COLUMN recalls TEXT",
        "ALTER TABLE outbox ADD COLUMN ended_at TEXT",
        "CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL",
        "CREATE INDEX outbox_held ON outbox (held_for) WHERE held_for IS NOT NULL AND state = 'queued'",
        "CREATE INDEX outbox_settled ON outbox (created_at)"
        " WHERE state NOT IN ('queued', 'sending', 'in_doubt')",
    )


def m009_worktable(db: Database) -> None:
    """Who signs in at the worktable, and who posted a message by hand."""
    run(
        db,
        """CREATE TABLE logins (
            member_id INTEGER PRIMARY KEY REFERENCES members (id),
            password TEXT NOT NULL,
            set_at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE sessions (
            token TEXT PRIMARY KEY,
            member_id INTEGER NOT NULL REFERENCES members (id),
            opened_at TEXT NOT NULL,
            seen_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "ALTER TABLE outbox ADD COLUMN posted_by INTEGER REFERENCES members (id)",
        "CREATE INDEX outbox_posted ON outbox (sent_at) WHERE posted_by IS NOT NULL",
    )
