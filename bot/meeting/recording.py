"""A meeting as typed becomes a record: which branch, which day, which people; what 撤 takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot import finding
from bot.context import Context, Turn, UserError
from bot.domain import meeting
from bot.domain.meeting import EXAMPLE, Kind, Meeting, Told
from bot.domain.past import DayError, read_past_day
from bot.domain.points import Deed
from bot.meeting import people, standing
from bot.points import earning
from data import meeting as meetings
from data import member as members
from data import unit as units

_OLDEST = timedelta(days=366)
_SHORTEST_PLACE = 4  # characters


def record(turn: Turn, told: Told) -> tuple[Meeting, bool]:
    """Keep a meeting that was told; gives it, and whether it took the place of an earlier record."""
    assert told.kind is not None
    branch_id = _branch(turn, told)
    place = _place(turn, told, branch_id)
    day = _day(turn, told.day)
    if not told.has_people:
        raise UserError(f"请写上谁到了，或者写“全到”“全到 除 王五”。例：{EXAMPLE}")
    came, missed = people.read(turn, told, branch_id, told.kind)
    own = turn.actor.member.id
    topic = "，".join(filter(None, [place, told.topic]))
    one = Meeting(0, branch_id, told.kind, day, bool(told.online), topic, own, came, missed)
    before = _told_before(turn, one)
    one = replace(one, number=before.number if before else meetings.next_number(turn.db))
    keep(turn, one, before)
    return one, before is not None


def change(turn: Turn, before: Meeting, told: Told) -> Meeting:
    """Put a record right in what was said anew; the rest stays."""
    kind = told.kind or before.kind
    came, missed = before.came, before.missed
    if told.has_people or told.missed:
        said, absent = people.read(turn, told, before.branch_id, kind)
        away = {each.member_id for each in absent}
        came = said if told.has_people else tuple(one for one in came if one not in away)
        missed = absent or tuple(each for each in missed if each.member_id not in came)
    one = replace(
        before,
        kind=kind,
        day=_day(turn, told.day) if told.day else before.day,
        online=before.online if told.online is None else told.online,
        topic=before.topic if told.topic is None else told.topic,
        noted_by=turn.actor.member.id,
        came=came,
        missed=missed,
    )
    keep(turn, one, before)
    return one


def keep(turn: Turn, one: Meeting, before: Meeting | None) -> None:
    """Write a record, with the points that go with it."""
    meetings.keep(turn.db, one, turn.now)
    turn.note_look(one.people, "三会一课")
    _settle_points(turn, before, one)


def _branch(turn: Turn, told: Told) -> int:
    """Tell of which branch it is: the one named, or the only one the sender is secretary of."""
    if told.branch:
        branch = finding.one_branch(turn, told.branch)
        if not turn.actor.may_see(branch.id):
            raise UserError(f"{branch.name}的记录由那个支部的书记来写。")
        return branch.id
    own = sorted(turn.actor.leads)
    if len(own) == 1:
        return own[0]
    kind = told.kind.chinese if told.kind else ""
    names = [units.find(turn.db, one).name for one in own]
    which = f"您管着{'、'.join(names)}，" if own else ""
    first = names[0] if names else "第三支部"
    raise UserError(f"{which}请写上是哪个支部。例：三会一课 {kind} {first} 11月20日 到 张三 李四")


def _place(turn: Turn, told: Told, branch_id: int) -> str:
    """Take words before the names for where it was (社区活动室); what may be a name is asked about."""
    people = members.of_branch(turn.db, branch_id)
    for word in told.unread:
        is_name = len(word) < _SHORTEST_PLACE or any(one.name in word for one in people)
        if is_name or not told.has_people:
            raise UserError(f"“{word[:20]}”没看懂。例：{EXAMPLE}")
    return "、".join(told.unread)[:60]


def _day(turn: Turn, words: str) -> date:
    today = turn.local_now.date()
    if not words:
        raise UserError(f"请写上哪天开的。例：{EXAMPLE}")
    try:
        day = read_past_day(words, today)
    except DayError as error:
        raise UserError(f"{error}，请写开会的日子。例：{EXAMPLE}") from None
    if today - day > _OLDEST:
        raise UserError(f"“{words}”是一年多以前，这里只记近一年的。例：{EXAMPLE}")
    return day


def _told_before(turn: Turn, one: Meeting) -> Meeting | None:
    """Find the record that the same words said again put right; two groups may meet on one day."""
    same = meetings.held(turn.db, one.day, one.day, one.branch_id, one.kind)
    if one.kind is Kind.GROUP:
        same = [each for each in same if set(each.came) & set(one.came)]
    return same[-1] if same else None


# Points, and 撤


def _settle_points(ctx: Context, before: Meeting | None, after: Meeting | None) -> None:
    """Let the points follow the record: who does not stand in it any more has them no longer."""
    old = {(who, deed_of(before)) for who in before.came} if before else set()
    new = {(who, deed_of(after)) for who in after.came} if after else set()
    number = (after or before).number  # type: ignore[union-attr] # one of them is there
    source = f"meeting:{number}"
    moved = before is not None and after is not None and before.day != after.day
    for who, deed in sorted(old if moved else old - new):
        earning.forfeit(ctx, who, deed, source)
    if after is not None:
        at = datetime.combine(after.day, time(12), ctx.zone)
        for who, deed in sorted(new if moved else new - old):
            earning.earn(ctx, who, deed, source, at=min(at, ctx.now))


def deed_of(one: Meeting) -> Deed:
    """Tell what attending it counts as."""
    return Deed.LESSON if one.kind is Kind.LESSON else Deed.MEETING


def noted_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last wrote a record, from `since` on."""
    return meetings.noted_last(turn.db, turn.actor.member.id, since)


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender wrote at a moment; gives what was taken back, a line each."""
    lines = []
    for one in meetings.noted_at(turn.db, turn.actor.member.id, at):
        if not turn.actor.may_see(one.branch_id):
            continue
        before = meetings.withdraw(turn.db, one.number, turn.now)
        _settle_points(turn, one, before)
        today = turn.local_now.date()
        now = f"现在记的是：{meeting.show_line(before, today)}" if before else ""
        lines.append(f"已撤：{meeting.show_line(one, today)}。{now}")
    return lines


def show(turn: Turn, one: Meeting) -> str:
    """Write a record whole."""
    names = {each.id: each.name for each in members.of_ids(turn.db, one.people)}
    branch = units.find(turn.db, one.branch_id).name
    return meeting.show_whole(one, branch, names, turn.local_now.date())


def show_due(turn: Turn, branch_id: int) -> str:
    """Say in a line what the branch still owes this quarter, up to the present month."""
    quarter = meeting.Quarter.of(turn.local_now.date())
    lacks = [one for one in standing.lacks(turn, branch_id, quarter) if not one.ahead]
    if not lacks:
        return "这个季度到现在该开的都有了。"
    return f"这个季度还差：{meeting.show_lacks(lacks, quarter)}"
