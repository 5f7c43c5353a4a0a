"""Something for a secretary to look at (待看): what the bot was told and could not settle by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.days import show_day

# An older one is no longer shown: by then it is settled, or nobody remembers what it was about.
SHOWN_FOR = timedelta(days=30)
_WORDS_SHOWN = 100


class Why(StrEnum):
    """Why somebody has to look at it."""

    UNCLEAR = "unclear"  # an answer that was not understood
    UNREADABLE = "unreadable"  # voice, a picture, a file in place of an answer
    DOUBTFUL = "doubtful"  # a receipt that was perhaps meant for somebody else; detail: the notice's number
    NAME = "name"  # a report on somebody nobody knows; detail: the name
    FORWARDED = "forwarded"  # to be passed on, and nobody could be written to
    BEREAVEMENT = "bereavement"  # to be telephoned, and nobody could be written to


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at, as it is listed."""

    number: int
    name: str
    branch_id: int | None
    why: Why
    detail: str
    words: str
    in_room: bool
    at: datetime
    member_id: int = 0


def show_concerns(concerns: Sequence[Concern]) -> str:
    """Write the list; the moments are given on the committee's clock."""
    if not concerns:
        return "没有待看的。"
    lines = [f"待看 {len(concerns)} 条："]
    lines += [f"{place} {_show(concern)}" for place, concern in enumerate(concerns, start=1)]
    lines.append("看过的请发“名单 看过 1”，就不再列出。")
    return "\n".join(lines)


def _show(concern: Concern) -> str:
    what = {
        Why.UNCLEAR: "没看懂",
        Why.UNREADABLE: f"发来{concern.detail}，看不了",
        Why.DOUBTFUL: f"可能已回第{concern.detail}号通知",
        Why.NAME: f"没认出“{concern.detail}”",
        Why.FORWARDED: "请转给您",
        Why.BEREAVEMENT: "家里可能有白事，请打电话问候",
    }[concern.why]
    where = "群里" if concern.in_room else "私信"
    words = concern.words.replace("\n", " ")
    shown = f"：“{words[:_WORDS_SHOWN]}{'…' if len(words) > _WORDS_SHOWN else ''}”" if words else ""
    return f"{concern.name}（{show_day(concern.at)}{where}）{what}{shown}"
