"""Shares of a whole: a bar a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.pictures.fitting import cut, width, wrap
from bot.pictures.rendering import MARGIN, WIDTH, keep, render


@dataclass(frozen=True, slots=True)
class Share:
    """A class of a picture of shares; `is_rest` is what is not known, drawn in grey."""

    name: str
    number: int
    is_rest: bool = False


def draw_shares(title: str, shares: Sequence[Share], footer: str = "") -> bytes:
    """Draw a bar a class, with its number and share; gives a PNG 750 pixels wide, as high as it takes."""
    lines = wrap(title, 42)
    top = 58 + 42 * (len(lines) - 1) + 40
    named = [Share(cut(one.name, 22), one.number, one.is_rest) for one in shares]
    left = max((width(one.name) for one in named), default=0) * 13 + 20
    return render(
        "shares.svg",
        title=lines,
        top=top,
        rows=named,
        total=sum(one.number for one in shares),
        most=max((one.number for one in shares), default=1),
        left=left,
        wide=WIDTH - 2 * MARGIN - 40 - left - 130,
        height=top + 14 + 62 * len(shares) + 20 + 64,
        footer=cut(footer, 60),
    )


def keep_shares(folder: Path, name: str, title: str, shares: Sequence[Share], footer: str = "") -> Path:
    """Draw it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    return keep(folder, name, draw_shares(title, shares, footer))
