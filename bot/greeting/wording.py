"""The greetings' words of data/texts/greetings.yaml, and which festivals are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot import texts
from bot.config import ConfigError, Settings
from bot.domain import greeting
from bot.domain.greeting import Festival, Wording

_FILE = texts.FOLDER / "greetings.yaml"


@cache
def load() -> Wording:
    """Read the words once. Raises ConfigError: every mistake on a line, with the file and the key."""
    try:
        return greeting.read_wording(texts.load(_FILE.stem))
    except ValueError as error:
        lines = str(error).splitlines()
        raise ConfigError("\n".join(f"{_FILE}: {line}" for line in lines)) from error


def festivals(settings: Settings) -> Sequence[Festival]:
    """List the festivals on which everybody is greeted. Raises ConfigError for one that has no words."""
    wanted, known = settings.greetings.festivals, load().festivals
    if isinstance(wanted, bool):
        return tuple(known.values()) if wanted else ()
    if unknown := [name for name in wanted if name not in known]:
        raise ConfigError(
            f"greetings.festivals: {', '.join(unknown)}: no words for it stand in {_FILE} under festivals:;"
            " write some there, or take it out of the list"
        )
    return tuple(known[name] for name in wanted)
