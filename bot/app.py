"""The composition root: every part put together; one message is one transaction."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import ModuleType

import structlog
from sqlite_utils import Database

from bot import nouns, ports
from bot.backup import standing as backups
from bot.clock import Clock
from bot.config import ConfigError, Settings
from bot.context import Context, NotKnown, Tick, Turn, UserError
from bot.delivery.outbox import Outbox
from bot.delivery.rest import rest_until
from bot.dues import rules as dues_rules
from bot.fetching import Fetcher
from bot.greeting import wording as greeting_words
from bot.logs import describe
from bot.operation import gap, watch
from bot.operation.operator import Operator
from bot.operation.piloting import PilotGate
from bot.own import telling
from bot.own.looking import note_refusal
from bot.points import rulebook
from bot.presence import Presence
from bot.reckoning import Reckoner
from bot.router import explain_shares
from bot.saving import Saver
from bot.scheduler import Job, Scheduler
from data import account as accounts
from data import fact as facts
from data import inbox
from data import room as rooms
from data import schedule as schedules_run

log = structlog.get_logger(__name__)

RESTING = "您的微信在等电话核对，核对好了就能照常用。着急请给支部书记打个电话。"
# A first start looks back this far, so that a morning's greetings are not lost to the installation.
FIRST_LOOK = timedelta(hours=3)


def _read_rules(settings: Settings) -> None:
    """Read the office's texts and rules, so that a mistake stops the start and not a member's message."""
    greeting_words.festivals(settings)
    rulebook.load(settings.points.rules)
    dues_rules.load()


def _noun(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


class Bot:
    """The whole bot over a transport: takes events, runs schedules, delivers."""

    def __init__(
        self,
        settings: Settings,
        db: Database,
        transport: ports.Transport,
        clock: Clock,
        *,
        seed: int | None = None,
        config_path: Path | None = None,
    ) -> None:
        self.settings = settings
        self.db = db
        self.clock = clock
        self.transport = transport
        self.operator = Operator(settings.operator.webhook_file, clock)
        # By hand there is nothing to be lost: nobody is called because it cannot be reached.
        self._offline_since: datetime | None = None if settings.transport == "manual" else clock.now()
        rest = partial(rest_until, db, settings)
        self.outbox = Outbox(
            db, transport, clock, settings.delivery, rest, seed, gate=PilotGate(db, settings)
        )
        self._presence = Presence(db, transport, clock, settings, self.outbox.wake, self.operator.call)
        self.fetcher = Fetcher(db, transport, clock, settings, self.outbox.wake)
        self.reckoner = Reckoner(db, clock, settings, self.outbox.wake)
        self.saver = Saver(db, clock, settings, self.operator.call, config_path)
        self.outbox.recover()
        self._note_first_start()
        self._router = nouns.build_router()
        if wrong := explain_shares(settings.posts.shares, self._router.commands):
            raise ConfigError("\n".join(wrong))
        _read_rules(settings)
        jobs = [self._job(_noun(module), module.WHEN, module.run) for module in nouns.SCHEDULES]
        jobs.append(self._job("watch", watch.WHEN, self._watch))
        self.scheduler = Scheduler(jobs, clock, settings.organisation.zone)

    def _note_first_start(self) -> None:
        if facts.read(self.db, "first_start") is None:
            with self.db.atomic():
                facts.write_moment(self.db, "first_start", self.clock.now())

    def handle(self, incoming: ports.Incoming, at: datetime | None = None) -> None:
        """Take one message in one transaction; a repeated message id does nothing.

        `at` is when it was said, where that is told afterwards; else it is said now.
        """
        with self.db.atomic():
            now = at or self.clock.now()
            if not inbox.take(self.db, incoming.message_id, incoming.conversation, now):
                return
            turn = self._turn(incoming, now)
            try:
                with self.db.atomic():
                    outcome = self._router.handle(turn)
                    telling.hear(turn, taken=outcome != "chat")
            except NotKnown as unknown:
                resting = accounts.is_frozen(self.db, incoming.sender)
                topic, words = ("frozen", RESTING) if resting else ("unknown", str(unknown))
                turn.reply_once_a_day(topic, words)
                outcome = "unknown sender"
            except UserError as mistake:
                turn.reply(str(mistake))
                note_refusal(turn, mistake)
                outcome = "refused"
            except Exception as error:
                log.error("message failed", message_id=incoming.message_id, **describe(error))
                if not self.db.conn.in_transaction:
                    raise  # a full disk undoes all at once: no transaction is left to answer in
                turn.reply("这条我没处理好，已经记下，请稍后再试一次。")
                outcome = "failed"
            if outcome != "chat":
                inbox.settle(self.db, incoming.message_id, outcome)
        if turn.has_spoken:
            self.outbox.wake()

    def _turn(self, incoming: ports.Incoming, now: datetime) -> Turn:
        room = rooms.find(self.db, incoming.room) if incoming.room else None
        if incoming.room is None and not accounts.is_friend(self.db, incoming.sender):
            accounts.befriend(self.db, incoming.sender)  # who can write to us privately can be written to
        who = accounts.actor(self.db, incoming.sender)
        return Turn(self.db, now, self.settings, incoming, room=room, who=who)

    def _watch(self, tick: Tick) -> None:
        watch.look(tick, self.operator, offline_since=self._offline_since)
        backups.call_if_old(tick, self.operator.call)

    def _job(self, name: str, when: Mapping[str, str], look: Callable[[Tick], None]) -> Job:
        """Make a job that runs a schedule in one transaction over the span since its last run."""

        def run() -> None:
            now = self.clock.now()
            try:
                with self.db.atomic():
                    since = schedules_run.ran_at(self.db, name) or now - FIRST_LOOK
                    # A clock set back: start anew from here; keys keep anything from being said twice.
                    look(Tick(self.db, now, self.settings, min(since, now)))
                    schedules_run.note_run(self.db, name, now)
            except Exception as error:
                log.error("schedule failed; it is tried again", schedule=name, **describe(error))
                self.operator.call(f"schedule {name}", f"it failed with {type(error).__name__}; see the log")
            self.outbox.wake()
            self.saver.wake()

        return Job(name, when, run)

    async def take(self, event: ports.Event) -> None:
        """Take whatever the transport tells."""
        match event:
            case ports.Incoming():
                self.handle(event)
                if event.kind is not ports.MessageKind.TEXT:
                    self.fetcher.look()
                self.reckoner.look()
            case ports.Echo():
                self.outbox.hear_echo(event)
            case ports.Login():
                self._log_in(event.account)
            case ports.Logout():
                self.operator.call("login", f"a person has to log in to WeChat again: {event.reason}")
                self._lose()
            case ports.Problem(kind=ports.ProblemKind.TOO_OFTEN):
                until = self.outbox.pause().isoformat(timespec="seconds")
                self.operator.call("paused", f"WeChat says it was too often; nothing is sent until {until}")
            case ports.Problem(kind=ports.ProblemKind.LOST):
                log.warning("gateway lost", problem=event.text)
                self._lose()
            case ports.Problem():
                log.warning("odd event dropped", problem=event.text)
            case ports.RoomChange():
                self._presence.note_change(event)
            case ports.Invitation() | ports.FriendRequest():
                await self._presence.consider(event)

    async def looked_around(self) -> None:
        """Wait until the rooms are known."""
        if self._presence.looking:
            await self._presence.looking

    def _log_in(self, account: ports.Account) -> None:
        """Take up the work; what was said since the bot was last here is lost, so open questions go again."""
        log.info("logged in", account=account.account_id)
        with self.db.atomic():
            facts.write(self.db, "own_account", account.account_id)
            ended = gap.note_return(Context(self.db, self.clock.now(), self.settings))
        if ended:
            log.warning("a gap has ended", start=ended.start.isoformat(), end=ended.end.isoformat())
        self._offline_since = None
        self.outbox.set_online(True)
        self.fetcher.look()
        self.reckoner.look()
        self._presence.look_around()

    def _lose(self) -> None:
        """WeChat can no longer be reached; what is said there from now on is lost."""
        self._note_seen()
        self._offline_since = self._offline_since or self.clock.now()
        self.outbox.set_online(False)

    def _note_seen(self) -> None:
        if self.outbox.online:
            with self.db.atomic():
                gap.note_seen(self.db, self.clock.now())

    async def run(self) -> None:
        """Work until the transport ends. Raises ports.Unreachable when WeChat cannot be reached for good."""
        work = [
            asyncio.create_task(part)
            for part in (self._receive(), self.outbox.run(), self.scheduler.run(), self.saver.run())
        ]
        try:
            # Whichever part ends first, in order or not, ends the run: a bot that is half alive helps nobody.
            await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        finally:
            beside = self._presence.looking, self.fetcher.task, self.reckoner.task
            work += [task for task in beside if task]
            for task in work:
                task.cancel()
            ended = await asyncio.gather(*work, return_exceptions=True)
            await self.transport.close()
            with contextlib.suppress(sqlite3.Error):  # the disk may be what ended the run
                self._note_seen()
            await self._call_for_failures(ended)
        for result in ended:
            if isinstance(result, Exception):
                raise result

    async def _call_for_failures(self, ended: Sequence[object]) -> None:
        for result in ended:
            if isinstance(result, Exception):
                # The words of other errors may quote people.
                told = str(result) if isinstance(result, ports.Unreachable | sqlite3.Error) else ""
                self.operator.call("stopped", f"the bot has stopped: {type(result).__name__} {told}".strip())
        await self.operator.settle()

    async def _receive(self) -> None:
        async with aclosing(self.transport.events()) as events:
            async for event in events:
                await self.take(event)
