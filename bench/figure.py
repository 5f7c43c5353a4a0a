"""A measured figure, and how a bench shows its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, its value with unit, and what it is held against."""

    what: str
    value: str
    beside: str = ""


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print the figures of one bench."""
    table = Table(title=title, title_justify="left")
    for column in ("measured", "value", "beside"):
        table.add_column(column)
    for figure in figures:
        table.add_row(figure.what, figure.value, figure.beside)
    Console().print(table)
