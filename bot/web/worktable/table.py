"""What the pages of the worktable share: the bot, who sits here, how a click is answered."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from quart import Response, g, redirect, request
from sqlite_utils import Database

from bot.app import Bot
from bot.clock import Clock
from bot.domain.member import Member
from bot.manual.desk import Desk
from bot.manual.mending import Mender
from data import audit

HOME = "/worktable/"
COOKIE = "worktable"
_LINES_KEPT = 60  # of a conversation with the bot; lists of names should not lie about for long

_PAGES = re.compile(rf"{HOME}(?:back|progress|password|branch/\d+)?")
_NUMBER = re.compile(r"[0-9]{1,18}")
_FORMS_OF_BACK = {f"{HOME}mend", f"{HOME}settle"}

Answer = Response | tuple[str, int] | str


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the conversation with the bot; `file` is the outbox row of a picture or file."""

    number: int
    own: bool
    text: str
    file: int | None = None


@dataclass(slots=True)
class Seat:
    """One browser's session: who sits there, and what nobody else is to see; in memory only."""

    member: Member
    said: deque[Said] = field(default_factory=lambda: deque(maxlen=_LINES_KEPT))
    count: int = 0
    told: str = ""  # what the next page opens with

    def note(self, text: str, *, own: bool, file: int | None = None) -> None:
        """Add a line to the conversation."""
        self.count += 1
        self.said.append(Said(self.count, own, text, file))

    def take_told(self) -> str:
        """Give what the page is to open with, once."""
        told, self.told = self.told, ""
        return told


class Table:
    """The worktable over the running bot, which may be another one after a restart."""

    def __init__(self, bot: Callable[[], Bot], *, trial: bool, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self.trial = trial
        self.seats: dict[str, Seat] = {}  # by cookie

    @property
    def bot(self) -> Bot:
        """The bot that runs now."""
        return self._bot()

    @property
    def db(self) -> Database:
        """The store it works on."""
        return self.bot.db

    @property
    def now(self) -> datetime:
        """The bot's present moment."""
        return self.bot.clock.now()

    @property
    def real_now(self) -> datetime:
        """The machine's present moment, by which sessions last: the bot's clock may be a moved one."""
        return self._clock.now()

    @property
    def local_now(self) -> datetime:
        """The present moment on the committee's clock."""
        return self.now.astimezone(self.bot.settings.organisation.zone)

    @property
    def desk(self) -> Desk:
        """The desk, at this moment."""
        return Desk(self.bot)

    @property
    def mender(self) -> Mender:
        """What mends pasted messages: one for the whole request, with what it has laid out of the roll."""
        if "mender" not in g:
            g.mender = Mender(self.bot)
        return cast(Mender, g.mender)

    @property
    def seat(self) -> Seat:
        """Whose request this is."""
        return cast(Seat, g.seat)

    @property
    def clerk(self) -> Member:
        """The clerk whose request this is."""
        return self.seat.member


def note_look(table: Table, page: str, member_ids: Iterable[int]) -> None:
    """Note in the audit that the clerk saw people's facts on a page."""
    with table.db.atomic():
        audit.note(table.db, table.clerk.id, f"工作台 {page}", member_ids, table.now)


def number(text: str) -> int | None:
    """Read the number of something in the store; None for what is none, or none the store can hold."""
    return int(text) if _NUMBER.fullmatch(text) else None


def wants_part() -> bool:
    """Whether the page's script asks, which puts the answer into the page itself."""
    return "X-Part" in request.headers


def answer(seat: Seat, text: str, *, wrong: bool = False) -> Answer:
    """Tell what became of a click: to the script as text, else on the page it came from."""
    if wants_part():
        # No status of an error: that somebody else was faster is none, and the browser's log stays clean.
        headers = {"X-Wrong": "1"} if wrong else {}
        return Response(text, headers=headers, content_type="text/plain; charset=utf-8")
    seat.told = text
    return back()


def back() -> Response:
    """Lead back to the page of ours that a form stood on."""
    path = urlsplit(request.referrer or "").path
    if path in _FORMS_OF_BACK:
        path = f"{HOME}back"
    return lead(path if _PAGES.fullmatch(path) else HOME)


def lead(path: str) -> Response:
    """Lead to another page after a form."""
    return cast(Response, redirect(path, 303))
