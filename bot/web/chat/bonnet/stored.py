"""存了什么: rows that came, changed and went, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database

from bot.web.chat.bonnet.panel import Column, Stored, Table
from bot.web.chat.bonnet.writing import cut
from data import retention, trace
from data.trace import Change, Value, What

_ROWS = 3  # shown of one table
# What somebody who looks cares for, the most first; other tables follow as they changed.
_CARED_FOR = (
    "alarms",
    "receipts",
    "checkins",
    "absences",
    "notices",
    "notice_changes",
    "relays",
    "rollcalls",
    "concerns",
    "drafts",
)
_BOOKKEEPING = frozenset({"inbox", "outbox", "buckets", "facts", "friends", "listings", "schedule_runs"})
_WHAT = {What.INSERT: "新增", What.UPDATE: "改了", What.DELETE: "删了"}


def fold(changes: Sequence[Change]) -> list[Change]:
    """Put together what happened to one row, so that only what is left of it is shown."""
    folded: dict[int, Change] = {}
    last: dict[tuple[str, frozenset[tuple[str, Value]]], int] = {}  # which change left a row so
    for change in changes:
        before = frozenset(change.before.items()) if change.before else frozenset()
        place = last.pop((change.table, before), None) if before else None
        if place is not None:
            earlier = folded.pop(place)
            what = What.INSERT if earlier.before is None else change.what
            change = Change(change.seq, change.table, what, earlier.before, change.after)  # noqa: PLW2901
        if change.before != change.after:
            place = change.seq if place is None else place
            folded[place] = change
            if change.after:
                last[change.table, frozenset(change.after.items())] = place
    return [folded[place] for place in sorted(folded)]


def rows_queued(folded: Sequence[Change]) -> set[int]:
    """Give the ids of the outbox rows that came or changed."""
    rows = [change.after["id"] for change in folded if change.table == "outbox" and change.after]
    return {row for row in rows if isinstance(row, int)}


def tables_changed(folded: Sequence[Change]) -> list[str]:
    """Name the tables that changed, first those that people care for, the bot's bookkeeping left out."""
    found = dict.fromkeys(change.table for change in folded if change.table not in _BOOKKEEPING)
    return sorted(found, key=lambda name: _CARED_FOR.index(name) if name in _CARED_FOR else len(_CARED_FOR))


def tell_tables(db: Database, folded: Sequence[Change]) -> Iterator[Table]:
    """Tell what was stored, table by table."""
    return _tell(db, folded, tables_changed(folded))


def tell_books(db: Database, folded: Sequence[Change]) -> Iterator[Table]:
    """Tell what the bot notes for itself; what was queued to be said is told with the outbox."""
    kept = [change for change in folded if change.table != "outbox" or change.what is not What.INSERT]
    return _tell(db, kept, dict.fromkeys(one.table for one in kept if one.table in _BOOKKEEPING))


def _tell(db: Database, folded: Sequence[Change], names: Iterable[str]) -> Iterator[Table]:
    titles = {one.table: one.chinese for one in retention.REGISTRY}
    for name in names:
        own = [change for change in folded if change.table == name]
        keys = trace.keys(db, name)
        rows = tuple(Stored(_WHAT[one.what], tuple(_columns(one, keys))) for one in own[:_ROWS])
        yield Table(name, titles.get(name, ""), rows, max(0, len(own) - _ROWS))


def _columns(change: Change, keys: Sequence[str]) -> Iterator[Column]:
    before, after = change.before or {}, change.after or {}
    for name, value in (after or before).items():
        if change.what is What.UPDATE:
            if value != before[name]:
                yield Column(name, cut(value), cut(before[name]))
            elif name in keys:
                yield Column(name, cut(value))
        elif value is not None:
            yield Column(name, cut(value))
