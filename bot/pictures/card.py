"""The birthday card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.pictures.fitting import cut, width
from bot.pictures.rendering import keep, render

_NAMES = 8  # more are counted
_SIZES = (72, 60, 50, 44, 40, 36, 33, 30, 27, 24, 22)
_CARD, _MIDDLE = 900, 286
FIELD_WIDTH, FIELD_HEIGHT = 700, 180  # where the names stand
_GAP, LEADING = 0.7, 1.45  # in sizes of a character


def draw_card(names: Sequence[str]) -> bytes:
    """Draw a birthday card for these people; gives a PNG 900 pixels wide."""
    size, lines = set_names([cut(name, 24) for name in names])
    placed = []
    for place, line in enumerate(lines):
        x = (_CARD - line_width(line, size)) / 2
        y = _MIDDLE + (place - (len(lines) - 1) / 2) * LEADING * size + 0.36 * size
        for name in line:
            wide = line_width([name], size)
            placed.append((round(x + wide / 2, 1), round(y, 1), name))
            x += wide + _GAP * size
    return render("birthday.svg", names=placed, size=size)


def keep_card(folder: Path, name: str, names: Sequence[str]) -> Path:
    """Draw it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return keep(folder, name, draw_card(names))


def set_names(names: Sequence[str]) -> tuple[int, list[list[str]]]:
    """Break names into lines at the largest size at which they fit; more than a card holds are counted."""
    shown = [*names[:_NAMES], *([f"等 {len(names)} 位"] if len(names) > _NAMES else [])]
    for size in _SIZES:
        for deep in range(1, len(shown) + 1):
            wide = -(-len(shown) // deep)  # as many in each line: two and two look better than three and one
            lines = [shown[start : start + wide] for start in range(0, len(shown), wide)]
            is_narrow = max(line_width(line, size) for line in lines) <= FIELD_WIDTH
            if is_narrow and len(lines) * size * LEADING <= FIELD_HEIGHT:
                return size, lines
    return _SIZES[-1], [[name] for name in shown]


def line_width(line: Sequence[str], size: int) -> float:
    """Tell how wide a line of names is at a size, in pixels."""
    return sum(width(name) * size / 2 for name in line) + _GAP * size * (len(line) - 1)
