"""Words that people carry to the bot: told afterwards, each as if it had come in at its own time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlite_utils import Database

from bot.app import Bot
from bot.domain.account import is_stand_in
from bot.domain.checkin import Intent
from bot.domain.member import Member, Role
from bot.domain.proxy import SAFE as _SAFE
from bot.domain.room import RoomKind, TiedRoom
from bot.manual.paste import Paste
from bot.manual.rooms import account_of
from bot.manual.verdict import tell
from bot.ports import Incoming, Quote
from bot.reading import read
from bot.reading.pasted import Pasted
from data import account as accounts
from data import inbox, outbox, pasting, posting
from data import listing as listings
from data import member as members
from data import room as rooms
from data.pasting import Kept
from data.posting import Post

_LIST = re.compile(r"\s*(?:#|接龙)|.{0,30}接龙", re.IGNORECASE)
_UNTITLED = re.compile(r"\s*#?\s*接龙\s*\n(?=\s*\d)")
_BY_TELEPHONE = re.compile(r"(?:电话|见面|家属)")


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one pasted message; `person` is None where nobody of that name is known."""

    pasted: Pasted
    person: Member | None
    outcome: str
    answers: tuple[str, ...] = ()
    key: str = ""
    kept: Kept = field(default_factory=Kept)
    verdict: str = ""
    when: str = ""  # what tells the same words of the same person again

    @property
    def is_list(self) -> bool:
        """Whether it is a list that nobody stands over: `person` only keeps it."""
        return self.pasted.name is None and bool(_LIST.match(self.pasted.text))

    @property
    def was_taken(self) -> bool:
        """Whether it meant something to the bot; ordinary chat is left alone and not kept."""
        return self.person is not None and self.outcome not in {"chat", "known", "failed"}

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it."""
        unsure = any(not one.certain for one in self.kept.answers)
        open_ends = bool(unsure or self.kept.concerns or self.kept.alarms)
        return self.person is None or open_ends or self.outcome in {"failed", "refused", "unknown sender"}


class Hearing:
    """Hands words to the running bot and takes its answers back out: who sits here reads them at once."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @property
    def _db(self) -> Database:
        return self._bot.db

    @property
    def now(self) -> datetime:
        """The present moment of the bot."""
        return self._bot.clock.now()

    def hear(self, person: Member, one: Pasted, room: TiedRoom | None, key: str) -> Heard:
        """Let somebody's message be taken at its own time, in a room or privately."""
        if inbox.knows(self._db, key):
            return Heard(one, person, "known", key=key, verdict="以前贴过，没有再记")
        mark = pasting.before(self._db)
        at = min(one.at or self.now, self.now)
        # What is pasted was brought to the bot on purpose: a cry for help in it is one to the bot.
        in_need = room is not None and self._cries_for_help(person, one.text, at)
        answers = self._hand_over(person, _entitled(one.text), at, key, room, addressed=in_need)
        outcome, kept = inbox.outcome(self._db, key), pasting.kept_since(self._db, mark)
        told = tuple(post.whole for post in answers)
        heard = Heard(one, person, outcome, told, key, kept)
        return replace(heard, verdict=tell(self._db, self._bot.settings, heard, at))

    def _cries_for_help(self, person: Member, text: str, at: datetime) -> bool:
        home = self._bot.settings.organisation
        roll = members.of_branch(self._db, person.branch_id) if person.branch_id is not None else [person]
        names = tuple(one.name for one in roll)
        said = read(text, now=at.astimezone(home.zone), home=home.home, members=names, sender=person.name)
        return said.intent is Intent.HELP

    def say(self, person: Member, text: str, key: str, *, quote: Quote | None = None) -> list[Post]:
        """Let somebody write to the bot privately, now; gives the answers."""
        return self._hand_over(person, text, self.now, key, None, quote)

    def _hand_over(
        self,
        person: Member,
        text: str,
        at: datetime,
        key: str,
        room: TiedRoom | None,
        quote: Quote | None = None,
        *,
        addressed: bool = False,
    ) -> list[Post]:
        with self._db.atomic():
            account = account_of(self._db, person, self.now)
        before, place = posting.newest(self._db), room.room_id if room else None
        addressed = addressed or f"@{self._bot.settings.bot.name}" in text
        message = Incoming(key, account, person.name, text, at, place, quote=quote, mentions_bot=addressed)
        # No waiting from here to the end: what is answered must not go out by the gateway meanwhile.
        self._bot.handle(message, at=at)
        mine = {account, place, *accounts.of_member(self._db, person.id)}
        answers = [post for post in posting.answers_after(self._db, before) if post.conversation in mine]
        with self._db.atomic():
            for post in answers:
                outbox.settle_sent(self._db, post.row_id, self.now)
            posting.renew(self._db, before, self.now - at)  # a cry for help told on Monday is one on Monday
            if is_stand_in(account) and self._bot.settings.transport != "manual":
                accounts.unfriend(self._db, account)  # a gateway knows of no such account
        return answers

    # Pasted chat

    def unfold(self, text: str, room: TiedRoom | None, teller: Member | None) -> Paste:
        """Lay pasted chat out beside the people who may have said it."""
        now = self.now.astimezone(self._bot.settings.organisation.zone)
        return Paste(text, self.scope(room, teller), now)

    def take(
        self, paste: Paste, room: TiedRoom | None, teller: Member | None, clerk: Member | None = None
    ) -> Iterator[Heard]:
        """Take pasted chat, one message at a time in the order it was said; what is known is left alone.

        `teller` is who copied it: words without a name are that person's. `clerk` is who sits here, and has
        telephoned where a line of no room says so (张三 电话平安).
        """
        for number, one in enumerate(paste.messages):
            person = paste.find(one.name) if one.name else teller
            place = room if one.name else None
            if person is None and one.name is None and _LIST.match(one.text):
                person, place = self._keeper_of(room), room
            # Without a time only the very same paste is known again: 收到 may be said every day.
            when = one.at.isoformat() if one.at else f"{number}:{_hash(paste.text)}"
            if person is None:
                yield Heard(one, None, "unknown", verdict="不知道是谁", when=when)
            else:
                key = key_of(person, one.text, when, room)
                if clerk and room is None and one.name and _BY_TELEPHONE.match(one.text):
                    heard = self.telephoned(clerk, person, one, key)
                else:
                    heard = self.hear(person, one, place, key)
                yield replace(heard, when=when)

    def telephoned(self, clerk: Member, person: Member, one: Pasted, key: str) -> Heard:
        """Let a clerk say what a call gave (电话平安), as 1 电话平安 says it of a list of one."""
        safe_only = "收到" not in one.text and _SAFE.search(one.text)
        with self._db.atomic():
            shown = listings.latest(self._db, clerk.id, self.now)
            subject = "rollcall:0" if safe_only else "open"
            listings.keep(self._db, clerk.id, subject, person.name, [person.id], self.now)
        heard = self.hear(clerk, replace(one, text=f"1 {one.text}"), None, key)
        if shown:  # the numbers of what the clerk has before the eyes stay good
            with self._db.atomic():
                listings.keep(self._db, clerk.id, shown.subject, shown.title, shown.items, self.now)
        verdict = heard.verdict.replace(f"：{person.name}", "").replace(f"{person.name} ", "")
        return replace(heard, pasted=one, person=person, verdict=verdict)

    def _keeper_of(self, room: TiedRoom | None) -> Member | None:
        """Give in whose name a list without a name stands in a branch's room: it is the branch's."""
        if room is None or room.kind is not RoomKind.BRANCH or room.unit_id is None:
            return None
        keepers = members.holders(self._db, Role.SECRETARY, room.unit_id)
        return next(iter([*keepers, *members.of_branch(self._db, room.unit_id)]), None)

    def scope(self, room: TiedRoom | None, teller: Member | None = None) -> list[Member]:
        """List whose names may stand in front of pasted words."""
        if room and room.kind is RoomKind.BRANCH and room.unit_id is not None:
            return members.of_branch(self._db, room.unit_id)
        if room is None and teller is not None and teller.branch_id is not None:
            return members.of_branch(self._db, teller.branch_id)
        sitting = {member_id for member_id, where in rooms.sitting_members(self._db) if where == room}
        return members.of_ids(self._db, sitting) or members.everybody(self._db)


def _entitled(text: str) -> str:
    """Say what a list without a title is about, by what stands in it."""
    about = "报平安" if _SAFE.search(text) else "收到请接龙"
    return _UNTITLED.sub(f"#接龙\n{about}\n", text, count=1)


def key_of(person: Member, text: str, when: str, room: TiedRoom | None) -> str:
    """Give the id under which the same words of the same person are known again."""
    seen = f"{room.room_id if room else None}:{person.id}:{when}:{text}"
    return f"pasted:{_hash(seen)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
