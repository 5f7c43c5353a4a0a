"""Tell secretaries what is due, remind members of the quarter's report once, close nominations."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.context import Tick
from bot.domain import meeting
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.meeting import Quarter
from bot.domain.member import Member, Role
from bot.meeting import duties, nominating, standing
from data import member as members
from data import nomination as nominations
from data import preference as preferences
from data import review as reviews
from data import unit as units

WHEN = {"minute": "*/15"}
_HOLDS = timedelta(days=2)


def run(tick: Tick) -> None:
    """Do what became due since the last run."""
    for one in nominations.still_open(tick.db):
        if one.deadline <= tick.now:
            nominating.close(tick, one)
    wanted = tick.settings.meetings
    day = tick.local_now.date().replace(day=wanted.remind_day)
    if tick.covers(datetime.combine(day, wanted.remind_at, tick.zone)):
        _tell_secretaries(tick, day)
    if wanted.report_remind_before is not None:
        _remind_of_reports(tick, wanted.report_remind_before)


def _tell_secretaries(tick: Tick, day: date) -> None:
    """Tell each branch's secretaries, privately, what is due till the quarter's end."""
    quarter = Quarter.of(day)
    for branch_id, name in units.branch_names(tick.db).items():
        lacks = standing.lacks(tick, branch_id, quarter)
        if not lacks:
            continue
        body = (
            f"{name}到{show_day(quarter.last)}前还差：{meeting.show_lacks(lacks, quarter)}。"
            "开过的发给我记上，例：三会一课 党课 昨天 全到 内容：…"
        )
        for one in members.holders(tick.db, Role.SECRETARY, branch_id):
            key = f"meetings-due:{day:%Y-%m}:{branch_id}"
            tick.tell(one.id, key, body, Kind.REMINDER, not_after=tick.now + _HOLDS)


def _remind_of_reports(tick: Tick, before: timedelta) -> None:
    """Remind who has not reported of the quarter, at the hour set on the own clock, once."""
    quarter = Quarter.of(tick.local_now.date())
    day = quarter.last - before
    if abs((tick.local_now.date() - day).days) > 1:  # no zone is further off
        return
    there, quiet = reviews.of_quarter(tick.db, quarter.key), preferences.low_key(tick.db)
    for one in duties.asked_of(tick, members.everybody(tick.db)):
        wished = preferences.find(tick.db, one.id)
        if one.id in there or not (wished.study and wished.questions) or not _is_due(tick, one, day):
            continue
        what = "季度小结" if one.id in quiet else f"{quarter.chinese}的思想汇报"
        body = f"{one.name}，{what}还没收到，{show_day(quarter.last)}前方便时私信我就行。怎么写发：三个一"
        until = tick.now + _HOLDS
        tick.tell(one.id, f"report-reminder:{quarter.key}", body, Kind.REMINDER, not_after=until)


def _is_due(tick: Tick, person: Member, day: date) -> bool:
    return tick.covers(datetime.combine(day, tick.settings.meetings.remind_at, tick.zone_of(person)))
