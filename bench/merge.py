"""The peer of bench/ledgers.py: pandas merges the same files by identity number and lists what differs.

Run by a Python of its own that has pandas (`make bench` prepares it). It is what one writes in an afternoon:
headings renamed by hand, an outer merge, cells compared as text. The last line tells seconds and kilobytes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any


def main() -> None:
    """Merge the files named, all headings given as JSON, and print what it found and took."""
    paths, headings, out = json.loads(sys.argv[1])
    start = time.perf_counter()
    import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415 - loading it is measured

    tables = [_read(pandas, path, names) for path, names in zip(paths, headings, strict=True)]
    merged = tables[0]
    for place, table in enumerate(tables[1:], start=1):
        merged = merged.merge(table, on="number", how="outer", suffixes=("", f"_{place}"))
    found = []
    for field in ("name", "birthday", "joined", "phone", "sex", "branch", "employer"):
        columns = [merged[f"{field}{suffix}"] for suffix in ("", "_1", "_2")]
        apart = (columns[0] != columns[1]) | (columns[0] != columns[2])
        found.append(merged[apart].assign(field=field))
    differences = pandas.concat(found)
    differences.to_csv(out, index=False)
    took, worked = time.perf_counter() - start, time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = {"seconds": took, "worked": worked, "kilobytes": memory}
    print(json.dumps({**told, "differences": len(differences), "people": len(merged)}))


def _read(pandas: Any, path: str, names: dict[str, str]) -> Any:
    table = pandas.read_excel(path, engine="calamine", dtype=str, skiprows=names.pop("skip", 0))
    table = table.rename(columns={heading: field for field, heading in names.items()})[list(names)]
    # A merge joins every empty number with every other one: 3.7 million rows out of 69,000.
    return table[table["number"].str.len() == 18].drop_duplicates("number")


if __name__ == "__main__":
    main()
