"""Backup and restore, beside SQLite's own VACUUM INTO and a plain gzip of the file."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench.crowd import NOW, SIZES, make_store
from bench.figure import Figure
from bot import config
from bot.backup import key, restoring, writing
from bot.config import Settings

_TIMES = 3


def measure() -> tuple[str, list[Figure]]:
    """Back up and restore a store of 292 and one of 22,973 members, the best of three."""
    figures = []
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        made = key.make(folder / "backup.key", NOW)
        for size in SIZES[:3:2]:
            store = folder / f"{size.members}.db"
            make_store(store, size.members, size.branches)
            figures += _of(folder, store, made.path, size.members)
    return "backup and restore, checked", figures


def _of(folder: Path, store: Path, key_file: Path, members: int) -> list[Figure]:
    over: dict[str, object] = {"database": str(store), "backup": {"key_file": str(key_file)}}
    settings = config.load(Path("config.yaml"), over)
    there = settings.model_copy(update={"database": str(folder / "there" / "kiteline.db")})
    target, peer = folder / "copy.age", folder / "peer.db"

    def back_up() -> None:
        target.unlink(missing_ok=True)
        if not writing.write(settings, target, NOW, config=Path("config.yaml")).checked:
            sys.exit("the backup was not checked")

    def restore() -> None:
        _restore(there, target)

    def copy_and_zip() -> None:
        peer.unlink(missing_ok=True)
        with closing(sqlite3.connect(store)) as db:
            db.execute("VACUUM INTO ?", (str(peer),))
        with peer.open("rb") as plain, gzip.open(f"{peer}.gz", "wb", 6) as packed:
            shutil.copyfileobj(plain, packed)

    took, beside = _best(back_up), _best(copy_and_zip)
    sizes = [path.stat().st_size / 1048576 for path in (target, Path(f"{peer}.gz"), store)]
    return [
        Figure(f"{members:,} members: backup, checked by restoring", took, f"VACUUM INTO and gzip: {beside}"),
        Figure("  its size", f"{sizes[0]:.1f} MB", f"{sizes[1]:.1f} MB; the database {sizes[2]:.1f} MB"),
        Figure("  put back and looked through", _best(restore)),
    ]


def _restore(there: Settings, target: Path) -> None:
    shutil.rmtree(Path(there.database).parent, ignore_errors=True)
    restoring.restore(there, target)


def _best(work: Callable[[], None]) -> str:
    took = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return f"{min(took) * 1000:.0f} ms"
