"""How a name sounds and looks: two names that share one of the forms are easily taken for each other."""

from __future__ import annotations

from functools import lru_cache

from bot.reading.names import drawn
from bot.reading.nicknames import bare, southern, spoken


@lru_cache(maxsize=32_768)
def sounds(name: str) -> frozenset[str]:
    """Give a name's forms: its pinyin, as southern ears hear it, and as it looks on paper."""
    plain = bare(name)
    letters = spoken(plain)
    return frozenset((*letters, *map(southern, letters), f"={drawn(plain)}"))
