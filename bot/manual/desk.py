"""The desk: where people carry words between the bot and WeChat, what to post and what was answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from sqlite_utils import Database

from bot.app import Bot
from bot.config import ConfigError
from bot.domain.change import ChangeKind
from bot.domain.command import UserError
from bot.domain.member import Member, Role
from bot.domain.posting import Missing
from bot.domain.room import RoomKind, TiedRoom
from bot.manual.cards import MAY_GO_BACK, Card, lay_out
from bot.manual.hearing import Heard, Hearing
from bot.manual.paste import Paste
from bot.manual.rooms import account_of
from bot.reading.pasted import Pasted
from data import audit, outbox, posting
from data import draft as drafts
from data import listing as listings
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data import rollcall as rollcalls
from data import room as rooms
from data.posting import Post

_OVERTAKEN = {
    ChangeKind.WITHDRAWAL: "这条通知已经撤回，不用再贴了。",
    ChangeKind.CORRECTION: "这条通知已经更正，请贴更正后的那一条。",
    ChangeKind.DEADLINE: "截止时间已经改过，这条提醒不用再贴了。",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be posted in one room, or privately to one person, and who of a branch has not answered."""

    topic: str
    is_room: bool
    posts: tuple[Post, ...]
    missing: tuple[Missing, ...] = ()


