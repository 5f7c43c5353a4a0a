"""What was said in a rehearsal, and which of it a step expects or forbids."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ports import Quote
from bot.rehearse.script import Expectation


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript: `to` is set in private chats, `room` in rooms."""

    at: str
    room: str | None
    to: str | None
    sender: str
    text: str
    file: str | None
    by_bot: bool

    def as_json(self) -> str:
        """The line as the transcript file holds it."""
        return json.dumps(
            {
                "at": self.at,
                "room": self.room,
                "to": self.to,
                "from": self.sender,
                "text": self.text,
                "file": self.file,
            },
            ensure_ascii=False,
        )

    def fits(self, want: Expectation) -> bool:
        """Whether it is the bot's, in the right place and with the right words."""
        if not self.by_bot or (want.room is not None and self.room != want.room):
            return False
        if want.to is not None and self.to != want.to:
            return False
        return re.search(want.text, self.text, re.DOTALL) is not None


class Transcript:
    """The lines so far; the present step looks at its own."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._step_start = 0  # the first line that the present step may expect
        self._acted = 0  # the first line that came after the present step was done

    def begin_step(self, start: int) -> None:
        """From this line on the present step may expect."""
        self._step_start = start

    def note_acted(self) -> None:
        """The present step is done: what comes now, it may forbid."""
        self._acted = len(self.lines)

    def has(self, want: Expectation) -> bool:
        """Whether the bot has said in this step what is expected."""
        return any(line.fits(want) for line in self.lines[self._step_start :])

    def explain(self, want: Expectation) -> str:
        """Say what was expected, and what the bot said in its stead."""
        where = f"in {want.room}" if want.room else f"to {want.to}" if want.to else "anywhere"
        lines = [line for line in self.lines[self._step_start :] if line.by_bot]
        said = [f"  {line.room or f'to {line.to}'}: {line.text}" for line in lines]
        return f"expected {want.text!r} {where}; the bot said\n" + ("\n".join(said) or "  nothing")

    def find_forbidden(self, never: Sequence[Expectation]) -> tuple[Expectation, Line] | None:
        """Give the first line since the step was done that it forbids."""
        since = self.lines[self._acted :]
        return next(((want, line) for want in never for line in since if line.fits(want)), None)

    def quote(self, pattern: str, room: str | None, who: str) -> Quote | None:
        """Quote the latest message of a room, or of somebody's private chat, that matches."""
        for line in reversed(self.lines):
            here = line.room == room if room else who in {line.to, line.sender} and line.room is None
            if here and re.search(pattern, line.text, re.DOTALL):
                return Quote(line.sender, line.text)
        return None
