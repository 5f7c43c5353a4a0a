"""Pictures of the weekly page: the branches beside the week before, and one branch's last weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.pictures.fitting import cut, width, wrap
from bot.pictures.rendering import GAP, MARGIN, WIDTH, columns_of, keep, render

_ROW_HEIGHTS = {1: 78, 2: 74}  # by columns
_TOTAL_HEIGHT = 108
_MOST = 120  # branches that are all drawn
_LOWEST = 60  # of more, these


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A branch: how many of its people were heard of in the week, and in the week before."""

    name: str
    now: int
    before: int
    people: int

    @property
    def share(self) -> float:
        """Which part of the people was heard of; all where there is nobody."""
        return self.now / self.people if self.people else 1.0


@dataclass(frozen=True, slots=True)
class WeekColumn:
    """A week of one branch: how many were heard of."""

    name: str
    heard: int


@dataclass(frozen=True, slots=True)
class _Row:
    x: int
    y: int
    bar: WeekBar


def draw_weeks(title: str, rows: Sequence[WeekBar], footer: str = "") -> bytes:
    """Draw a bar a branch, the week beside the one before, and the sum of all; gives a PNG 750 pixels wide.

    Of very many branches the lowest are drawn, the lowest first, and the others are counted.
    """
    lines = wrap(title, 42)
    top = 58 + 42 * (len(lines) - 1) + 26
    shown = choose(rows)
    head = f"报平安比例最低的 {len(shown)} 个支部" if len(shown) < len(rows) else ""
    first = top + _TOTAL_HEIGHT + (70 if head else 34)
    columns, wide, deep = columns_of(len(shown))
    size, high = (26 if columns == 1 else 22), _ROW_HEIGHTS[columns]
    return render(
        "weeks.svg",
        title=lines,
        top=top,
        total=WeekBar(
            "", *(sum(getattr(row, field) for row in rows) for field in ("now", "before", "people"))
        ),
        head=head,
        rows=[
            _Row(
                MARGIN + (wide + GAP) * (place // deep),
                first + high * (place % deep),
                _fit(row, wide, size),
            )
            for place, row in enumerate(shown)
        ],
        rest=f"其余 {len(rows) - len(shown)} 个支部没有画出来" if len(shown) < len(rows) else "",
        wide=wide,
        size=size,
        height=first + high * deep + (40 if head else 0) + 64,
        footer=cut(footer, 32),
    )


def choose(rows: Sequence[WeekBar]) -> Sequence[WeekBar]:
    """Give which branches are drawn: all in their order, of very many the lowest."""
    return rows if len(rows) <= _MOST else sorted(rows, key=_lowest_first)[:_LOWEST]


def _lowest_first(row: WeekBar) -> tuple[float, int]:
    return row.share, row.now - row.people


def _fit(row: WeekBar, wide: int, size: int) -> WeekBar:
    """Shorten a branch's name to what stands beside its numbers."""
    room = int(wide / size * 2) - 2  # in halves of a Chinese character
    change = f" ↑{abs(row.now - row.before)}" if row.now != row.before else ""
    return WeekBar(
        cut(row.name, max(8, room - width(f" {row.now}/{row.people}{change}"))),
        row.now,
        row.before,
        row.people,
    )


def draw_course(
    title: str, weeks: Sequence[WeekColumn], people: int, average: int | None, footer: str = ""
) -> bytes:
    """Draw a branch's weeks as columns, the last one the page's; gives a PNG 750 pixels wide.

    `average` is how many of its people it would be at the share of all branches together.
    """
    lines = wrap(title, 42)
    step = (WIDTH - 2 * MARGIN - 40) // max(len(weeks), 1)
    return render(
        "course.svg",
        title=lines,
        top=58 + 42 * (len(lines) - 1) + 26,
        weeks=[WeekColumn(cut(one.name, 10), one.heard) for one in weeks],
        people=people,
        most=max([people, 1, *(one.heard for one in weeks)]),
        average=average,
        step=step,
        thick=min(step * 6 // 10, 90),
        footer=cut(footer, 26),
    )


def keep_weeks(folder: Path, name: str, title: str, rows: Sequence[WeekBar], footer: str = "") -> Path:
    """Draw it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return keep(folder, name, draw_weeks(title, rows, footer))
