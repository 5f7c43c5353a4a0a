"""Token buckets: how fast the account may speak."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# A quarter of the pace is kept for bulk (notices, digests, greetings), so that replies cannot starve it.
BULK_SHARE = 0.25
# Pictures and files are what WeChat blocks first: a fifth of the pace is theirs.
FILE_SHARE = 0.2
# So much of a day's bucket is kept from bulk: after a large cascade questions must still be answered.
KEPT_FOR_ANSWERS = 0.25
# So much of a minute's messages may go at once; the rest comes back over the minute.
BURST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Limit:
    """A bucket's size and how many tokens come back a second."""

    size: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """Tokens left at a moment."""

    tokens: float
    at: datetime

    def filled(self, limit: Limit, now: datetime) -> Bucket:
        """Give the bucket as it is now; a clock set back neither gives nor takes tokens."""
        passed = max(0.0, (now - self.at).total_seconds())
        return replace(self, tokens=min(limit.size, self.tokens + passed * limit.per_second), at=now)

    def wait(self, limit: Limit, now: datetime, kept: float = 0.0) -> timedelta:
        """Tell how long until one token is there beside those kept for others; zero when it is."""
        missing = 1.0 + kept - self.filled(limit, now).tokens
        return timedelta(seconds=max(0.0, missing / limit.per_second))

    def take(self, limit: Limit, now: datetime) -> Bucket:
        """Give the bucket after one token was taken; the caller has waited for it."""
        full = self.filled(limit, now)
        return replace(full, tokens=full.tokens - 1.0)


def conversation_limit(gap: timedelta) -> Limit:
    """One message, then a gap."""
    return Limit(1.0, 1.0 / max(gap.total_seconds(), 1e-3))


def account_limits(per_minute: int, per_day: int) -> dict[str, Limit]:
    """Limits of the whole account: at most so many in any minute and any day."""
    bulk = per_minute * BULK_SHARE
    return {
        "shared": _limit(per_minute - bulk, 60, BURST_SHARE),
        "bulk": _limit(bulk, 60, BURST_SHARE),
        "day": _limit(per_day, 86_400, 0.5),
        "file": _limit(per_minute * FILE_SHARE, 60, BURST_SHARE),
        "file_day": _limit(per_day * FILE_SHARE, 86_400, 0.5),
    }


def _limit(most: float, seconds: float, burst: float) -> Limit:
    """A bucket that gives at most so many tokens in any span: its size and what comes back share them."""
    size = max(1.0, most * burst)
    return Limit(size, max(most - size, most / 2) / seconds)


def forecast(messages: int, per_minute: int, gap: timedelta) -> timedelta:
    """Estimate how long a broadcast takes: the slower of its own spacing and the account's pace."""
    spaced = gap * max(0, messages - 1)
    at_once = per_minute * BURST_SHARE
    paced = timedelta(minutes=max(0.0, messages - at_once) / (per_minute - at_once))
    return max(spaced, paced)
