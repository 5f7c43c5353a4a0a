"""The words of a text by jieba; the only module that knows jieba."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba import Tokenizer

NAME_WEIGHT = 120  # frequency of a place name jieba lacks: enough to win over single characters

_REACH = 3  # no word of more than four characters is looked for across an offset

_cache_folder: list[Path] = []
_lock = threading.Lock()


def prepare(cache: Path | None = None) -> None:
    """Say where jieba may keep its cache file; without this it is the system's folder for temporary files."""
    _cache_folder[:] = [cache] if cache else []


def is_crossed(text: str, at: int) -> bool:
    """Tell whether some word of the dictionary may run across an offset: only then must words be cut."""
    frequency = _tokenizer().FREQ
    for start in range(max(0, at - _REACH), at):
        for end in range(at + 1, min(start + _REACH + 1, len(text)) + 1):
            if frequency.get(text[start:end]):
                return True
    return False


def is_word(text: str) -> bool:
    """Tell whether the dictionary has a text as a word."""
    return bool(_tokenizer().FREQ.get(text))


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

        # A cache that cannot be written costs time at the next start, and is no reason for a traceback.
        jieba.setLogLevel(logging.CRITICAL)
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
