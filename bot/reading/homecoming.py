"""What 回, 返 and 到家 say: a return to come, one that is over, one denied, or somebody else's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from bot.domain.checkin import Days
from bot.reading import cues
from bot.reading.marks import DAYS, LENGTH

_A_DAY = re.compile(DAYS)
_OVER_AFTER = re.compile(rf"(?:{LENGTH}|好?几天|有{LENGTH})?[了啦喽咯]")
_THE_ONE_WHO_RETURNED = re.compile(r"的(?:$|[,。])")
_AGAIN = re.compile("(?:又|已经?|刚)$")
_INTENDS = re.compile("要|准备|打算")
_ALREADY = re.compile(r"已|刚|早就|都回来")


class Return(StrEnum):
    """What is said of a return."""

    TO_COME = "to come"
    OVER = "over"
    DENIED = "denied"
    TO_WORK = "to work"  # 回单位, 返校: a departure
    ANOTHERS = "another's"  # 等闺女过年回来, 回信阳的票开抢了


def what_is_said(match: re.Match[str], text: str, days_before: Sequence[Days | None], today: date) -> Return:
    """Tell what a match of cues.BACK in a clause says; `days_before` are the days said before it there."""
    before = text[: match.start()]
    if match["not"] or match["after"] or cues.PLANNED_BEFORE.search(before):
        return Return.DENIED
    about_tickets = cues.TICKETS.match(text, match.end()) and not cues.HAS_TICKET.search(text)
    if about_tickets or cues.AWAITED.search(before):
        return Return.ANOTHERS
    if cues.TO_WORK.match(text, match.start()):
        return Return.TO_WORK
    return Return.OVER if _is_over(match, text, days_before, today) else Return.TO_COME


def _is_over(match: re.Match[str], text: str, days_before: Sequence[Days | None], today: date) -> bool:
    """Tell whether a return has happened already (回来了, 昨天刚回, 已到家)."""
    before, after = text[: match.start()], text[match.end() :]
    if cues.ONLY_JUST.search(before) or (_THE_ONE_WHO_RETURNED.match(after) and not _INTENDS.search(before)):
        return True
    if _AGAIN.search(before) and text.endswith(("了", "啦")):
        return True
    if any(days and days.end > today for days in days_before):
        return False
    if cues.NOT_YET.search(before.replace("刚才", "")) or _A_DAY.search(after):
        return False
    if cues.PAST_TIME.search(text) or _ALREADY.search(before):
        return True
    return ("到家" in match[0] and not days_before) or bool(_OVER_AFTER.match(after))
