"""Pictures, files and links sent for a notice: what came in, and where its file lies."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.domain.enclosure import Enclosure, EnclosureKind, file_name, tell_still_coming
from bot.ports import Incoming, Link
from data.db import stamp

_COLUMNS = "id, kind, name, path, url, description, problem, message_id, account_id, conversation, thumbnail"


def keep(db: Database, incoming: Incoming, now: datetime) -> None:
    """Keep what a message brought; the content of a picture or file is fetched later."""
    link = incoming.link
    db.execute(
        "INSERT INTO enclosures"
        " (message_id, account_id, conversation, kind, name, url, description, thumbnail, sent_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            incoming.message_id,
            incoming.sender,
            incoming.conversation,
            EnclosureKind(incoming.kind),
            link.title if link else incoming.file_name,
            link.url if link else None,
            link.description if link else "",
            link.thumbnail if link else "",
            stamp(now),
        ),
    )


def find(db: Database, number: int) -> Enclosure | None:
    """Give one by its number."""
    row = db.execute(f"SELECT {_COLUMNS} FROM enclosures WHERE id = ?", (number,)).fetchone()  # noqa: S608
    return _enclosure(row) if row else None


def latest_of(db: Database, account_id: str, since: datetime) -> Enclosure | None:
    """Give what an account sent last, not before `since`; its `problem` says why it cannot be used."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM enclosures"  # noqa: S608 -- a constant
        " WHERE account_id = ? AND sent_at >= ? ORDER BY sent_at DESC, id DESC LIMIT 1",
        (account_id, stamp(since)),
    ).fetchone()
    return _enclosure(row) if row else None


def quoted(db: Database, conversation: str, words: str, since: datetime) -> Enclosure | None:
    """Give the last one of a conversation, by whomever, that these words of a quote stand for."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM enclosures"  # noqa: S608 -- a constant
        " WHERE conversation = ? AND sent_at >= ? ORDER BY sent_at DESC, id DESC",
        (conversation, stamp(since)),
    ).fetchall()
    return next((found for found in map(_enclosure, rows) if words.startswith(found.shown)), None)


def sent_by(db: Database, account_id: str, since: datetime) -> list[Enclosure]:
    """List what an account has sent since a moment, the oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM enclosures"  # noqa: S608 -- a constant
        " WHERE account_id = ? AND sent_at >= ? ORDER BY sent_at, id",
        (account_id, stamp(since)),
    ).fetchall()
    return [_enclosure(row) for row in rows]


def count_of(db: Database, account_id: str, since: datetime) -> int:
    """Count what an account has sent since a moment."""
    row = db.execute(
        "SELECT count(*) FROM enclosures WHERE account_id = ? AND sent_at >= ?", (account_id, stamp(since))
    ).fetchone()
    return int(row[0])


def unfetched(db: Database, since: datetime) -> list[Enclosure]:
    """List those whose content is still with the gateway, the oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM enclosures"  # noqa: S608 -- a constant
        " WHERE path IS NULL AND url IS NULL AND problem IS NULL AND sent_at >= ? ORDER BY id",
        (stamp(since),),
    ).fetchall()
    return [_enclosure(row) for row in rows]


def settle(db: Database, number: int, path: Path | None, problem: str | None) -> None:
    """Note where the content lies, or why it does not."""
    db.execute(
        "UPDATE enclosures SET path = :path, problem = :problem,"
        " name = CASE WHEN name = '' THEN :name ELSE name END WHERE id = :id",
        {
            "path": str(path) if path else None,
            "problem": problem,
            "name": path.name if path else "",
            "id": number,
        },
    )


def forget_old(db: Database, before: datetime) -> list[Path]:
    """Forget what was sent before a moment and went with no notice; gives the files nobody needs now."""
    rows = db.execute(
        "DELETE FROM enclosures WHERE sent_at < ?"
        " AND id NOT IN (SELECT enclosure_id FROM notices WHERE enclosure_id IS NOT NULL) RETURNING path",
        (stamp(before),),
    ).fetchall()
    kept = {row[0] for row in db.execute("SELECT path FROM enclosures WHERE path IS NOT NULL")}
    return [Path(path) for path in {row[0] for row in rows} - kept - {None}]


def card_of(enclosure: Enclosure) -> Link | None:
    """Give a link as the card it came as; None for a picture or file."""
    if enclosure.url is None:
        return None
    return Link(enclosure.name, enclosure.url, enclosure.description, enclosure.thumbnail)


def write_file(folder: Path, kind: EnclosureKind, name: str, content: bytes) -> Path:
    """Write a file for its owner's eyes only; the same content under the same name is one file.

    A file never changes, as messages that wait may name it. Raises OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    path = folder / file_name(kind, name, content, digest)
    if path.exists() and path.read_bytes() != content:
        path = path.with_stem(f"{path.stem}-{digest[:8]}")
    new = folder / f".{digest}"
    with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    return new.replace(path)


def _enclosure(row: tuple[object, ...]) -> Enclosure:
    number, kind, name, path, url, description, problem, message_id, account_id, conversation, thumbnail = row
    assert isinstance(number, int)
    kind = EnclosureKind(str(kind))
    coming = path is None and url is None and problem is None
    return Enclosure(
        id=number,
        kind=kind,
        name=str(name),
        path=Path(str(path)) if path is not None else None,
        url=str(url) if url is not None else None,
        description=str(description),
        problem=tell_still_coming(kind) if coming else str(problem) if problem else None,
        message_id=str(message_id),
        account_id=str(account_id),
        conversation=str(conversation),
        thumbnail=str(thumbnail),
    )
