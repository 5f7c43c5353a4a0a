"""How far a round of answers is: a bar a branch and the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.pictures.fitting import cut, width, wrap
from bot.pictures.rendering import GAP, MARGIN, columns_of, keep, render

_ROW_HEIGHT = 66


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a progress picture: how many of `asked` have answered, `late` of those after the deadline."""

    name: str
    answered: int
    asked: int
    late: int = 0
    note: str = ""  # a few words where something else is to be said: 未转发


@dataclass(frozen=True, slots=True)
class _Row:
    x: int
    y: int
    bar: Bar


def draw_progress(title: str, rows: Sequence[Bar], footer: str = "") -> bytes:
    """Draw a bar a branch and the sum; gives a PNG 750 pixels wide, as high as it takes."""
    lines = wrap(title, 42)
    top = 58 + 42 * (len(lines) - 1) + 26
    columns, wide, deep = columns_of(len(rows))
    size = 26 if columns == 1 else 22
    placed = [
        _Row(
            MARGIN + (wide + GAP) * (place // deep),
            top + 92 + 28 + _ROW_HEIGHT * (place % deep),
            _fit(row, wide, size),
        )
        for place, row in enumerate(rows)
    ]
    total = Bar("", *(sum(getattr(row, field) for row in rows) for field in ("answered", "asked", "late")))
    return render(
        "progress.svg",
        title=lines,
        top=top,
        total=total,
        rows=placed,
        wide=wide,
        size=size,
        height=top + 92 + 28 + _ROW_HEIGHT * deep + 64,
        footer=cut(footer, 40),
    )


def keep_progress(folder: Path, name: str, title: str, rows: Sequence[Bar], footer: str = "") -> Path:
    """Draw it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return keep(folder, name, draw_progress(title, rows, footer))


def _fit(row: Bar, wide: int, size: int) -> Bar:
    """Shorten a row's words to what stands beside its numbers."""
    room = int(wide / size * 2) - 2  # in halves of a Chinese character
    numbers = width(f" {row.answered}/{row.asked}") + (width(f" 晚 {row.late}") if row.late else 0)
    note = cut(row.note, max(8, room - numbers - width(row.name)))
    name = cut(row.name, max(8, room - numbers - width(note)))
    return Bar(name, row.answered, row.asked, row.late, note)
