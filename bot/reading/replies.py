"""A member's message to a Reading: the whole of what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.checkin import Intent, Reading, Report, Safety, Whereabouts
from bot.reading import distress, gazetteer, moves, places, proxies, solitaire, talk, wellbeing
from bot.reading.gazetteer import Home
from bot.reading.marks import PHONE, Clause, Marked, mark
from bot.reading.segments import normalise

OTHER = Reading(Intent.OTHER)
_ACTIVITY = re.compile(
    r"集合|签到|准时|参加|开会|活动|会议|报名|加班|请假|值班|交费|缴费|提交"
)  # 明天出发 is theirs


@dataclass(frozen=True, slots=True)
class _Found:
    """A report with how sure it is that one is meant."""

    report: Report
    certain: bool  # says how or where the person is
    planned: bool  # says a move to come


def read(
    text: str, *, now: datetime, home: str, members: Sequence[str] = (), sender: str | None = None
) -> Reading:
    """Read a message sent at `now` (aware) by a member whose committee's home is `home` (full name).

    `members` are the names on the branch's roll and `sender` the writer's: they tell who is reported on.
    Never raises for what a text may hold; what is not understood is OTHER or stays None.
    """
    plain = normalise(text)
    place, today = gazetteer.home_of(home), now.date()
    if listed := solitaire.parse(plain, members):
        return _read_list(listed, today, place)
    return _read_message(plain, today, place, members, sender)


def _read_list(listed: solitaire.Solitaire, today: date, home: Home) -> Reading:
    found = [(line.name, _read_line(line.text, today, home)) for line in listed.lines]
    if not found or not (listed.is_checkin or any(one.report.safety for _, one in found)):
        return OTHER
    reports = tuple(replace(one.report, subject=name) for name, one in found)
    return Reading(_intent(reports), reports)


def _read_line(text: str, today: date, home: Home) -> _Found:
    """Read what stands behind a name in a list; 安, 好 and 家里 stand alone only there."""
    text = re.sub(r"(?<![\u4e00-\u9fff])[安好](?![\u4e00-\u9fff])", "平安", text)
    text = re.sub(r"(?<![\u4e00-\u9fff])家里?(?![\u4e00-\u9fff])", "在家", text)
    marked = mark(text, today, home, [])
    return _report(None, marked.clauses(), marked, text, today, home)


def _intent(reports: Sequence[Report]) -> Intent:
    return Intent.HELP if any(r.safety is Safety.HELP for r in reports) else Intent.CHECKIN


def _read_message(text: str, today: date, home: Home, members: Sequence[str], sender: str | None) -> Reading:
    marked = mark(text, today, home, proxies.find_names(text, members, sender))
    clauses = marked.clauses()
    alarmed = [c for c in clauses if distress.in_distress(c.text, marked.text)]
    if not alarmed and talk.is_notice(text):
        return OTHER
    own = [c for c in clauses if c in alarmed or c in talk.own(clauses)]
    found: dict[str | None, _Found] = {}
    for part in proxies.parts(own, marked, sender, alarmed):
        for subject in part.subjects:
            one = _report(subject, part.clauses, marked, text, today, home)
            found[subject] = _together(found[subject], one) if subject in found else one
    asked = any(talk.asks(c) for c in clauses)
    kept = [one for one in found.values() if one.certain or (one.planned and not asked)]
    if not kept:
        return OTHER
    reports = tuple(one.report for one in kept)
    return Reading(_intent(reports), reports)


def _together(first: _Found, second: _Found) -> _Found:
    """Join what two parts of a message say of one person; distress goes before all, then what came first."""
    a, b = first.report, second.report
    safety = Safety.HELP if Safety.HELP in (a.safety, b.safety) else a.safety or b.safety
    where = (
        (a.whereabouts, a.place) if a.place or (a.whereabouts and not b.place) else (b.whereabouts, b.place)
    )
    report = Report(
        a.subject,
        safety,
        *where,
        a.heading_to or b.heading_to,
        a.leaves_on or b.leaves_on,
        a.returns_on or b.returns_on,
        a.phone or b.phone,
    )
    return _Found(report, first.certain or second.certain, first.planned or second.planned)


def _report(
    subject: str | None, clauses: Sequence[Clause], marked: Marked, message: str, today: date, home: Home
) -> _Found:
    said = moves.Reader(marked, home, today).read(list(clauses))
    alarmed = any(distress.in_distress(c.text, marked.text) for c in clauses)
    stays = said.stays
    if alarmed and not stays and not said.at_home and said.past:
        stays = [moves.Stay(said.past[-1], True)]
    placed = bool(stays and stays[0].clear) or said.at_home or said.whereabouts is not None
    well = not (talk.waves_thanks_off(message) and not placed) and any(
        wellbeing.is_well(c.text, context=message, placed=placed) for c in clauses
    )
    phone = _phone(clauses, marked)
    whereabouts, place = said.whereabouts, None
    if stays and (stays[0].clear or well or alarmed or phone):
        place = stays[0].mention.place
        whereabouts = places.whereabouts(place, home) or (
            None if said.whereabouts is None else said.whereabouts
        )
    elif said.at_home:
        whereabouts, place = Whereabouts.HOME, home.place
    report = Report(
        subject,
        Safety.HELP if alarmed else Safety.SAFE if well else None,
        whereabouts,
        place,
        said.heading,
        said.leaves,
        said.returns,
        phone,
    )
    planned = bool(said.heading or said.returns)
    planned |= bool(said.leaves or said.planned) and not _ACTIVITY.search(message)
    ailing = not _ACTIVITY.search(message) and any(wellbeing.is_ailing(c.text) for c in clauses)
    return _Found(report, alarmed or well or placed or ailing or phone is not None, planned)


def _phone(clauses: Sequence[Clause], marked: Marked) -> str | None:
    mentions = [marked.phone(m) for c in clauses for m in re.findall(PHONE, c.text)]
    return next((m.number for m in mentions if m.own and m.number), None)
