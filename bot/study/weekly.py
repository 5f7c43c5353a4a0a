"""What is said of study each week: the reference list for branch meetings, the weekly page's numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from bot.context import Context
from bot.domain.days import moments_of
from bot.domain.delivery import Kind
from bot.domain.digest.item import Behind, Item, Part, Subject, Todo
from bot.domain.room import RoomKind
from bot.domain.study.item import Item as Study
from bot.domain.study.item import State, show_reference
from bot.domain.study.weekly import note_of, show_read
from bot.organisation.keeping import Keepers
from data import member as members
from data import room as rooms
from data import study as studies
from data import weekly

_WEEK = timedelta(days=7)
_NEAR_END = timedelta(days=3)


def reference(ctx: Context) -> str:
    """Write what went out in the last week, and what is still open; "" where there is nothing."""
    new = studies.opened_between(ctx.db, ctx.now - _WEEK, ctx.now + timedelta(seconds=1))
    still = [item for item in studies.in_state(ctx.db, State.OPEN) if item not in new]
    # What went to some people by name is theirs.
    return show_reference(
        *([one for one in part if not one.audience.scope.is_private] for part in (new, still))
    )


def send_reference(ctx: Context) -> None:
    """Give the secretaries the list, in their room or, where there is none, each privately."""
    words = reference(ctx)
    if not words:
        return
    day = ctx.local_now.date()
    found = rooms.of_kind(ctx.db, RoomKind.SECRETARY)
    for room in found:
        ctx.say(f"study-reference:{day}:{room.room_id}", room.room_id, words, Kind.DIGEST)
    if not found:
        for secretary in members.secretaries(ctx.db):
            ctx.tell(secretary.id, f"study-reference:{day}", words, Kind.DIGEST)


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Give an item a study item of the week; to be done is what was not passed on, or is hardly read."""
    found = studies.opened_between(ctx.db, *moments_of(first, last, ctx.zone))
    keepers, today = Keepers.of(ctx), ctx.local_now.date()
    todos = [
        keepers.todo(one.branch_id, f"学习{one.number}号还没转发到群里", today, 4)
        for one in studies.waiting_relays(ctx.db)
    ]
    rows = {one.number: _rows(ctx, one) for one in found}
    for study in studies.in_state(ctx.db, State.OPEN):
        if study.closes_at and study.closes_at - ctx.now <= _NEAR_END:
            asked = rows[study.number] if study.number in rows else _rows(ctx, study)
            todos += _hardly_read(ctx, keepers, study, asked)
    return Part([_item(study, rows[study.number]) for study in found], todos)


def _rows(ctx: Context, study: Study) -> list[Behind]:
    # What went to some people by name is no branch's matter.
    private = study.audience.scope.is_private
    notes = {(read, wrote): note_of(read=read, wrote=wrote) for read in (0, 1) for wrote in (0, 1)}
    return [
        Behind(member, None if private else unit, bool(read), notes[read, wrote])
        for member, unit, read, wrote in weekly.readers(ctx.db, study.number)
    ]


def _item(study: Study, rows: Sequence[Behind]) -> Item:
    return Item(Subject.STUDY, rows, lambda shown: show_read(study, shown))


def _hardly_read(ctx: Context, keepers: Keepers, study: Study, asked: Sequence[Behind]) -> list[Todo]:
    """Give the branches of which less than half has read an item that soon ends."""
    waits = {one.branch_id for one in studies.relays(ctx.db, study.number) if one.passed_on_at is None}
    by_unit = defaultdict[int, list[bool]](list)
    for row in asked:
        if row.unit_id is not None and row.unit_id not in waits:
            by_unit[row.unit_id].append(row.counts)
    assert study.closes_at is not None
    by = study.closes_at.astimezone(ctx.zone).date()
    return [
        keepers.todo(unit, f"{study.name}快结束了，学了的不到一半，提醒一下", by, 5)
        for unit, read in by_unit.items()
        if sum(read) * 2 < len(read)
    ]
