"""Runs the benches: all, or those named."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench import backup, burst, cascade, digest, gateway, ledgers, messages, page, reading, start, statistics
from bench.figure import show

_BENCHES = {
    "messages": messages.measure,
    "start": start.measure,
    "gateway": gateway.measure,
    "cascade": cascade.measure,
    "burst": burst.measure,
    "reading": reading.measure,
    "page": page.measure,
    "ledgers": ledgers.measure,
    "backup": backup.measure,
    "statistics": statistics.measure,
    "digest": digest.measure,
}


def measure(names: Sequence[str]) -> None:
    """Run the named benches, or all of them, one after the other."""
    unknown = set(names) - set(_BENCHES)
    if unknown:
        sys.exit(f"no bench {', '.join(sorted(unknown))}; there are: {', '.join(_BENCHES)}")
    for name in names or _BENCHES:
        title, figures = _BENCHES[name]()
        show(title, figures)


if __name__ == "__main__":
    measure(sys.argv[1:])
