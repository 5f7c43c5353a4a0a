"""Translate a gateway's events into those of bot.ports; what cannot be read becomes a Problem."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.ports import (
    Account,
    Echo,
    Event,
    FriendRequest,
    Incoming,
    Invitation,
    Link,
    Login,
    Logout,
    MessageKind,
    Problem,
    ProblemKind,
    RoomChange,
    TransportError,
)
from bot.transport.wechat_text import clean_nickname, mentions_bot, split_quote
from bot.transport.wechaty_connection import Gateway
from bot.transport.wechaty_people import People

log = structlog.get_logger("wechaty")

# The numbers of the wire. wechaty's own enumerations are older than the gateways and raise on some.
_KINDS = {
    1: MessageKind.FILE,
    2: MessageKind.AUDIO,
    5: MessageKind.STICKER,
    6: MessageKind.IMAGE,
    7: MessageKind.TEXT,
    14: MessageKind.LINK,
    15: MessageKind.VIDEO,
}
_NAMED = frozenset({MessageKind.FILE, MessageKind.IMAGE})
_NOTES = frozenset({10, 13, 18})  # group note, recall note, system message: nobody wrote them
_TOO_OFTEN = "过于频繁"
_IGNORED = frozenset({0, 1, 3, 23, 24, 28})  # heartbeat, dong, ready, reset, post
_RECEIVED = 2  # friendship type: somebody asks; the others confirm what is settled
_MILLISECONDS_FROM = 100_000_000_000  # gateways give seconds or milliseconds
ROOM_REQUEST, FRIEND_REQUEST = "room:", "friend:"  # say in a request's id how it is accepted


class EventReader:
    """Reads the events of one account; remembers who the bot is there, across connections."""

    def __init__(self, bot_name: str) -> None:
        self.own_id: str | None = None
        self.is_logged_in = False
        self._scan_told = False
        self._own_names = {bot_name} - {""}
        self._readers: dict[int, tuple[str, Callable[..., Awaitable[Event | None]]]] = {
            2: ("message", self._message),
            16: ("error", self._error),
            17: ("friendship", self._friendship),
            18: ("room-invite", self._invitation),
            19: ("room-join", self._join),
            20: ("room-leave", self._leave),
            21: ("room-topic", self._topic),
            22: ("scan", self._scan),
            25: ("login", self._login),
            26: ("logout", self._logout),
            27: ("dirty", self._dirty),
        }

    async def read(self, gateway: Gateway, people: People, number: int, payload: str) -> Event | None:
        """Translate one event; None where it means nothing to the core. Never raises.

        May run for several events at once, as long as they are started in their order.
        """
        if number in _IGNORED:
            return None
        name, reader = self._readers.get(number, (f"no. {number}", None))
        if reader is None:
            return _odd(name, "an unknown type")
        try:
            return await reader(gateway, people, json.loads(payload))
        except TransportError:
            # Once the connection is lost, a Problem LOST covers all that was on its way.
            return _odd(name, "its content cannot be had") if gateway.is_connected else None
        except Exception as error:
            # Whatever a gateway puts into an event, the next one must still be heard.
            return _odd(name, type(error).__name__)

    async def _message(self, gateway: Gateway, people: People, data: dict[str, Any]) -> Event | None:
        message_id = str(data["messageId"])
        payload = await _message_payload(gateway, message_id)
        kind = _KINDS.get(int(payload.type), MessageKind.OTHER)
        sender, room = payload.from_id, payload.room_id or None
        if kind is not MessageKind.TEXT and _TOO_OFTEN in payload.text:
            return Problem(ProblemKind.TOO_OFTEN, f"WeChat says 操作过于频繁 (conversation {room or sender})")
        if int(payload.type) in _NOTES:
            return None
        if not sender:
            return _odd("message", "no sender")
        text = payload.text if kind is MessageKind.TEXT else ""
        if sender == self.own_id:
            return Echo(message_id, room or payload.to_id, text, kind)
        quote, text = split_quote(text)
        mentions = tuple(payload.mention_ids)
        return Incoming(
            message_id,
            sender,
            await people.nickname(sender, room),
            text,
            _moment(payload.timestamp),
            room,
            kind,
            quote,
            mentions,
            room is not None and await self._is_meant(people, room, text, mentions),
            await _link(gateway, message_id) if kind is MessageKind.LINK else None,
            _plain(payload.filename) if kind in _NAMED else "",
        )

    async def _is_meant(self, people: People, room: str, text: str, mentions: tuple[str, ...]) -> bool:
        by_id = self.own_id in mentions
        names = set(self._own_names)
        if "@" in text and self.own_id and not by_id:
            names.add(await people.nickname(self.own_id, room))
        return mentions_bot(text, names, by_id)

    async def _login(self, _gateway: Gateway, people: People, data: dict[str, Any]) -> Event:
        # Before the first await: the messages behind this event are told from the bot's own by it.
        self.own_id = str(data["contactId"])
        self.is_logged_in, self._scan_told = True, False
        name = await people.nickname(self.own_id)
        self._own_names |= {name} - {""}
        return Login(Account(self.own_id, name))

    async def _logout(self, _gateway: Gateway, _people: People, _data: dict[str, Any]) -> Event:
        self.is_logged_in = False
        return Logout("the gateway says that the account left WeChat")

    async def _scan(self, _gateway: Gateway, _people: People, _data: dict[str, Any]) -> Event | None:
        # The code is renewed every minute or so; once is enough to call somebody.
        was_told, self._scan_told = self._scan_told, True
        self.is_logged_in = False
        return None if was_told else Logout("the gateway waits for somebody to scan its login code")

    async def _error(self, _gateway: Gateway, _people: People, _data: dict[str, Any]) -> Event:
        return _odd("error", "the gateway reported an error of its own")

    async def _dirty(self, _gateway: Gateway, people: People, data: dict[str, Any]) -> None:
        people.forget(str(data["payloadId"]))

    async def _join(self, _gateway: Gateway, people: People, data: dict[str, Any]) -> Event:
        room = str(data["roomId"])
        for account in data["inviteeIdList"]:
            people.forget(account)
        return RoomChange(room, joined=await people.accounts(data["inviteeIdList"], room))

    async def _leave(self, _gateway: Gateway, people: People, data: dict[str, Any]) -> Event:
        room = str(data["roomId"])
        return RoomChange(room, left=await people.accounts(data["removeeIdList"], room))

    async def _topic(self, _gateway: Gateway, _people: People, data: dict[str, Any]) -> Event:
        return RoomChange(str(data["roomId"]), topic=clean_nickname(data["newTopic"]))

    async def _invitation(self, gateway: Gateway, _people: People, data: dict[str, Any]) -> Event:
        request = str(data["roomInvitationId"])
        payload = await gateway.ask(gateway.puppet_stub.room_invitation_payload, id=request)
        return Invitation(ROOM_REQUEST + request, payload.inviter_id, clean_nickname(payload.topic))

    async def _friendship(self, gateway: Gateway, people: People, data: dict[str, Any]) -> Event | None:
        request = str(data["friendshipId"])
        payload = await gateway.ask(gateway.puppet_stub.friendship_payload, id=request)
        if int(payload.type) != _RECEIVED:
            return None
        account = Account(payload.contact_id, await people.nickname(payload.contact_id))
        return FriendRequest(FRIEND_REQUEST + request, account, payload.hello)


async def _message_payload(gateway: Gateway, message_id: str) -> Any:
    try:
        return await gateway.ask(gateway.puppet_stub.message_payload, id=message_id)
    except TransportError:
        # Losing a message is worse than asking twice; without a connection this fails at once.
        return await gateway.ask(gateway.puppet_stub.message_payload, id=message_id)


async def _link(gateway: Gateway, message_id: str) -> Link | None:
    """Look up what a card links to; None for one that leads nowhere, such as a mini program's."""
    try:
        card = json.loads((await gateway.ask(gateway.puppet_stub.message_url, id=message_id)).url_link)
        url = str(card["url"])
    except (TransportError, ValueError, LookupError, TypeError):
        return None  # the message itself is not lost for it
    if not url.startswith(("https://", "http://")):
        return None
    title, description, thumbnail = (
        _plain(str(card.get(name) or "")) for name in ("title", "description", "thumbnailUrl")
    )
    return Link(title or url, url, description, thumbnail)


def _plain(text: str) -> str:
    """Make a title or file name one line of visible characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _moment(timestamp: int) -> datetime:
    if not timestamp:
        return datetime.now(UTC)
    return datetime.fromtimestamp(timestamp / 1000 if timestamp > _MILLISECONDS_FROM else timestamp, UTC)


def _odd(name: str, why: str) -> Problem:
    log.warning("odd event dropped", event_type=name, why=why)
    return Problem(ProblemKind.ODD_EVENT, f"dropped a {name} event of the gateway: {why}")
