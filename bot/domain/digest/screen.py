"""What fits on two screens of a telephone and into one message, and how words line up there."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.domain.delivery import RESENT_MARK, TEXT_LIMIT

SCREENS = 40  # lines, two screens of a telephone
ACROSS = 36  # half-width characters in a line there
MOST_BYTES = TEXT_LIMIT - len(RESENT_MARK.encode())


def width(text: str) -> int:
    """Count half-width characters, as a telephone shows them."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def cut(text: str, widest: int) -> str:
    """Shorten a text to so many half-width characters."""
    if width(text) <= widest:
        return text
    while width(text) > widest - 2:
        text = text[:-1]
    return f"{text}…"


def pad(text: str, widest: int) -> str:
    """Fill a name up with full-width spaces, so that what follows stands below each other."""
    missing = widest - width(text)
    return text + "\u3000" * (missing // 2) + " " * (missing % 2)


def screen_lines(text: str) -> int:
    """Count the lines a text takes on a telephone, after wrapping."""
    return sum(max(1, -(-width(line) // ACROSS)) for line in text.split("\n"))


@dataclass(slots=True)
class Room:
    """What is left of two screens, and of what a message carries."""

    lines: int = SCREENS
    size: int = MOST_BYTES

    def take(self, text: str) -> bool:
        """Take the room for a text, where there is enough."""
        lines, size = screen_lines(text), len(text.encode()) + 1
        if lines > self.lines or size > self.size:
            return False
        self.lines -= lines
        self.size -= size
        return True
