"""The pilot under way (试点), and what whoever confirms has been shown last; kept as facts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

from data import fact as facts

_BRANCH = "pilot_branch"


def branch(db: Database) -> int | None:
    """Give the branch that alone is written to, or None while no pilot runs."""
    text = facts.read(db, _BRANCH)
    return int(text) if text else None


def begin(db: Database, branch_id: int) -> None:
    """Write to this branch only from here on."""
    facts.write(db, _BRANCH, str(branch_id))


def end(db: Database) -> None:
    """Write to everybody again."""
    facts.write(db, _BRANCH, "")


def note_shown(db: Database, member_id: int, items: Sequence[Sequence[int]]) -> None:
    """Remember what a person was shown at 1, 2 …: the outbox rows behind each."""
    facts.write(db, f"pilot_shown:{member_id}", json.dumps([list(rows) for rows in items]))


def shown(db: Database, member_id: int) -> list[list[int]]:
    """Give what a person was shown last."""
    return list(json.loads(facts.read(db, f"pilot_shown:{member_id}") or "[]"))
