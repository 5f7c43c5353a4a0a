"""A meeting as typed becomes a record: which branch, which day, which people; what 撤 takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from bot import finding
from bot.context import Context, Turn, UserError
from bot.domain import meeting
from bot.domain.audience import read_person
from bot.domain.meeting import EXAMPLE, Absent, DayError, Kind, Meeting, Told
from bot.domain.member import Member, Role
from bot.domain.points import Deed
from bot.meeting import standing
from bot.points import earning
from data import meeting as meetings
from data import member as members
from data import post as posts
from data import silence as silences
from data import unit as units

_OLDEST = timedelta(days=366)
_SHORTEST_PLACE = 4  # characters
_LIKE = 0.5  # 钱期 for 钱七: two characters of which one is right
_COMMITTEE = (Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER)


def record(turn: Turn, told: Told) -> tuple[Meeting, bool]:
    """Keep a meeting that was told; gives it, and whether it took the place of an earlier record."""
    assert told.kind is not None
    branch_id = _branch(turn, told)
    place = _place(turn, told, branch_id)
    day = _day(turn, told.day)
    if not told.has_people:
        raise UserError(f"请写上谁到了，或者写“全到”“全到 除 王五”。例：{EXAMPLE}")
    came, missed = read_people(turn, told, branch_id, told.kind)
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
        said, absent = read_people(turn, told, before.branch_id, kind)
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
        day = meeting.read_past_day(words, today)
    except DayError as error:
        raise UserError(f"{error}，请写开会的日子。例：{EXAMPLE}") from None
    if today - day > _OLDEST:
        raise UserError(f"“{words}”是一年多以前，这里只记近一年的。例：{EXAMPLE}")
    return day


# Who came


def read_people(
    turn: Turn, told: Told, branch_id: int, kind: Kind
) -> tuple[tuple[int, ...], tuple[Absent, ...]]:
    """Find who came and who was missed, of the branch's people. Raises UserError."""
    people = [one for one in members.of_branch(turn.db, branch_id) if not one.status.has_ended]
    came = [_find(turn, people, word).id for word in told.came]
    missed = _missed(turn, people, told.missed)
    if twice := {one.member_id for one in missed} & set(came):
        name = members.find(turn.db, twice.pop()).name
        raise UserError(f"{name}又到又缺，请看看是哪样。例：{EXAMPLE}")
    if told.everybody:
        away = {one.member_id for one in missed}
        came = [one.id for one in expected(turn, branch_id, kind) if one.id not in away]
    if told.has_people and not came:
        raise UserError(f"到会的一个人也没有，请看看。例：{EXAMPLE}")
    return tuple(sorted(set(came))), tuple(missed)


def expected(ctx: Context, branch_id: int, kind: Kind) -> list[Member]:
    """List who is to come to a meeting of this kind; who cannot be reached or has no rights now is not."""
    lost = silences.lost(ctx.db)
    people = [
        one for one in members.of_branch(ctx.db, branch_id) if one.status.is_greeted and one.id not in lost
    ]
    if kind is Kind.COMMITTEE:
        sitting = {
            one.member_id for role in _COMMITTEE for one in posts.held(ctx.db, role=role, unit_id=branch_id)
        }
        return [one for one in people if one.id in sitting]
    if kind is Kind.GROUP:
        raise UserError("小组会“全到”是哪几位我不知道，请写名字。例：三会一课 小组会 11月20日 到 张三 李四")
    return people


def _missed(turn: Turn, people: list[Member], words: list[str]) -> list[Absent]:
    """Tell names from reasons behind 缺: what is nobody's name is why the one before it was missed."""
    found: list[Absent] = []
    for word in words:
        name, reason = meeting.split_reason(word)
        called = read_person(name)
        if any(one.name == called.name for one in people) or not found or _is_like(called.name, people):
            found.append(Absent(_find(turn, people, name).id, reason))
        else:
            last = found.pop()
            found.append(replace(last, reason=f"{last.reason} {word}".strip()[:60]))
    return list({one.member_id: one for one in found}.values())


def _is_like(name: str, people: list[Member]) -> bool:
    """Whether a word is rather a name with a slip than a reason: it opens with a surname of the branch's."""
    surnames = {one.name[0] for one in people}
    is_short = len(name) in {2, 3} and name[0] in surnames
    return is_short and bool(get_close_matches(name, [one.name for one in people], 1, _LIKE))


def _find(turn: Turn, people: list[Member], word: str) -> Member:
    if word.rstrip("人名位").isdigit():
        raise UserError(f"“{word}”请写名字，或者写“全到 除 王五”。例：{EXAMPLE}")
    called = read_person(word)
    found = [one for one in people if one.name == called.name]
    if not found and members.named(turn.db, called.name) and turn.actor.is_clerk:
        raise UserError(f"{called.name}不在这个支部，请看看名字写得对不对。")
    return finding.one_of(turn, called, "三会一课 党员大会 11月20日 到 {}", found)


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
