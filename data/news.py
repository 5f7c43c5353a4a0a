"""Home news that was sent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.domain.study import News
from data.db import read_stamp, stamp


def add(
    db: Database, title: str, url: str | None, path: Path | None, source: str, by: int, now: datetime
) -> News:
    """Keep a piece of news that goes out now."""
    cursor = db.execute(
        "INSERT INTO home_news (title, url, path, source, said_by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (title, url, str(path) if path else None, source, by, stamp(now)),
    )
    assert cursor.lastrowid is not None
    return News(cursor.lastrowid, title, url, path, source, now)


def latest(db: Database, count: int) -> list[News]:
    """List what was sent last, the newest first."""
    rows = db.execute(
        "SELECT id, title, url, path, source, at FROM home_news ORDER BY id DESC LIMIT ?", (count,)
    ).fetchall()
    return [
        News(number, title, url, Path(path) if path else None, source, read_stamp(at))
        for number, title, url, path, source, at in rows
    ]
