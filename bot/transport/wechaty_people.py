"""Who is who on the other side of a gateway: nicknames, rooms and their members, friends."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from time import monotonic
from typing import Any, TypeVar

from bot.ports import Account, Outcome, Room, TransportError
from bot.transport.wechat_text import clean_nickname
from bot.transport.wechaty_connection import Gateway

T = TypeVar("T")

_KEPT_FOR = 3600.0  # seconds; people seldom change nicknames, and nobody's rights hang on them
_KEPT = 20_000
_AT_ONCE = 6  # look-ups in flight; gateways answer a whole room's worth at once by stopping to answer
_PERSONAL = 1  # contact type; the others are official accounts and firms
_PATIENCE = 5.0  # seconds a message waits for its sender's nickname


class People:
    """What one gateway knows about accounts and rooms. Nicknames are remembered for an hour."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._names: OrderedDict[tuple[str | None, str], tuple[str, float]] = OrderedDict()

    async def nickname(self, account: str, room: str | None = None) -> str:
        """Give the nickname shown in this room (else the account's own), cleaned; "" if it cannot be had."""
        known, until = self._names.get((room, account), ("", 0.0))
        if monotonic() < until:
            return known
        try:
            name = await (self._name_in_room(room, account) if room else self._own_name(account))
        except TransportError:
            # A message without its sender's nickname is worth more than none.
            return known
        self._names[room, account] = (name, monotonic() + _KEPT_FOR)
        if len(self._names) > _KEPT:
            self._names.popitem(last=False)
        return name

    async def _name_in_room(self, room: str, account: str) -> str:
        payload = await self._ask("room_member_payload", id=room, member_id=account)
        return clean_nickname(payload.room_alias or payload.name) or await self._own_name(account)

    async def _own_name(self, account: str) -> str:
        return clean_nickname((await self._ask("contact_payload", id=account)).name)

    async def _ask(self, call: str, **named: str) -> Any:
        patience = min(_PATIENCE, self._gateway.settings.call_deadline)
        return await self._gateway.ask(getattr(self._gateway.puppet_stub, call), within=patience, **named)

    def forget(self, place: str) -> None:
        """Ask anew for the nicknames of this room or account, which the gateway says have changed."""
        for key in [key for key in self._names if place in key]:
            del self._names[key]

    async def accounts(self, ids: Iterable[str], room: str | None = None) -> tuple[Account, ...]:
        """Give these accounts with their nicknames, in order."""

        async def account(account_id: str) -> Account:
            return Account(account_id, await self.nickname(account_id, room))

        return tuple(await _few_at_a_time(account, ids))

    async def members(self, room_id: str) -> tuple[Account, ...]:
        """List who sits in a room, asked freshly."""
        listed = await self._gateway.ask(self._gateway.puppet_stub.room_member_list, id=room_id)
        self.forget(room_id)
        return self._whole(await self.accounts(listed.member_ids, room_id))

    async def rooms(self) -> tuple[Room, ...]:
        """List the rooms the account sits in; one the gateway cannot describe has the topic ""."""

        async def room(room_id: str) -> Room:
            try:
                payload = await self._gateway.ask(self._gateway.puppet_stub.room_payload, id=room_id)
            except TransportError:
                return Room(room_id, "")
            return Room(room_id, clean_nickname(payload.topic))

        listed = await self._gateway.ask(self._gateway.puppet_stub.room_list)
        return self._whole(tuple(await _few_at_a_time(room, listed.ids)))

    async def friends(self, own_id: str | None) -> tuple[Account, ...]:
        """List the persons private messages can be sent to, without the account `own_id` itself."""

        async def friend(contact_id: str) -> Account | None:
            try:
                contact = await self._gateway.ask(self._gateway.puppet_stub.contact_payload, id=contact_id)
            except TransportError:
                return None
            is_friend = contact.friend and int(contact.type) == _PERSONAL and contact_id != own_id
            return Account(contact_id, clean_nickname(contact.name)) if is_friend else None

        listed = await self._gateway.ask(self._gateway.puppet_stub.contact_list)
        return self._whole(tuple(found for found in await _few_at_a_time(friend, listed.ids) if found))

    def _whole(self, listed: tuple[T, ...]) -> tuple[T, ...]:
        if not self._gateway.is_connected:
            # What is missing in the list now is not known to be missing in WeChat.
            raise TransportError("the connection broke while listing", Outcome.NOT_SENT)
        return listed


async def _few_at_a_time(look_up: Callable[[str], Awaitable[T]], ids: Iterable[str]) -> list[T]:
    slots = asyncio.Semaphore(_AT_ONCE)

    async def one(wanted: str) -> T:
        async with slots:
            return await look_up(wanted)

    return await asyncio.gather(*(one(wanted) for wanted in ids))
