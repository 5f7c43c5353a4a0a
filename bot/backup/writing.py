"""Writes a backup: one moment of the store with what belongs to it, encrypted, and checked by restoring."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from bot import __version__, encrypting, texts
from bot.backup import key, packing
from bot.backup.packing import Contents
from bot.backup.workshop import explain, workshop
from bot.config import ConfigError, Settings
from bot.encrypting import SealError
from data import backup
from data.db import StoreError

RULES = texts.FOLDER.parent / "rules"
NO_KEY = "there is no key for backups yet; make one with `python -m bot backup-key`"


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that was written."""

    path: Path
    people: int
    files: int
    size: int
    seconds: float
    encrypted: bool
    checked: bool  # by restoring it; only who has the key can do that


def write(
    settings: Settings, target: Path, now: datetime, *, config: Path | None = None, plain: bool = False
) -> Written:
    """Write a backup into a new file; the bot may go on running. Raises StoreError, ConfigError.

    Where anything is wrong no file is left.
    """
    began = time.perf_counter()
    public = [] if plain else key.recipients(settings)
    secrets = [] if plain else key.own_secrets(settings)
    if not plain and not public:
        raise ConfigError(f"backup: {NO_KEY}, or say --plain")
    if target.exists():
        raise StoreError(f"{target}: is there already; name another file, a backup is never written over")
    readable = plain or any(encrypting.public_of(secret) in public for secret in secrets)
    database = Path(settings.database)
    half = target.with_name(target.name + ".part")
    with workshop(database.absolute().parent) as place:
        contents, packed = _pack(database, place, now, config)
        try:
            _seal(packed, half, public)
            packed.unlink()
            if readable:
                _check(half, place, secrets if public else None, contents)
            half.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                half.unlink()
            raise
    seconds = time.perf_counter() - began
    size = target.stat().st_size
    return Written(target, contents.people, len(contents.named), size, seconds, bool(public), readable)


def opened(source: Path, place: Path, secrets: list[str] | None) -> Contents:
    """Open a backup into an empty folder, decrypted where `secrets` are given. Raises StoreError."""
    packed = source
    try:
        if secrets is not None:
            packed = place / "opened.tar.gz"
            os.close(os.open(packed, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            encrypting.unseal(source, packed, secrets)
        contents = packing.unpack(packed, place / "opened")
        backup.check(place / "opened" / packing.DATABASE)
    except (SealError, StoreError) as error:
        raise StoreError(f"{source}: {error}; nothing was changed, use another backup") from error
    finally:
        if packed != source:
            packed.unlink(missing_ok=True)
    if backup.count_rows(place / "opened" / packing.DATABASE) != dict(contents.rows):
        raise StoreError(f"{source}: its tables do not hold what was packed; use another backup")
    return contents


def _pack(database: Path, place: Path, now: datetime, config: Path | None) -> tuple[Contents, Path]:
    copy, packed = place / packing.DATABASE, place / "packed.tar.gz"
    with closing(backup.read_only(database)) as db:
        backup.write(db, copy)
    named = _files(copy, database.absolute().parent)
    beside = {f"{packing.FILES}/{inside}": path for inside, path in named.values()}
    rows = backup.count_rows(copy)
    contents = Contents(
        version=__version__,
        made_at=now.isoformat(timespec="seconds"),
        schema=backup.last_step(copy),
        people=rows.get("members", 0),
        rows=rows,
        named={name: inside for name, (inside, _) in named.items()},
        sums={},
    )
    contents = packing.pack(copy, beside | _settings(config), contents, packed)
    copy.unlink()
    return contents, packed


def _files(copy: Path, folder: Path) -> dict[str, tuple[str, Path]]:
    """Find the files that rows name, by that name: where they lie under the database's folder, and the path.

    What lies elsewhere, or is gone meanwhile, stays out.
    """
    found = {}
    for name in backup.files_named(copy):
        path = Path(name).absolute()
        if path.is_relative_to(folder) and packing.belongs(path.relative_to(folder)) and path.is_file():
            found[name] = (PurePosixPath(path.relative_to(folder)).as_posix(), path)
    return found


def _settings(config: Path | None) -> dict[str, Path]:
    """Name what the office may have edited: no secret is among it, as none stands in config.yaml."""
    found = {f"{packing.SETTINGS}/texts/{path.name}": path for path in texts.FOLDER.glob("*.yaml")}
    found |= {f"{packing.SETTINGS}/rules/{path.name}": path for path in RULES.glob("*.yaml")}
    if config and config.is_file():
        found[f"{packing.SETTINGS}/config.yaml"] = config
    return found


def _seal(packed: Path, half: Path, public: list[str]) -> None:
    try:
        half.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            half.unlink()  # of a run that was killed
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if public:
            encrypting.seal(packed, half, public)
        else:
            shutil.copyfile(packed, half)
        _settle(half)
    except SealError as error:
        raise ConfigError(f"backup.recipients: {error}") from error
    except OSError as error:
        raise StoreError(f"{half.with_suffix('')}: {explain(error)}") from error


def _settle(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)  # the name comes only after the content, whatever happens to the power
    finally:
        os.close(handle)


def _check(half: Path, place: Path, secrets: list[str] | None, contents: Contents) -> None:
    """Restore what was just written, in a corner, and compare it with what was to be written."""
    corner = place / "check"
    corner.mkdir(mode=0o700)
    found = opened(half, corner, secrets)
    if found != contents:
        raise StoreError(f"{half}: what was written is not what was read; look at the disk")
    shutil.rmtree(corner)
