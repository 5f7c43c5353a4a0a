"""The picture of a monthly or yearly report: shares beside the month before, a year also month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.pictures.fitting import cut, wrap
from bot.pictures.rendering import WIDTH, fill, keep, paint

_HIGH, _CHART = 76, 320  # of a share, of the months' columns
_PLAIN = 84  # of the line of figures without a whole
_MOST_PLAIN = 4


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of a whole (`done` of `asked`), and which share it was in the month before (None: unknown)."""

    name: str
    done: int
    asked: int
    before: float | None = None


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """A month of a year: the share of people heard of (None: the month has no figures)."""

    name: str
    share: float | None


def draw_report(
    title: str,
    figures: Sequence[tuple[str, str]],
    rates: Sequence[Rate],
    columns: Sequence[MonthColumn] = (),
    footer: str = "",
) -> str:
    """Draw figures (name, number), shares, and the months of a year; gives an SVG 750 wide.

    Without a title it is for a page that has one.
    """
    lines = wrap(title, 42) if title else []
    top = 58 + 42 * (len(lines) - 1) + 26 if title else 24
    shown = figures[:_MOST_PLAIN]
    first = top + (_PLAIN + 38 if shown else 0)
    chart = first + (_HIGH * len(rates) + 38 if rates else 0)
    return fill(
        "report.svg",
        title=lines,
        top=top,
        figures=[(cut(name, 12), cut(number, 12)) for name, number in shown],
        first=first,
        rates=[Rate(cut(one.name, 20), one.done, one.asked, one.before) for one in rates],
        has_before=any(one.before is not None for one in rates),
        columns=columns,
        chart=chart,
        step=(WIDTH - 2 * 32 - 40) / max(len(columns), 1),
        height=chart + (_CHART + 22 if columns else 0) + 56,
        footer=cut(footer, 30),
    )


def keep_report(folder: Path, name: str, svg: str) -> Path:
    """Draw such an SVG into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return keep(folder, name, paint(svg))
