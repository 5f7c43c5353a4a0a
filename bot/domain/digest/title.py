"""Titles on the weekly page, where a line has eighteen characters."""

from __future__ import annotations

_LONGEST = 8


def shorten(title: str) -> str:
    """Cut a title to what fits beside its numbers."""
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
