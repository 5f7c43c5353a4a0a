"""试点 at work: holds what the branch's secretary is to see first, shows it, lets it go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.config import Settings
from bot.context import Context
from bot.domain import pilot
from bot.domain.delivery import Kind
from bot.domain.member import Member, Post, Role
from bot.domain.pilot import Item, Line, Ruling
from bot.domain.room import RoomKind
from bot.operation.backlog import name_place
from data import account as accounts
from data import member as members
from data import occasion, outbox
from data import pilot as pilots
from data import room as rooms
from data import unit as units
from data.outbox import Row

_REPLACED = "shown anew with what came after it"


def note(db: Database) -> str:
    """Say in a sentence that a pilot runs, for what is shown before and after a broadcast; else nothing."""
    branch_id = pilots.branch(db)
    return f"试点中，只发{units.find(db, branch_id).name}，每条先给书记看。" if branch_id else ""


def note_load(db: Database, messages: int) -> str:
    """Say how many messages of a broadcast a pilot really lets go; nothing while none runs."""
    running = note(db)
    return f"{running}真正会发的只有 {messages} 条。" if running else ""


def lets_hear(db: Database, conversation: str | None) -> bool:
    """Whether what is broadcast now would ever reach a room or account."""
    branch_id = pilots.branch(db)
    if branch_id is None or conversation is None:
        return True
    ruling = pilot.rule(branch_id, _line(db, conversation, Kind.NOTICE, None, branch_id))
    return ruling is Ruling.GO or (ruling is Ruling.ASK and keeper(db, branch_id) is not None)


def lets_work(db: Database, branch_id: int) -> bool:
    """Whether the secretaries of a branch are written to."""
    return pilots.branch(db) in {None, branch_id}


def keeper(db: Database, branch_id: int) -> Member | None:
    """Give who confirms a branch's lines: its secretary, or a clerk where that one cannot be written to."""
    secretaries = members.holders(db, Role.SECRETARY, branch_id)
    people = [*secretaries, *members.holders(db, Role.CLERK)]
    return next((person for person in people if accounts.reachable(db, person.id)), None)


class PilotGate:
    """Decides about each line of the outbox while a pilot runs; without one, everything may go."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings
        self._asked: set[int] = set()  # for whom something was held and not yet shown

    def stops(self, row: Row, now: datetime) -> bool:
        """Whether a message may not go now; it was cancelled or held then."""
        del now
        branch_id = pilots.branch(self._db)
        if branch_id is None:
            return False
        line = _line(self._db, row.conversation, row.kind, row.approved_by, branch_id)
        ruling = pilot.rule(branch_id, line)
        if ruling is Ruling.GO:
            return False
        who = keeper(self._db, branch_id) if ruling is Ruling.ASK else None
        if who is None:
            outbox.settle(self._db, row.id, "cancelled", pilots.OUTSIDE)
        else:
            pilots.hold(self._db, row.id, who.id)
            self._asked.add(who.id)
        return True

    def ask(self, now: datetime) -> None:
        """Show whom it concerns what was held since the last time."""
        for member_id in self._asked:
            ask(Context(self._db, now, self._settings), member_id)
        self._asked.clear()


def _line(db: Database, conversation: str, kind: Kind, asked_by: int | None, branch_id: int) -> Line:
    room = rooms.find(db, conversation)
    asked_for = asked_by is not None and _keeps(db, asked_by, branch_id)
    if room is not None:
        return Line(
            kind,
            room.unit_id if room.kind is RoomKind.BRANCH else None,
            to_office=room.kind is RoomKind.OFFICE,
            was_asked_for=asked_for,
        )
    who = accounts.actor(db, conversation)
    if who is None:
        return Line(kind, None, was_asked_for=asked_for)
    # What its reader alone may read has that reader for its word, who is of the branch.
    is_own = who.member.id == asked_by and who.member.branch_id == branch_id
    return Line(
        kind,
        who.member.branch_id,
        to_keeper=_keeps(db, who.member.id, branch_id),
        was_asked_for=asked_for or is_own,
    )


def _keeps(db: Database, member_id: int, branch_id: int) -> bool:
    """Whether the pilot of a branch is this person's work."""
    posts = members.posts(db, member_id)
    return Post(Role.SECRETARY, branch_id) in posts or any(post.role is Role.CLERK for post in posts)


def ask(ctx: Context, member_id: int) -> None:
    """Show somebody everything that waits for this person, in place of a question not yet sent."""
    held = pilots.held(ctx.db, member_id)
    if not held:
        return
    occasion.cancel(ctx.db, f"pilot:{member_id}:", _REPLACED)
    items = gather(ctx.db, held)
    pilots.note_shown(ctx.db, member_id, [item.rows for item in items])
    until = max(ctx.now + timedelta(hours=1), *(row.not_after for row in held))
    # The same lines may be shown twice: their words can change while they wait.
    key = f"pilot:{member_id}:{ctx.now:%Y%m%d%H%M%S}:{max(row.id for row in held)}:{len(held)}"
    ctx.tell(member_id, key, pilot.show_waiting(items), Kind.NOTICE, not_after=until)


def gather(db: Database, rows: Sequence[Row]) -> list[Item]:
    """Put the parts of one text together, and the same text for several places."""
    texts: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        texts.setdefault((re.sub(r"#\d+$", "", row.key), row.conversation), []).append(row)
    items: dict[str, list[list[Row]]] = {}
    for parts in texts.values():
        items.setdefault("\n".join(map(_words, parts)), []).append(parts)
    return [
        Item(
            tuple(row.id for parts in group for row in parts),
            tuple(name_place(db, parts[0].conversation) for parts in group),
            words,
        )
        for words, group in items.items()
    ]


def _words(row: Row) -> str:
    if row.file:
        return f"［文件］{row.file.rpartition('/')[2]}"
    return f"［链接］{row.link.title}" if row.link else row.body or ""
