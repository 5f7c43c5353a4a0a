"""The composition root: every part put together; one message is one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime, timedelta
from types import ModuleType
from zoneinfo import ZoneInfo

import structlog
from sqlite_utils import Database

from bot import ports
from bot.clock import Clock
from bot.config import Settings
from bot.context import Context, NotKnown, Tick, Turn, UserError
from bot.domain.delivery import Kind, quiet_until
from bot.domain.member import plain_names
from bot.domain.room import RoomKind
from bot.logs import describe
from bot.outbox import Outbox
from bot.router import Router
from bot.scheduler import Job, Scheduler
from data import account as accounts
from data import fact as facts
from data import inbox
from data import member as members
from data import room as rooms
from data import schedule as schedules_run
from data.outbox import Row
from handlers import account, bindcode, branch, checkin, concern, correction, notice, receipt, room
from handlers import help as help_handler
from schedules import digest, greeting
from schedules import notice as notice_schedule

log = structlog.get_logger(__name__)

# The order in which answers are tried; the first that takes a message ends the search.
ROUTERS = (
    bindcode.router,
    room.router,
    account.router,
    branch.router,
    notice.router,
    correction.router,
    receipt.router,
    checkin.router,
)
SCHEDULES: tuple[ModuleType, ...] = (greeting, notice_schedule, digest)
# A first start looks back this far, so that a morning's greetings are not lost to the installation.
FIRST_LOOK = timedelta(hours=3)


def build_router() -> Router:
    """Put the routers of all nouns together; 帮助 knows the commands of all, 待看 takes what nobody took."""
    commands = [command for router in (*ROUTERS, concern.router) for command in router.commands]
    return Router.joined([*ROUTERS, help_handler.router_for(commands), concern.router])


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
    ) -> None:
        self.settings = settings
        self.db = db
        self.clock = clock
        self.transport = transport
        self.outbox = Outbox(db, transport, clock, settings.delivery, self._rest, seed)
        self.outbox.recover()
        self._note_first_start()
        self._router = build_router()
        self._looking: asyncio.Task[None] | None = None
        jobs = [Job(module.__name__, module.WHEN, self._run_schedule(module)) for module in SCHEDULES]
        self.scheduler = Scheduler(jobs, clock, settings.organisation.zone)

    def _note_first_start(self) -> None:
        if facts.read(self.db, "first_start") is None:
            with self.db.atomic():
                facts.write_moment(self.db, "first_start", self.clock.now())

    def handle(self, incoming: ports.Incoming) -> None:
        """Take one message in one transaction; a repeated message id does nothing."""
        with self.db.atomic():
            now = self.clock.now()
            if not inbox.take(self.db, incoming.message_id, incoming.conversation, now):
                return
            turn = self._turn(incoming, now)
            try:
                with self.db.atomic():
                    outcome = self._router.handle(turn)
            except NotKnown as unknown:
                turn.reply_once_a_day("unknown", str(unknown))
                outcome = "unknown sender"
            except UserError as mistake:
                turn.reply(str(mistake))
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

    def _run_schedule(self, module: ModuleType) -> Callable[[], None]:
        """Make the function that runs a schedule in one transaction over the span since its last run."""
        name = module.__name__.rpartition(".")[2]

        def run() -> None:
            now = self.clock.now()
            try:
                with self.db.atomic():
                    since = schedules_run.ran_at(self.db, name) or now - FIRST_LOOK
                    # A clock set back: start anew from here; keys keep anything from being said twice.
                    module.run(Tick(self.db, now, self.settings, min(since, now)))
                    schedules_run.note_run(self.db, name, now)
            except Exception as error:
                log.error("schedule failed; it is tried again", schedule=name, **describe(error))
            self.outbox.wake()

        return run

    def _rest(self, row: Row, now: datetime) -> datetime | None:
        """Tell until when a conversation is left in peace."""
        delivery, room = self.settings.delivery, rooms.find(self.db, row.conversation)
        if room is None:
            zone = members.find(self.db, row.member_id).timezone if row.member_id else None
            return quiet_until(
                now, delivery.quiet_people, ZoneInfo(zone) if zone else self.settings.organisation.zone
            )
        if room.kind is RoomKind.OVERSEAS:
            return None
        return quiet_until(now, delivery.quiet_rooms, self.settings.organisation.zone)

    async def take(self, event: ports.Event) -> None:
        """Take whatever the transport tells."""
        match event:
            case ports.Incoming():
                self.handle(event)
            case ports.Echo():
                self.outbox.hear_echo(event)
            case ports.Login():
                log.info("logged in", account=event.account.account_id)
                self._note_own_account(event.account)
                self.outbox.set_online(True)
                self._look_around()
            case ports.Logout():
                log.error("logged out of WeChat; a person has to log in again", reason=event.reason)
                self.outbox.set_online(False)
            case ports.Problem(kind=ports.ProblemKind.TOO_OFTEN):
                self.outbox.pause()
            case ports.Problem(kind=ports.ProblemKind.LOST):
                log.warning("gateway lost", problem=event.text)
                self.outbox.set_online(False)
            case ports.Problem():
                log.warning("odd event dropped", problem=event.text)
            case ports.RoomChange():
                self._note_change(event)
            case ports.Invitation() | ports.FriendRequest():
                await self._consider(event)

    def _look_around(self) -> None:
        """Learn in the background which rooms and friends the account has; messages do not wait for it."""
        if self._looking:
            self._looking.cancel()
        self._looking = asyncio.create_task(self._learn_rooms())

    async def looked_around(self) -> None:
        """Wait until the rooms are known."""
        if self._looking:
            await self._looking

    async def _learn_rooms(self) -> None:
        try:
            friends = await self.transport.friends()
            seen = await self.transport.rooms()
        except ports.TransportError as error:
            log.warning("rooms could not be listed; the last knowledge stays", error=str(error))
            return
        with self.db.atomic():
            if friends:  # a gateway that cannot list them tells nothing
                accounts.set_friends(self.db, [friend.account_id for friend in friends])
            for room in seen:
                self._see_room(room.room_id, room.topic)
        for room in seen:
            await self._learn_seats(room.room_id)
        self.outbox.wake()

    async def _learn_seats(self, room_id: str) -> None:
        try:
            seats = await self.transport.members(room_id)
        except ports.TransportError as error:
            log.warning("a room's members could not be listed", room=room_id, error=str(error))
            return
        with self.db.atomic():
            own = facts.read(self.db, "own_account")
            rooms.set_seats(self.db, room_id, [seat for seat in seats if seat.account_id != own])

    def _note_own_account(self, account: ports.Account) -> None:
        with self.db.atomic():
            facts.write(self.db, "own_account", account.account_id)

    def _note_change(self, change: ports.RoomChange) -> None:
        own = facts.read(self.db, "own_account")
        with self.db.atomic():
            known = rooms.find(self.db, change.room_id)
            self._see_room(change.room_id, change.topic or (known.topic if known else ""))
            for account_left in change.left:
                rooms.unseat(self.db, change.room_id, account_left.account_id)
            for joined in change.joined:
                if joined.account_id != own:
                    rooms.seat(self.db, change.room_id, joined)
            if known and any(account_left.account_id == own for account_left in change.left):
                # Nothing can be said there any more; a clerk ties it again if the bot comes back.
                rooms.untie(self.db, change.room_id)
                self._tell_clerks(
                    f"left:{change.room_id}", f"我被移出了群“{known.topic}”，那里收不到通知了。"
                )
        if any(joined.account_id == own for joined in change.joined):
            self._look_around()  # the bot itself came in: who else sits there?
        self.outbox.wake()

    def _see_room(self, room_id: str, topic: str) -> None:
        if rooms.see(self.db, room_id, topic):
            self._tell_clerks(
                f"untied:{room_id}",
                f"我在一个还没关联的群“{topic}”里。请在那个群里发“关联群 支部 第三支部”这样的一句。",
            )

    def _tell_clerks(self, key: str, text: str) -> None:
        here = Context(self.db, self.clock.now(), self.settings)
        here.tell_clerks(f"{key}:{here.now:%Y%m%d}", text, Kind.REPLY)

    def _sits_under_a_known_name(self, account_id: str) -> bool:
        """Whether an account sits in a tied room under a name of the roll; being a friend gives no rights."""
        rooms_shared = rooms.shared_with(self.db, account_id)
        names = [name for room, nickname in rooms_shared if room.kind for name in plain_names(nickname)]
        return any(members.named(self.db, name) for name in names)

    async def _consider(self, request: ports.Invitation | ports.FriendRequest) -> None:
        """Accept invitations of secretaries and clerks, friendship of people of the roll; leave the rest."""
        account_id = request.inviter if isinstance(request, ports.Invitation) else request.account.account_id
        who = accounts.actor(self.db, account_id)
        welcome = who is not None and (who.is_clerk or bool(who.leads))
        if isinstance(request, ports.FriendRequest):
            welcome = who is not None or self._sits_under_a_known_name(account_id)
        if not welcome:
            log.info("request left alone", kind=type(request).__name__)
            return
        try:
            await self.transport.accept(request.request_id)
        except ports.TransportError as error:
            log.warning("request could not be accepted", error=str(error))
            return
        if isinstance(request, ports.FriendRequest):
            with self.db.atomic():
                accounts.befriend(self.db, account_id)

    async def run(self) -> None:
        """Work until the transport ends. Raises ports.Unreachable when WeChat cannot be reached for good."""
        work = [
            asyncio.create_task(part) for part in (self._receive(), self.outbox.run(), self.scheduler.run())
        ]
        try:
            # Whichever part ends first, in order or not, ends the run: a bot that is half alive helps nobody.
            await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        finally:
            work += [self._looking] if self._looking else []
            for task in work:
                task.cancel()
            ended = await asyncio.gather(*work, return_exceptions=True)
            await self.transport.close()
        for result in ended:
            if isinstance(result, Exception):
                raise result

    async def _receive(self) -> None:
        async with aclosing(self.transport.events()) as events:
            async for event in events:
                await self.take(event)
