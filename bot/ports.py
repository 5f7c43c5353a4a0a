"""The border to WeChat: what a transport tells the core, and what the core asks of a transport.

Conversations are named by the transport's own ids: a room id, or the account id of the person in a
private chat. Every moment is an aware datetime.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class MessageKind(StrEnum):
    """What a message is made of; everything that is not readable text keeps its kind only."""

    TEXT = "text"
    IMAGE = "image"
    FILE = "file"
    AUDIO = "audio"
    VIDEO = "video"
    STICKER = "sticker"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quote:
    """The message a person answered by WeChat's quote function, as WeChat shows it."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A web page or article as WeChat shows it: a card."""

    title: str
    url: str
    description: str = ""
    thumbnail: str = ""

    def as_json(self) -> str:
        """The card as the store keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Link:
        """Read what `as_json` wrote."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Media:
    """The content of a picture or file; the name is "" where the gateway tells none."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that somebody else wrote, in a room or privately (`room` is None)."""

    message_id: str
    sender: str
    nickname: str
    text: str
    sent_at: datetime
    room: str | None = None
    kind: MessageKind = MessageKind.TEXT
    quote: Quote | None = None
    mentions: tuple[str, ...] = ()
    mentions_bot: bool = False
    link: Link | None = None  # of a link card
    file_name: str = ""  # of a picture or file, where the gateway tells it

    @property
    def conversation(self) -> str:
        """The conversation an answer belongs into."""
        return self.room or self.sender


@dataclass(frozen=True, slots=True)
class Echo:
    """A message of the bot's own account, as WeChat hands it back."""

    message_id: str
    conversation: str
    text: str
    kind: MessageKind = MessageKind.TEXT


@dataclass(frozen=True, slots=True)
class Account:
    """A WeChat account as a room or the friend list shows it; the nickname gives no rights."""

    account_id: str
    nickname: str


@dataclass(frozen=True, slots=True)
class Room:
    """A WeChat group; known by its id, never by its topic."""

    room_id: str
    topic: str


@dataclass(frozen=True, slots=True)
class RoomChange:
    """People joined or left a room, or its topic changed (`topic` is then the new one)."""

    room_id: str
    joined: tuple[Account, ...] = ()
    left: tuple[Account, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody asks the bot into a room."""

    request_id: str
    inviter: str
    topic: str


@dataclass(frozen=True, slots=True)
class FriendRequest:
    """Somebody asks to be the bot's friend, without which private chat is impossible."""

    request_id: str
    account: Account
    hello: str


@dataclass(frozen=True, slots=True)
class Login:
    """The bot's account is in WeChat and can send; comes again after every gap."""

    account: Account


@dataclass(frozen=True, slots=True)
class Logout:
    """The bot's account was logged out of WeChat; only a person can log it in again."""

    reason: str


class ProblemKind(StrEnum):
    """What went wrong at the border."""

    LOST = "lost"  # the gateway is gone or silent: messages may be missed until the next Login
    TOO_OFTEN = "too_often"  # WeChat says 操作过于频繁
    ODD_EVENT = "odd_event"  # an event that could not be read; it was dropped


@dataclass(frozen=True, slots=True)
class Problem:
    """Something at the border that the operator should know; `text` never holds a member's words."""

    kind: ProblemKind
    text: str


Event = Incoming | Echo | RoomChange | Invitation | FriendRequest | Login | Logout | Problem


class Outcome(StrEnum):
    """What is known about a failed send; this is the whole retry policy."""

    REFUSED = "refused"  # it will never work
    NOT_SENT = "not_sent"  # it surely did not arrive: try again
    UNKNOWN = "unknown"  # it may have arrived (timeout, reset): in doubt


class TransportError(Exception):
    """A call to WeChat failed; `outcome` says whether it may have taken effect."""

    def __init__(self, message: str, outcome: Outcome) -> None:
        super().__init__(message)
        self.outcome = outcome


class Unreachable(Exception):  # noqa: N818 -- it is a state of the world, and the run ends with it
    """The transport gave up for good (wrong token, gone for too long); the text says what to do."""


class Transport(Protocol):
    """A way to reach WeChat. Every call may raise TransportError."""

    def events(self) -> AsyncGenerator[Event, None]:
        """Connect, and yield what happens for as long as the process lives.

        Gaps are bridged inside: they show as a Problem (LOST) and later a Login. Raises Unreachable
        when nothing more can be done.
        """
        ...

    async def close(self) -> None:
        """Leave WeChat; the event stream ends."""
        ...

    async def send_text(self, conversation: str, text: str, mentions: tuple[str, ...] = ()) -> str | None:
        """Say a text of at most 2,000 bytes; gives the message id where the gateway tells it."""
        ...

    async def send_file(self, conversation: str, path: Path, name: str) -> str | None:
        """Send a picture (by its ending) or another file of at most 2.9 MiB."""
        ...

    async def send_link(self, conversation: str, link: Link) -> str | None:
        """Send a link as a card."""
        ...

    async def rooms(self) -> tuple[Room, ...]:
        """List the rooms the bot's account sits in."""
        ...

    async def members(self, room_id: str) -> tuple[Account, ...]:
        """List who sits in a room, with the nicknames shown there."""
        ...

    async def friends(self) -> tuple[Account, ...]:
        """List the accounts private messages can be sent to."""
        ...

    async def accept(self, request_id: str) -> None:
        """Accept an Invitation or a FriendRequest by its id."""
        ...

    async def fetch(self, message_id: str) -> Media:
        """Load the picture or file of a message."""
        ...

    async def recall(self, message_id: str) -> None:
        """Take back a message of the bot's own; WeChat allows it for two minutes."""
        ...
