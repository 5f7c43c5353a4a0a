"""Reconciliations of ledgers: what was laid side by side, and the work that is still to be done for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from data.db import read_stamp, stamp

_COLUMNS = (
    "id, opened_by, opened_at, since_change, state, marks, entered_at, entered_by,"
    " task, task_file, task_message, task_account, task_conversation"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One ledger of a reconciliation: its name, our copy of its file, the fields it was read to hold."""

    name: str
    path: Path
    is_roll: bool
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Work to be done beside the messages, and where its result is said."""

    what: str
    file: Path | None
    message_id: str
    account_id: str
    conversation: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A reconciliation; `marks` are the keys of added persons and of pairs that are one person or two."""

    number: int
    opened_by: int
    opened_at: datetime
    since_change: int
    state: str
    marks: Mapping[str, frozenset[str]]
    entered_at: datetime | None
    entered_by: int | None
    task: Task | None
    ledgers: tuple[Kept, ...]

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.number}号对账"

    @property
    def is_open(self) -> bool:
        """Whether decisions are still taken."""
        return self.state == "open"


def start(db: Database, ledgers: Sequence[Kept], *, by: int, task: Task, now: datetime) -> int:
    """Keep what is to be compared; gives the number."""
    cursor = db.execute(
        "INSERT INTO reconciliations (opened_by, opened_at, since_change)"
        " VALUES (?, ?, (SELECT coalesce(max(id), 0) FROM record_changes))",
        (by, stamp(now)),
    )
    number = cursor.lastrowid
    assert number is not None
    for place, ledger in enumerate(ledgers):
        db.execute(
            "INSERT INTO ledgers (reconciliation_id, place, name, path, is_roll) VALUES (?, ?, ?, ?, ?)",
            (number, place, ledger.name, str(ledger.path), int(ledger.is_roll)),
        )
    give_task(db, number, task)
    return number


def next_number(db: Database) -> int:
    """Tell which number the next reconciliation will have."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'reconciliations'").fetchone()
    return int(row[0]) + 1 if row else 1


def find(db: Database, number: int | None) -> Reconciled | None:
    """Give a reconciliation by its number, or the newest open one."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM reconciliations"  # noqa: S608 -- a constant
        " WHERE id = :number OR (:number IS NULL AND state = 'open') ORDER BY id DESC LIMIT 1",
        {"number": number},
    ).fetchone()
    return _reconciled(db, row) if row else None


def opened(db: Database) -> list[Reconciled]:
    """List the open ones, the oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM reconciliations WHERE state = 'open' ORDER BY id"  # noqa: S608 -- as above
    ).fetchall()
    return [_reconciled(db, row) for row in rows]


def to_do(db: Database) -> Reconciled | None:
    """Give the first that has work to be done."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM reconciliations WHERE task IS NOT NULL ORDER BY id LIMIT 1"  # noqa: S608
    ).fetchone()
    return _reconciled(db, row) if row else None


def give_task(db: Database, number: int, task: Task | None) -> None:
    """Note what is to be done beside the messages; None: it is done."""
    db.execute(
        "UPDATE reconciliations SET task = ?, task_file = ?, task_message = ?, task_account = ?,"
        " task_conversation = ? WHERE id = ?",
        (
            *(
                (task.what, str(task.file) if task.file else None, task.message_id)
                if task
                else (None, None, None)
            ),
            *((task.account_id, task.conversation) if task else (None, None)),
            number,
        ),
    )


def note_fields(db: Database, number: int, fields: Sequence[Sequence[str]]) -> None:
    """Note which fields each ledger holds."""
    for place, names in enumerate(fields):
        db.execute(
            "UPDATE ledgers SET fields = ? WHERE reconciliation_id = ? AND place = ?",
            (json.dumps(list(names), ensure_ascii=False), number, place),
        )


def mark(db: Database, number: int, marks: Mapping[str, frozenset[str]]) -> None:
    """Keep which persons are added to where they lack, and which pairs are one person or two."""
    text = json.dumps({name: sorted(keys) for name, keys in marks.items()})
    db.execute("UPDATE reconciliations SET marks = ? WHERE id = ?", (text, number))


def note_entered(db: Database, number: int, by: int | None, now: datetime | None) -> None:
    """Note who brought what was decided into the roll, or that it was taken back (None)."""
    db.execute(
        "UPDATE reconciliations SET entered_by = ?, entered_at = ? WHERE id = ?",
        (by, stamp(now) if now else None, number),
    )


def settle(db: Database, number: int, state: str) -> None:
    """End a reconciliation, or open it again."""
    db.execute("UPDATE reconciliations SET state = ? WHERE id = ?", (state, number))


def _reconciled(db: Database, row: tuple[object, ...]) -> Reconciled:
    number, by, opened_at, since, state, marks, entered_at, entered_by, *task = row
    ledgers = db.execute(
        "SELECT name, path, is_roll, fields FROM ledgers WHERE reconciliation_id = ? ORDER BY place",
        (number,),
    ).fetchall()
    assert isinstance(number, int)
    assert isinstance(by, int)
    assert isinstance(since, int)
    what, file, message, account, conversation = (None if one is None else str(one) for one in task)
    return Reconciled(
        number,
        by,
        read_stamp(str(opened_at)),
        since,
        str(state),
        {name: frozenset(keys) for name, keys in json.loads(str(marks)).items()},
        read_stamp(str(entered_at)) if entered_at else None,
        entered_by if isinstance(entered_by, int) else None,
        Task(what, Path(file) if file else None, message or "", account or "", conversation or "")
        if what
        else None,
        tuple(
            Kept(name, Path(path), bool(roll), tuple(json.loads(text))) for name, path, roll, text in ledgers
        ),
    )
