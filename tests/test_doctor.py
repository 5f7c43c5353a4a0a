"""The doctor: every check explained, every trouble found, nothing changed."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.doctor import CHECKS, Finding, as_markdown, database, machine, program, show
from bot.cli.store import alone
from data.db import open_store, stamp
from tests.conftest import CONFIG, MakeSettings

ROOT = CONFIG.parent
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
GIGABYTE = 1024**3


def test_the_page_is_made_from_the_checks() -> None:
    assert (ROOT / "docs/doctor.md").read_text(encoding="utf-8") == as_markdown(), "run `make docs`"


def test_every_check_of_the_program_is_explained() -> None:
    sources = (ROOT / "bot/cli/doctor").glob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources if path.name != "checks.py")
    assert {name for name in CHECKS if f'"{name}"' in text} == set(CHECKS)


def test_a_finding_that_is_wrong_says_why_it_matters_and_what_to_do() -> None:
    said = show(Finding("disk", False, "0.1 GB free"))
    assert said.startswith("WRONG disk: 0.1 GB free\n")
    assert CHECKS["disk"].why in said
    assert CHECKS["disk"].remedy in said


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "LEAST_DISK", 10**18)
    assert not machine._disk(tmp_path / "new" / "kiteline.db").well


@pytest.mark.parametrize(("kilobytes", "well"), [(100_000, False), (900_000, True)])
def test_too_little_memory_is_found(tmp_path: Path, kilobytes: int, well: bool) -> None:
    (tmp_path / "meminfo").write_text(f"MemFree: 1 kB\nMemAvailable:   {kilobytes} kB\n", encoding="ascii")
    (found,) = machine._memory(tmp_path / "meminfo")
    assert found.well is well


def test_a_clock_older_than_the_program_is_found() -> None:
    assert not machine._clock(datetime(2020, 1, 1, tzinfo=UTC), None).well


def test_a_port_that_another_has_is_found(make_settings: MakeSettings) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        web = make_settings(web={"port": other.getsockname()[1]}).web
        assert not machine._port(web, running=False).well
        assert machine._port(web, running=True).well


def test_a_running_bot_is_seen_by_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "kiteline.db"
    assert not database.is_held(path)
    with alone(path):
        assert database.is_held(path)
    assert not database.is_held(path)


@pytest.mark.parametrize(("version", "well"), [((3, 10), False), ((3, 11), True), ((3, 14), False)])
def test_a_python_the_packages_are_not_locked_for_is_found(version: tuple[int, int], well: bool) -> None:
    assert program._python(version).well is well


def test_a_package_of_another_version_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.0.1 \\\n    --hash=sha256:00\nnot-for-here==1 ; os_name == 'x' \\\n", "utf-8")
    found = program._packages(lock)
    assert not found.well
    assert "click" in found.text
    assert "not-for-here" not in found.text


def test_an_older_schema_is_told_with_what_the_next_start_does(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "kiteline.db")) as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm027'")
        found = database._schema(db.conn)
    assert found.well
    assert "m027" in found.text


@pytest.mark.parametrize(
    ("days", "what", "well"),
    [
        (1, "backup_done", True),
        (3, "backup_done", False),
        (1, "first_start", True),
        (3, "first_start", False),
    ],
)
def test_a_backup_that_is_too_old_is_found(
    make_settings: MakeSettings, store_path: Path, days: int, what: str, well: bool
) -> None:
    settings = make_settings(transport="manual")
    with closing(open_store(store_path)) as db, db.atomic():
        db.execute("INSERT INTO facts (name, value) VALUES (?, ?)", [what, stamp(NOW - timedelta(days=days))])
        assert database._backup(db.conn, settings, NOW).well is well


@pytest.mark.parametrize("name", ["backup.key", "backups"])
def test_a_key_or_a_folder_of_backups_that_others_may_read_is_found(
    make_settings: MakeSettings, store_path: Path, name: str
) -> None:
    place = store_path.parent / name
    make: dict[str, Callable[[], None]] = {"backup.key": place.touch, "backups": place.mkdir}
    store_path.parent.mkdir(exist_ok=True)
    make[name]()
    place.chmod(0o755)
    (found,) = database._private(make_settings())
    assert (found.what, found.well) == ("private", False)
    assert f"chmod {'700' if place.is_dir() else '600'} {place}" in found.text
