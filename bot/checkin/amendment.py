"""Which check-in a correction, an all-clear or 撤 is about, and what it makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from bot.context import Turn
from bot.domain import correction
from bot.domain.checkin import Intent, Safety
from bot.domain.member import Member
from bot.reading import Explained
from bot.reading.names import Likeness, Roll
from data import alarm as alarms
from data import checkin as checkins
from data import member as members

_SELF = re.compile("[我俺咱]")
# In a branch the same sound is the same person; among thousands only the very name is.
_SUREST, _SUREST_OF_ALL = Likeness.SOUND, Likeness.DRESSED
_ALARMED_FOR = timedelta(days=3)  # so long 没事了 is the all-clear after an alarm


def told_last(turn: Turn, since: datetime) -> checkins.Told | None:
    """Give what the sender last told of anybody."""
    return checkins.told_last(turn.db, turn.actor.member.id, since)


def bearing(turn: Turn, name: str, scope: Sequence[Member]) -> list[Member]:
    """List who bears a name, or else, where that is sure enough, one like it (张珊 for 张三)."""
    if exact := [person for person in scope if person.name == name]:
        return exact
    surest = _SUREST_OF_ALL if turn.actor.is_clerk else _SUREST
    found = Roll(scope, attrgetter("name")).find(name)
    return list(found.people) if found.likeness is not None and found.likeness <= surest else []


def corrects_soon(turn: Turn) -> bool:
    """Whether a message in a room corrects what its sender told a moment ago; other words are talk."""
    told = told_last(turn, turn.now - correction.SOON)
    if told is None:
        return False
    if correction.other_meant(turn.text):
        return put_right(turn, turn.people_in_scope()) is not None
    return correction.is_one(turn.text) and turn.actor.member.id in told.about


def is_talk(turn: Turn, understood: Explained) -> bool:
    """Whether what opens as a correction in a room is about something else (说错了，我在北京西站等你)."""
    if correction.other_meant(turn.text):
        return False
    if any(report.subject for report in understood.reading.reports):
        return True
    if understood.reading.intent is Intent.HELP:
        return False
    return not correction.says_only(turn.text, tuple(reason.words for reason in understood.reasons))


def put_right(turn: Turn, scope: Sequence[Member]) -> str | None:
    """After 错了，是李建国: give the words of the wrong report with the right name."""
    meant, told = correction.other_meant(turn.text), told_last(turn, turn.day_start)
    if meant is None or told is None or len(told.about) != 1:
        return None
    wrong, right = members.find(turn.db, told.about[0]), bearing(turn, meant[1], scope)
    if len(right) != 1 or wrong.name not in told.words or (meant[0] or wrong.name) != wrong.name:
        return None
    return told.words.replace(wrong.name, right[0].name)


def corrected(turn: Turn) -> Member | None:
    """Give whose check-in of today a correction without a name means; None where there is none, or many."""
    told, own = told_last(turn, turn.day_start), turn.actor.member
    about = told.about if told else ()
    if about and (own.id in about or _SELF.search(turn.text)):
        return own
    return members.find(turn.db, about[0]) if len(about) == 1 else None


def alarmed(turn: Turn) -> Member | None:
    """Give whose alarm is not over yet: the sender's, or of whom the sender told last."""
    own, since = turn.actor.member, turn.now - _ALARMED_FOR
    told = told_last(turn, since)
    for number in (own.id, *(told.about if told else ())):
        if is_alarmed(turn, number):
            return members.find(turn.db, number)
    return None


def is_alarmed(turn: Turn, member_id: int) -> bool:
    """Whether the last that was heard of a person, within three days, was distress, or an alarm is open."""
    last = checkins.latest(turn.db, member_id, turn.now - _ALARMED_FOR)
    in_need = last is not None and last[0].safety is Safety.HELP
    return in_need or alarms.open_about(turn.db, member_id) is not None
