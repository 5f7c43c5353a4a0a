"""What was said in this connection and has not come back as an echo yet."""

from __future__ import annotations

from collections import deque

from bot.ports import Echo
from data.outbox import Row

_KEPT = 1000


class Echoes:
    """Expects the bot's own words back, the oldest of the same words first."""

    def __init__(self) -> None:
        self._expected: dict[tuple[str, str], deque[Row]] = {}

    def clear(self) -> None:
        """Expect nothing any more: echoes while no client is attached are lost."""
        self._expected.clear()

    def expect(self, row: Row) -> None:
        """A message is on its way."""
        if len(self._expected) > _KEPT:  # a gateway that does not echo
            self._expected.clear()
        # Pictures, files and cards come back without words, in their order.
        self._expected.setdefault((row.conversation, row.body or ""), deque()).append(row)

    def forget(self, row: Row) -> None:
        """A message did not go, or nobody knows."""
        waiting = self._expected.get((row.conversation, row.body or ""))
        if waiting and row in waiting:
            waiting.remove(row)

    def take(self, echo: Echo) -> Row | None:
        """Give the message that came back, or None where none was expected."""
        # The oldest of the same words; else the next such message would be taken for arrived, too.
        waiting = self._expected.get((echo.conversation, echo.text))
        return waiting.popleft() if waiting else None
