"""A database of each earlier schema, something in every table, is brought up and loses nothing."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.backup import before, keeping, key, places, restoring
from bot.clock import MovedClock
from bot.config import Settings
from bot.simulation import Stage
from data.db import StoreError, open_store, step_ahead
from data.migrations import migrations
from tests.conftest import FIRST, OFFICE, START, MakeSettings, Talk

STEPS = len(migrations._migrations)
MOMENT = "2026-11-01T08:00:00.000Z"
M004 = (Path(__file__).parent / "faults" / "m004.sql").read_text(encoding="utf-8")


@pytest.fixture
def at_step(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let the program know the first steps only, until undone."""
    with monkeypatch.context() as earlier:
        yield earlier


def open_at(path: Path, steps: int, earlier: pytest.MonkeyPatch) -> Database:
    earlier.setattr(migrations, "_migrations", migrations._migrations[:steps])
    return open_store(path, durable=False)


# Something in every table


def tables(db: Database) -> list[str]:
    return [name for name in db.table_names() if not name.startswith(("_", "sqlite_"))]


def put(db: Database, table: str) -> None:
    """Try rows until the table's checks let one in: all columns, then only those that are wanted."""
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    families = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    parents, there = {row[3] for row in families}, set(tables(db))
    unborn = {row[3] for row in families if row[2] not in there}  # the first step refers to a later table
    wanted = [row for row in columns if row[3] or row[5]]
    free = [row for row in columns if row not in wanted and row[1] not in unborn]
    for also in itertools.chain([free], ([one] for one in free), [[]], itertools.combinations(free, 2)):
        chosen = [*wanted, *also]
        options = [values_for(sql, row[1], row[2], in_family=row[1] in parents) for row in chosen]
        for values in itertools.islice(itertools.product(*options), 2000):
            names, marks = ", ".join(row[1] for row in chosen), ", ".join("?" * len(values))
            try:
                db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
            except sqlite3.IntegrityError:
                continue
            return
    pytest.fail(f"no row could be made up for {table}: {sql}")


def values_for(sql: str, column: str, kind: str, *, in_family: bool) -> list[object]:
    found = re.search(rf"\b{column}\s+IN\s+\(([^)]*)\)", sql)
    if found:
        return [_literal(each.strip()) for each in found[1].split(",")]
    if kind == "INTEGER" or in_family:
        return [1] if kind == "INTEGER" else ["1"]
    if kind == "REAL":
        return [1.0]
    if kind == "BLOB":
        return [b"x"]
    if f"{column} LIKE '____-__'" in sql:
        return ["2026-11"]
    return [MOMENT] if column.endswith(("_at", "at")) else ["2026-11-01", "1"]


def _literal(text: str) -> object:
    return text.strip("'") if text.startswith("'") else int(text)


def foreign_texts(db: Database) -> None:
    """Give rows that others refer to by text the name they are referred to by."""
    for table in tables(db):
        for row in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            parent, mine, theirs = row[2], row[3], row[4]
            if parent not in tables(db):
                continue
            found = f"(SELECT {theirs} FROM {parent})"
            db.execute(f"UPDATE {table} SET {mine} = {found} WHERE {mine} NOT IN {found}")


def content(db: Database) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    return {
        table: (
            [column.name for column in db[table].columns],
            sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr),
        )
        for table in tables(db)
    }


# Every schema there ever was


@pytest.mark.parametrize("steps", range(1, STEPS))
def test_a_database_of_each_schema_keeps_every_row(
    store_path: Path, at_step: pytest.MonkeyPatch, steps: int
) -> None:
    with closing(open_at(store_path, steps, at_step)) as db:
        fill(db)
        was = content(db)
    at_step.undo()
    with closing(open_store(store_path, durable=False)) as db:
        assert not migrations.pending(db)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table, (columns, rows) in was.items():
            assert rows, table
            names = ", ".join(columns)
            now = sorted(db.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)
            assert _kept(rows, now), table


def fill(db: Database) -> None:
    """Put a row into every table, referring to one another."""
    db.execute("PRAGMA foreign_keys = OFF")
    for table in tables(db):
        put(db, table)
    foreign_texts(db)
    if "members" in tables(db):
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def _kept(rows: list[tuple[object, ...]], now: list[tuple[object, ...]]) -> bool:
    return set(rows) <= set(now)


