"""The schema: complete, of one shape, and never changed by halves."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain.concern import Why
from bot.domain.delivery import Kind
from bot.domain.member import Role
from bot.domain.room import RoomKind
from data import fact as facts
from data.db import StoreError, open_store
from data.migrations import migrations


def break_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Let a step behind the first so many fail half-way, as when the disk is full."""

    def broken(db: Database) -> None:
        db.execute("CREATE TABLE half_way (id INTEGER)")
        raise sqlite3.OperationalError("database or disk is full")

    step = migrations._Migration("m998_broken", broken)
    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations[:steps], step])


def schema(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [
            row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1")
        ]


def test_an_interrupted_step_leaves_the_old_schema(
    empty_store: Path, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(empty_store, store_path)
    before = schema(store_path)
    break_after(monkeypatch, len(migrations._migrations))
    with pytest.raises(StoreError, match="disk is full"):
        open_store(store_path)
    assert schema(store_path) == before


@pytest.mark.parametrize("steps", range(len(migrations._migrations) + 1))
def test_a_start_that_was_interrupted_goes_on_at_the_next(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    with monkeypatch.context() as interrupted:
        break_after(interrupted, steps)
        with pytest.raises(StoreError):
            open_store(store_path)
    with closing(open_store(store_path)) as db:
        assert not migrations.pending(db)


@pytest.mark.parametrize("steps", range(1, len(migrations._migrations)))
def test_a_database_of_an_earlier_schema_is_brought_up(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "_migrations", migrations._migrations[:steps])
        with closing(open_store(store_path)) as db, db.atomic():
            facts.write(db, "world", "simulated")
    with closing(open_store(store_path)) as db:
        assert facts.read(db, "world") == "simulated"
        assert not migrations.pending(db)


def test_steps_are_numbered_without_gaps() -> None:
    assert [int(step.name[1:4]) for step in migrations._migrations] == list(
        range(1, len(migrations._migrations) + 1)
    )


def test_every_table_is_strict(db: Database) -> None:
    rows = db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert [
        name for name, strict in rows if not strict and not name.startswith(("sqlite_", "_sqlite_"))
    ] == []


def test_every_reference_points_at_something(db: Database) -> None:
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for _, _, target, _, column, *_ in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            columns = {row[1] for row in db.execute(f"PRAGMA table_info({target})")}
            assert column in columns, f"{table} refers to {target}.{column}"


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("outbox", [kind.value for kind in Kind]),
        ("posts", [role.value for role in Role]),
        ("rooms", [kind.value for kind in RoomKind]),
        ("concerns", [why.value for why in Why]),
    ],
)
def test_the_states_in_code_are_those_the_table_checks(db: Database, table: str, values: list[str]) -> None:
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    assert all(f"'{value}'" in sql for value in values)


def test_a_reference_to_nobody_is_refused(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("INSERT INTO posts (member_id, role, unit_id) VALUES (99, 'clerk', 99)")
