"""No WeChat at all: what is to be said waits in the store until somebody has posted it by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from bot.ports import Account, Event, Link, Media, Outcome, Room, TransportError


class NoWeChat:
    """Implements ports.Transport by never logging in, so that nothing is tried and nothing is lost."""

    def __init__(self) -> None:
        self._closed = asyncio.Event()

    async def events(self) -> AsyncGenerator[Event, None]:
        """Yield nothing until `close`."""
        await self._closed.wait()
        return
        yield  # what makes this a generator

    async def close(self) -> None:
        """End the event stream."""
        self._closed.set()

    async def send_text(self, conversation: str, text: str, mentions: tuple[str, ...] = ()) -> str | None:
        """Refuse for now; see the class."""
        raise _not_here()

    async def send_file(self, conversation: str, path: Path, name: str) -> str | None:
        """Refuse for now; see the class."""
        raise _not_here()

    async def send_link(self, conversation: str, link: Link) -> str | None:
        """Refuse for now; see the class."""
        raise _not_here()

    async def rooms(self) -> tuple[Room, ...]:
        """Refuse: no room is known to WeChat here."""
        raise _not_here()

    async def members(self, room_id: str) -> tuple[Account, ...]:
        """Refuse: no room is known to WeChat here."""
        raise _not_here()

    async def friends(self) -> tuple[Account, ...]:
        """Refuse: no friend is known to WeChat here."""
        raise _not_here()

    async def accept(self, request_id: str) -> None:
        """Refuse: nobody asks."""
        raise _not_here()

    async def fetch(self, message_id: str) -> Media:
        """Refuse for good: there is nothing to load, now or later."""
        raise TransportError("there is no gateway to load it from (transport: manual)", Outcome.REFUSED)

    async def recall(self, message_id: str) -> None:
        """Refuse: a person has posted it."""
        raise _not_here()


def _not_here() -> TransportError:
    return TransportError("there is no gateway (transport: manual)", Outcome.NOT_SENT)
