"""A private place beside the database for what must not lie about in plain; cleared after a kill, too."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.db import StoreError

PREFIX = ".backup-work-"
_LOCK = ".backup.lock"


@contextlib.contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """Give an empty folder of the owner's alone, gone at the end.

    Raises StoreError while another backup or restore is at work, or where the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _held(folder):
            _remove_old(folder)
            with tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder) as name:
                yield Path(name)
    except OSError as error:
        raise StoreError(f"{folder}: {explain(error)}") from error


def clear(folder: Path) -> None:
    """Remove what a kill left behind, unless a backup is being written this moment."""
    with contextlib.suppress(StoreError, OSError):
        if any(folder.glob(PREFIX + "*")):
            with _held(folder):
                _remove_old(folder)


def explain(error: OSError) -> str:
    """Say in words what the disk's error means."""
    reason = error.strerror or str(error)
    return f"cannot be written ({reason}); make room, or check the folder and its rights; nothing was changed"


def _remove_old(folder: Path) -> None:
    for left in folder.glob(PREFIX + "*"):
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold the lock: who works here alone may clear what others left. The system lets go of it at a kill."""
    handle = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise StoreError(
                f"{folder}: another backup or restore is at work; try again in a minute"
            ) from error
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 -- on Windows only

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 -- everywhere but on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
