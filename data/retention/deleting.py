"""The night's run: what is over its time is deleted or emptied."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from data.db import stamp
from data.retention.registry import REGISTRY


def delete_overdue(db: Database, now: datetime) -> dict[str, int]:
    """Delete (or empty) what is over its time; gives how many rows of each table that had some."""
    done = {}
    _let_go_of_old_outbox(db, now)
    for kept in REGISTRY:
        if kept.term is None or kept.over is None:
            continue
        end = f"WHERE {kept.over}"
        statement = (
            f"UPDATE {kept.table} SET {kept.blank} {end}"  # noqa: S608 -- constants of the registry
            if kept.blank
            else f"DELETE FROM {kept.table} {end}"  # noqa: S608
        )
        cursor = db.execute(statement, {"before": stamp(now - kept.term)})
        if cursor.rowcount:
            done[kept.table] = int(cursor.rowcount)
    return done


def _let_go_of_old_outbox(db: Database, now: datetime) -> None:
    """Let check-ins forget which line of thanks named them, before that line is deleted."""
    term = next(kept.term for kept in REGISTRY if kept.table == "outbox")
    assert term is not None
    db.execute(
        "UPDATE checkins SET thanked_by = NULL WHERE thanked_by IN"
        " (SELECT id FROM outbox WHERE created_at < :before"
        "   AND state NOT IN ('queued', 'sending', 'in_doubt'))",
        {"before": stamp(now - term)},
    )


def delete_old_files(folder: Path, now: datetime) -> int:
    """Delete pictures drawn and files received a week ago, exports of a day ago; gives how many."""
    gone = 0
    weeks = [(path, timedelta(days=7)) for name in ("files", "pictures") for path in folder.glob(f"{name}/*")]
    days = [(path, timedelta(days=1)) for path in folder.glob("exports/*")]
    for path, term in (*weeks, *days):
        if path.is_file() and path.stat().st_mtime < (now - term).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
