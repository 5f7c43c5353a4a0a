"""Pictures for the chat, drawn from SVG templates; the only module that knows the renderer and the font.

Nothing of either is loaded before the first picture.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TEMPLATES = Path(__file__).parents[1] / "data" / "pictures"
_WIDTH, _MARGIN, _GAP = 750, 32, 30
_ONE_COLUMN = 20  # more rows than these stand in two
_ROW_HEIGHT = 66
_CARD_NAMES = 8  # more are counted
_CARD_SIZES = (72, 60, 50, 44, 40, 36, 33, 30, 27, 24, 22)
_CARD, _CARD_MIDDLE, _CARD_WIDTH, _CARD_HEIGHT = 900, 286, 700, 180  # the names' field
_CARD_GAP, _CARD_LEADING = 0.7, 1.45  # in sizes of a character


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a progress picture: how many of `asked` have answered, `late` of those after the deadline."""

    name: str
    answered: int
    asked: int
    late: int = 0
    note: str = ""  # a few words where something else is to be said: 未转发


@dataclass(frozen=True, slots=True)
class Share:
    """A class of a picture of shares; `is_rest` is what is not known, drawn in grey."""

    name: str
    number: int
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    x: int
    y: int
    bar: Bar


def draw_progress(title: str, rows: Sequence[Bar], footer: str = "") -> bytes:
    """Draw a bar a branch and the sum; gives a PNG 750 pixels wide, as high as it takes."""
    lines = _wrap(title, 42)
    top = 58 + 42 * (len(lines) - 1) + 26
    columns = 1 if len(rows) <= _ONE_COLUMN else 2
    wide = (_WIDTH - 2 * _MARGIN - _GAP * (columns - 1)) // columns
    deep = -(-len(rows) // columns)
    size = 26 if columns == 1 else 22
    placed = [
        _Row(
            _MARGIN + (wide + _GAP) * (place // deep),
            top + 92 + 28 + _ROW_HEIGHT * (place % deep),
            _fit(row, wide, size),
        )
        for place, row in enumerate(rows)
    ]
    total = Bar("", *(sum(getattr(row, field) for row in rows) for field in ("answered", "asked", "late")))
    return _render(
        "progress.svg",
        title=lines,
        top=top,
        total=total,
        rows=placed,
        wide=wide,
        size=size,
        height=top + 92 + 28 + _ROW_HEIGHT * deep + 64,
        footer=_cut(footer, 40),
    )


def draw_shares(title: str, shares: Sequence[Share], footer: str = "") -> bytes:
    """Draw a bar a class, with its number and share; gives a PNG 750 pixels wide, as high as it takes."""
    lines = _wrap(title, 42)
    top = 58 + 42 * (len(lines) - 1) + 40
    named = [Share(_cut(one.name, 22), one.number, one.is_rest) for one in shares]
    left = max((_width(one.name) for one in named), default=0) * 13 + 20
    return _render(
        "shares.svg",
        title=lines,
        top=top,
        rows=named,
        total=sum(one.number for one in shares),
        most=max((one.number for one in shares), default=1),
        left=left,
        wide=_WIDTH - 2 * _MARGIN - 40 - left - 130,
        height=top + 14 + 62 * len(shares) + 20 + 64,
        footer=_cut(footer, 60),
    )


def draw_card(names: Sequence[str]) -> bytes:
    """Draw a birthday card for these people; gives a PNG 900 pixels wide."""
    size, lines = _set_names([_cut(name, 24) for name in names])
    placed = []
    for place, line in enumerate(lines):
        x = (_CARD - _line_width(line, size)) / 2
        y = _CARD_MIDDLE + (place - (len(lines) - 1) / 2) * _CARD_LEADING * size + 0.36 * size
        for name in line:
            wide = _line_width([name], size)
            placed.append((round(x + wide / 2, 1), round(y, 1), name))
            x += wide + _CARD_GAP * size
    return _render("birthday.svg", names=placed, size=size)


def _set_names(names: Sequence[str]) -> tuple[int, list[list[str]]]:
    """Break names into lines at the largest size at which they fit; more than a card holds are counted."""
    shown = [*names[:_CARD_NAMES], *([f"等 {len(names)} 位"] if len(names) > _CARD_NAMES else [])]
    for size in _CARD_SIZES:
        for deep in range(1, len(shown) + 1):
            wide = -(-len(shown) // deep)  # as many in each line: two and two look better than three and one
            lines = [shown[start : start + wide] for start in range(0, len(shown), wide)]
            is_narrow = max(_line_width(line, size) for line in lines) <= _CARD_WIDTH
            if is_narrow and len(lines) * size * _CARD_LEADING <= _CARD_HEIGHT:
                return size, lines
    return _CARD_SIZES[-1], [[name] for name in shown]


def _line_width(line: Sequence[str], size: int) -> float:
    return sum(_width(name) * size / 2 for name in line) + _CARD_GAP * size * (len(line) - 1)


def keep_card(folder: Path, name: str, names: Sequence[str]) -> Path:
    """Draw it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return _keep(folder, name, draw_card(names))


def keep_shares(folder: Path, name: str, title: str, shares: Sequence[Share], footer: str = "") -> Path:
    """Draw it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return _keep(folder, name, draw_shares(title, shares, footer))


def keep_progress(folder: Path, name: str, title: str, rows: Sequence[Bar], footer: str = "") -> Path:
    """Draw it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return _keep(folder, name, draw_progress(title, rows, footer))


def _keep(folder: Path, name: str, picture: bytes) -> Path:
    path = folder / "pictures" / f"{name}.png"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(picture)
    return path


def _fit(row: Bar, wide: int, size: int) -> Bar:
    """Shorten a row's words to what stands beside its numbers."""
    room = int(wide / size * 2) - 2  # in halves of a Chinese character
    numbers = _width(f" {row.answered}/{row.asked}") + (_width(f" 晚 {row.late}") if row.late else 0)
    note = _cut(row.note, max(8, room - numbers - _width(row.name)))
    name = _cut(row.name, max(8, room - numbers - _width(note)))
    return Bar(name, row.answered, row.asked, row.late, note)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _cut(text: str, width: int) -> str:
    """Cut a text to a width in halves of a Chinese character; XML takes no control characters."""
    text = "".join(char for char in text if char.isprintable() or char == "\u3000")
    if _width(text) <= width:
        return text
    while text and _width(text) > width - 2:
        text = text[:-1]
    return text + "…"


def _wrap(text: str, width: int) -> list[str]:
    """Break a title into at most two lines."""
    text, first = _cut(text, 2 * width), ""
    for char in text:
        if _width(first + char) > width:
            break
        first += char
    rest = text[len(first) :].strip()
    return [first, _cut(rest, width)] if rest else [first]


def _render(template: str, **values: object) -> bytes:
    # Few processes ever draw: only they pay for the libraries.
    import jinja2  # noqa: PLC0415
    import resvg_py  # noqa: PLC0415
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415

    shapes = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return resvg_py.svg_to_bytes(
        svg_string=shapes.get_template(template).render(values),
        skip_system_fonts=True,  # the same picture on every machine
        font_files=[str(sans_path())],
    )
