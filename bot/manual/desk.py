"""The desk: the bot at work without WeChat, what is to be posted and what was answered."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from sqlite_utils import Database

from bot.app import Bot
from bot.clock import StoppedClock
from bot.config import ConfigError, Settings
from bot.domain.member import Member, Role
from bot.domain.posting import Missing
from bot.domain.room import RoomKind, TiedRoom
from bot.manual.rooms import account_of, lay_out_rooms
from bot.ports import Incoming
from bot.reading.names import Likeness, Roll
from bot.reading.pasted import Pasted, read_pasted
from bot.transport.manual import NoWeChat
from data import account as accounts
from data import fact as facts
from data import inbox, outbox, posting
from data import listing as listings
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data import rollcall as rollcalls
from data import room as rooms
from data.posting import Post

# A name in front of pasted words may be written a little otherwise, but never only resemble.
_SURE_ENOUGH = Likeness.SOUND


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be posted in one room, or privately to one person, and who of a branch has not answered."""

    topic: str
    is_room: bool
    posts: tuple[Post, ...]
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one pasted message; `person` is None where nobody of that name is known."""

    pasted: Pasted
    person: Member | None
    outcome: str
    answers: tuple[str, ...] = ()

    @property
    def was_taken(self) -> bool:
        """Whether it meant something to the bot; ordinary chat is left alone and not kept."""
        return self.person is not None and self.outcome not in {"chat", "known", "failed"}


class Desk:
    """The bot at work without WeChat, for one command of the terminal (or a page)."""

    def __init__(self, settings: Settings, db: Database, now: datetime) -> None:
        # Nobody who pastes by hand floods a group: what goes to many rooms need not be spaced.
        delivery = settings.delivery.model_copy(update={"broadcast_gap": timedelta(0)})
        settings = settings.model_copy(update={"delivery": delivery})
        self._settings = settings
        self._db = db
        self._now = now
        self._clock = StoppedClock(now)
        if settings.transport == "manual":
            lay_out_rooms(db, settings, now)
        self._bot = Bot(settings, db, NoWeChat(), self._clock)

    # What goes out

    def pages(self) -> list[Page]:
        """Run what is due, and lay out everything that waits: rooms first, then private messages."""
        self._bot.scheduler.step()
        waiting: dict[str, list[Post]] = defaultdict(list)
        for post in posting.waiting(self._db, self._now, stopped=self._is_stopped):
            waiting[post.conversation].append(post)
        pages = [
            Page(room.topic, True, tuple(waiting.pop(room.room_id, ())), self._missing(room))
            for room in sorted(rooms.everything(self._db), key=attrgetter("room_id"))
            if room.kind
        ]
        pages += [Page(self._name_of(to), False, tuple(posts)) for to, posts in waiting.items()]
        return [page for page in pages if page.posts or page.missing]

    @property
    def _is_stopped(self) -> bool:
        return bool(facts.read(self._db, "stopped_at"))

    def note_posted(self, posts: Iterable[Post]) -> None:
        """Note that a person has posted (or taken on to post) these."""
        with self._db.atomic():
            for post in posts:
                outbox.settle_sent(self._db, post.row_id, self._now)

    def _name_of(self, account_id: str) -> str:
        actor = accounts.actor(self._db, account_id)
        return actor.member.name if actor else account_id

    def _missing(self, room: TiedRoom) -> tuple[Missing, ...]:
        """List who of a branch has not answered, with everything that is still wanted of each."""
        if room.kind is not RoomKind.BRANCH:
            return ()
        wants: dict[int, list[str]] = defaultdict(list)
        people: dict[int, Member] = {}
        for asked in notices.open_notices(self._db, self._now, self._settings.notices.open_for):
            for person, _ in receipts.silent(self._db, asked.number):
                if person.branch_id == room.unit_id:
                    people[person.id] = person
                    wants[person.id].append(f"第{asked.number}号通知")
        for open_round in rollcalls.still_open(self._db):
            for person in rollcalls.silent(self._db, open_round.number):
                if person.branch_id == room.unit_id:
                    people[person.id] = person
                    wants[person.id].append("报平安")
        self._keep_numbers(room, sorted(people))
        return tuple(
            Missing(number, people[number].name, people[number].phone, tuple(wants[number]))
            for number in sorted(people)
        )

    def _keep_numbers(self, room: TiedRoom, people: list[int]) -> None:
        """Remember for the branch's secretaries what the numbers of its page mean (3 7 12 电话平安)."""
        with self._db.atomic():
            for secretary in members.holders(self._db, Role.SECRETARY, room.unit_id):
                listings.keep(self._db, secretary.id, "open", room.topic, people, self._now)

    # What comes in

    def type(self, name: str, text: str, *, room: str | None = None) -> list[str]:
        """Let somebody write, privately or in a room; gives the answers. Raises ConfigError."""
        place = self._room(room) if room else None
        person = self._person(name, place)
        key = f"typed:{self._now.isoformat()}:{person.id}:{text}"
        return list(self._hear(person, Pasted(1, name, self._now, text), place, key).answers)

    def take(self, text: str, *, room: str | None, teller: str | None) -> list[Heard]:
        """Read pasted chat of a room, each message at its own time; what was read before is left alone.

        `teller` is who pastes: words without a name are that person's. Raises ConfigError.
        """
        place = self._room(room) if room else None
        own = self._person(teller, place) if teller else None
        scope = self._scope(place, own)
        roll = Roll(scope, attrgetter("name"))
        pasted = read_pasted(
            text,
            now=self._now.astimezone(self._settings.organisation.zone),
            is_name=lambda word: self._is(roll, word) is not None,
        )
        heard = []
        for number, one in enumerate(sorted(pasted, key=lambda one: (one.at or self._now, one.line))):
            person = self._is(roll, one.name) if one.name else own
            if person is None:
                heard.append(Heard(one, None, "unknown"))
                continue
            # Without a time only the very same paste is known again: 收到 may be said every day.
            when = one.at.isoformat() if one.at else f"{number}:{text}"
            seen = f"{room}:{person.id}:{when}:{one.text}"
            key = "pasted:" + hashlib.sha256(seen.encode()).hexdigest()[:32]
            heard.append(self._hear(person, one, place if one.name else None, key))
        return sorted(heard, key=lambda one: one.pasted.line)

    def _is(self, roll: Roll[Member], word: str) -> Member | None:
        return roll.find(word).one(_SURE_ENOUGH)

    def _hear(self, person: Member, one: Pasted, room: TiedRoom | None, key: str) -> Heard:
        """Handle a message as if it had just come in at its own time, and take its answers back out."""
        before = posting.newest(self._db)
        if inbox.knows(self._db, key):
            return Heard(one, person, "known")
        self._clock.moment = min(one.at or self._now, self._now)
        account = account_of(self._db, person, self._now)
        name = self._settings.bot.name
        message = Incoming(
            key,
            account,
            person.name,
            one.text,
            self._clock.moment,
            room.room_id if room else None,
            mentions_bot=f"@{name}" in one.text,
        )
        self._bot.handle(message)
        self._clock.moment = self._now
        answers = [
            post for post in posting.after(self._db, before) if post.conversation in {account, message.room}
        ]
        self.note_posted(answers)  # who sits here reads them now: nobody has to post them
        return Heard(one, person, inbox.outcome(self._db, key), tuple(post.text for post in answers))

    # Who and where

    def _room(self, name: str) -> TiedRoom:
        tied = [room for room in rooms.everything(self._db) if room.kind]
        found = [room for room in tied if room.topic in {name, f"{name}群"}] or [
            room
            for room in tied
            if room.kind is not RoomKind.BRANCH and room.kind and room.kind.chinese == name
        ]
        if len(found) != 1:
            raise ConfigError(
                f"--room: there is no room {name}; there are {'、'.join(r.topic for r in tied)}"
            )
        return found[0]

    def _person(self, name: str, room: TiedRoom | None) -> Member:
        found = members.named(self._db, name)
        here = [person for person in found if room and person.branch_id == room.unit_id]
        found = here if len(here) == 1 else found
        if len(found) != 1:
            raise ConfigError(
                f"--as: there {'is nobody' if not found else 'are several'} called {name} on the roll"
            )
        return found[0]

    def _scope(self, room: TiedRoom | None, own: Member | None) -> list[Member]:
        """List whose names may stand in front of pasted words."""
        if room and room.kind is RoomKind.BRANCH and room.unit_id is not None:
            return members.of_branch(self._db, room.unit_id)
        if room is None and own is not None and own.branch_id is not None:
            return members.of_branch(self._db, own.branch_id)
        sitting = {member_id for member_id, where in rooms.sitting_members(self._db) if where == room}
        return members.of_ids(self._db, sitting) or members.everybody(self._db)
