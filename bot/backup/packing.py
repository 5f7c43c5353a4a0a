"""What belongs to a store put into one file: the database, the files it names, the office's own settings."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from data.db import StoreError

DATABASE, CONTENTS = "kiteline.db", "contents.json"
FILES, SETTINGS = "files", "settings"
_FORMAT = 1
_LEVEL = 6  # of gzip: 9 takes three times as long for a hundredth less


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself."""

    version: str  # the program's
    made_at: str
    schema: str  # the last step that its database has
    people: int
    rows: Mapping[str, int]  # by table
    named: Mapping[str, str]  # a file as the database names it, and where it lies in the backup
    sums: Mapping[str, str]  # SHA-256 by name; age guards against changes, a plain one has these only


def pack(database: Path, beside: Mapping[str, Path], contents: Contents, target: Path) -> Contents:
    """Write everything into a new file of the owner's alone; `beside` holds what else, by its name there."""
    parts = {DATABASE: database, **beside}
    contents = Contents(**{**asdict(contents), "sums": {name: _sum(path) for name, path in parts.items()}})
    head = json.dumps({"format": _FORMAT, **asdict(contents)}, ensure_ascii=False, indent=1).encode()
    with (
        os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as raw,
        gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        info = tarfile.TarInfo(CONTENTS)
        info.size, info.mode = len(head), 0o600
        tar.addfile(info, io.BytesIO(head))
        for name, path in parts.items():
            _add(tar, name, path)
    return contents


def unpack(source: Path, folder: Path) -> Contents:
    """Take everything out into an empty folder and compare it with what was packed. Raises StoreError.

    Nothing in it is trusted: whoever knows the public key can make a file that opens.
    """
    try:
        with tarfile.open(source, "r:gz") as tar:
            for member in tar:
                if not member.isfile():
                    raise StoreError(f"it holds something that is no file ({member.name})")
                content = tar.extractfile(member)
                assert content is not None
                _write(folder / _safe(member.name), content)
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, ValueError) as error:
        raise StoreError("it is damaged, cut short or no backup of Kiteline") from error
    contents = _read_contents(folder / CONTENTS)
    for name, wanted in contents.sums.items():
        path = folder / _safe(name)
        if not path.is_file() or _sum(path) != wanted:
            raise StoreError(f"{name} in it is not as it was packed")
    if DATABASE not in contents.sums:
        raise StoreError("there is no database in it")
    for inside in contents.named.values():
        if not belongs(_safe(inside)) or f"{FILES}/{inside}" not in contents.sums:
            raise StoreError(f"it wants to write where no file of the bot's lies ({inside})")
    return contents


def belongs(inside: Path) -> bool:
    """Whether the bot keeps files there, below the database's folder: never beside it, where the keys lie."""
    return len(inside.parts) > 1 and not any(part.startswith(".") for part in inside.parts)


def _read_contents(path: Path) -> Contents:
    if not path.is_file():
        raise StoreError("it is no backup of Kiteline")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found.pop("format") > _FORMAT:
            raise StoreError("it was written by a newer version of Kiteline; restore it with that version")
        contents = Contents(**{name: found[name] for name in Contents.__slots__})
        _check_kinds(contents)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError("what it says of itself cannot be read") from error
    return contents


def _check_kinds(contents: Contents) -> None:
    """Look whether what was read is of the kinds that are written. Raises TypeError."""
    words = [contents.version, contents.made_at, contents.schema]
    for each in (contents.named, contents.sums):
        words += [*each.keys(), *each.values()]
    numbers = [contents.people, *contents.rows.values()]
    if not all(isinstance(one, str) for one in words) or not all(isinstance(one, int) for one in numbers):
        raise TypeError


def _add(tar: tarfile.TarFile, name: str, path: Path) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = path.stat().st_size, 0o600  # whose it was there means nothing elsewhere
    with path.open("rb") as content:
        tar.addfile(info, content)


def _safe(name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise StoreError(f"it wants to write outside of its folder ({name})")
    return Path(*path.parts)


def _write(path: Path, content: IO[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
