"""统计 of all topics over four sizes, beside one plain scan of the tables it reads.

The scan fetches every row of them through plain sqlite3 and throws it away. Dictionaries of places are
loaded before the clock runs: a bot that read one check-in has them.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from rich.console import Console

from bench.alone import Took, run, show
from bench.crowd import NOW, SIZES, Size, make_store
from bench.figure import Figure
from bot import config
from bot.context import Context
from bot.domain.statistics import Topic
from bot.reading import places
from bot.reading.gazetteer import home_of
from bot.statistics.counting import count_branches, count_roll
from data.db import open_store

_TABLES = ("members", "checkins", "units")


def measure() -> tuple[str, list[Figure]]:
    """Make a store of each size and count it, each way in a process of its own."""
    return "statistics of all topics", [
        figure for size, store in stores() for figure in _measure_one(size, store)
    ]


def stores() -> Iterator[tuple[Size, Path]]:
    """Make the stores one after the other, and tell on the terminal how far it is."""
    told = Console(stderr=True)
    with tempfile.TemporaryDirectory(dir=".") as name:
        for size in SIZES:
            store = Path(name) / f"{size.members}.db"
            told.print(f"making a store of {size.members:,} members", highlight=False)
            make_store(store, size.members, size.branches)
            told.print(f"measuring with {size.members:,} members", highlight=False)
            yield size, store
            store.unlink()


def _measure_one(size: Size, store: Path) -> list[Figure]:
    scan, count, table = (run(__name__, one, store, size.times) for one in ("scan", "count", "tabulate"))
    who = f"{size.members:,} members"
    return [
        Figure(f"{who}: counts", str(count), f"{beside(count, scan)}; {size.aim}"),
        Figure(f"{who}: a row a branch, {size.branches:,} of them", str(table), beside(table, scan)),
    ]


def beside(took: Took, scan: Took) -> str:
    """Hold a time against the scan of the same run."""
    return f"scan {show(scan.seconds)} ({show(scan.worked)}), {took.seconds / scan.seconds:.2f} of it"


def scan(store: Path) -> Callable[[], None]:
    """Read every row of the tables and throw it away."""

    def work() -> None:
        with closing(sqlite3.connect(store)) as db:
            for table in _TABLES:
                for _ in db.execute(f"SELECT * FROM {table}"):
                    pass

    return work


def count(store: Path) -> Callable[[], None]:
    """统计: count everybody by every topic."""
    ctx = context_of(store)

    def work() -> None:
        if not all(one.total for one in count_roll(ctx, tuple(Topic))):
            sys.exit("nobody was counted")

    return work


def tabulate(store: Path) -> Callable[[], None]:
    """统计 表, without the workbook's writing."""
    ctx = context_of(store)

    def work() -> None:
        for topic in Topic:
            count_branches(ctx, topic)

    return work


def context_of(store: Path) -> Context:
    """Open a store as a bot does that has been running for a while."""
    settings = config.load(Path("config.yaml"))
    places.find("苏州", home_of(settings.organisation.home))
    return Context(open_store(store), NOW, settings)