@pytest.mark.parametrize("steps", range(4, STEPS))
async def test_the_bot_runs_on_a_database_of_each_schema(
    store_path: Path, at_step: pytest.MonkeyPatch, make_settings: MakeSettings, steps: int
) -> None:
    with closing(open_at(store_path, 4, at_step)) as db:
        db.conn.executescript(M004)
    at_step.undo()
    open_at(store_path, steps, at_step).close()
    at_step.undo()
    with closing(open_store(store_path, durable=False)) as db:
        talk = Talk(Stage(make_settings(), db, MovedClock(START), seed=0))
        await talk.stage.settle()
        await talk.play(("李四", FIRST, "平安，在上海", None), ("王主任", OFFICE, "进度 1号", "合计"))
        assert talk.db.execute("SELECT count(*) FROM checkins WHERE member_id = 3").fetchone() == (1,)
        assert "升级前没发出去的话" in talk.told(FIRST)


# A step that fails, and the copy from before


def break_last(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(db: Database) -> None:
        db.execute("CREATE TABLE half_way (id INTEGER)")
        raise sqlite3.OperationalError("database or disk is full")

    step = migrations._Migration("m998_broken", broken)
    monkeypatch.setattr(migrations, "_migrations", [*migrations._migrations, step])


@pytest.mark.parametrize("steps", [1, 9, STEPS - 1])
def test_a_step_that_fails_leaves_the_store_of_the_version_before(
    store_path: Path, at_step: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    with closing(open_at(store_path, steps, at_step)) as db:
        fill(db)
        was = content(db)
    at_step.undo()
    with monkeypatch.context() as broken:
        break_last(broken)
        with pytest.raises(
            StoreError, match=rf"nothing was changed.*before m0{steps + 1:02}_.*earlier version"
        ):
            open_store(store_path)
    with closing(open_at(store_path, steps, at_step)) as db:
        assert content(db) == was


def test_rows_that_lost_their_parent_stop_the_step(store_path: Path, at_step: pytest.MonkeyPatch) -> None:
    with closing(open_at(store_path, STEPS - 1, at_step)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("INSERT INTO posts (member_id, role, unit_id) VALUES (99, 'clerk', 99)")
    at_step.undo()
    with pytest.raises(StoreError, match=r"posts refers to rows"):
        open_store(store_path)
    assert step_ahead(store_path) == migrations._migrations[-1].name


@pytest.fixture
def earlier(store_path: Path, at_step: pytest.MonkeyPatch) -> Path:
    """A database one step behind, with its people."""
    with closing(open_at(store_path, 4, at_step)) as db:
        db.conn.executescript(M004)
    at_step.undo()
    return store_path


@pytest.fixture
def real(make_settings: MakeSettings) -> Settings:
    return make_settings(transport="wechaty")


def test_a_copy_is_kept_before_a_real_database_is_brought_up(
    earlier: Path, real: Settings, tmp_path: Path
) -> None:
    made = key.make(tmp_path / "backup.key", START)
    kept = before.keep(real, START)
    assert kept
    assert kept.encrypted
    assert kept.path.parent == places.folder(real)
    assert kept.path.name == f"{keeping.BEFORE}m005-20261123-080000.age"
    there = real.model_copy(update={"database": str(tmp_path / "there" / "kiteline.db")})
    found = restoring.restore(there, kept.path, made.path)
    assert (found.people, found.upgraded_from) == (3, migrations._migrations[3].name)


def test_without_a_key_the_copy_lies_plain_where_the_database_does(earlier: Path, real: Settings) -> None:
    kept = before.keep(real, START)
    assert kept
    assert (kept.encrypted, kept.path.parent, kept.path.stat().st_mode & 0o777) == (
        False,
        earlier.parent,
        0o600,
    )


def test_no_copy_is_kept_where_nothing_will_change_or_all_is_made_up(
    earlier: Path, real: Settings, settings: Settings
) -> None:
    assert before.keep(settings, START) is None
    open_store(earlier).close()
    assert before.keep(real, START) is None


def test_without_a_copy_there_is_no_upgrade(
    earlier: Path, make_settings: MakeSettings, tmp_path: Path
) -> None:
    key.make(tmp_path / "backup.key", START)
    settings = make_settings(transport="wechaty", backup={"folder": "/dev/null/nowhere"})
    with pytest.raises(StoreError, match="copy before the step to this version could not be kept"):
        before.keep(settings, START)
    assert step_ahead(earlier) == migrations._migrations[4].name
