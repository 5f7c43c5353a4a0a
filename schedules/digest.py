"""The weekly digest to the office, Monday at nine; on a holiday it moves to the next working day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot import almanac
from bot.aid import weekly as aid_weekly
from bot.case import counting as case_counting
from bot.context import Tick
from bot.domain.delivery import Kind
from bot.domain.digest import page as digest
from bot.domain.digest.page import Birthday, BranchWeek, OpenNotice, Week
from bot.domain.greeting import personal_occasions
from bot.domain.member import Member, Role
from bot.domain.notice import show_deadline
from bot.domain.pending import show_counts
from bot.domain.room import RoomKind
from bot.domain.silence import Standing
from bot.dues import weekly as dues_weekly
from bot.event import showing as event_showing
from bot.lesson import weekly as lesson_weekly
from bot.meeting import standing as meeting_standing
from bot.points import reviewing as points_reviewing
from bot.silence import listening
from bot.study import weekly as study_weekly
from data import alarm as alarms
from data import audit, backlog, pending
from data import checkin as checkins
from data import fact as facts
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data import rollcall as rollcalls
from data import room as rooms
from data import silence as silences
from data import unit as units

WHEN = {"minute": "*/15"}
# What the nouns add to the page, a few lines each: called with the week's first and last day.
FURTHER: tuple[Callable[[Tick, date, date], list[str]], ...] = (
    event_showing.digest_lines,
    points_reviewing.digest_lines,
    case_counting.digest_lines,
    dues_weekly.digest_lines,
    study_weekly.digest_lines,
    meeting_standing.digest_lines,
    lesson_weekly.digest_lines,
    aid_weekly.digest_lines,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def run(tick: Tick) -> None:
    """Send last week's page to the office room, or where there is none to each clerk privately."""
    for monday, moment in _due(tick):
        text = digest.show_week(_gather(tick, monday, moment))
        year, week, _ = monday.isocalendar()
        key, not_after = f"digest:{year}-W{week:02}", moment + tick.settings.digest.late
        offices = rooms.of_kind(tick.db, RoomKind.OFFICE)
        for office in offices:
            tick.say(f"{key}:room:{office.room_id}", office.room_id, text, Kind.DIGEST, not_after=not_after)
        if not offices:
            tick.tell_clerks(key, text, Kind.DIGEST, not_after=not_after)
        _note_look(tick, moment)


def _note_look(tick: Tick, moment: datetime) -> None:
    """Note for each clerk whom the page names: the silent, who has a birthday, whose cry nobody took."""
    watched = _watched(tick, moment)
    named = _silent_people(tick, watched)[: digest.NAMES_SHOWN] if _is_settled(tick, watched) else []
    people = {one.person.id for one in named}
    people |= {person.id for _, person in _birthday_people(tick, moment.date())}
    people |= {one.member_id for one in alarms.unfinished(tick.db) if one.taken_by is None and one.member_id}
    for clerk in members.holders(tick.db, Role.CLERK):
        audit.note(tick.db, clerk.id, "周报", sorted(people), tick.now)


def _due(tick: Tick) -> list[tuple[date, datetime]]:
    """List the weeks (by Monday) whose page is due in the span; a long holiday moves two to one morning."""
    found = []
    monday = tick.since.astimezone(tick.zone).date()
    monday -= timedelta(days=monday.weekday() + 14)
    while monday <= tick.local_now.date():
        day = monday + timedelta(days=_WEEKDAYS.index(tick.settings.digest.weekday))
        moment = datetime.combine(almanac.next_working_day(day), tick.settings.digest.at, tick.zone)
        if tick.covers(moment):
            found.append((monday, moment))
        monday += timedelta(days=7)
    return found


def _gather(tick: Tick, monday: date, moment: datetime) -> Week:
    first, last = digest.week_before(monday)
    names = units.branch_names(tick.db)
    watched = _watched(tick, moment)
    return Week(
        first=first,
        last=last,
        branches=_branches(tick, first),
        silent=[(one.person.name, names[one.person.branch_id or 0]) for one in _silent_people(tick, watched)],
        silent_days=tick.settings.rollcalls.overdue_after.days,
        watched_days=watched.days,
        notices=_open_notices(tick),
        rollcalls=[
            (call.number, sum(row.answered for row in rows), sum(row.people for row in rows))
            for call in rollcalls.still_open(tick.db)
            if (rows := rollcalls.progress(tick.db, call.number))
        ],
        cries=[
            (one.number, one.name, one.at.astimezone(tick.zone).date())
            for one in alarms.unfinished(tick.db)
            if one.taken_by is None
        ],
        birthdays=_birthdays(tick, moment.date(), names),
        further=[line for lines in FURTHER for line in lines(tick, first, last)],
        pending=show_counts(pending.due(tick.db)),
        unsent=backlog.count_unsent(tick.db, moment - timedelta(days=7)),
    )


def _watched(tick: Tick, moment: datetime) -> timedelta:
    return moment - (facts.read_moment(tick.db, "first_start") or moment)


def _is_settled(tick: Tick, watched: timedelta) -> bool:
    return watched >= tick.settings.rollcalls.overdue_after


def _silent_people(tick: Tick, watched: timedelta) -> list[Standing]:
    """List whose silence is overdue; in the first weeks, who was never heard of."""
    if _is_settled(tick, watched):
        return listening.overdue(tick)
    everybody = listening.standings(tick, members.everybody(tick.db))
    return [one for one in everybody if one.excuse is None and one.heard_at is None]


def _branches(tick: Tick, monday: date) -> list[BranchWeek]:
    start = datetime.combine(monday, time(), tick.zone)
    week = timedelta(days=7)
    now = checkins.count_by_branch(tick.db, start, start + week)
    before = checkins.count_by_branch(tick.db, start - week, start)
    return [
        BranchWeek(name, heard, heard_before, people)
        for (name, heard, people), (_, heard_before, _) in zip(now, before, strict=True)
    ]


def _open_notices(tick: Tick) -> list[OpenNotice]:
    found = []
    for notice in notices.open_notices(tick.db, tick.now, tick.settings.notices.open_for):
        rows = receipts.progress(tick.db, notice.number)
        due = notice.deadline.astimezone(tick.zone) if notice.deadline else None
        deadline = show_deadline(due, since=tick.now) if due else None
        answered, asked = sum(row.answered for row in rows), sum(row.asked for row in rows)
        found.append(OpenNotice(notice.number, answered, asked, deadline))
    return found


def _birthdays(tick: Tick, start: date, names: dict[int, str]) -> list[Birthday]:
    return [
        Birthday(day, person.name, names[person.branch_id or 0], by_telephone=not person.wechat)
        for day, person in _birthday_people(tick, start)
    ]


def _birthday_people(tick: Tick, start: date) -> list[tuple[date, Member]]:
    lost = silences.lost(tick.db)
    people = [one for one in members.everybody(tick.db) if one.status.is_greeted and one.id not in lost]
    return [
        (day, person)
        for day in (start + timedelta(days=ahead) for ahead in range(7))
        for person in people
        if personal_occasions(person, day, anniversaries=False)
    ]
