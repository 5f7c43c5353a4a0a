"""What waits to be posted by hand, who posted what, what was said since a moment: the outbox from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.domain.change import ChangeKind
from bot.domain.delivery import Kind
from data.db import read_stamp, stamp


@dataclass(frozen=True, slots=True)
class Post:
    """A message out: its outbox row, where it goes, and what it is; a picture or file has no text."""

    row_id: int
    conversation: str
    text: str
    file: str | None = None
    kind: Kind = Kind.NOTICE
    doubtful: bool = False  # it may have arrived already

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is in distress."""
        return self.kind is Kind.DISTRESS

    @property
    def whole(self) -> str:
        """The text, and where the file lies."""
        return f"{self.text}［附件］{self.file}" if self.file else self.text


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that somebody has posted by hand."""

    post: Post
    by: int
    name: str
    at: datetime


_TEXT = (
    "coalesce(nullif(body, ''), json_extract(link, '$.title') || char(10) || json_extract(link, '$.url'), '')"
)
_COLUMNS = f"outbox.id, conversation, {_TEXT}, file, kind, state = 'in_doubt'"
_MAY_BE_POSTED = (
    "(state = 'queued' OR state = 'in_doubt') AND held_for IS NULL AND recalls IS NULL"
    " AND not_before <= :now AND not_after >= :now AND (NOT :stopped OR kind = 'distress')"
)


def waiting(db: Database, now: datetime, *, stopped: bool = False) -> list[Post]:
    """List what may be said now, the most urgent first; while all is stopped (停发) only cries for help."""
    return _select(db, _MAY_BE_POSTED, {"now": stamp(now), "stopped": stopped})


def newest(db: Database) -> int:
    """Give the id of the last message that was meant to be said; 0 before the first."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()[0])


def answers_after(db: Database, row_id: int) -> list[Post]:
    """List the answers that were meant to be given after a row, in that order."""
    return _select(db, "id > :id AND state = 'queued' AND kind = 'reply'", {"id": row_id})


def answers_about(db: Database, row_id: int, message_id: str, account: str) -> list[Post]:
    """List the answers after a row that are about one message of an account's, a picture or file."""
    which = (
        "id > :id AND state = 'queued' AND kind = 'reply' AND conversation = :account"
        " AND (instr(dedupe_key, :message) OR instr(dedupe_key, :files) = 1)"
    )
    # Of several files brought in one go the bot says but once an hour that it kept another.
    files = f"enclosure:{account}:"
    return _select(db, which, {"id": row_id, "account": account, "message": message_id, "files": files})


def queued_after(db: Database, row_id: int) -> list[Post]:
    """List all that was meant to be said after a row and waits."""
    return _select(db, "id > :id AND state = 'queued'", {"id": row_id})


def _select(db: Database, which: str, arguments: dict[str, object]) -> list[Post]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE {which} ORDER BY priority, id",  # noqa: S608
        arguments,
    )
    return [_post(row) for row in rows.fetchall()]


def _post(row: tuple[int, str, str, str | None, str, int]) -> Post:
    number, conversation, text, file, kind, doubtful = row
    return Post(number, conversation, text, file, Kind(kind), bool(doubtful))


def renew(db: Database, row_id: int, late: timedelta) -> None:
    """Let what came of words told so late (after a row) be useful as long as if they were said now."""
    rows = db.execute("SELECT id, not_after FROM outbox WHERE id > ? AND state = 'queued'", (row_id,))
    for number, until in rows.fetchall():
        db.execute("UPDATE outbox SET not_after = ? WHERE id = ?", (stamp(read_stamp(until) + late), number))


# Posted by hand


