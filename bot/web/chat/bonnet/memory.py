"""What the last messages changed in the store, kept in memory for whoever looks under the bonnet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.ports import Incoming
from data import trace
from data.trace import Change

_REMEMBERED = 2000  # messages


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was handled, and what changed in the store while it was."""

    incoming: Incoming
    changes: tuple[Change, ...]


class Memory:
    """What the last messages changed, by message id: a bot.simulation.Watcher. Starts the trace."""

    def __init__(self, db: Database) -> None:
        trace.start(db)
        self._db = db
        self.taken: dict[str, Taken] = {}

    def before(self, incoming: Incoming) -> None:
        """Forget what schedules and deliveries changed."""
        self.forget()

    def forget(self) -> None:
        """Forget what changed since the last message: it belongs to none."""
        trace.forget(self._db)

    def after(self, incoming: Incoming) -> None:
        """Remember what the message changed; a repeat changes nothing."""
        self.taken.setdefault(incoming.message_id, Taken(incoming, tuple(trace.take(self._db))))
        if len(self.taken) > _REMEMBERED:
            del self.taken[next(iter(self.taken))]
