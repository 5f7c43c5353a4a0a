"""Backups: encrypted, checked by restoring, refused in words where anything is wrong."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot import config, encrypting
from bot.backup import key, packing, restoring, workshop, writing
from bot.config import ConfigError, Settings
from data import backup
from data import member as members
from data.db import StoreError, open_store
from tests.conftest import CONFIG, START, MakeSettings


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """The settings over the test's database, with a key."""
    key.make(tmp_path / "backup.key", START)
    return settings


@pytest.fixture
def written(cast_db: Database, own: Settings, tmp_path: Path) -> Path:
    return writing.write(own, tmp_path / "copy.age", START, config=CONFIG).path


def elsewhere(settings: Settings, folder: Path) -> Settings:
    """The same settings on another machine."""
    return settings.model_copy(update={"database": str(folder / "kiteline.db")})


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_put_back_elsewhere_holds_the_same(written: Path, own: Settings, tmp_path: Path) -> None:
    there = elsewhere(own, tmp_path / "there")
    found = restoring.restore(there, written, tmp_path / "backup.key")
    assert found.people == 8
    assert backup.count_rows(Path(there.database)) == backup.count_rows(Path(own.database))
    with closing(open_store(Path(there.database))) as db:
        assert members.count(db) == 8


def test_a_backup_is_checked_and_shows_nothing_of_anybody(
    cast_db: Database, own: Settings, tmp_path: Path
) -> None:
    found = writing.write(own, tmp_path / "copy.age", START)
    assert found.checked
    assert found.encrypted
    content = found.path.read_bytes()
    assert "张三".encode() not in content
    assert b"13800138000" not in content
    assert found.path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_beside_a_backup(written: Path, tmp_path: Path) -> None:
    assert not [name for name in left_in(tmp_path) if name.startswith(workshop.PREFIX) or ".part" in name]


def test_without_a_key_nothing_is_written(cast_db: Database, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="backup-key"):
        writing.write(settings, tmp_path / "copy.age", START)
    assert not (tmp_path / "copy.age").exists()


def test_a_plain_one_is_written_only_where_that_is_said(
    cast_db: Database, settings: Settings, tmp_path: Path
) -> None:
    found = writing.write(settings, tmp_path / "copy.tar.gz", START, plain=True)
    assert (found.encrypted, found.checked) == (False, True)
    there = elsewhere(settings, tmp_path / "there")
    assert restoring.restore(there, found.path).people == 8


def test_a_machine_can_write_what_it_cannot_read(
    cast_db: Database, make_settings: MakeSettings, tmp_path: Path
) -> None:
    made = key.make(tmp_path / "paper", START)
    settings = make_settings(backup={"recipients": [made.public]})
    found = writing.write(settings, tmp_path / "copy.age", START)
    assert (found.encrypted, found.checked) == (True, False)
    there = elsewhere(settings, tmp_path / "there")
    with pytest.raises(ConfigError, match="no such key"):
        restoring.restore(there, found.path)
    assert restoring.restore(there, found.path, made.path).people == 8


def test_another_key_is_refused(written: Path, own: Settings, tmp_path: Path) -> None:
    other = key.make(tmp_path / "other.key", START)
    there = elsewhere(own, tmp_path / "there")
    with pytest.raises(StoreError, match=r"copy\.age: .*another key"):
        restoring.restore(there, written, other.path)
    assert not Path(there.database).exists()


