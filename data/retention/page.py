"""The page docs/kept.md, made from the registry."""

from __future__ import annotations

from datetime import timedelta

from data.retention.kept import YEAR
from data.retention.registry import REGISTRY


def _show(term: timedelta) -> str:
    years, days = divmod(term.days, YEAR.days)
    number, unit = (years, "year") if years and not days else (term.days, "day")
    if term < timedelta(days=1):
        number, unit = term // timedelta(hours=1), "hour"
    return f"{number} {unit}{'s' if number > 1 else ''}"


def as_markdown() -> str:
    """Write docs/kept.md."""
    lines = [
        "# What is kept",
        "",
        "Made from `data/retention/` by `make docs`; do not edit. Ordinary chat is never stored. Every",
        "night at a quarter past three what is over its time is deleted; how many rows is logged.",
        "",
        "In an export of one's own data (导出我的数据) stands what is marked so; the last column tells what",
        "删除我的数据 does, once the office has agreed: `row` deletes, `blank` empties, `keep` keeps.",
        "",
        "| table | for | about | for how long | exported | deleted |",
        "|---|---|---|---|---|---|",
    ]
    for kept in REGISTRY:
        about = f"`{kept.person}`" if kept.person else "nobody"
        term = _show(kept.term) if kept.term else "as long as the roll"
        emptied = ", then emptied" if kept.blank else ""
        exported = "yes" if kept.shown else "no" if kept.person else "–"
        done = kept.erase or "–"
        lines.append(f"| {kept.table} | {kept.purpose} | {about} | {term}{emptied} | {exported} | {done} |")
    lines += [
        "",
        "Files: pictures drawn and files received are deleted after seven days, exports after one. A backup"
        " of the night holds what was there, for as long as `backup.keep_days` and `keep_weeks` say.",
        "",
    ]
    return "\n".join(lines)
