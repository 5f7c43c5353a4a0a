"""A simulated WeChat as the page shows it: what was said where, who has seen it, what can be done to it."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.domain.room import RoomKind
from bot.ports import MessageKind, Quote
from bot.simulation import Stage
from bot.transport.simulated import Said, mentioned
from bot.web.chat.bonnet import Memory
from data import room as rooms

_KEPT_LINES = 5000  # of one conversation
_IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".webp"}


@dataclass(slots=True)
class Line:
    """A message as it stands in a conversation; `version` grows when it is recalled.

    `missed` is one that the bot never got, because the gateway was down. A line without a sender tells
    who came or went.
    """

    number: int
    version: int
    said: Said
    missed: bool = False


class World:
    """One simulated WeChat with everybody in it; every viewer looks at it with somebody's eyes."""

    def __init__(self, name: str, stage: Stage, guests: dict[str, str] | None = None) -> None:
        self.name = name
        self.stage = stage
        self.guests = dict(guests or {})  # nicknames of accounts that are bound to nobody
        self.version = 0
        self.is_new = True  # nobody has said or done anything; the bot may have, by the clock
        self._lines: dict[str, list[Line]] = defaultdict(list)
        self._places: dict[str, Line] = {}
        self._seen: dict[tuple[str, str], int] = {}
        self._waiting: set[asyncio.Event] = set()
        self._run: asyncio.Task[None] | None = None
        self._restarting: asyncio.Future[None] | None = None
        self._ended = False
        self.memory = Memory(stage.db)
        stage.watchers.append(self.memory)
        stage.wechat.listeners.append(self.hear)
        stage.wechat.doorkeepers.append(self.note_door)

    # What was said

    def hear(self, said: Said) -> None:
        """Note a message, or that one was taken back."""
        self.version += 1
        self.is_new &= said.sender == self.stage.wechat.own.account_id
        known = self._places.get(said.message_id)
        if known:
            known.said, known.version = said, self.version
        else:
            missed = not self.stage.wechat.is_up and said.sender != self.stage.wechat.own.account_id
            line = Line(self.version, self.version, said, missed and bool(said.sender))
            lines = self._lines[said.conversation]
            lines.append(line)
            self._places[said.message_id] = line
            if len(lines) > _KEPT_LINES:
                self._places.pop(lines.pop(0).said.message_id)
        self.tell()

    def note_door(self, room: str, nickname: str, came: bool) -> None:
        """Note that somebody came into a room or left it."""
        at = self.stage.clock.now().isoformat()
        text = f"{nickname}{'进了群' if came else '退出了群'}"
        self.hear(Said(f"door-{self.version + 1}", at, room, None, "", "", text, kind=MessageKind.OTHER))

    def tell(self) -> None:
        """Wake everybody who looks on."""
        for waiting in self._waiting:
            waiting.set()

    @contextmanager
    def onlooker(self) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever there is something new."""
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            yield woken
        finally:
            self._waiting.discard(woken)

    def lines(self, conversation: str, *, before: int | None = None, limit: int = 200) -> list[Line]:
        """Give the latest lines of a conversation, those numbered below `before`, oldest first."""
        lines = self._lines.get(conversation, [])
        if before is not None:
            lines = [line for line in lines if line.number < before]
        return lines[-limit:]

    def news(self, conversation: str, since: int) -> list[Line]:
        """Give the lines that came or changed after a version of this world."""
        return [line for line in self._lines.get(conversation, [])[-1000:] if line.version > since]

    def line_before(self, line: Line) -> Line | None:
        """Give the line above one."""
        lines = self._lines[line.said.conversation]
        place = next((place for place in range(len(lines) - 1, -1, -1) if lines[place] is line), 0)
        return lines[place - 1] if place else None

    def line(self, message_id: str) -> Line | None:
        """Find a message by its id."""
        return self._places.get(message_id)

    def latest(self, limit: int) -> list[Line]:
        """Give the bot's latest lines anywhere, newest first."""
        own = self.stage.wechat.own.account_id
        recent = (line for lines in self._lines.values() for line in lines[-limit:])
        said = [line for line in recent if line.said.sender == own]
        return sorted(said, key=lambda line: -line.number)[:limit]

    def last_line(self, conversation: str) -> Line | None:
        """Give the last line of a conversation."""
        lines = self._lines.get(conversation)
        return lines[-1] if lines else None

    def rooms_of(self, account: str) -> list[str]:
        """List the rooms somebody sits in, the central one first, branches after the others."""
        kinds = {room.room_id: room.kind for room in rooms.everything(self.stage.db)}
        own = [room for room, seats in self.stage.wechat.seats.items() if account in seats]
        order = list(RoomKind)
        return sorted(own, key=lambda room: order.index(kind) if (kind := kinds.get(room)) else len(order))

    # Who has seen it

    def see(self, viewer: str, conversation: str) -> None:
        """Note that somebody has the conversation before the eyes."""
        self._seen[viewer, conversation] = self.version

    def unread(self, viewer: str, conversation: str) -> int:
        """Count what others wrote since somebody looked, to 99."""
        seen, count = self._seen.get((viewer, conversation), 0), 0
        for line in reversed(self._lines.get(conversation, [])):
            if line.number <= seen or count == 99:
                break
            count += line.said.sender not in {viewer, ""}
        return count

    # What people do

    def speak(
        self,
        account: str,
        conversation: str,
        text: str,
        *,
        quoted: str | None = None,
        file: Path | None = None,
    ) -> Said:
        """Let somebody write in a room, or privately to the bot (conversation: the own account)."""
        wechat = self.stage.wechat
        room = conversation if conversation in wechat.topics else None
        seats = wechat.seats[room] if room else {}
        quote = self._places.get(quoted or "")
        return wechat.speak(
            account,
            seats.get(account) or self.nickname(account),
            text,
            room=room,
            mentions=mentioned(text, seats),
            mentions_bot=bool(re.search(rf"@{re.escape(wechat.own.nickname)}(?:[\s\u2005，,：:]|$)", text)),
            quote=Quote(quote.said.nickname, quote.said.text) if quote else None,
            file=str(file) if file else None,
            kind=_kind_of(file) if file else None,
        )

    def nickname(self, account: str) -> str:
        """Give the name an account shows where it has no seat."""
        seats = self.stage.wechat.seats.values()
        return self.guests.get(account) or next((seat[account] for seat in seats if account in seat), account)

    def add_guest(self, nickname: str) -> str:
        """Let somebody nobody knows come into being; gives the account."""
        seats = self.stage.wechat.seats.values()  # they may hold strangers of an earlier run
        taken = {*self.guests, *(account for seat in seats for account in seat)}
        account = next(name for number in count(1) if (name := f"guest-{number}") not in taken)
        self.guests[account] = nickname
        self.tell()
        return account

    async def move_to(self, moment: datetime) -> None:
        """Move the clock; everything due on the way happens."""
        await self.stage.run_until(moment)
        self.memory.forget()
        self.tell()

    # The bot at work while time flows

    async def live(self) -> None:
        """Let the bot work until `end`; one that was restarted works on. Raises what ends a bot."""
        while not self._ended:
            self._run = asyncio.create_task(self.stage.bot.run())
            try:
                await self._run
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if self._restarting is None or (task and task.cancelling()):
                    await stop(self._run)
                    raise
                self.stage.restart_bot()
                self._restarting.set_result(None)
                self._restarting = None
                self.tell()

    async def restart_bot(self) -> None:
        """End the bot at once and start another over the same store; what came in meanwhile is lost."""
        if self._run and not self._run.done() and self._restarting is None:
            self._restarting = restarted = asyncio.get_running_loop().create_future()
            self._run.cancel()
            await restarted

    async def wait_for_bot(self) -> None:
        """Wait while a restart is under way."""
        if self._restarting:
            await asyncio.wait([self._restarting])

    async def end(self) -> None:
        """Let the bot end in order; `live` returns."""
        self._ended = True
        await self.stage.wechat.close()
        if self._run:
            await asyncio.wait([self._run])


async def stop(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait until it is over."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _kind_of(file: Path) -> MessageKind:
    return MessageKind.IMAGE if file.suffix.lower() in _IMAGES else MessageKind.FILE


def is_image(name: str) -> bool:
    """Whether a browser shows this file as a picture."""
    return Path(name).suffix.lower() in _IMAGES