def test_a_key_that_is_mistyped_is_told(written: Path, own: Settings, tmp_path: Path) -> None:
    (tmp_path / "typed.key").write_text("AGE-SECRET-KEY-1QQQ\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"typed\.key.*copy the line again"):
        restoring.restore(elsewhere(own, tmp_path / "there"), written, tmp_path / "typed.key")


@pytest.mark.parametrize("kept", [0.0, 0.001, 0.3, 0.9999])
def test_a_backup_cut_short_is_refused(written: Path, own: Settings, tmp_path: Path, kept: float) -> None:
    content = written.read_bytes()
    (tmp_path / "short.age").write_bytes(content[: int(len(content) * kept)])
    there = elsewhere(own, tmp_path / "there")
    with pytest.raises(StoreError, match=r"short\.age"):
        restoring.restore(there, tmp_path / "short.age", tmp_path / "backup.key")
    assert not Path(there.database).exists()


def test_a_plain_one_that_was_changed_is_refused(
    cast_db: Database, settings: Settings, tmp_path: Path
) -> None:
    writing.write(settings, tmp_path / "copy.tar.gz", START, plain=True)
    content = bytearray((tmp_path / "copy.tar.gz").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "copy.tar.gz").write_bytes(content)
    with pytest.raises(StoreError, match=r"copy\.tar\.gz"):
        restoring.restore(elsewhere(settings, tmp_path / "there"), tmp_path / "copy.tar.gz")


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "not a database or a backup"), (b"PK\x03\x04 a workbook", "not a database or a backup")],
)
def test_a_file_of_another_program_is_refused(
    settings: Settings, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(StoreError, match=told):
        restoring.restore(settings, tmp_path / "other")


def test_another_archive_in_the_same_format_is_refused(own: Settings, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as tar:
        tar.add(CONFIG, "config.yaml")
    encrypting.seal(tmp_path / "other.tar.gz", tmp_path / "other.age", key.recipients(own))
    for name in ("other.tar.gz", "other.age"):
        with pytest.raises(StoreError, match="no backup of Kiteline"):
            restoring.restore(own, tmp_path / name)


@pytest.mark.parametrize("name", ["../out", "/tmp/out", "files/../../out", "C:/out", "..\\out"])
def test_a_made_up_backup_cannot_write_elsewhere(own: Settings, tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.add(CONFIG, name if not name.startswith("/") else "x", filter=lambda info: _named(info, name))
    with pytest.raises(StoreError, match="outside of its folder"):
        restoring.restore(own, tmp_path / "evil.tar.gz")
    assert not (tmp_path / "out").exists()


def _named(info: tarfile.TarInfo, name: str) -> tarfile.TarInfo:
    info.name = name
    return info


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("a/../../settings/x", "outside of its folder"),
        ("../settings/x", "outside of its folder"),
        ("/tmp/x", "outside of its folder"),
        ("backup.key", "no file of the bot's"),
        ("kiteline.db-wal", "no file of the bot's"),
        (".ssh/authorized_keys", "no file of the bot's"),
        ("files/missing.pdf", "no file of the bot's"),
    ],
)
def test_a_made_up_name_of_a_file_leads_nowhere(
    db: Database, own: Settings, tmp_path: Path, inside: str, told: str
) -> None:
    is_there = not inside.startswith("/") and ".." not in inside and "missing" not in inside
    parts = [f"files/{inside}"] if is_there else ["files/a/x"]
    path = _make_up(own, tmp_path, ["settings/x", *parts], named={"x": inside})
    with pytest.raises(StoreError, match=told):
        restoring.restore(elsewhere(own, tmp_path / "deep" / "there"), path)
    assert left_in(tmp_path / "deep" / "there") == {".backup.lock"}
    assert left_in(tmp_path / "deep") == {"there"}


def _make_up(own: Settings, folder: Path, parts: list[str], **changed: object) -> Path:
    """Make a backup as somebody could who knows the public key; `changed` is what it says of itself."""
    copy, other = folder / "made.db", folder / "other"
    shutil.copyfile(own.database, copy)
    with closing(sqlite3.connect(copy)) as made:
        made.execute("PRAGMA journal_mode = DELETE")
    other.write_bytes(b"evil")
    plain = packing.Contents("1", "", "", 0, backup.count_rows(copy), {}, {})
    said = replace(plain, **changed)  # type: ignore[arg-type]
    packing.pack(copy, dict.fromkeys(parts, other), said, folder / "evil.tar.gz")
    return folder / "evil.tar.gz"


@pytest.mark.parametrize(
    "changed",
    [{"named": 5}, {"rows": ["members"]}, {"rows": {"members": "many"}}, {"people": None}, {"made_at": {}}],
)
def test_what_a_made_up_backup_says_of_itself_is_of_the_right_kind(
    db: Database, own: Settings, tmp_path: Path, changed: dict[str, object]
) -> None:
    path = _make_up(own, tmp_path, ["files/x"], **changed)
    with pytest.raises(StoreError, match="what it says of itself cannot be read"):
        restoring.restore(elsewhere(own, tmp_path / "there"), path)


def test_a_link_in_a_made_up_backup_is_refused(own: Settings, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "link", packing.DATABASE)
    with pytest.raises(StoreError, match="no file"):
        restoring.restore(own, tmp_path / "evil.tar.gz")


def test_a_backup_of_a_newer_version_is_refused(cast_db: Database, own: Settings, tmp_path: Path) -> None:
    cast_db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kiteline', 'm999', ?)",
        ("2030-01-01",),
    )
    with pytest.raises(StoreError, match=r"newer version.*m999"):
        writing.write(own, tmp_path / "copy.age", START)
    assert not (tmp_path / "copy.age").exists()


