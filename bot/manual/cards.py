"""What people are to post: a card for each room and each person who is written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.domain.delivery import Kind
from bot.domain.room import RoomKind, TiedRoom
from bot.operation import piloting
from data import account as accounts
from data import fact as facts
from data import posting
from data import room as rooms
from data.posting import Post, Posted

_ORDER = (RoomKind.CENTRAL, RoomKind.SECRETARY, RoomKind.OFFICE, RoomKind.BRANCH, RoomKind.OVERSEAS)
SHOWN_FOR = timedelta(hours=12)  # what was posted stays in sight, folded
MAY_GO_BACK = timedelta(minutes=10)  # a mistake is noticed soon, or the words are in the group by now


@dataclass(frozen=True, slots=True)
class Card:
    """What waits for one room or person, and what people have posted there lately."""

    conversation: str
    title: str
    is_room: bool
    member_id: int | None = None  # whom a private message is for
    posts: tuple[Post, ...] = ()
    done: tuple[Posted, ...] = ()

    @property
    def is_urgent(self) -> bool:
        """Whether somebody in distress waits for it."""
        return any(post.is_urgent for post in self.posts)

    def stands(self, since: datetime) -> bool:
        """Whether it keeps its place on a page opened at a moment: nothing slides under the mouse."""
        return bool(self.posts) or any(one.at > since for one in self.done)

    def leaves(self, since: datetime) -> list[tuple[Post, Posted | None]]:
        """List what waits, and in its old place what was posted since then, with who did."""
        found = [(post, None) for post in self.posts] + [
            (one.post, one) for one in self.done if one.at > since
        ]
        return sorted(found, key=lambda leaf: (not leaf[0].is_urgent, leaf[0].row_id))

    def folded(self, since: datetime) -> list[Posted]:
        """List what was posted before then."""
        return [one for one in self.done if one.at <= since]


def lay_out(db: Database, now: datetime, since: datetime | None = None) -> list[Card]:
    """Lay out all cards: the central room, secretaries, branches, overseas, then people; distress first.

    What was urgent and is posted `since` keeps its place before the others.
    """
    waiting: dict[str, list[Post]] = defaultdict(list)
    done: dict[str, list[Posted]] = defaultdict(list)
    for post in _waiting(db, now):
        waiting[post.conversation].append(post)
    for posted in posting.posted(db, now - SHOWN_FOR):
        done[posted.post.conversation].append(posted)
    titles = {room.room_id: room.topic for room in tied_rooms(db)}
    private = [one for one in sorted({*waiting, *done}, key=lambda one: (len(one), one)) if one not in titles]
    cards = [
        Card(room, title, True, None, tuple(waiting[room]), tuple(done[room]))
        for room, title in titles.items()
        if waiting[room] or done[room]
    ]
    cards += [_private(db, account, waiting[account], done[account]) for account in private]
    return sorted(cards, key=lambda card: not any(leaf.is_urgent for leaf, _ in card.leaves(since or now)))


def count_left(db: Database, now: datetime) -> int:
    """Count the cards on which something waits."""
    return len({post.conversation for post in _waiting(db, now)})


def _waiting(db: Database, now: datetime) -> Iterator[Post]:
    """List what may be posted: not what is stopped (停发), nor what a pilot (试点) keeps from going out."""
    for post in posting.waiting(db, now, stopped=bool(facts.read(db, "stopped_at"))):
        if post.kind in {Kind.DISTRESS, Kind.REPLY} or piloting.lets_hear(db, post.conversation):
            yield post


def tied_rooms(db: Database) -> list[TiedRoom]:
    """List the rooms in the order people think of them: the central one, secretaries, branches, overseas."""
    tied = [room for room in rooms.everything(db) if room.kind]
    return sorted(
        tied,
        key=lambda room: (_ORDER.index(room.kind or RoomKind.OFFICE), room.unit_id or 0, room.room_id),
    )


def _private(db: Database, account: str, waiting: list[Post], done: list[Posted]) -> Card:
    actor = accounts.actor(db, account)
    title = actor.member.name if actor else account
    return Card(account, title, False, actor.member.id if actor else None, tuple(waiting), tuple(done))
