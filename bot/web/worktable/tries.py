"""Wrong passwords, counted, so that nobody tries many."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from bot.domain.command import UserError
from bot.domain.login import TRIES, TRIES_WITHIN, may_try_from, show_wait

_NAMES_REMEMBERED = 500


class Tries:
    """Wrong tries by name. In memory: who can restart the bot has its store and needs no password."""

    def __init__(self) -> None:
        self._wrong: dict[str, deque[datetime]] = {}

    def note(self, name: str, now: datetime) -> None:
        """Count a try before it is made, so that many at once are no way round; or raise UserError."""
        for known in [one for one, tries in self._wrong.items() if tries[-1] < now - TRIES_WITHIN]:
            del self._wrong[known]
        if name not in self._wrong and len(self._wrong) >= _NAMES_REMEMBERED:
            raise UserError("现在试的人太多了，请过一会儿再来。")
        tries = self._wrong.setdefault(name, deque(maxlen=TRIES))
        if until := may_try_from(tries, now):
            raise UserError(show_wait(until, now))
        tries.append(now)

    def forget(self, name: str) -> None:
        """Forget the wrong tries of who got in."""
        self._wrong.pop(name, None)

    def take_back(self, name: str) -> None:
        """Let a try that was right not count; the wrong ones before it stay counted."""
        tries = self._wrong[name]
        tries.pop()
        if not tries:
            del self._wrong[name]
