"""A message opened: what it was read as and did, or why the bot said it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlite_utils import Database

from bot.config import Settings
from bot.ports import Incoming, MessageKind
from bot.web.chat.bonnet import outcome as outcomes
from bot.web.chat.bonnet import queued, received, stored, understood
from bot.web.chat.bonnet.memory import Taken
from bot.web.chat.bonnet.occasion import tell_occasion
from bot.web.chat.bonnet.panel import Bonnet, Fact
from bot.web.chat.bonnet.writing import cut
from data import account as accounts
from data import inbox, trace
from data.db import read_stamp
from data.trace import Change, Queued


def open_incoming(db: Database, settings: Settings, incoming: Incoming, changes: Sequence[Change]) -> Bonnet:
    """Tell of a message that somebody wrote; `changes` are those of its transaction."""
    who = accounts.actor(db, incoming.sender)
    noted = next((c.after for c in reversed(changes) if c.table == "inbox" and c.after), None)
    outcome = str(noted["outcome"]) if noted else ""
    at = read_stamp(str(noted["received_at"])) if noted else incoming.sent_at
    is_read = incoming.kind is MessageKind.TEXT and outcomes.may_be_checkin(outcome)
    found = understood.explain_message(db, settings, incoming, who, at) if is_read else None
    folded = stored.fold(changes)
    changed = stored.tables_changed(folded)
    rows = trace.queued(db, stored.rows_queued(folded), incoming.message_id)
    lines, more_lines = queued.tell_lines(db, settings, rows)
    return Bonnet(
        incoming.message_id,
        is_own=False,
        received=tuple(received.tell_received(db, settings, incoming, who, outcome, changed)),
        outcome=outcomes.tell_outcome(outcome, answers_a_notice="receipts" in changed),
        outcome_name="" if outcomes.is_command(outcome) else outcome,
        understood=tuple(understood.tell_understood(found, at)) if found else (),
        left_out=tuple(understood.tell_left_out(found)) if found else (),
        tables=tuple(stored.tell_tables(db, folded)),
        books=tuple(stored.tell_books(db, folded)),
        lines=lines,
        more_lines=more_lines,
    )


def open_said(db: Database, settings: Settings, message_id: str, taken: Mapping[str, Taken]) -> Bonnet:
    """Tell of a message of the bot's own; `taken` are the remembered messages, among them what caused it.

    Of a cause that is not remembered only the id is known, and only where the key of the outbox names it.
    """
    row = trace.said(db, message_id)
    if row is None:
        return Bonnet(message_id, is_own=True, outcome="发件箱里没有这一条：发完三十天后就删了。")
    return Bonnet(
        message_id,
        is_own=True,
        outcome=f"{tell_occasion(row.key)}。",
        outcome_name=row.key,
        lines=(queued.tell_line(db, settings, row),),
        causes=tuple(_tell_causes(db, row, taken.values())),
    )


def _tell_causes(db: Database, row: Queued, taken: Iterable[Taken]) -> Iterator[Fact]:
    """Name the messages that queued a row, or gave it its words (thanks gather the names of several)."""
    named = set(trace.key_parts(row.key)[1:])
    for one in taken:
        if one.incoming.message_id in named or any(_is_row(change, row.id) for change in one.changes):
            named.discard(one.incoming.message_id)
            yield Fact(one.incoming.message_id, cut(one.incoming.text))
    for part in sorted(named):
        if inbox.knows(db, part):
            yield Fact(part, "")


def _is_row(change: Change, row_id: int) -> bool:
    return change.table == "outbox" and change.after is not None and change.after["id"] == row_id
