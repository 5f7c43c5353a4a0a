"""Three ledgers of 23,000 rows laid side by side, beside a pandas merge of the same files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bot.sheets.book import Page, write_book
from tests.ledgers.made_up import DEPARTMENT, HEADINGS, LEDGERS, World, headings_of, make_world

_PEER = Path(os.environ.get("KITELINE_BENCH_PEER", ".venv-bench/bin/python"))
_PEOPLE = 23_000
_SEED = 7


def measure() -> tuple[str, list[Figure]]:
    """Write the files, reconcile them in a process of its own, and let pandas merge them in another."""
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        world = make_world(_PEOPLE, _SEED)
        paths = [_write(world, place, folder / f"{ledger}.xlsx") for place, ledger in enumerate(LEDGERS)]
        ours, peer = _reconcile(paths, folder / "对账.xlsx"), _merge(paths, folder / "merged.csv")
    planted = sum(not one.kind.startswith("same: ") for one in world.planted)
    return f"three ledgers of {_PEOPLE:,}", [
        Figure(
            "files read, compared, workbook written", f"{ours['seconds']:.1f} s", _beside(peer, "seconds")
        ),
        Figure("processor time of it", f"{ours['worked']:.1f} s", f"pandas merge: {peer['worked']:.1f} s"),
        Figure("of these: reading", f"{ours['read']:.1f} s"),
        Figure("of these: comparing", f"{ours['compared']:.1f} s"),
        Figure(
            "memory, highest, with its reading process",
            f"{ours['kilobytes'] / 1024:.0f} MB",
            _beside(peer, ""),
        ),
        Figure("people found", f"{ours['people']:,}", f"real 23,000; pandas merge: {peer['people']:,}"),
        Figure(
            "differences found",
            f"{ours['differences']:,}",
            f"errors planted {planted:,}; pandas merge: {peer['differences']:,}",
        ),
    ]


def _beside(peer: dict[str, Any], what: str) -> str:
    if what == "seconds":
        return f"pandas merge: {peer['seconds']:.1f} s; limit 10 s"
    return f"pandas merge: {peer['kilobytes'] / 1024:.0f} MB; limit 400 MB"


def _write(world: World, ledger: int, path: Path) -> Path:
    headings = headings_of(world, ledger)
    rows = [[line.texts[heading] for heading in headings] for line in world.lines[ledger]]
    above = ["流动党员名册"] if ledger == DEPARTMENT else []
    write_book(path, [Page("党员", headings, rows, above=above)])
    return path


_OURS = """
import json, resource, sys, time
start = time.perf_counter()
from datetime import date
from pathlib import Path
from bot.ledger import name_ledgers, read_ledgers, reconcile_ledgers, write_workbook
*files, out = map(Path, sys.argv[1:])
ledgers = list(read_ledgers(files, name_ledgers(files), today=date(2026, 11, 23)))
read, when_read = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = reconcile_ledgers(ledgers)
compared = time.perf_counter()
write_workbook(out, found)
took = time.perf_counter() - start
both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
told = {"seconds": took, "read": read - start, "compared": compared - read}
told["kilobytes"] = max(both[0].ru_maxrss, when_read + both[1].ru_maxrss)  # the child lives while reading
told["worked"] = sum(each.ru_utime + each.ru_stime for each in both)
print(json.dumps({**told, "people": len(found.people), "differences": len(found.differences)}))
"""


def _reconcile(paths: list[Path], out: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", _OURS, *map(str, paths), str(out)]
    told: dict[str, Any] = json.loads(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
    )
    return told


def _merge(paths: list[Path], out: Path) -> dict[str, Any]:
    if not _PEER.exists():
        sys.exit(f"{_PEER} is missing; `make bench` prepares it")
    headings: list[dict[str, Any]] = [
        {field: words[place] for field, words in HEADINGS.items()} for place in range(len(paths))
    ]
    headings[DEPARTMENT]["skip"] = 1
    asked = json.dumps([[*map(str, paths)], headings, str(out)])
    done = subprocess.run([_PEER, "bench/merge.py", asked], capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
