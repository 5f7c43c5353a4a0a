"""The account's pace at work: the token buckets in the store, and the random pause after each message."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.config import Delivery
from bot.domain.delivery import Kind
from bot.domain.pace import KEPT_FOR_ANSWERS, Bucket, Limit, account_limits, conversation_limit
from data import bucket as buckets
from data.outbox import Row


class Pace:
    """How long a message has to wait for its turn; nobody else writes the buckets."""

    def __init__(self, db: Database, settings: Delivery, seed: int | None = None) -> None:
        self._db = db
        self._settings = settings
        self._random = random.Random(seed)  # noqa: S311 -- jitter, no secret
        self._limits = account_limits(settings.per_minute, settings.per_day)
        self._conversation_limit = conversation_limit(settings.room_gap)
        self._buckets: dict[str, Bucket] = {}
        self._not_before: datetime | None = None  # the pause after the message before (jitter)

    def pause_end(self, now: datetime) -> datetime | None:
        """Tell when the random pause after the last message ends, or None."""
        if self._not_before and self._not_before - now > self._settings.jitter_to:
            self._not_before = None  # the clock was set back
        return self._not_before if self._not_before and self._not_before > now else None

    def wait(self, row: Row, now: datetime) -> timedelta:
        """Tell how long pace and retry still hold a row; distress goes past the pace."""
        held = max(row.next_try_at - now, timedelta(0))
        if row.kind is Kind.DISTRESS:
            return held
        shares = ("shared", "bulk") if row.kind.bulk else ("shared",)
        return max(
            held,
            self._bucket_wait(row.conversation, self._conversation_limit, now),
            self._day_wait(row, now),
            *(self._bucket_wait(name, self._limits[name], now) for name in _always(row)),
            min(self._bucket_wait(name, self._limits[name], now) for name in shares),
        )

    def spend(self, row: Row, now: datetime) -> None:
        """Take a message's tokens out, and roll the pause after it."""
        bulk_first = row.kind.bulk and not self._bucket_wait("bulk", self._limits["bulk"], now)
        names = (*_always(row), "bulk" if bulk_first else "shared")
        limits = {row.conversation: self._conversation_limit} | {name: self._limits[name] for name in names}
        for name, limit in limits.items():
            self._buckets[name] = self._bucket(name, limit, now).take(limit, now)
            buckets.write(self._db, name, self._buckets[name])
        low, high = self._settings.jitter_from, self._settings.jitter_to
        self._not_before = now + low + (high - low) * self._random.random()

    def _bucket(self, name: str, limit: Limit, now: datetime) -> Bucket:
        if name not in self._buckets:
            self._buckets[name] = buckets.read(self._db, name, limit.size, now)
        if self._buckets[name].at > now:  # the clock was set back
            self._buckets[name] = replace(self._buckets[name], at=now)
        return self._buckets[name]

    def _day_wait(self, row: Row, now: datetime) -> timedelta:
        limit = self._limits["day"]
        kept = limit.size * KEPT_FOR_ANSWERS if row.kind.bulk else 0.0
        return self._bucket("day", limit, now).wait(limit, now, kept)

    def _bucket_wait(self, name: str, limit: Limit, now: datetime) -> timedelta:
        return self._bucket(name, limit, now).wait(limit, now)


def _always(row: Row) -> tuple[str, ...]:
    """Name the account's buckets that a message needs, whichever share of the minute it takes."""
    return ("day", "file", "file_day") if row.file else ("day",)
