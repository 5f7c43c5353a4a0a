"""The delivery loop: takes what is due from the outbox, at the account's pace, and settles each outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from sqlite_utils import Database

from bot.clock import LONGEST_NAP, Clock
from bot.config import Delivery
from bot.delivery.echoes import Echoes
from bot.delivery.gate import Gate, OpenGate
from bot.delivery.pace import Pace
from bot.domain.delivery import Kind, backoff
from bot.ports import Echo, Outcome, Transport, TransportError
from data import account as accounts
from data import doubt as doubts
from data import fact as facts
from data import outbox
from data import room as rooms
from data.outbox import Row

log = structlog.get_logger(__name__)

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
        gate: Gate | None = None,
    ) -> None:
        self._db = db
        self._gate = gate or OpenGate()
        self._transport = transport
        self._clock = clock
        self._settings = settings
        self._rest = rest
        self._pace = Pace(db, settings, seed)
        self._lock = asyncio.Lock()
        self._wake = asyncio.Event()
        self._echoes = Echoes()
        self._sending: int | None = None
        self._arrived = False  # what is being sent was echoed before the call that sends it came to its end
        self.online = False

    def recover(self) -> None:
        """After a start: what a crash interrupted is in doubt now."""
        with self._db.atomic():
            interrupted = doubts.note_interrupted(self._db, self._clock.now())
        if interrupted:
            log.warning("messages in doubt after an interruption", count=interrupted)

    def wake(self) -> None:
        """There may be something new to send."""
        self._wake.set()

    def set_online(self, online: bool) -> None:
        """Hear whether WeChat can be reached; nothing is tried while it cannot."""
        self.online = online
        self._echoes.clear()
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
        row = self._echoes.take(echo)
        if row is None:
            with self._db.atomic():
                if doubts.hear_echo(
                    self._db, echo.conversation, echo.text, echo.message_id, self._clock.now()
                ):
                    self.wake()
            return
        if row.id == self._sending:
            self._arrived = True
        if row.kind is not Kind.REPLY:  # only what may be recalled needs its id
            with self._db.atomic():
                doubts.note_echo(self._db, row.id, echo.message_id)

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
            for row in doubts.resolve(self._db, now):
                log.warning("message in doubt resolved", id=row.id, kind=row.kind)
            for row in outbox.expire(self._db, now):
                log.error("message expired unsent", id=row.id, key=row.key)
            jitter = self._pace.pause_end(now)
            if not self.online or jitter:
                return None, jitter
            heads, paused = self._heads(now), self._paused_until(now)
            if paused:  # 过于频繁: a life is worth more than the account
                heads = [row for row in heads if row.kind is Kind.DISTRESS]
            waits = [(self._pace.wait(row, now), row) for row in heads]
            for wait, row in waits:
                if not wait:
                    outbox.start(self._db, row)
                    self._pace.spend(row, now)
                    return row, None
            later = [moment for moment in (outbox.next_moment(self._db, now), paused) if moment]
            return None, min([now + wait for wait, _ in waits] + later, default=None)

    def _heads(self, now: datetime) -> list[Row]:
        """List whose turn it is; what stood behind a message set aside has its turn then."""
        stopped = bool(facts.read(self._db, "stopped_at"))
        while True:
            heads = outbox.heads(self._db, now, stopped=stopped)
            if not sum(self._set_aside(row, now) for row in heads):
                return heads
            self._gate.ask(now)

    def _paused_until(self, now: datetime) -> datetime | None:
        paused = facts.read_moment(self._db, "paused_until")
        return paused if paused and paused > now else None

    def _set_aside(self, row: Row, now: datetime) -> bool:
        """Check a row again before it goes: whom it is for, and whether that conversation rests now."""
        if row.member_id and not accounts.belongs(self._db, row.conversation, row.member_id):
            outbox.settle(self._db, row.id, "cancelled", "the account is no longer bound to this person")
            return True
        rest = self._rest(row, now) if row.kind.rests_at_night else None
        if rest:
            outbox.postpone(self._db, row.id, rest)
        return rest is not None or self._gate.stops(row, now)

    async def _send(self, row: Row) -> None:
        if row.recalls:
            await self._recall(row, row.recalls)
            return
        self._echoes.expect(row)
        self._sending, self._arrived = row.id, False
        try:
            if row.file:
                echo_id = await self._transport.send_file(
                    row.conversation, Path(row.file), Path(row.file).name
                )
            elif row.link:
                echo_id = await self._transport.send_link(row.conversation, row.link)
            else:
                echo_id = await self._transport.send_text(row.conversation, row.body or "", row.mentions)
        except TransportError as error:
            if error.outcome is Outcome.UNKNOWN and self._arrived:
                self._settle_sent(row, None)
            else:
                self._echoes.forget(row)
                self._settle_failure(row, error)
        else:
            self._settle_sent(row, echo_id)
        self._sending = None

    async def _recall(self, row: Row, message_id: str) -> None:
        """Take a message back; where WeChat no longer allows it, or nobody knows, the text tells so."""
        try:
            await self._transport.recall(message_id)
        except TransportError as error:
            if error.outcome is Outcome.NOT_SENT:
                self._settle_failure(row, error)
                return
            log.warning("message not taken back; a text says so instead", id=row.id, error=str(error))
            with self._db.atomic():
                outbox.say_instead(self._db, row.id, self._clock.now())
        else:
            self._settle_sent(row, None)

    def _settle_sent(self, row: Row, echo_id: str | None) -> None:
        with self._db.atomic():
            outbox.settle_sent(self._db, row.id, self._clock.now(), echo_id)

    def _settle_failure(self, row: Row, error: TransportError) -> None:
        now = self._clock.now()
        log.warning("message not sent", id=row.id, kind=row.kind, outcome=error.outcome, error=str(error))
        with self._db.atomic():
            match error.outcome:
                case Outcome.REFUSED:
                    self._settle_refusal(row, now, str(error))
                case Outcome.NOT_SENT:
                    outbox.settle_retry(self._db, row.id, now + backoff(row.attempts + 1), str(error))
                case Outcome.UNKNOWN:
                    doubts.note(self._db, row.id, now, str(error))

    def _settle_refusal(self, row: Row, now: datetime, error: str) -> None:
        """It will never work: where a person is meant, mostly because the bot is no friend of theirs."""
        is_wordless = bool(row.file or row.link)  # refused for what it is, perhaps
        if rooms.find(self._db, row.conversation) is None and not is_wordless:
            accounts.unfriend(self._db, row.conversation)
            error = f"{outbox.NO_FRIEND}: {error}"
        outbox.give_up(self._db, row.id, "failed", error, now)
