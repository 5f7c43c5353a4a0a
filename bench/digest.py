"""The weekly page over four sizes, gathered, made and kept, beside one plain scan of the tables it reads.

The scan fetches every row of them through plain sqlite3 and throws it away. What is kept of a page (who is
behind each number) is written in the same run, and taken back, so that each run finds the same store.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from bench.alone import run
from bench.crowd import Size
from bench.figure import Figure
from bench.statistics import beside, context_of, stores
from bot.context import Context
from bot.digest import book, drawing, gathering, making
from bot.domain.digest.kept import OFFICE

_TABLES = ("members", "checkins", "units", "posts", "notice_members", "receipts")
_WEEK = date(2026, 11, 16), date(2026, 11, 22)


def measure() -> tuple[str, list[Figure]]:
    """Make a store of each size and its weekly page, each way in a process of its own."""
    return "the weekly page", [figure for size, store in stores() for figure in _measure_one(size, store)]


def _measure_one(size: Size, store: Path) -> list[Figure]:
    names = ("scan", "gather", "make", "ask")
    scan, gathered, made, asked = (run(__name__, one, store, size.times) for one in names)
    who = f"{size.members:,} members, {size.branches:,} branches"
    return [
        Figure(f"{who}: gathered", str(gathered), f"{beside(gathered, scan)}; {size.aim}"),
        Figure(f"{who}: made and kept, all pages", str(made), beside(made, scan)),
        Figure(f"{who}: a secretary asks", str(asked), beside(asked, scan)),
        *(_measure_files(store, who) if size.times > 1 else ()),  # the largest would take minutes more
    ]


def _measure_files(store: Path, who: str) -> list[Figure]:
    drawn, written = (run(__name__, one, store, 1) for one in ("draw", "write"))
    return [Figure(f"{who}: picture", str(drawn)), Figure(f"{who}: workbook", str(written))]


def scan(store: Path) -> Callable[[], None]:
    """Read every row of the tables and throw it away."""

    def work() -> None:
        with closing(sqlite3.connect(store)) as db:
            for table in _TABLES:
                for _ in db.execute(f"SELECT * FROM {table}"):
                    pass

    return work


def gather(store: Path) -> Callable[[], None]:
    """Gather a week from all nouns."""
    ctx = context_of(store)

    def work() -> None:
        if not gathering.gather(ctx, *_WEEK).items:
            sys.exit("nothing was gathered")

    return work


def make(store: Path) -> Callable[[], None]:
    """What a Monday takes: gather, make the office's and all branches' pages, keep them."""
    return _and_back(context_of(store), None)


def ask(store: Path) -> Callable[[], None]:
    """周报: what a secretary's question takes."""
    return _and_back(context_of(store), [2])


def _and_back(ctx: Context, unit_ids: list[int] | None) -> Callable[[], None]:
    def work() -> None:
        ctx.db.execute("BEGIN")
        made = making.make(ctx, *_WEEK, unit_ids)
        for page in [made.office] if made.office else []:
            page.show()
        for page in made.branches.values():
            page.show()
        ctx.db.execute("ROLLBACK")

    return work


def draw(store: Path) -> Callable[[], None]:
    """The office's picture."""
    ctx = context_of(store)
    kept = making.find(ctx, making.make(ctx, *_WEEK).number, OFFICE)
    return lambda: _drop(drawing.draw(ctx, kept, "bench"))


def write(store: Path) -> Callable[[], None]:
    """The office's workbook."""
    ctx = context_of(store)
    kept = making.find(ctx, making.make(ctx, *_WEEK).number, OFFICE)
    return lambda: _drop(book.write(ctx, kept, "bench"))


def _drop(path: Path) -> None:
    path.unlink()