def test_nothing_is_written_over(written: Path, own: Settings, tmp_path: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(StoreError, match="never written over"):
        writing.write(own, written, START)
    with pytest.raises(StoreError, match="move it away first"):
        restoring.restore(own, written)
    with pytest.raises(ConfigError, match="never written over"):
        key.make(tmp_path / "backup.key", START)
    assert written.read_bytes() == before


def test_a_dry_run_changes_nothing(written: Path, own: Settings, tmp_path: Path) -> None:
    there = elsewhere(own, tmp_path / "there")
    assert restoring.restore(there, written, tmp_path / "backup.key", dry_run=True).people == 8
    assert left_in(tmp_path / "there") == {".backup.lock"}


def test_files_that_rows_name_come_along_and_are_named_where_they_lie(
    cast_db: Database, own: Settings, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "通知.pdf").write_bytes(b"%PDF")
    _name_file(cast_db, str(tmp_path / "files" / "通知.pdf"), "a")
    _name_file(cast_db, "/etc/hostname", "b")  # not ours to take
    _name_file(cast_db, str(tmp_path / "files" / "gone.pdf"), "c")
    written = writing.write(own, tmp_path / "copy.age", START)
    assert written.files == 1
    there = elsewhere(own, tmp_path / "there")
    restoring.restore(there, written.path, tmp_path / "backup.key")
    assert (tmp_path / "there" / "files" / "通知.pdf").read_bytes() == b"%PDF"
    names = backup.files_named(Path(there.database))
    assert str(tmp_path / "there" / "files" / "通知.pdf") in names


def _name_file(db: Database, path: str, message: str) -> None:
    db.execute(
        "INSERT INTO enclosures (message_id, account_id, conversation, kind, name, path, sent_at)"
        " VALUES (?, 'wx-王主任', 'wx-王主任', 'file', 'x', ?, '2026-11-22T00:00:00.000Z')",
        (message, path),
    )


def test_every_column_that_names_a_file_is_known(db: Database) -> None:
    looks = {
        (table, column.name)
        for table in db.table_names()
        for column in db[table].columns
        if column.name in {"path", "file", "task_file"} or column.name.endswith(("_path", "_file"))
    }
    assert looks == set(backup.NAMES_FILES)


def test_the_office_s_settings_come_along_and_are_laid_aside(
    cast_db: Database, own: Settings, tmp_path: Path
) -> None:
    mine = tmp_path / "config.yaml"
    mine.write_text(CONFIG.read_text(encoding="utf-8").replace("风筝线", "小风筝"), encoding="utf-8")
    written = writing.write(own, tmp_path / "copy.age", START, config=mine)
    there = elsewhere(own, tmp_path / "there")
    found = restoring.restore(there, written.path, tmp_path / "backup.key", config=CONFIG)
    assert found.settings
    assert left_in(found.settings) == {"config.yaml"}
    assert config.load(found.settings / "config.yaml").bot.name == "小风筝"


def test_no_secret_goes_into_a_backup(cast_db: Database, own: Settings, tmp_path: Path) -> None:
    for name in ("gateway-token", "webhook", "backup.key.old"):
        (tmp_path / name).write_text("topsecret-topsecret", encoding="utf-8")
    written = writing.write(own, tmp_path / "copy.age", START, config=CONFIG)
    place = tmp_path / "place"
    place.mkdir()
    writing.opened(written.path, place, key.own_secrets(own))
    words = [path.read_bytes() for path in place.rglob("*") if path.is_file()]
    assert len(words) > 3
    assert not [each for each in words if b"topsecret" in each or b"AGE-SECRET-KEY-1" in each]


def test_a_backup_as_earlier_versions_wrote_it_is_put_back(
    cast_db: Database, own: Settings, tmp_path: Path
) -> None:
    backup.write(cast_db, tmp_path / "old.db")
    assert restoring.restore(elsewhere(own, tmp_path / "there"), tmp_path / "old.db").people == 8


def test_a_damaged_database_is_not_backed_up(cast_db: Database, own: Settings, tmp_path: Path) -> None:
    cast_db.execute("PRAGMA foreign_keys = OFF")
    cast_db.execute("INSERT INTO posts (member_id, role, unit_id) VALUES (99, 'clerk', 99)")
    with pytest.raises(StoreError, match=r"damaged.*posts"):
        writing.write(own, tmp_path / "copy.age", START)
    assert not (tmp_path / "copy.age").exists()


def test_two_backups_at_once_do_not_disturb_each_other(
    cast_db: Database, own: Settings, tmp_path: Path
) -> None:
    with workshop.workshop(tmp_path) as place:
        (place / "precious").write_text("x", encoding="utf-8")
        workshop.clear(tmp_path)
        with pytest.raises(StoreError, match="at work"):
            writing.write(own, tmp_path / "copy.age", START)
        assert (place / "precious").exists()


def test_what_litestream_added_does_not_matter(cast_db: Database, own: Settings, tmp_path: Path) -> None:
    cast_db.execute("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)")
    assert writing.write(own, tmp_path / "copy.age", START).checked


def test_a_backup_says_what_is_in_it(written: Path, own: Settings, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    contents = writing.opened(written, place, key.own_secrets(own))
    told = json.loads((place / "opened" / packing.CONTENTS).read_text(encoding="utf-8"))
    assert (told["format"], told["people"], contents.people) == (1, 8, 8)
    assert contents.schema.startswith("m")
    assert datetime.fromisoformat(contents.made_at) - START < timedelta(seconds=1)


def test_the_plain_parts_are_one_database_and_text(written: Path, own: Settings, tmp_path: Path) -> None:
    """What the standard tools give, where this program is gone: decrypt, tar, sqlite3."""
    encrypting.unseal(written, tmp_path / "plain.tar.gz", key.own_secrets(own))
    with tarfile.open(tmp_path / "plain.tar.gz") as tar:
        inside = tar.extractfile(packing.DATABASE)
        assert inside is not None
        with (tmp_path / "by-hand.db").open("wb") as out:
            shutil.copyfileobj(inside, out)
    with closing(sqlite3.connect(tmp_path / "by-hand.db")) as db:
        assert db.execute("SELECT count(*) FROM members").fetchone() == (8,)
