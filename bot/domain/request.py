"""What somebody asked for and a secretary or the office decides: 同意 2号, 不同意 2号 原因."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.command import Misfit, narrow


class Asks(StrEnum):
    """Who decides."""

    SECRETARY = "secretary"
    CLERK = "clerk"


class State(StrEnum):
    """How far it has come."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return {
            State.OPEN: "等答复",
            State.AGREED: "同意了",
            State.REFUSED: "没有同意",
            State.WITHDRAWN: "收回了",
            State.LAPSED: "过期了",
        }[self]


@dataclass(frozen=True, slots=True)
class Request:
    """A request about a person (`member_id`), from an account, bound (`said_by`) or not.

    `asks` the secretary of the unit (`unit_id`), or a clerk. `title` says it in one line for who decides;
    `arguments` are JSON values for the handler of its kind.
    """

    number: int
    kind: str
    member_id: int
    account_id: str
    said_by: int | None
    asks: Asks
    unit_id: int | None
    arguments: Mapping[str, Any]
    title: str
    opened_at: datetime
    state: State = State.OPEN


@dataclass(frozen=True, slots=True)
class Word:
    """同意 or 不同意 as typed: of which request (None: the only one), and why."""

    number: int | None
    reason: str


def read_word(words: str) -> Word:
    """Read 2号 and a reason, which may be missing; without a number it is talk (Misfit)."""
    match = re.fullmatch(
        r"(?:第?\s*+[A-Za-z]?\s*+(?P<number>\d{1,6})\s*号(?:申请|转接)?|[A-Za-z](?P<bare>\d{1,6}))"
        r"[\s，,。：:]*(?P<reason>.{0,200})",
        narrow(words),
        re.DOTALL,
    )
    if match is None:
        raise Misfit(words)
    return Word(int(match["number"] or match["bare"]), match["reason"].strip())
