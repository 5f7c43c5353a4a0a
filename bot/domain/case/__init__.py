"""A case: what a member asked of the organisation, in whose hands it is, and until when it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

REOPENS_FOR = timedelta(days=30)  # so long after the answer the member may ask anew
HEARD_FOR = timedelta(days=3)  # so long a bare answer is to what was asked back
SAME_FOR = timedelta(minutes=10)  # the same words again so soon are one case


class Kind(StrEnum):
    """What sort of case it is, by the word the member opened it with."""

    SUGGESTION = "suggestion"
    PROBLEM = "problem"
    HELP = "help"
    ERRAND = "errand"
    APPEAL = "appeal"
    REPORT = "report"

    @property
    def chinese(self) -> str:
        """The word people type and read."""
        return _KINDS[self]

    @property
    def is_confidential(self) -> bool:
        """Whether only the clerks named for it may know of it."""
        return self in {Kind.APPEAL, Kind.REPORT}


_KINDS = {
    Kind.SUGGESTION: "建议",
    Kind.PROBLEM: "反映",
    Kind.HELP: "求助",
    Kind.ERRAND: "代办",
    Kind.APPEAL: "申诉",
    Kind.REPORT: "举报",
}


class Level(StrEnum):
    """Who is to see to it; of a confidential case, only those named among them."""

    SECRETARY = "secretary"
    OFFICE = "office"
    COMMITTEE = "committee"

    @property
    def above(self) -> Level:
        """Whom it climbs to; there is nobody above the committee."""
        return Level.OFFICE if self is Level.SECRETARY else Level.COMMITTEE


class State(StrEnum):
    """How far it has come."""

    OPEN = "open"
    ASKED = "asked"  # the member was asked back, and the clock rests
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return _STATES[self]

    @property
    def waits(self) -> bool:
        """Whether an answer is still owed."""
        return self in {State.OPEN, State.ASKED}


_STATES = {
    State.OPEN: "在办",
    State.ASKED: "等本人补充",
    State.ANSWERED: "已答复",
    State.CLOSED: "办结了",
    State.WITHDRAWN: "撤回了",
}


class Act(StrEnum):
    """What was done on the way."""

    OPENED = "opened"
    TAKEN = "taken"
    HANDED = "handed"
    QUERIED = "queried"
    REPLIED = "replied"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    CLIMBED = "climbed"
    RETRACTED = "retracted"
    SEEN = "seen"

    @property
    def chinese(self) -> str:
        """The words of the course people read."""
        return _ACTS[self]


_ACTS = {
    Act.OPENED: "提出",
    Act.TAKEN: "接手",
    Act.HANDED: "转办给",
    Act.QUERIED: "追问",
    Act.REPLIED: "本人补充",
    Act.ANSWERED: "答复",
    Act.CLOSED: "办结",
    Act.REOPENED: "重开",
    Act.CLIMBED: "过了时间，请上一级看",
    Act.RETRACTED: "撤回",
    Act.SEEN: "看过",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `said_by` entered it, for the member or as the member.

    `due_at` is until when an answer is promised; while the member is asked back it rests, and `left` is the
    working time that will be left. `granted` is the working time of the present promise.
    """

    number: int
    kind: Kind
    member_id: int
    said_by: int
    branch_id: int | None
    words: str
    opened_at: datetime
    level: Level
    due_at: datetime
    granted: timedelta
    holder_id: int | None = None
    state: State = State.OPEN
    left: timedelta | None = None
    reminded: int = 0
    answered_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def name(self) -> str:
        """What people call it: 求助8号."""
        return f"{self.kind.chinese}{self.number}号"

    def is_late(self, now: datetime) -> bool:
        """Whether an answer is owed and the promised time is over; a clock that rests is not late."""
        return self.state is State.OPEN and now >= self.due_at


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done on the way; `by` is None where the clock did it."""

    id: int
    act: Act
    by: int | None
    at: datetime
    words: str = ""
