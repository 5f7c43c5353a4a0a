"""A message being answered: who speaks, where, and the ways to answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.config import Settings
from bot.context.refusals import NotKnown, Overheard
from bot.context.saying import Context
from bot.domain.concern import Why
from bot.domain.delivery import LASTING, STEERING, Kind
from bot.domain.member import Actor, Member, Role
from bot.domain.room import RoomKind, TiedRoom
from bot.ports import Incoming
from data import account as accounts
from data import audit
from data import concern as concerns
from data import fact as facts
from data import listing as listings
from data import member as members
from data import room as rooms


class Turn(Context):
    """A message being answered."""

    def __init__(  # the parts of one message; each is looked up once, by bot.app
        self,
        db: Database,
        now: datetime,
        settings: Settings,
        incoming: Incoming,
        *,
        room: TiedRoom | None,
        who: Actor | None,
    ) -> None:
        super().__init__(db, now, settings)
        self.incoming = incoming
        self.room = room
        self.who = who
        self.act_as(None)
        self.text = _without_mention(incoming, settings.bot.name)
        self._said = 0
        self._occasion = f"reply:{incoming.message_id}"
        self._patience = Kind.REPLY.patience
        self._is_own_matter = False

    def act_as(self, noun: str | None) -> None:
        """Take the sender as who gives this command: a lesser post may share it with the secretary."""
        if self.who is not None:
            self.who = self.who.lending(self.settings.posts.shares, noun)

    @property
    def own_account(self) -> str | None:
        """The bot's own account, which stands among the mentions where it was mentioned."""
        return facts.read(self.db, "own_account")

    def new_file(self, name: str, ending: str = "xlsx") -> Path:
        """Name a file to be sent as an answer to this message, one that no other message writes."""
        # Two who ask in the same second must not be sent each other's people.
        return self.name_file(name, self.incoming.message_id, ending)

    @property
    def is_private(self) -> bool:
        """Whether the message was written to the bot alone."""
        return self.incoming.room is None

    @property
    def is_in_office(self) -> bool:
        """Whether the message was written in the office room, which holds clerks only."""
        return self.room is not None and self.room.kind is RoomKind.OFFICE

    @property
    def is_addressed(self) -> bool:
        """Whether the message was surely meant for the bot."""
        return self.is_private or self.incoming.mentions_bot

    @property
    def actor(self) -> Actor:
        """The bound person who speaks; commands that are not for everybody are run for bound people only."""
        if self.who is None:
            raise NotKnown
        return self.who

    def check_privacy(self, *, own: bool = False, is_told: bool = True) -> None:
        """Refuse what is about a person where others read along. Raises Overheard.

        What is the sender's `own` matter is not the office's either. `is_told` is False where the words hold
        nothing of the person that had better be withdrawn.
        """
        if not (self.is_private or (self.is_in_office and not own)):
            raise Overheard(is_told=is_told)

    def note_look(self, member_ids: Iterable[int], what: str) -> None:
        """Note in the audit that the sender saw something of other people's records (what: 名单 未报)."""
        audit.note(self.db, self.actor.member.id, what, member_ids, self.now)

    def people_in_scope(self) -> list[Member]:
        """List whom the sender may report for: the own branch, for a secretary those led, for a clerk all.

        Overseas, where people of all branches sit together, also who sits in the same room.
        """
        if self.actor.is_clerk:
            return members.everybody(self.db)
        own = self.actor.member.branch_id
        branches = self.actor.leads | ({own} if own is not None else set())
        people = [person for branch in sorted(branches) for person in members.of_branch(self.db, branch)]
        if self.room and self.room.kind is RoomKind.OVERSEAS:
            here = {member for member, room in rooms.sitting_members(self.db) if room == self.room}
            people += members.of_ids(self.db, here - {person.id for person in people})
        return people

    def keepers(self, person: Member, role: Role) -> list[Member]:
        """List who looks after a person, in this post; the person and who speaks are left out."""
        if role is Role.SECRETARY and person.branch_id is None:
            return []
        unit = person.branch_id if role is Role.SECRETARY else None
        know = {person.id, self.actor.member.id}
        return [keeper for keeper in members.holders(self.db, role, unit) if keeper.id not in know]

    def tell_keepers(self, person: Member, key: str, body: str) -> list[str]:
        """Tell a person's secretary privately, or, who cannot be told, the office; gives who was told."""
        for role in (Role.SECRETARY, Role.CLERK):
            keepers = self.keepers(person, role)
            told = [keeper.name for keeper in keepers if self.tell(keeper.id, key, body, Kind.REPLY)]
            if told:
                return told
        return []

    def leave_to_keepers(
        self,
        person: Member,
        why: Why,
        detail: str = "",
        words: str | None = None,
        seen_since: datetime | None = None,
    ) -> None:
        """Put a message about a person on the list of things to look at (名单 待看).

        Of a pasted list in which nobody knows a name (`detail`), only that name's line; where that was
        listed after `seen_since` and looked at, nothing.
        """
        if words is None:
            named = [line for line in self.text.splitlines() if why is Why.NAME and detail in line]
            words = named[-1].strip() if named else self.text  # the title may hold the name of who started it
        concerns.add(
            self.db,
            person.id,
            why,
            detail=detail,
            said_by=self.actor.member.id,
            room_id=self.incoming.room,
            message_id=self.incoming.message_id,
            words=words,
            now=self.now,
            seen_since=seen_since,
        )

    def steer(self) -> None:
        """Let what is answered from here on pass a stop of all sending (停发)."""
        self._occasion = STEERING + self.incoming.message_id

    def let_answers_wait(self) -> None:
        """Let what is answered from here on outlive an outage: it tells of an order that was confirmed."""
        self._patience = LASTING

    def keep_to_sender(self) -> None:
        """Let nobody else read what is answered privately from here on: no pilot (试点) shows it either."""
        self._is_own_matter = True

    @property
    def _approver(self) -> int | None:
        """Whom a pilot (试点) need not ask about an answer: who keeps it, or whose own matter it is."""
        if self.who is None or not (self.who.is_clerk or self.who.leads or self._is_own_matter):
            return None
        return self.who.member.id

    def reply(self, body: str) -> None:
        """Answer where the message was written."""
        self._said += 1
        self.say(
            f"{self._occasion}:{self._said}",
            self.incoming.conversation,
            body,
            Kind.REPLY,
            not_after=self.now + self._patience,
            approved_by=self._approver,
        )

    def reply_once_a_day(self, topic: str, body: str) -> None:
        """Answer where the message was written, unless this account heard the same today."""
        day = self.local_now.date()
        self.say(f"once:{topic}:{self.incoming.sender}:{day}", self.incoming.conversation, body, Kind.REPLY)

    def reply_privately(self, body: str, what: str = "") -> str | None:
        """Answer the sender alone; a room hears only that it (`what`: 名单) is on its way.

        The office room holds clerks only and may see lists itself. Gives the conversation the answer
        went to, None where the sender has to add the bot as a friend first.
        """
        if self.is_private or self.is_in_office:
            self.reply(body)
            return self.incoming.conversation
        sender = self.incoming.sender
        if not self.settings.is_by_hand and not accounts.is_friend(self.db, sender):
            self.reply(f"请先加我为好友，{what or '答复'}发给您。")
            return None
        until = self.now + self._patience
        own = self.actor.member.id
        self.say(
            f"{self._occasion}:private",
            sender,
            body,
            Kind.REPLY,
            not_after=until,
            member_id=own,
            approved_by=self._approver,
        )
        self.reply(f"{what}已私信您。")
        return sender

    def reply_with_list(
        self, subject: str, title: str, lines: Sequence[str], items: Sequence[int], *, end: str = ""
    ) -> None:
        """Answer the sender alone with a numbered list, and remember for a day what its numbers mean.

        `subject` says what it is about (notice:12), `items` what stands at 1, 2 … (member ids).
        """
        if self.reply_privately("\n".join([title, *lines, *([end] if end else [])]), "名单"):
            room = self.incoming.room if self.is_in_office else None
            listings.keep(self.db, self.actor.member.id, subject, title, items, self.now, room_id=room)


def _without_mention(incoming: Incoming, name: str) -> str:
    """Give the text without the @mention of the bot, which a room may know by another name."""
    text = re.sub(rf"@{re.escape(name)}(?:[\u2005\s，,：:]+|$)", "", incoming.text)
    if incoming.mentions_bot and text == incoming.text:
        text = re.sub(r"^\s*@[^\u2005]{1,64}\u2005", "", text)
    return text.strip()
