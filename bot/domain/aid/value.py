"""An offer or request of mutual aid, and what was answered to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EXAMPLE = "互助 求 借一台轮椅，用一个月"
MOST_OPEN = 2  # of one member at a time
MOST_ANSWERS = 5  # of one member a day
LASTS = timedelta(days=30)


class Side(StrEnum):
    """Whether something is needed or given."""

    ASK = "ask"
    OFFER = "offer"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return "求" if self is Side.ASK else "提供"


class State(StrEnum):
    """How far it has come."""

    WAITING = "unseen"  # for a clerk's look
    OPEN = "posted"
    REFUSED = "refused"
    ENDED = "ended"
    LAPSED = "lapsed"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return _STATES[self]


_STATES = {
    State.WAITING: "等党办看",
    State.OPEN: "发出了",
    State.REFUSED: "没有发",
    State.ENDED: "结束了",
    State.LAPSED: "到期了",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """An offer or request as typed."""

    side: Side
    words: str
    signed: bool  # whether rooms may read the name
    phone: bool  # whether the telephone may be given to who agrees to the same
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Aid:
    """An offer or request that was made."""

    number: int
    member_id: int
    side: Side
    words: str
    signed: bool
    phone: bool
    state: State
    asked_at: datetime
    decided_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether it waits or stands in the rooms."""
        return self.state in {State.WAITING, State.OPEN}


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to an offer or request."""

    number: int
    member_id: int
    words: str
    phone: bool
    at: datetime
