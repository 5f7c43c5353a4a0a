"""Runs one function of a bench in a process of its own, so that its memory is its own.

`python -m bench.alone bench.statistics count STORE TIMES` prints seconds (the best of so many times) and the
highest memory as JSON. A function is given the open store's path and gives what is to be timed.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Took:
    """What a run took: seconds, of the processor alone beside, and megabytes at the highest."""

    seconds: float
    worked: float
    megabytes: float

    def __str__(self) -> str:
        return f"{show(self.seconds)} (processor {show(self.worked)}), {self.megabytes:.0f} MB"


def show(seconds: float) -> str:
    """Write a span as short as it may be."""
    return f"{1000 * seconds:.0f} ms" if seconds < 2 else f"{seconds:.1f} s"


def run(module: str, function: str, store: Path, times: int) -> Took:
    """Run it in a process of its own."""
    command = [sys.executable, "-m", "bench.alone", module, function, str(store), str(times)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    took = Took(**json.loads(done.stdout.splitlines()[-1]))
    print(f"  {function}: {took}", file=sys.stderr)  # the largest store takes minutes
    return took


def _time(module: str, function: str, store: str, times: str) -> None:
    work = getattr(importlib.import_module(module), function)(Path(store))
    runs = []
    for _ in range(int(times)):
        start, worked = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - start, time.process_time() - worked))
    seconds, worked = min(runs)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "worked": worked, "megabytes": kilobytes / 1024}))


if __name__ == "__main__":
    _time(*sys.argv[1:])
