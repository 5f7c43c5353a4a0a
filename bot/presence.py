"""What is learnt about the account's rooms and friends, and which requests it accepts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import structlog
from sqlite_utils import Database

from bot import ports
from bot.account import rebinding
from bot.clock import Clock
from bot.config import Settings
from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import plain_names
from bot.domain.room import MEMBERS_ROOMS
from data import account as accounts
from data import departure as departures
from data import fact as facts
from data import member as members
from data import outbox
from data import room as rooms

log = structlog.get_logger(__name__)


class Presence:
    """Keeps the store's picture of WeChat: rooms, who sits there, who is a friend."""

    def __init__(
        self,
        db: Database,
        transport: ports.Transport,
        clock: Clock,
        settings: Settings,
        wake: Callable[[], None],
        call: Callable[[str, str], None],
    ) -> None:
        self._db = db
        self._transport = transport
        self._clock = clock
        self._settings = settings
        self._wake = wake  # there may be something new to send
        self._call = call  # a person has to do something
        self.looking: asyncio.Task[None] | None = None

    def look_around(self) -> None:
        """Learn in the background which rooms and friends the account has; messages do not wait for it."""
        if self.looking:
            self.looking.cancel()
        self.looking = asyncio.create_task(self._learn_rooms())

    async def _learn_rooms(self) -> None:
        try:
            friends = await self._transport.friends()
            seen = await self._transport.rooms()
        except ports.TransportError as error:
            log.warning("rooms could not be listed; the last knowledge stays", error=str(error))
            return
        with self._db.atomic():
            if friends:  # a gateway that cannot list them tells nothing
                accounts.set_friends(self._db, [friend.account_id for friend in friends])
            fresh = [room for room in seen if rooms.see(self._db, room.room_id, room.topic)]
            rebinding.note_seen(self._here(), [room.room_id for room in seen])
        for room in seen:
            await self._learn_seats(room.room_id)
        with self._db.atomic():
            self._ask_about(fresh)
        self._wake()

    def _ask_about(self, fresh: Sequence[ports.Room]) -> None:
        """Ask a clerk what rooms are that were not known: one question where the ids of all have changed."""
        asked_about, asked = rebinding.ask_clerks(self._here())
        if asked_about and not asked:
            log.warning("the ids of all rooms have changed, and no clerk can be asked; make a bind-code")
            self._call("rebinding", "the ids of all rooms have changed: run bind-code and send it to the bot")
        for room in fresh:
            if room.room_id not in asked_about:
                self._ask_to_tie(room.room_id, room.topic)

    async def _learn_seats(self, room_id: str) -> None:
        try:
            seats = await self._transport.members(room_id)
        except ports.TransportError as error:
            log.warning("a room's members could not be listed", room=room_id, error=str(error))
            return
        with self._db.atomic():
            own = facts.read(self._db, "own_account")
            there = {seat.account_id for seat in seats}
            for seat in rooms.seats(self._db, room_id) if there else ():
                if seat.account_id not in there:
                    self._note_departure(room_id, seat.account_id)
            rooms.set_seats(self._db, room_id, [seat for seat in seats if seat.account_id != own])

    def _note_departure(self, room_id: str, account_id: str) -> None:
        """Note that a member left; the schedule tells the secretary, unless it was only a move."""
        room, who = rooms.find(self._db, room_id), accounts.actor(self._db, account_id)
        if room and room.kind in MEMBERS_ROOMS and who:
            departures.note(self._db, who.member.id, room_id, self._clock.now())

    def note_change(self, change: ports.RoomChange) -> None:
        """Note who came into a room and who left, or its new topic."""
        own = facts.read(self._db, "own_account")
        with self._db.atomic():
            known = rooms.find(self._db, change.room_id)
            self._see_room(change.room_id, change.topic or (known.topic if known else ""))
            for account_left in change.left:
                self._note_departure(change.room_id, account_left.account_id)
                rooms.unseat(self._db, change.room_id, account_left.account_id)
            for joined in change.joined:
                if joined.account_id != own:
                    rooms.seat(self._db, change.room_id, joined)
            if known and any(account_left.account_id == own for account_left in change.left):
                self._leave(change.room_id, known.topic)
        if any(joined.account_id == own for joined in change.joined):
            self.look_around()  # the bot itself came in: who else sits there?
        self._wake()

    def _leave(self, room_id: str, topic: str) -> None:
        """Nothing can be said in a room any more; a clerk ties it again if the bot comes back."""
        rooms.untie(self._db, room_id)
        lost = outbox.give_up_room(self._db, room_id, outbox.ROOM_LEFT, self._clock.now())
        waiting = f"还有 {lost} 条没发的也发不了了。" if lost else ""
        self._tell_clerks(f"left:{room_id}", f"我被移出了群“{topic}”，那里收不到通知了。{waiting}")

    def _see_room(self, room_id: str, topic: str) -> None:
        if rooms.see(self._db, room_id, topic):
            self._ask_to_tie(room_id, topic)

    def _ask_to_tie(self, room_id: str, topic: str) -> None:
        self._tell_clerks(
            f"untied:{room_id}",
            f"我在一个还没关联的群“{topic}”里。请在那个群里发“关联群 支部 第三支部”这样的一句。",
        )

    def _here(self) -> Context:
        return Context(self._db, self._clock.now(), self._settings)

    def _tell_clerks(self, key: str, text: str) -> None:
        here = self._here()
        here.tell_clerks(f"{key}:{here.now:%Y%m%d}", text, Kind.REPLY)

    async def consider(self, request: ports.Invitation | ports.FriendRequest) -> None:
        """Accept invitations of secretaries and clerks, friendship of people of the roll; leave the rest."""
        account_id = request.inviter if isinstance(request, ports.Invitation) else request.account.account_id
        who = accounts.actor(self._db, account_id)
        welcome = who is not None and (who.is_clerk or bool(who.leads))
        if isinstance(request, ports.FriendRequest):
            welcome = who is not None or self._sits_under_a_known_name(account_id)
        if not welcome:
            log.info("request left alone", kind=type(request).__name__)
            return
        try:
            await self._transport.accept(request.request_id)
        except ports.TransportError as error:
            log.warning("request could not be accepted", error=str(error))
            return
        if isinstance(request, ports.FriendRequest):
            with self._db.atomic():
                accounts.befriend(self._db, account_id)

    def _sits_under_a_known_name(self, account_id: str) -> bool:
        """Whether an account sits in a tied room under a name of the roll; being a friend gives no rights."""
        rooms_shared = rooms.shared_with(self._db, account_id)
        names = [name for room, nickname in rooms_shared if room.kind for name in plain_names(nickname)]
        return any(members.named(self._db, name) for name in names)
