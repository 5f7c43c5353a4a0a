"""The token buckets, kept so that a restart does not forget the pace."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.domain.pace import Bucket
from data.db import read_stamp, stamp


def read(db: Database, name: str, full: float, now: datetime) -> Bucket:
    """Give a bucket; one never used is full."""
    row = db.execute("SELECT tokens, at FROM buckets WHERE name = ?", (name,)).fetchone()
    return Bucket(row[0], read_stamp(row[1])) if row else Bucket(full, now)


def write(db: Database, name: str, bucket: Bucket) -> None:
    """Keep a bucket."""
    db.execute(
        "INSERT INTO buckets (name, tokens, at) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET tokens = excluded.tokens, at = excluded.at",
        (name, bucket.tokens, stamp(bucket.at)),
    )
