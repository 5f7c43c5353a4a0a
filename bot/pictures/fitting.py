"""How much text there is room for in a picture, in halves of a Chinese character."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Tell how wide a text is."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def cut(text: str, most: int) -> str:
    """Cut a text to a width; XML takes no control characters."""
    text = "".join(char for char in text if char.isprintable() or char == "\u3000")
    if width(text) <= most:
        return text
    while text and width(text) > most - 2:
        text = text[:-1]
    return text + "…"


def wrap(text: str, most: int) -> list[str]:
    """Break a title into at most two lines."""
    text, first = cut(text, 2 * most), ""
    for char in text:
        if width(first + char) > most:
            break
        first += char
    rest = text[len(first) :].strip()
    return [first, cut(rest, most)] if rest else [first]
