"""SVG templates made into PNG with the bundled Chinese font, and kept in their folder."""

from __future__ import annotations

import os
from pathlib import Path

_TEMPLATES = Path(__file__).parents[2] / "data" / "pictures"
WIDTH, MARGIN, GAP = 750, 32, 30
ONE_COLUMN = 20  # more rows than these stand in two


def columns_of(count: int) -> tuple[int, int, int]:
    """Give into how many columns so many rows go, how wide each is, and how many rows deep."""
    columns = 1 if count <= ONE_COLUMN else 2
    return columns, (WIDTH - 2 * MARGIN - GAP * (columns - 1)) // columns, -(-count // columns)


def fill(template: str, **values: object) -> str:
    """Fill in a template; gives the SVG, in which every value is a text."""
    import jinja2  # noqa: PLC0415 -- few processes ever draw: only they pay for the library

    shapes = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return shapes.get_template(template).render(values)


def render(template: str, **values: object) -> bytes:
    """Fill in a template and draw it; gives a PNG."""
    return paint(fill(template, **values))


def paint(svg: str) -> bytes:
    """Draw an SVG; gives a PNG."""
    import resvg_py  # noqa: PLC0415 -- as above
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,  # the same picture on every machine
        font_files=[str(sans_path())],
    )


def keep(folder: Path, name: str, picture: bytes) -> Path:
    """Write it into `folder`/pictures/`name`.png, for its owner's eyes only, and give the path."""
    path = folder / "pictures" / f"{name}.png"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(picture)
    return path
