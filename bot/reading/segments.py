"""Text made even, and its words by jieba; the only module that knows jieba."""

from __future__ import annotations

import logging
import re
import tempfile
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba import Tokenizer

LONGEST = 2000  # characters of a message that are read
_REACH = 3  # no word of more than four characters is looked for across an offset
NAME_WEIGHT = 120  # frequency of a place name jieba lacks: enough to win over single characters

_QUOTE = re.compile(r"^「[^」]{0,1500}」\s*\n\s*[-—－ ]{5,200}\s*\n")
_STICKER = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,6}\]")
_JOINERS = re.compile("[\u200b-\u200f\u2028-\u202f\u2060\ufe00-\ufe0f\ufeff]")
_ENCLOSED = str.maketrans({"①": "1.", "②": "2.", "③": "3.", "④": "4.", "⑤": "5.", "\u20e3": "."})

_cache_folder: list[Path] = []
_lock = threading.Lock()


def prepare(cache: Path | None = None) -> None:
    """Say where jieba may keep its cache file; without this it is the system's folder for temporary files."""
    _cache_folder[:] = [cache] if cache else []


def normalise(text: str) -> str:
    """Cut to LONGEST, make full-width forms half-width, drop a WeChat quote, turn pictures into spaces."""
    text = text[:LONGEST].translate(_ENCLOSED)
    text = unicodedata.normalize("NFKC", text).replace("\r", "\n")[: 2 * LONGEST]
    text = _QUOTE.sub("", text.strip())
    text = _STICKER.sub(" ", _JOINERS.sub("", text))
    return "".join(" " if _is_picture(char) else char for char in text)[:LONGEST]


def _is_picture(char: str) -> bool:
    category = unicodedata.category(char)
    return category in ("So", "Sk", "Cs", "Cn", "Co") or (category == "Cc" and char != "\n")


def is_crossed(text: str, at: int) -> bool:
    """Tell whether some word of the dictionary may run across an offset: only then must words be cut."""
    frequency = _tokenizer().FREQ
    for start in range(max(0, at - _REACH), at):
        for end in range(at + 1, min(start + _REACH + 1, len(text)) + 1):
            if frequency.get(text[start:end]):
                return True
    return False


@lru_cache(maxsize=256)
def word_bounds(text: str) -> frozenset[int]:
    """Give the offsets at which words of the text start or end."""
    bounds = {0}
    for _, start, end in _tokenizer().tokenize(text, HMM=False):
        bounds.update((start, end))
    return frozenset(bounds)


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    with _lock:
        import jieba  # noqa: PLC0415 - loading its dictionary takes most of a second

        from bot.reading import gazetteer  # noqa: PLC0415 - the same

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        folder = _cache_folder[0] if _cache_folder else Path(tempfile.gettempdir())
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(folder)
        tokenizer.initialize()
        _teach(tokenizer, gazetteer.areas())
        return tokenizer


def _teach(tokenizer: Tokenizer, words: Iterable[str]) -> None:
    # Straight into the table: add_word also recounts the prefixes of words that are there already.
    for word in words:
        if not tokenizer.FREQ.get(word):
            tokenizer.FREQ[word] = NAME_WEIGHT
            tokenizer.total += NAME_WEIGHT
            for end in range(1, len(word)):
                tokenizer.FREQ.setdefault(word[:end], 0)
