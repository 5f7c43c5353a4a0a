"""Puts a backup where the configuration expects the store, brought to the present schema; never over one."""

from __future__ import annotations

import contextlib
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot import encrypting, texts
from bot.backup import key, packing, places
from bot.backup.packing import Contents
from bot.backup.workshop import explain, workshop
from bot.backup.writing import RULES, opened
from bot.config import Settings
from data import backup
from data.db import StoreError, open_store

_GZIP, _SQLITE = b"\x1f\x8b", b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, or would be."""

    database: Path
    people: int
    made_at: str  # "" where the file does not say
    upgraded_from: str  # the last step it had, where steps were missing; "" where none was
    files: int
    settings: Path | None  # where those settings of the backup lie that are different here


def restore(
    settings: Settings,
    source: Path,
    key_file: Path | None = None,
    *,
    config: Path | None = None,
    dry_run: bool = False,
) -> Restored:
    """Put a backup of any age back; with `dry_run` only try it. Raises StoreError, ConfigError.

    Where anything is wrong nothing is changed.
    """
    database = Path(settings.database)
    if not source.is_file():
        raise StoreError(f"{source}: there is no such file")
    _is_free(database)
    with workshop(database.absolute().parent) as place:
        folder, contents = _open(source, place, key_file or places.key_file(settings))
        return put_back(folder, contents, database, config=config, dry_run=dry_run)


def put_back(
    folder: Path,
    contents: Contents | None,
    database: Path,
    *,
    config: Path | None = None,
    dry_run: bool = False,
) -> Restored:
    """Put what lies unpacked in a folder on the same disk in place. Raises StoreError."""
    _is_free(database)
    copy, target = folder / packing.DATABASE, database.absolute().parent
    had = backup.last_step(copy)
    if contents:
        backup.rename_files(copy, {old: str(target / inside) for old, inside in contents.named.items()})
    with closing(open_store(copy)):  # upgraded here, in the corner: a step that fails leaves nothing behind
        pass
    people = backup.count_rows(copy).get("members", 0)
    has = backup.last_step(copy)
    different = _different(folder / packing.SETTINGS, config)
    aside = target / "from-backup"
    if not dry_run:
        _place(folder, contents, copy, database)
        _lay_aside(different, aside)
    return Restored(
        database=database,
        people=people,
        made_at=contents.made_at if contents else "",
        upgraded_from=had if had != has else "",
        files=len(contents.named) if contents else 0,
        settings=aside if different else None,
    )


def _is_free(database: Path) -> None:
    if database.exists():
        raise StoreError(f"{database}: is there already; move it away first, nothing was changed")


def _open(source: Path, place: Path, key_file: Path) -> tuple[Path, Contents | None]:
    with source.open("rb") as file:
        begins = file.read(32)
    folder = place / "opened"
    if begins.startswith(encrypting.MARK):
        return folder, opened(source, place, key.secrets_in(key_file))
    if begins.startswith(_GZIP):
        return folder, opened(source, place, None)
    folder.mkdir(mode=0o700)
    if begins.startswith(_SQLITE):  # as versions before 0.2 wrote them
        backup.check(source)
        shutil.copyfile(source, folder / packing.DATABASE)
        return folder, None
    raise StoreError(f"{source}: this is not a database or a backup of Kiteline; nothing was changed")


def _place(folder: Path, contents: Contents | None, copy: Path, database: Path) -> None:
    target = database.absolute().parent
    try:
        for inside in sorted(set(contents.named.values())) if contents else []:
            there = target / inside
            there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not there.exists():
                (folder / packing.FILES / inside).replace(there)
        copy.chmod(0o600)
        for beside in ("-wal", "-shm"):  # of another database, they would be taken for this one's
            left = database.with_name(database.name + beside)
            if left.exists():  # whoever moved only the database away may want it back
                left.replace(left.with_name(left.name + ".old"))
        # What Litestream remembers of the one that was there; it begins anew with a whole snapshot.
        shutil.rmtree(database.with_name(f".{database.name}-litestream"), ignore_errors=True)
        copy.rename(database)
    except OSError as error:
        raise StoreError(f"{database}: {explain(error)}") from error


def _different(folder: Path, config: Path | None) -> dict[str, Path]:
    """Find the settings of a backup that are not as they are here."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        here = {"texts": texts.FOLDER / path.name, "rules": RULES / path.name}.get(path.parent.name, config)
        if not here or not here.is_file() or here.read_bytes() != path.read_bytes():
            found[path.relative_to(folder).as_posix()] = path
    return found


def _lay_aside(different: dict[str, Path], aside: Path) -> None:
    """Lay settings beside the database: which of them count is for a person to say."""
    with contextlib.suppress(OSError):  # the store is back; these can be taken out of the backup again
        for name, path in different.items():
            there = aside / name
            there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.replace(path, there)
