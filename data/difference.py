"""Where compared ledgers differ about a person: what each says, who was asked, what was decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.domain.ledger import Difference, Value
from bot.domain.ledger.values import DAYS
from bot.domain.question import Case, How, Saying
from data.db import read_stamp, stamp

_COLUMNS = (
    "id, reconciliation_id, key, member_id, name, branch, field, said, proposal, proposal_key, state,"
    " value, value_key, how, asked_at, unsure_at"
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom of the roll a difference is about (None: nobody known), and the branch there."""

    member_id: int | None
    branch: str | None


def bring_up_to_date(
    db: Database,
    number: int,
    found: Iterable[tuple[Difference, Whose]],
    names: Sequence[str],
    merged: Mapping[str, str],
) -> None:
    """Keep the differences of a reconciliation, with whom of the roll each is about.

    Those known keep their number and what was decided; those that are gone are deleted. `merged` gives the
    new key of a person two pairs were joined to.
    """
    for case in of(db, number):
        person, _, field = case.key.partition(":")
        if person in merged:
            db.execute(
                "UPDATE OR IGNORE ledger_differences SET key = ? WHERE id = ?",
                (f"{merged[person]}:{field}", case.id),
            )
    rows = [_row(number, difference, whose, names) for difference, whose in found]
    current = {row["key"] for row in rows}
    gone = [(case.id,) for case in of(db, number) if case.key not in current]
    db.conn.executemany("DELETE FROM ledger_differences WHERE id = ?", gone)
    db.conn.executemany(
        "INSERT INTO ledger_differences (reconciliation_id, key, member_id, name, branch, field, said,"
        " proposal, proposal_key) VALUES (:number, :key, :member, :name, :branch, :field, :said,"
        " :proposal, :proposal_key) ON CONFLICT (reconciliation_id, key) DO UPDATE SET"
        " member_id = excluded.member_id, branch = excluded.branch, said = excluded.said,"
        " proposal = excluded.proposal, proposal_key = excluded.proposal_key",
        rows,
    )


def _row(number: int, difference: Difference, whose: Whose, names: Sequence[str]) -> dict[str, Any]:
    said = dict.fromkeys(
        (names[one.ledger], _text(difference.field, one.value), one.value.key)
        for one in difference.sources
        if one.value.shown
    )
    proposal = difference.proposal
    return {
        "number": number,
        "key": difference.key,
        "member": whose.member_id,
        "name": difference.person.name,
        "branch": whose.branch or difference.person.branch,
        "field": str(difference.field),
        "said": json.dumps(list(said), ensure_ascii=False),
        "proposal": _text(difference.field, Value(proposal.text, proposal.key)) if proposal else None,
        "proposal_key": proposal.key if proposal else None,
    }


def _text(field: str, value: Value) -> str:
    """Write a value as one reads it: days in one form, whatever form a ledger has."""
    return value.key if field in DAYS and value.key else value.shown


def of(db: Database, number: int, state: str | None = None) -> list[Case]:
    """List a reconciliation's differences, in one state or all."""
    return _select(
        db,
        "WHERE reconciliation_id = :number AND (:state IS NULL OR state = :state) ORDER BY id",
        {"number": number, "state": state},
    )


def find(db: Database, id_: int) -> Case | None:
    """Give a difference by its id."""
    return next(iter(_select(db, "WHERE id = :id", {"id": id_})), None)


def asked(db: Database, member_id: int, since: datetime) -> Case | None:
    """Give the open question that somebody was asked last, of an open reconciliation."""
    found = _select(
        db,
        "WHERE member_id = :member AND state = 'open' AND asked_at >= :since AND unsure_at IS NULL"
        " AND reconciliation_id IN (SELECT id FROM reconciliations WHERE state = 'open')"
        " ORDER BY asked_at DESC, id DESC LIMIT 1",
        {"member": member_id, "since": stamp(since)},
    )
    return found[0] if found else None


def note_asked(db: Database, id_: int, now: datetime) -> None:
    """Note that the person concerned was asked."""
    db.execute("UPDATE ledger_differences SET asked_at = ? WHERE id = ?", (stamp(now), id_))


def note_unsure(db: Database, id_: int, now: datetime | None) -> None:
    """Note that the person concerned does not know, so that the secretary is asked."""
    db.execute("UPDATE ledger_differences SET unsure_at = ? WHERE id = ?", (stamp(now) if now else None, id_))


def decide(db: Database, id_: int, value: Value | None, *, by: int, how: How, now: datetime) -> None:
    """Keep what holds; None: it shall stay as it is."""
    db.execute(
        "UPDATE ledger_differences SET state = ?, value = ?, value_key = ?, decided_by = ?, decided_at = ?,"
        " how = ? WHERE id = ?",
        (
            "decided" if value else "left",
            value.shown if value else None,
            value.key if value else None,
            by,
            stamp(now),
            how,
            id_,
        ),
    )


def told_last(db: Database, by: int, since: datetime) -> datetime | None:
    """Tell when somebody last decided a difference in the chat, from `since` on."""
    row = db.execute(
        "SELECT max(decided_at) FROM ledger_differences WHERE decided_by = ? AND decided_at >= ?"
        " AND how IN ('own', 'chat')",
        (by, stamp(since)),
    ).fetchone()
    return read_stamp(row[0]) if row[0] else None


def undo(db: Database, by: int, at: datetime) -> list[Case]:
    """Open again what somebody decided in the chat at a moment; gives how it was decided."""
    found = _select(
        db,
        "WHERE decided_by = :by AND decided_at = :at AND how IN ('own', 'chat') ORDER BY id",
        {"by": by, "at": stamp(at)},
    )
    for case in found:
        db.execute(
            "UPDATE ledger_differences SET state = 'open', value = NULL, value_key = NULL,"
            " decided_by = NULL, decided_at = NULL, how = NULL WHERE id = ?",
            (case.id,),
        )
    return found


def _select(db: Database, rest: str, arguments: Mapping[str, object]) -> list[Case]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM ledger_differences {rest}",  # noqa: S608 -- a part of this page
        dict(arguments),
    ).fetchall()
    return [_case(row) for row in rows]


def _case(row: tuple[Any, ...]) -> Case:
    *start, said, proposal, proposal_key, state, value, value_key, how, asked_at, unsure_at = row
    id_, number, key, member, name, branch, field = start
    return Case(
        id_,
        number,
        key,
        member,
        name,
        branch,
        field,
        tuple(Saying(*one) for one in json.loads(said)),
        proposal,
        proposal_key,
        state,
        Value(value, value_key) if value_key is not None else None,
        How(how) if how else None,
        read_stamp(asked_at) if asked_at else None,
        read_stamp(unsure_at) if unsure_at else None,
    )
