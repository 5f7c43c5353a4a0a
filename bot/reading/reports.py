"""The clauses that speak of one person to a Report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.checkin import Place, Report, Safety, Whereabouts
from bot.reading import moves, places, talk, wellbeing
from bot.reading.gazetteer import Home
from bot.reading.marks import PHONE, Clause, Marked
from bot.reading.moves import Moves
from bot.reading.roles import Stay

Words = tuple[int, int]  # offsets in the marked text

_A_PHONE = re.compile(PHONE)
_ACTIVITY = re.compile(
    r"收到|能[去来到]|集合|签到|准时|参加|开会|活动|会议|报名|加班|请假|值班|交费|缴费|提交"
)  # 明天出发 is theirs


@dataclass(frozen=True, slots=True)
class Found:
    """A report with how sure it is that one is meant."""

    report: Report
    certain: bool  # says how or where the person is
    planned: bool  # says a move to come
    marked: Marked
    because: Mapping[str, Words]  # by field of the report: the words that tell

    def reasons(self) -> dict[str, str]:
        """Give the words as written that gave each field."""
        return {
            field: self.marked.words(*span)
            for field, span in self.because.items()
            if field == "subject" or getattr(self.report, field) is not None
        }


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the person before the clauses are read."""

    subject: str | None = None
    because: Words | None = None  # the words that tell of whom
    is_listed: bool = False  # on a line of a list
    is_reported: bool = False  # by somebody else


def read(
    clauses: Sequence[Clause],
    marked: Marked,
    alarms: Mapping[int, Words],
    about: About,
    *,
    today: date,
    home: Home,
) -> Found:
    """Read what clauses say of a person; `alarms` are the words of distress by the clauses' starts."""
    said = moves.Reader(marked, home, today, own=about.is_listed or about.is_reported).read(clauses)
    because = said.because
    if about.because:
        because["subject"] = about.because
    alarm = next((alarms[c.start] for c in clauses if c.start in alarms), None) if alarms else None
    stay = _stay(said, in_need=alarm is not None)
    placed = (stay is not None and stay.clear) or said.at_home or said.whereabouts is not None
    well = _wellbeing(clauses, marked, placed=placed or said.going or said.returning)
    phone = _phone(clauses, marked, about, beside_news=bool(well or placed))
    certain_place = stay is not None and bool(stay.clear or well or alarm or phone)
    whereabouts, place = _whereabouts(said, stay if certain_place else None, home)
    if safety := Safety.HELP if alarm else Safety.SAFE if well else None:
        because["safety"] = alarm or well or (0, 0)
    if phone:
        because["phone"] = phone.words
    report = Report(
        about.subject,
        safety,
        whereabouts,
        place,
        said.heading,
        said.leaves,
        said.returns,
        phone.number if phone else None,
    )
    certain = bool(safety) or placed or phone is not None
    planned = said.own and bool(said.heading or said.returns)
    if not (certain and planned) and not _ACTIVITY.search(marked.plain):
        planned = planned or (said.own and bool(said.leaves or said.planned))
        certain = certain or any(wellbeing.is_ailing(c.text) for c in clauses)
    return Found(report, certain, planned, marked, because)


def _stay(said: Moves, *, in_need: bool) -> Stay | None:
    if said.stays:
        return said.stays[0]
    return said.past[-1] if in_need and said.past and not said.at_home else None


def _whereabouts(said: Moves, stay: Stay | None, home: Home) -> tuple[Whereabouts | None, Place | None]:
    if stay:
        said.because["place"] = stay.words
        said.because.setdefault("whereabouts", stay.words)
        place = stay.mention.place
        return places.whereabouts(place, home) or said.whereabouts, place
    if said.at_home:
        said.because["place"] = said.because["whereabouts"]
        return Whereabouts.HOME, home.place
    return said.whereabouts, None


def _wellbeing(clauses: Sequence[Clause], marked: Marked, *, placed: bool) -> Words | None:
    for clause in clauses:
        if match := wellbeing.find(clause.text, context=marked.plain, placed=placed):
            if not placed and talk.waves_thanks_off(marked.plain):
                return None
            return clause.start + match.start(), clause.start + match.end()
    return None


@dataclass(frozen=True, slots=True)
class _Phone:
    number: str
    words: Words


def _phone(clauses: Sequence[Clause], marked: Marked, about: About, *, beside_news: bool) -> _Phone | None:
    """Find the person's number; one not said to be so counts on a list and beside other news only."""
    if not marked.has_phones:
        return None
    for clause in clauses:
        for match in _A_PHONE.finditer(clause.text):
            mention = marked.phone(match[0])
            if not (mention.own and mention.number) or (about.is_reported and mention.writers):
                continue
            if mention.stated or about.is_listed or beside_news:
                return _Phone(mention.number, (clause.start + match.start(), clause.start + match.end()))
    return None
