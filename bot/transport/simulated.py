"""A WeChat in memory: rooms, people, private chats, and failures on demand.

It is part of the product: the default, the rehearsal, the demonstration.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
import weakref
from collections import deque
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.clock import Clock
from bot.ports import (
    Account,
    Echo,
    Event,
    Incoming,
    Link,
    Login,
    Media,
    MessageKind,
    Outcome,
    Problem,
    ProblemKind,
    Quote,
    Room,
    RoomChange,
    TransportError,
)
from bot.transport.wechat_text import kind_of, show_wordless

_RECALLED = "（已撤回）"


@dataclass(frozen=True, slots=True)
class Said:
    """A message in the simulated WeChat, in a room or in the private chat with `partner`."""

    message_id: str
    at: str  # ISO 8601, UTC
    room: str | None
    partner: str | None
    sender: str  # account id; the bot's own for what the bot said
    nickname: str
    text: str
    file: str | None = None
    kind: MessageKind = MessageKind.TEXT
    recalled: str | None = None  # what it said before it was taken back
    quote: Quote | None = None
    link: Link | None = None

    @property
    def conversation(self) -> str:
        """The room, or the account of the person the bot talks with."""
        return self.room or self.partner or self.sender


class SimulatedWeChat:
    """Implements ports.Transport; people speak through `speak`, and hear through `listeners`."""

    def __init__(self, clock: Clock, bot_name: str) -> None:
        self._clock = clock
        self.own = Account("bot", bot_name)
        self.topics: dict[str, str] = {}
        self.seats: dict[str, dict[str, str]] = {}
        self.friend_ids: set[str] = set()
        self.renamed: dict[str, str] = {}  # ids by which the gateway before the present one named things
        self.listeners: list[Callable[[Said], None]] = []
        self.doorkeepers: list[Callable[[str, str, bool], None]] = []  # room, nickname, whether he came
        self.recent: deque[Said] = deque(maxlen=5000)
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._up = True
        self._count = 0
        self._kept: Path | None = None
        self._events.put_nowait(Login(self.own))

    def make_room(self, room_id: str, topic: str) -> None:
        """Make a room the bot sits in."""
        self.topics[room_id] = topic
        self.seats.setdefault(room_id, {})

    def sit(self, room_id: str, account_id: str, nickname: str) -> None:
        """Put somebody into a room without the bot hearing of it (before it starts)."""
        self.seats[room_id][account_id] = nickname

    def join(self, room_id: str, account_id: str, nickname: str) -> None:
        """Let somebody join a room."""
        self.sit(room_id, account_id, nickname)
        self._show_at_the_door(room_id, nickname, came=True)
        self._tell(RoomChange(room_id, joined=(Account(account_id, nickname),)))

    def leave(self, room_id: str, account_id: str) -> None:
        """Let somebody leave a room."""
        nickname = self.seats[room_id].pop(account_id)
        self._show_at_the_door(room_id, nickname, came=False)
        self._tell(RoomChange(room_id, left=(Account(account_id, nickname),)))

    def speak(
        self,
        account_id: str,
        nickname: str,
        text: str,
        *,
        room: str | None = None,
        mentions: tuple[str, ...] = (),
        mentions_bot: bool = False,
        quote: Quote | None = None,
        file: str | None = None,
        kind: MessageKind | None = None,
        link: Link | None = None,
    ) -> Said:
        """Let somebody write in a room, or privately to the bot; a file or link is a message of its own.

        What has neither is text, unless `kind` says that it was voice, a sticker or the like.
        """
        if room is None:
            self.friend_ids.add(account_id)  # nobody can write privately without having added the bot
        kind = kind or kind_of(file, link)
        shown = text or show_wordless(kind, Path(file).name if file else "", link)
        said = self._record(account_id, nickname, shown, room, account_id, file, kind, quote=quote, link=link)
        message = Incoming(
            message_id=said.message_id,
            sender=account_id,
            nickname=nickname,
            text=text if kind is MessageKind.TEXT else "",
            sent_at=self._clock.now(),
            room=room,
            kind=kind,
            quote=quote,
            mentions=mentions,
            mentions_bot=mentions_bot,
            link=link,
            file_name=Path(file).name if file else "",
        )
        self._tell(message)
        return said

    def set_gateway(self, *, up: bool) -> None:
        """Take the gateway down or bring it back; what is said meanwhile is lost, as with a real one."""
        if up == self._up:
            return
        self._up = up
        event = Login(self.own) if up else Problem(ProblemKind.LOST, "the simulated gateway is down")
        self._events.put_nowait(event)

    def change_gateway(self) -> None:
        """Let another gateway serve the same groups: every room and person has another id from now on."""

        def anew(old: str) -> str:
            return self.renamed.setdefault(old, f"{old}'")

        self.topics = {anew(room): topic for room, topic in self.topics.items()}
        self.seats = {
            anew(room): {anew(account): nickname for account, nickname in seats.items()}
            for room, seats in self.seats.items()
        }
        self.friend_ids = {anew(account) for account in self.friend_ids}
        self._events.put_nowait(Login(self.own))

    @property
    def is_up(self) -> bool:
        """Whether the gateway works."""
        return self._up

    def complain(self) -> None:
        """Let WeChat say that the bot does things too often (操作过于频繁)."""
        self._tell(Problem(ProblemKind.TOO_OFTEN, "操作过于频繁"))

    def pending(self) -> list[Event]:
        """Take out the events that wait, without waiting for more."""
        events = []
        while not self._events.empty():
            event = self._events.get_nowait()
            if event is not None:
                events.append(event)
        return events

    @property
    def has_pending(self) -> bool:
        """Whether events wait to be taken."""
        return not self._events.empty()

    def restart_bot(self) -> None:
        """The bot's process ended and another one connects: what waited is lost, and it logs in anew."""
        self.pending()
        if self._up:
            self._events.put_nowait(Login(self.own))

    async def events(self) -> AsyncGenerator[Event, None]:
        """Yield what happens until `close`."""
        while (event := await self._events.get()) is not None:
            yield event

    async def close(self) -> None:
        """End the event stream."""
        self._events.put_nowait(None)

    async def send_text(self, conversation: str, text: str, mentions: tuple[str, ...] = ()) -> str | None:
        """Let the bot say a text."""
        return self._send(conversation, text)

    async def send_file(self, conversation: str, path: Path, name: str) -> str | None:
        """Let the bot send a picture or file."""
        if not await asyncio.to_thread(path.is_file):
            raise TransportError("the file is not there any more", Outcome.REFUSED)
        kind = kind_of(name, None)
        kept = await asyncio.to_thread(self._keep, path)
        return self._send(conversation, show_wordless(kind, name, None), str(kept), kind)

    def _keep(self, path: Path) -> Path:
        """Copy what is sent, as WeChat does: the bot deletes its own file after its time."""
        if self._kept is None:
            self._kept = Path(tempfile.mkdtemp(prefix="kiteline-wechat-"))
            weakref.finalize(self, shutil.rmtree, self._kept, ignore_errors=True)
        return Path(shutil.copy(path, tempfile.mkdtemp(dir=self._kept)))

    async def send_link(self, conversation: str, link: Link) -> str | None:
        """Let the bot send a link card."""
        words = show_wordless(MessageKind.LINK, "", link)
        return self._send(conversation, words, kind=MessageKind.LINK, link=link)

    async def rooms(self) -> tuple[Room, ...]:
        """List the rooms."""
        self._require_up()
        return tuple(Room(room_id, topic) for room_id, topic in self.topics.items())

    async def members(self, room_id: str) -> tuple[Account, ...]:
        """List who sits in a room."""
        self._require_up()
        return tuple(Account(account, nickname) for account, nickname in self.seats[room_id].items())

    async def friends(self) -> tuple[Account, ...]:
        """List the bot's friends."""
        self._require_up()
        return tuple(Account(account, account) for account in sorted(self.friend_ids))

    async def accept(self, request_id: str) -> None:
        """Accept a friend request (its id is the account's)."""
        self._require_up()
        self.friend_ids.add(request_id)

    async def fetch(self, message_id: str) -> Media:
        """Load the file of a message."""
        self._require_up()
        said = next((said for said in self.recent if said.message_id == message_id), None)
        if said is None or said.file is None:
            raise TransportError(f"message {message_id} has no file", Outcome.REFUSED)
        path = Path(said.file)
        return Media(path.name, await asyncio.to_thread(path.read_bytes))

    async def recall(self, message_id: str) -> None:
        """Take back a message of the bot's."""
        self._require_up()
        for place, said in enumerate(self.recent):
            if said.message_id == message_id:
                self.recent[place] = replace(said, text=_RECALLED, recalled=said.text)
                self._show_to_listeners(self.recent[place])

    def _send(
        self,
        conversation: str,
        text: str,
        file: str | None = None,
        kind: MessageKind = MessageKind.TEXT,
        link: Link | None = None,
    ) -> str:
        self._require_up()
        if conversation not in self.topics and conversation not in self.friend_ids:
            raise TransportError("no friend of the bot and no room it sits in", Outcome.REFUSED)
        room = conversation if conversation in self.topics else None
        own = self.own
        said = self._record(own.account_id, own.nickname, text, room, conversation, file, kind, link=link)
        words = text if kind is MessageKind.TEXT else ""  # a real gateway echoes no more
        self._tell(Echo(said.message_id, conversation, words, kind))
        return said.message_id

    def _record(
        self,
        sender: str,
        nickname: str,
        text: str,
        room: str | None,
        partner: str | None,
        file: str | None,
        kind: MessageKind,
        *,
        quote: Quote | None = None,
        link: Link | None = None,
    ) -> Said:
        self._count += 1
        said = Said(
            message_id=f"sim-{self._clock.now():%Y%m%d%H%M%S}-{self._count}",
            at=self._clock.now().isoformat(),
            room=room,
            partner=None if room else partner,
            sender=sender,
            nickname=nickname,
            text=text,
            file=file,
            kind=kind,
            quote=quote,
            link=link,
        )
        self.recent.append(said)
        self._show_to_listeners(said)
        return said

    def _show_at_the_door(self, room_id: str, nickname: str, *, came: bool) -> None:
        for keeper in self.doorkeepers:
            keeper(room_id, nickname, came)

    def _show_to_listeners(self, said: Said) -> None:
        for listener in self.listeners:
            listener(said)

    def _require_up(self) -> None:
        if not self._up:
            raise TransportError("the simulated gateway is down", Outcome.NOT_SENT)

    def _tell(self, event: Event) -> None:
        if self._up:
            self._events.put_nowait(event)


def mentioned(text: str, seats: Mapping[str, str]) -> tuple[str, ...]:
    """List the accounts that @nickname in a text means, among those who sit in the room."""
    names = {match[1] for match in re.finditer(r"@(\S+?)(?:[\u2005\s]|$)", text)}
    return tuple(account for account, nickname in seats.items() if nickname in names)
