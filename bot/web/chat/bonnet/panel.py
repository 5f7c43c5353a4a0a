"""What the panel shows of one message: frozen values, in words and ready to be set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to know, under a label; `code` where it is a name of the program's."""

    label: str
    value: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood in one respect, and from which words."""

    field: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one person; of somebody who is only named, nothing."""

    whom: str
    fields: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A value of a stored row; `old` where it was another before."""

    name: str
    value: str
    old: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A row that came (新增), changed (改了) or went (删了)."""

    what: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What changed in one table; `more` rows are not shown."""

    name: str
    title: str
    rows: tuple[Stored, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the outbox; `message_id` is set once it was said."""

    text: str
    state: str
    facts: tuple[Fact, ...]
    message_id: str | None


@dataclass(frozen=True, slots=True)
class Bonnet:
    """All there is to see of one message; `causes` are those of a message of the bot's own."""

    message_id: str
    is_own: bool
    received: tuple[Fact, ...] = ()
    outcome: str = ""
    outcome_name: str = ""
    understood: tuple[Understood, ...] = ()
    left_out: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    books: tuple[Table, ...] = ()  # the bot's bookkeeping
    lines: tuple[Line, ...] = ()
    more_lines: int = 0
    causes: tuple[Fact, ...] = ()  # message id and text
