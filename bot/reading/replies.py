"""A member's message to a Reading: the whole of what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.checkin import Intent, Reading, Report, Safety
from bot.reading import distress, gazetteer, people, proxies, reports, solitaire, talk
from bot.reading.gazetteer import Home
from bot.reading.marks import NAME, Clause, Marked, mark
from bot.reading.plain import normalise
from bot.reading.reports import About, Found

_CONCERNS_ITS_WRITER = re.compile(f"[我俺咱求]|{NAME}")
# 代报 平安 and 3 7 12 电话平安 are not the writer's own reports.
_FOR_NOBODY = re.compile(r"\W*代报(?:\W|平安|$)|[\d\s、,]+(?:电话|见面|家属)")
_A_NAME = re.compile(NAME)
_WELL_ALONE = re.compile(r"(?<![\u4e00-\u9fff])[安好](?![\u4e00-\u9fff])")
_HOME_ALONE = re.compile(r"(?<![\u4e00-\u9fff])家里?(?![\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Reason:
    """The words of a message that gave one field of a report."""

    subject: str | None  # of the report
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A reading with its reasons."""

    reading: Reading
    reasons: tuple[Reason, ...]
    left_out: tuple[tuple[str, str], ...]  # (words, why): what was not taken as the writer's statement
    doubt: str | None  # words of distress that were taken for an exclamation (哈哈救命)


@dataclass(slots=True)
class _Understood:
    found: list[Found]
    marked: Marked | None = None  # of a message that is no list
    left_out: Sequence[tuple[Clause, str]] = ()

    def reading(self) -> Reading:
        if not self.found:
            return Reading(Intent.OTHER)
        said = tuple(one.report for one in self.found)
        in_need = any(report.safety is Safety.HELP for report in said)
        return Reading(Intent.HELP if in_need else Intent.CHECKIN, said)


def read(
    text: str, *, now: datetime, home: str, members: Sequence[str] = (), sender: str | None = None
) -> Reading:
    """Read a message sent at `now` (aware) by a member whose committee's home is `home` (full name).

    `members` are the names on the branch's roll and `sender` the writer's: they tell who is reported on.
    Never raises for what a text may hold; what is not understood is OTHER or stays None.
    """
    return _understand(text, now.date(), home, members, sender).reading()


def explain(
    text: str, *, now: datetime, home: str, members: Sequence[str] = (), sender: str | None = None
) -> Explained:
    """Read a message as `read` does, and tell which words gave what."""
    understood = _understand(text, now.date(), home, members, sender)
    reading, marked = understood.reading(), understood.marked
    reasons = tuple(
        Reason(one.report.subject, field, words)
        for one in understood.found
        for field, words in one.reasons().items()
    )
    if marked is None:
        return Explained(reading, reasons, (), None)
    left_out = tuple(
        (marked.words(clause.start, clause.start + len(clause.text)), why)
        for clause, why in understood.left_out
    )
    doubt = None if reading.intent is Intent.HELP else distress.doubted_cry(marked.plain)
    return Explained(reading, reasons, left_out, doubt)


def _understand(
    text: str, today: date, home_name: str, members: Sequence[str], sender: str | None
) -> _Understood:
    plain, home = normalise(text), gazetteer.home_of(home_name)
    if listed := solitaire.parse(plain, members):
        found = [_read_line(name, behind, today, home) for name, behind in listed.by_name().items()]
        meant = listed.is_checkin or any(one.report.safety for one in found)
        return _Understood(found if meant else [])
    names = people.find_names(plain, members, sender)
    marked = mark(plain, today, home, names)
    if not names and _FOR_NOBODY.match(plain):
        return _Understood([], marked, [(clause, "for nobody named") for clause in marked.clauses()])
    return _read_message(marked, sender, today, home)


def _read_line(name: str, behind: str, today: date, home: Home) -> Found:
    """Read what stands behind a name in a list; 安, 好 and 家里 stand alone only there."""
    behind = _HOME_ALONE.sub("在家", _WELL_ALONE.sub("平安", behind))
    # The name goes before, under a mark, so that it can be shown as the words that tell of whom.
    marked = mark(f"{name} {behind}", today, home, [(0, len(name), name)])
    clauses = [clause for clause in marked.clauses() if clause.start]
    alarms = distress.find(clauses, marked.text)
    about = About(name, because=(0, 1), is_listed=True)
    return reports.read(clauses, marked, alarms, about, today=today, home=home)


def _read_message(marked: Marked, sender: str | None, today: date, home: Home) -> _Understood:
    clauses = marked.clauses()
    alarms = distress.find(clauses, marked.text)
    if talk.is_notice(marked.plain) and (not alarms or not _CONCERNS_ITS_WRITER.search(marked.text)):
        return _Understood([], marked, [(clause, "a notice passed on") for clause in clauses])
    whys = talk.why_not_own(clauses)
    own = [
        clause
        for clause, why in zip(clauses, whys, strict=True)
        # 谁能联系上韩冰？ asks others, and tells who is missed.
        if not why
        or clause.start in alarms
        or (alarms and why == "a question" and _A_NAME.search(clause.text))
    ]
    left_out = [(c, why) for c, why in zip(clauses, whys, strict=True) if why and c.start not in alarms]
    found: dict[str | None, Found] = {}
    for part in proxies.parts(own, marked, sender, alarms):
        reported = part.subjects != (None,)
        for subject in part.subjects:
            about = About(subject, part.because, is_reported=reported)
            one = reports.read(part.clauses, marked, alarms, about, today=today, home=home)
            found[subject] = _together(found[subject], one) if subject in found else one
    _leave_to_the_named(found)
    asked = "a question" in whys
    kept = [one for one in found.values() if one.certain or (one.planned and not asked)]
    return _Understood(kept, marked, left_out)


def _leave_to_the_named(found: dict[str | None, Found]) -> None:
    """矿上塌方了，孟庆海还埋在里头: what is said of nobody before somebody is named is that person's need."""
    own = found.get(None)
    others = [one for subject, one in found.items() if subject and one.report.safety is Safety.HELP]
    if own and others and own.report == Report(safety=Safety.HELP) and "subject" not in own.because:
        del found[None]


def _together(first: Found, second: Found) -> Found:
    """Join what two parts of a message say of one person; distress goes before all, then what came first."""
    a, b = first.report, second.report
    safety = Safety.HELP if Safety.HELP in (a.safety, b.safety) else a.safety or b.safety
    of_place = a if a.place or (a.whereabouts and not b.place) else b
    report = replace(
        a,
        safety=safety,
        whereabouts=of_place.whereabouts,
        place=of_place.place,
        heading_to=a.heading_to or b.heading_to,
        leaves_on=a.leaves_on or b.leaves_on,
        returns_on=a.returns_on or b.returns_on,
        phone=a.phone or b.phone,
    )
    because = {**second.because, **first.because}
    if safety is not a.safety:
        because["safety"] = second.because["safety"]
    certain, planned = first.certain or second.certain, first.planned or second.planned
    return Found(report, certain, planned, first.marked, because)
