"""The delivery loop: takes what is due from the outbox, at the account's pace, and settles each outcome."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlite_utils import Database

from bot.clock import LONGEST_NAP, Clock
from bot.config import Delivery
from bot.domain.delivery import Kind, backoff
from bot.domain.pace import Bucket, Limit, account_limits, conversation_limit
from bot.ports import Echo, Outcome, Transport, TransportError
from data import account as accounts
from data import bucket as buckets
from data import fact as facts
from data import outbox
from data.outbox import Row

log = structlog.get_logger(__name__)

_UNHEARD_KEPT = 1000

# Tells until when a message has to rest (quiet hours of its conversation), or None.
Rest = Callable[[Row, datetime], datetime | None]


class Outbox:
    """Sends the outbox's rows through a transport; the only caller of its send functions."""

    def __init__(
        self,
        db: Database,
        transport: Transport,
        clock: Clock,
        settings: Delivery,
        rest: Rest,
        seed: int | None = None,
    ) -> None:
        self._db = db
        self._transport = transport
        self._clock = clock
        self._settings = settings
        self._rest = rest
        self._random = random.Random(seed)  # noqa: S311 -- jitter, no secret
        self._limits = account_limits(settings.per_minute, settings.per_day)
        self._conversation_limit = conversation_limit(settings.room_gap)
        self._buckets: dict[str, Bucket] = {}
        self._lock = asyncio.Lock()
        self._not_before: datetime | None = None  # the pause after the message before (jitter)
        self._wake = asyncio.Event()
        self._unheard: dict[tuple[str, str], deque[Row]] = {}  # sent in this connection, echo not yet back
        self._sending: int | None = None
        self._arrived = False  # what is being sent was echoed before the call that sends it came to its end
        self.online = False

    def recover(self) -> None:
        """After a start: what a crash interrupted is in doubt now."""
        with self._db.atomic():
            interrupted = outbox.doubt_interrupted(self._db, self._clock.now())
        if interrupted:
            log.warning("messages in doubt after an interruption", count=interrupted)

    def wake(self) -> None:
        """There may be something new to send."""
        self._wake.set()

    def set_online(self, online: bool) -> None:
        """Hear whether WeChat can be reached; nothing is tried while it cannot."""
        self.online = online
        self._unheard.clear()  # echoes while no client is attached are lost
        self.wake()

    def pause(self) -> datetime:
        """WeChat says 操作过于频繁: all sending rests for the configured time. Gives its end."""
        until = self._clock.now() + self._settings.pause
        with self._db.atomic():
            facts.write_moment(self._db, "paused_until", until)
        log.error("sending paused: WeChat says it was too often", until=until.isoformat())
        return until

    def hear_echo(self, echo: Echo) -> None:
        """The bot's own words came back: the best proof that they arrived."""
        expected = self._unheard.get((echo.conversation, echo.text))
        if not expected:
            with self._db.atomic():
                if outbox.hear_echo(
                    self._db, echo.conversation, echo.text, echo.message_id, self._clock.now()
                ):
                    self.wake()
            return
        # The oldest of the same words; else the next such message would be taken for arrived, too.
        row = expected.popleft()
        if row.id == self._sending:
            self._arrived = True
        if row.kind is not Kind.REPLY:  # only what may be recalled needs its id
            with self._db.atomic():
                outbox.note_echo(self._db, row.id, echo.message_id)

    async def run(self) -> None:
        """Deliver for as long as the process lives."""
        while True:
            self._wake.clear()
            look_again = await self.deliver_due()
            await self._clock.wait(look_again or self._clock.now() + LONGEST_NAP, self._wake)

    async def deliver_due(self) -> datetime | None:
        """Send everything that may go now; gives the moment to look again, None for "when woken"."""
        async with self._lock:
            while True:
                row, look_again = self._claim(self._clock.now())
                if row is None:
                    return look_again
                await self._send(row)

    def _claim(self, now: datetime) -> tuple[Row | None, datetime | None]:
        """Choose the next message and mark it as being sent, in one transaction."""
        with self._db.atomic():
            for row in outbox.resolve_doubts(self._db, now):
                log.warning("message in doubt resolved", id=row.id, kind=row.kind, again=row.kind.sent_again)
            for row in outbox.expire(self._db, now):
                log.error("message expired unsent", id=row.id, key=row.key)
            blocked = self._blocked_until(now)
            if not self.online or blocked:
                return None, blocked
            heads = outbox.heads(self._db, now)
            while sum(self._set_aside(row, now) for row in heads):
                heads = outbox.heads(self._db, now)  # what stood behind a row set aside is a head now
            waits = [(self._wait(row, now), row) for row in heads]
            for wait, row in waits:
                if not wait:
                    outbox.start(self._db, row)
                    self._spend(row, now)
                    return row, None
            later = outbox.next_moment(self._db, now)
            return None, min([now + wait for wait, _ in waits] + ([later] if later else []), default=None)

    def _blocked_until(self, now: datetime) -> datetime | None:
        paused = facts.read_moment(self._db, "paused_until")
        if self._not_before and self._not_before - now > self._settings.jitter_to:
            self._not_before = None  # the clock was set back
        ends = [moment for moment in (paused, self._not_before) if moment and moment > now]
        return max(ends, default=None)

    def _set_aside(self, row: Row, now: datetime) -> bool:
        """Check a row again before it goes: whom it is for, and whether that conversation rests now."""
        if row.member_id and not accounts.belongs(self._db, row.conversation, row.member_id):
            outbox.settle(self._db, row.id, "cancelled", "the account is no longer bound to this person")
            return True
        rest = self._rest(row, now) if row.kind.rests_at_night else None
        if rest:
            outbox.postpone(self._db, row.id, rest)
        return rest is not None

    def _wait(self, row: Row, now: datetime) -> timedelta:
        """Tell how long pace and retry still hold a row; distress goes past the pace."""
        held = max(row.next_try_at - now, timedelta(0))
        if row.kind is Kind.DISTRESS:
            return held
        waits = [held, self._bucket_wait(row.conversation, self._conversation_limit, now)]
        waits.append(self._bucket_wait("day", self._limits["day"], now))
        shares = ("shared", "bulk") if row.kind.bulk else ("shared",)
        waits.append(min(self._bucket_wait(share, self._limits[share], now) for share in shares))
        return max(waits)

    def _bucket(self, name: str, limit: Limit, now: datetime) -> Bucket:
        """Give a bucket; nobody else writes them, so each is read once."""
        if name not in self._buckets:
            self._buckets[name] = buckets.read(self._db, name, limit.size, now)
        if self._buckets[name].at > now:  # the clock was set back
            self._buckets[name] = replace(self._buckets[name], at=now)
        return self._buckets[name]

    def _bucket_wait(self, name: str, limit: Limit, now: datetime) -> timedelta:
        return self._bucket(name, limit, now).wait(limit, now)

    def _spend(self, row: Row, now: datetime) -> None:
        bulk_first = row.kind.bulk and not self._bucket_wait("bulk", self._limits["bulk"], now)
        names = {"day": self._limits["day"], row.conversation: self._conversation_limit}
        names |= {"bulk": self._limits["bulk"]} if bulk_first else {"shared": self._limits["shared"]}
        for name, limit in names.items():
            self._buckets[name] = self._bucket(name, limit, now).take(limit, now)
            buckets.write(self._db, name, self._buckets[name])
        low, high = self._settings.jitter_from, self._settings.jitter_to
        self._not_before = now + low + (high - low) * self._random.random()

    async def _send(self, row: Row) -> None:
        self._expect_echo(row)
        self._sending, self._arrived = row.id, False
        try:
            if row.file:
                echo_id = await self._transport.send_file(
                    row.conversation, Path(row.file), Path(row.file).name
                )
            else:
                echo_id = await self._transport.send_text(row.conversation, row.body or "", row.mentions)
        except TransportError as error:
            if error.outcome is Outcome.UNKNOWN and self._arrived:
                self._settle_sent(row, None)
            else:
                self._forget_echo(row)
                self._settle_failure(row, error)
        else:
            self._settle_sent(row, echo_id)
        self._sending = None

    def _expect_echo(self, row: Row) -> None:
        if row.body:
            if len(self._unheard) > _UNHEARD_KEPT:  # a gateway that does not echo
                self._unheard.clear()
            self._unheard.setdefault((row.conversation, row.body), deque()).append(row)

    def _forget_echo(self, row: Row) -> None:
        waiting = self._unheard.get((row.conversation, row.body or ""))
        if waiting and row in waiting:
            waiting.remove(row)

    def _settle_sent(self, row: Row, echo_id: str | None) -> None:
        with self._db.atomic():
            outbox.settle_sent(self._db, row.id, self._clock.now(), echo_id)

    def _settle_failure(self, row: Row, error: TransportError) -> None:
        now = self._clock.now()
        log.warning("message not sent", id=row.id, kind=row.kind, outcome=error.outcome, error=str(error))
        with self._db.atomic():
            match error.outcome:
                case Outcome.REFUSED:
                    outbox.settle(self._db, row.id, "failed", str(error))
                case Outcome.NOT_SENT:
                    outbox.settle_retry(self._db, row.id, now + backoff(row.attempts + 1), str(error))
                case Outcome.UNKNOWN:
                    outbox.doubt(self._db, row.id, now, str(error))
