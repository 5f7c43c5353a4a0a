"""A paper to print: one HTML file that holds all it needs, read on a phone and printed on A4."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

_PAGES = Path(__file__).parents[1] / "data" / "pages"
_WIDE = 10  # a table of more columns lies across
_SHORT = 20  # rows that are kept on one page
_NAME = 12  # characters at the head of a row that are not broken
_NUMBER = re.compile(r"[-+]?[\d,.]{1,15}(?:%|分|元|日|时)?|[-—–]?|已过保存期")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: a table (without headings: its rows alone), and what stands below it.

    `picture_svg` is one that bot/pictures.py has drawn; it is taken as it is. A row that begins with 合计
    is set as a sum. `is_narrow`: where the page has room for it, it stands beside the next one.
    `is_large`: in big type with room to write, to be worked with on paper.
    """

    heading: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    picture_svg: str = ""
    is_narrow: bool = False
    is_large: bool = False


def write_paper(path: Path, title: str, subtitle: str, sections: Sequence[Section]) -> None:
    """Write the paper, for its owner's eyes only; every word is taken as a word, never as HTML."""
    # Few processes ever print: only they pay for the library.
    import jinja2  # noqa: PLC0415
    import markupsafe  # noqa: PLC0415

    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    parts = [
        {
            "heading": one.heading,
            "headings": one.headings,
            "rows": one.rows,
            "counts": _count_columns(one),
            "is_wide": max(map(len, (one.headings, *one.rows))) > _WIDE,
            "is_narrow": one.is_narrow,
            "is_large": one.is_large,
            "is_short": len(one.rows) <= _SHORT,
            "has_names": all(len(row[0]) <= _NAME for row in one.rows if row),
            "note": one.note,
            "picture": markupsafe.Markup(one.picture_svg),  # noqa: S704 - drawn by bot/pictures.py
        }
        for one in sections
    ]
    groups = [(side, list(found)) for side, found in groupby(parts, key=itemgetter("is_narrow"))]
    text = pages.get_template("paper.html").render(title=title, subtitle=subtitle, groups=groups)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(
        os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)


def _count_columns(part: Section) -> list[bool]:
    """Tell of each column whether it holds numbers only, which stand at the right."""
    wide = max(map(len, (part.headings, *part.rows)))
    columns = [[row[place] for row in part.rows if place < len(row)] for place in range(wide)]
    return [
        bool(cells) and any(cells) and all(map(_NUMBER.fullmatch, cells)) and place > 0
        for place, cells in enumerate(columns)
    ]
