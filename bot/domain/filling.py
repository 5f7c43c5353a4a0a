"""What a person answered to a collection: a value, nothing changed, none, and the weight of who said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.proxy import How


class What(StrEnum):
    """What an answer says of one item."""

    VALUE = "value"
    SAME = "same"  # what stands on the roll is right
    NONE = "none"  # there is none: no employer
    UNKNOWN = "unknown"  # 不知道
    DECLINED = "declined"  # 不方便说

    @property
    def chinese(self) -> str:
        """How it stands where a value would."""
        return {
            What.VALUE: "",
            What.SAME: "没变",
            What.NONE: "无",
            What.UNKNOWN: "不清楚",
            What.DECLINED: "不便说",
        }[self]


@dataclass(frozen=True, slots=True)
class Wish:
    """One item of a collection as a reader needs it: its key, what people call it, whether it is known."""

    key: str
    labels: tuple[str, ...]
    known: bool = False  # stands on the roll, or was given


@dataclass(frozen=True, slots=True)
class Part:
    """What was said of one item; `tail` where only the end of a number was put right."""

    what: What
    value: str = ""
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """An answer as it is kept: about one item of one person, by whom, and how it was had."""

    member_id: int
    item: str
    what: What
    value: str | None
    how: How
    said_by: int | None
    at: datetime

    @property
    def source(self) -> str:
        """From whom it is, as the office reads it."""
        if self.how is How.OWN:
            return "没变" if self.what is What.SAME else "本人"
        return f"书记{self.how.chinese}" if self.how is not How.OTHER else "书记代填"
