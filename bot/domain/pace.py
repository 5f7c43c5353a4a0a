"""Token buckets: how fast the account may speak."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice, reminder or picture that is to go: from when on, and whether it is a picture or file."""

    due: datetime
    is_file: bool = False


def foresee(
    wanted: Sequence[Planned],
    buckets: Mapping[str, Bucket],
    limits: Mapping[str, Limit],
    pause: timedelta,
    now: datetime,
) -> list[datetime]:
    """Tell when each bulk message will have gone, in their turn, if nobody asks for anything meanwhile.

    `buckets` are those of the whole account, a missing one is full; `pause` stands after each message.
    """
    run = _Run(buckets, limits, now)
    # A file that waits for its own buckets holds up no text.
    texts = deque(place for place, one in enumerate(wanted) if not one.is_file)
    files = deque(place for place, one in enumerate(wanted) if one.is_file)
    gone = [now] * len(wanted)
    free = 0.0
    while heads := [queue for queue in (texts, files) if queue]:
        earliest = [max(free, _since(now, wanted[queue[0]].due)) for queue in heads]
        ready = [run.ready_at(wanted[queue[0]], at) for queue, at in zip(heads, earliest, strict=True)]
        at = min(ready)
        place = heads[ready.index(at)].popleft()
        run.spend(wanted[place], at)
        gone[place] = now + timedelta(seconds=at)
        free = at + pause.total_seconds()
    return gone


def _since(now: datetime, moment: datetime) -> float:
    return max(0.0, (moment - now).total_seconds())


class _Run:
    """The account's buckets drained ahead of time; moments are seconds from now."""

    def __init__(self, buckets: Mapping[str, Bucket], limits: Mapping[str, Limit], now: datetime) -> None:
        self._limits = limits
        self._tokens = {
            name: buckets[name].filled(limit, now).tokens if name in buckets else limit.size
            for name, limit in limits.items()
        }
        self._at = 0.0

    def ready_at(self, one: Planned, earliest: float) -> float:
        """Tell from when on there are tokens for a message."""
        needed = [self._wait("day", earliest, self._limits["day"].size * KEPT_FOR_ANSWERS)]
        needed += [self._wait(name, earliest) for name in ("file", "file_day") if one.is_file]
        return earliest + max(*needed, min(self._wait("bulk", earliest), self._wait("shared", earliest)))

    def spend(self, one: Planned, at: float) -> None:
        """Take a message's tokens out at a moment at which they are there."""
        for name, limit in self._limits.items():
            self._tokens[name] = min(limit.size, self._tokens[name] + (at - self._at) * limit.per_second)
        self._at = at
        share = "bulk" if self._tokens["bulk"] > 0.999 else "shared"
        for name in ("day", share, *(("file", "file_day") if one.is_file else ())):
            self._tokens[name] -= 1

    def _wait(self, name: str, at: float, kept: float = 0.0) -> float:
        limit = self._limits[name]
        tokens = min(limit.size, self._tokens[name] + (at - self._at) * limit.per_second)
        return max(0.0, (1 + kept - tokens) / limit.per_second)
