"""A year of branches gathered from all nouns: what each member did, what the branch held, what it owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.case import sight
from bot.context import Context, Turn
from bot.domain import meeting, review
from bot.domain.dues import EXEMPT, UNKNOWN, arrears_class
from bot.domain.dues.standing import Standing
from bot.domain.field import Field
from bot.domain.member import Actor, Member, Status
from bot.domain.review import YearOf
from bot.domain.unit import Unit
from bot.domain.yearend import BranchYear, PersonYear, Year
from bot.dues import standing as dues_standing
from bot.meeting import duties, standing
from data import absence as absences
from data import case as cases
from data import fact as facts
from data import meeting as meetings
from data import member as members
from data import record as records
from data import review as reviews
from data import silence as silences
from data import yearend as years

# What a year-end list is asked for most, in the order of asking.
_ROLL = (
    Field.SEX,
    Field.BIRTHDAY,
    Field.JOINED_ON,
    Field.SCHOOLING,
    Field.WORK_KIND,
    Field.PHONE,
)


def year_of(ctx: Context, number: int) -> Year:
    """Give a year as far as it has come."""
    began = facts.read_moment(ctx.db, "first_start")
    return Year(
        number,
        ctx.local_now.date(),
        began.astimezone(ctx.zone).date() if began else None,
        years.gone_before(ctx.local_now),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of a year, by member."""

    since: datetime
    until: datetime
    years: Mapping[int, YearOf]
    events: Mapping[int, tuple[int, int]]
    studies: Mapping[int, tuple[int, int]]
    reflections: Mapping[int, int]
    reports: Mapping[int, frozenset[int]]
    visits: Mapping[int, int]
    records: Mapping[int, Mapping[Field, str | None]]
    dues: Mapping[int, Standing]
    asked: frozenset[int]
    lost: frozenset[int]
    away: frozenset[int]


def gather(ctx: Context, branches: Sequence[Unit], number: int, reader: Actor | None) -> list[BranchYear]:
    """Gather the year of these branches, as `reader` may see it."""
    year = year_of(ctx, number)
    people = {
        branch.id: [one for one in members.of_branch(ctx.db, branch.id) if not one.status.has_ended]
        for branch in branches
    }
    known = _know(ctx, year, [one for some in people.values() for one in some], reader)
    held = meetings.held(ctx.db, year.first, year.last)
    reviewed = reviews.reviewed(ctx.db, number)
    unsigned = years.unsigned(ctx.db, known.since, known.until - timedelta(hours=3))
    found = cases.between(ctx.db, known.since, known.until)
    seen = [one for one in found if isinstance(ctx, Turn) and sight.may_see(ctx, one)]
    made = []
    for branch in branches:
        rule = standing.rule(ctx, branch.id)
        own = [(one.kind, one.day) for one in held if one.branch_id == branch.id]
        mine = [one for one in seen if one.branch_id == branch.id and not one.kind.is_confidential]
        made.append(
            BranchYear(
                branch.name,
                year,
                tuple(_person(one, known, year) for one in people[branch.id]),
                tuple(own),
                rule,
                tuple(
                    (quarter, lack)
                    for quarter in year.quarters
                    for lack in meeting.find_lacks(own, rule, quarter, year.today)
                ),
                any(one.id in reviewed for one in people[branch.id]),
                tuple(unsigned.get(branch.id, ())),
                len(mine),
                sum(one.state.waits for one in mine),
            )
        )
    return made


def _know(ctx: Context, year: Year, people: list[Member], reader: Actor | None) -> _Known:
    since = datetime(year.number, 1, 1, tzinfo=ctx.zone)
    until = min(datetime(year.number + 1, 1, 1, tzinfo=ctx.zone), ctx.now)
    ids = [one.id for one in people]
    return _Known(
        since,
        until,
        reviews.years_of(ctx.db, ids, year.number, since, until),
        years.events(ctx.db, since, until),
        years.studies(ctx.db, since, until),
        years.reflections(ctx.db, since, until),
        years.reports(ctx.db, year.number),
        years.visits(ctx.db, since, until),
        records.of_ids(ctx.db, ids),
        {one.person.id: one for one in dues_standing.of(ctx, people, reader)},
        frozenset(one.id for one in duties.asked_of(ctx, people)),
        frozenset(silences.lost(ctx.db)),
        frozenset(absences.on(ctx.db, year.today)),
    )


def _person(one: Member, known: _Known, year: Year) -> PersonYear:
    did, dues, record = known.years[one.id], known.dues[one.id], known.records[one.id]
    events, studies = known.events.get(one.id, (0, 0)), known.studies.get(one.id, (0, 0))
    return PersonYear(
        one,
        one.id in known.asked,
        _remark(one, known),
        did.meetings,
        did.meetings_noted,
        *events,
        *studies,
        known.reflections.get(one.id, 0),
        known.reports.get(one.id, frozenset()),
        dues.until,
        _dues_class(dues, year),
        did.months_heard,
        did.points,
        known.visits.get(one.id, 0),
        tuple(field.value for field in _ROLL if not record[field]),
    )


def _dues_class(dues: Standing, year: Year) -> str:
    """Name the class of arrears at the year's end; months of a later year do not count."""
    if dues.group in {EXEMPT, UNKNOWN} or dues.until is None:
        return dues.group
    return arrears_class(dues.until, year.dues_day)


def _remark(one: Member, known: _Known) -> str:
    """Say what the year's review says of somebody, and who is away as the roll or the member says."""
    said = review.remark_of(one, known.records[one.id][Field.STANDING], lost=one.id in known.lost)
    marks = [said] if said else []
    marks += [one.status.chinese] if one.status is Status.FLOATING else []
    marks += ["说过外出"] if one.id in known.away else []
    marks += ["只有电话"] if not one.wechat else []
    return "，".join(marks)
