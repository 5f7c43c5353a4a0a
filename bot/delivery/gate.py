"""The gate before delivery: who may hold a message back beside pace and rest."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from data.outbox import Row


class Gate(Protocol):
    """Decides whether a message may go; works within the transaction that claims it."""

    def stops(self, row: Row, now: datetime) -> bool:
        """Whether a message may not go now; it was cancelled or held then."""
        ...

    def ask(self, now: datetime) -> None:
        """Show whom it concerns what was held since the last time."""
        ...


class OpenGate:
    """Lets everything go."""

    def stops(self, row: Row, now: datetime) -> bool:
        """Never."""
        del row, now
        return False

    def ask(self, now: datetime) -> None:
        """Nobody has to be asked."""
        del now