class Desk:
    """The work of people beside the running bot, for the terminal and for the worktable."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._settings = bot.settings
        self._now = bot.clock.now()
        self._hearing = Hearing(bot)

    @property
    def _db(self) -> Database:
        return self._bot.db

    # What goes out

    def cards(self, since: datetime | None = None) -> list[Card]:
        """Lay out everything that waits to be posted, and what was posted lately; `since` as in lay_out."""
        return lay_out(self._db, self._now, since)

    def mark(self, row_id: int, by: Member) -> None:
        """Note that somebody has posted a message. Raises UserError where it does not wait any more."""
        with self._db.atomic():
            # Whatever the gateway does: who says 已贴 has posted it, and it must not go out a second time.
            if posting.mark(self._db, row_id, by.id, self._now):
                return
        other = posting.find_posted(self._db, row_id)
        if other is None and self._bot.outbox.online:
            raise UserError("网关在线，会自己发，不用贴。")
        if other is None:
            raise UserError("这一条已经不用贴了（发出去了、撤回了，或者过了时间）。")
        if other.by != by.id:
            raise UserError(f"{other.name} 已经贴了，不用再贴。")

    def put_back(self, row_id: int) -> None:
        """Let a message wait again that nobody has posted after all. Raises UserError when it is too late."""
        with self._db.atomic():
            if change := posting.overtaken_by(self._db, row_id):
                raise UserError(_OVERTAKEN[change])
            if not posting.put_back(self._db, row_id, self._now - MAY_GO_BACK):
                minutes = int(MAY_GO_BACK.total_seconds() // 60)
                raise UserError(f"过了 {minutes} 分钟，放不回去了；要再发，请对机器人说。")

    def pages(self) -> list[Page]:
        """Lay out the files of the terminal: what to post, and who is missing, by branch."""
        missing, cards = self.missing(), {card.conversation: card for card in self.cards()}
        with self._db.atomic():
            named = [one.member_id for silent in missing.values() for one in silent]
            audit.note(self._db, None, "终端 贴发页", named, self._now)
        pages = []
        for room in (room for room in rooms.everything(self._db) if room.kind):
            card = cards.setdefault(room.room_id, Card(room.room_id, room.topic, True))
            silent = missing.get(room.unit_id, []) if room.kind is RoomKind.BRANCH else []
            self._keep_for_secretaries(room, silent)
            pages.append(Page(room.topic, True, card.posts, tuple(silent)))
        pages += [Page(card.title, False, card.posts) for card in cards.values() if not card.is_room]
        return [page for page in pages if page.posts or page.missing]

    def note_posted(self, posts: Iterable[Post]) -> None:
        """Note that these are posted (or taken on to be) by whoever sits at the terminal."""
        with self._db.atomic():
            for post in posts:
                outbox.settle_sent(self._db, post.row_id, self._now)

    # Who is missing

    def missing(self) -> dict[int | None, list[Missing]]:
        """List by branch who has not answered, with everything that is still wanted of each."""
        wants: dict[int, list[str]] = defaultdict(list)
        people: dict[int, Member] = {}
        for asked in notices.open_notices(self._db, self._now, self._settings.notices.open_for):
            for person, _ in receipts.silent(self._db, asked.number):
                people[person.id] = person
                wants[person.id].append(f"第{asked.number}号通知")
        for open_round in rollcalls.still_open(self._db):
            for person in rollcalls.silent(self._db, open_round.number):
                people[person.id] = person
                wants[person.id].append("报平安")
        found: dict[int | None, list[Missing]] = defaultdict(list)
        for number in sorted(people):
            person = people[number]
            found[person.branch_id].append(
                Missing(number, person.name, person.phone, tuple(dict.fromkeys(wants[number])))
            )
        return found

    def _keep_for_secretaries(self, room: TiedRoom, silent: list[Missing]) -> None:
        """Remember for the branch's secretaries what the numbers of its page mean (3 7 12 电话平安)."""
        if room.kind is RoomKind.BRANCH:
            for secretary in members.holders(self._db, Role.SECRETARY, room.unit_id):
                self._keep(secretary, room.topic, [one.member_id for one in silent])

    def number(
        self, reader: Member, title: str, silent: Sequence[Missing], *, anew: bool
    ) -> list[tuple[int, Missing]]:
        """Number who is silent for somebody who telephones; on paper and on the screen alike.

        `anew` is for a page just opened: its numbers are what 3 7 电话平安 means from now on.
        """
        known = listings.latest(self._db, reader.id, self._now, quoted=title)
        items = list(known.items) if known else []
        late = [one.member_id for one in silent if one.member_id not in items]
        if anew or late:
            self._keep(reader, title, items + late)
        place = {member_id: number for number, member_id in enumerate(items + late, start=1)}
        return sorted(((place[one.member_id], one) for one in silent), key=itemgetter(0))

    def _keep(self, reader: Member, title: str, items: Sequence[int]) -> None:
        with self._db.atomic():
            listings.keep(self._db, reader.id, "open", title, items, self._now)

    def telephoned(self, clerk: Member, person: Member, words: str, key: str) -> list[str]:
        """Let a clerk say what a telephone call gave (电话平安), as 1 电话平安 says it of a list of one."""
        heard = self._hearing.telephoned(clerk, person, Pasted(1, person.name, None, words), key)
        return list(heard.answers)

    # What comes in

    def say(self, clerk: Member, text: str, key: str) -> list[Post]:
        """Let a clerk write to the bot; gives its answers."""
        return self._hearing.say(clerk, text, key)

    def draft_of(self, clerk: Member) -> str | None:
        """Give the word that what was shown to a clerk waits for (确认, 转); None where nothing waits."""
        with self._db.atomic():
            account = account_of(self._db, clerk, self._now)
        draft = drafts.find(self._db, account, account, self._now)
        if draft is None or draft.expired:
            return None
        return "转" if draft.kind == "forward" else "确认"

    def type(self, name: str, text: str, *, room: str | None = None) -> list[str]:
        """Let somebody write, privately or in a room; gives the answers. Raises ConfigError."""
        place = self._room(room) if room else None
        person = self._person(name, place)
        key = f"typed:{self._now.isoformat()}:{person.id}:{text}"
        return list(self._hearing.hear(person, Pasted(1, name, self._now, text), place, key).answers)

    def take(self, text: str, *, room: str | None, teller: str | None) -> list[Heard]:
        """Read pasted chat as `Hearing.take` does, in the order of the paste. Raises ConfigError."""
        place = self._room(room) if room else None
        own = self._person(teller, place) if teller else None
        heard = self._hearing.take(self._hearing.unfold(text, place, own), place, own)
        return sorted(heard, key=lambda one: one.pasted.line)

    def unfold(self, text: str, room: TiedRoom | None, teller: Member | None) -> Paste:
        """Lay out what a clerk pastes; its messages may be read in a thread."""
        return self._hearing.unfold(text, room, teller)

    def read(
        self, paste: Paste, room: TiedRoom | None, teller: Member | None, clerk: Member
    ) -> Iterator[Heard]:
        """Take what a clerk pastes one message at a time, in the order it was said."""
        return self._hearing.take(paste, room, teller, clerk)

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