def mark(db: Database, row_id: int, by: int, now: datetime) -> bool:
    """Note that somebody has posted a message; False if it no longer waits: who comes first counts."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'sent', sent_at = ?, posted_by = ?, error = NULL"
        " WHERE id = ? AND state IN ('queued', 'in_doubt') AND held_for IS NULL",
        (stamp(now), by, row_id),
    )
    return bool(cursor.rowcount)


def put_back(db: Database, row_id: int, since: datetime) -> bool:
    """Let a message wait again that somebody said to have posted, not before `since`."""
    cursor = db.execute(
        "UPDATE outbox SET state = 'queued', sent_at = NULL, posted_by = NULL"
        " WHERE id = ? AND state = 'sent' AND posted_by IS NOT NULL AND sent_at >= ?",
        (row_id, stamp(since)),
    )
    return bool(cursor.rowcount)


# By what its key is about (notice:12:…). A correction is told with the whole new text, and files stay good;
# a deadline is told beside the old text, but reminders of it are written anew.
_OVERTAKEN_BY = (
    "SELECT change.kind FROM outbox JOIN notice_changes AS change"
    " ON change.notice_id = CAST(substr(dedupe_key, instr(dedupe_key, ':') + 1) AS INTEGER)"
    " AND change.at > created_at WHERE outbox.id = ?"
    " AND (dedupe_key GLOB 'notice:*' OR dedupe_key GLOB 'relay:*' OR dedupe_key GLOB 'reminder:*')"
    " AND (change.kind = 'withdrawal' OR change.kind = 'deadline' AND dedupe_key GLOB 'reminder:*'"
    "  OR change.kind = 'correction' AND file IS NULL AND link IS NULL)"
    " ORDER BY change.id DESC LIMIT 1"
)


def overtaken_by(db: Database, row_id: int) -> ChangeKind | None:
    """Tell what has changed a notice since a message about it was written, so that its words are old."""
    row = db.execute(_OVERTAKEN_BY, (row_id,)).fetchone()
    return ChangeKind(row[0]) if row else None


def posted(db: Database, since: datetime) -> list[Posted]:
    """List what people have posted by hand since a moment, in the order it was written."""
    return _posted(db, "sent_at >= ?", stamp(since))


def find_posted(db: Database, row_id: int) -> Posted | None:
    """Give what is known of a message that somebody has posted; None for any other."""
    found = _posted(db, "outbox.id = ?", row_id)
    return found[0] if found else None


def _posted(db: Database, which: str, value: str | int) -> list[Posted]:
    rows = db.execute(
        f"SELECT {_COLUMNS}, posted_by, name, sent_at FROM outbox"  # noqa: S608
        f" JOIN members ON members.id = posted_by WHERE {which} ORDER BY priority, outbox.id",
        (value,),
    ).fetchall()
    return [Posted(_post(row[:6]), row[6], row[7], read_stamp(row[8])) for row in rows]


def file_of(db: Database, row_id: int) -> str | None:
    """Give where the file of a message lies."""
    row = db.execute("SELECT file FROM outbox WHERE id = ?", (row_id,)).fetchone()
    return row[0] if row else None


def pulse(db: Database) -> tuple[int, ...]:
    """Give numbers that change whenever something changes that the worktable shows."""
    row = db.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM outbox),"
        " (SELECT count(*) FROM outbox WHERE state = 'queued'),"
        " (SELECT count(*) FROM outbox WHERE posted_by IS NOT NULL),"
        " (SELECT coalesce(max(id), 0) FROM receipts),"
        " (SELECT count(*) FROM receipts WHERE withdrawn_at IS NOT NULL),"
        " (SELECT coalesce(max(id), 0) FROM checkins),"
        " (SELECT count(*) FROM checkins WHERE withdrawn_at IS NOT NULL),"
        " (SELECT coalesce(max(id), 0) + count(settled_at) FROM concerns),"
        " (SELECT coalesce(max(id), 0) + count(withdrawn_at) FROM notices),"
        " (SELECT count(*) FROM notice_changes), (SELECT count(*) FROM notice_members),"
        " (SELECT coalesce(max(id), 0) + count(closed_at) FROM rollcalls),"
        " (SELECT count(*) FROM drafts), (SELECT count(passed_on_at) FROM relays)"
    ).fetchone()
    return tuple(row)
