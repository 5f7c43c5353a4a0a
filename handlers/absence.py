"""进山: a member will not be heard of for a while, and is left in peace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.context import Turn, UserError
from bot.domain import absence, checkin, correction
from bot.domain.absence import Absence, Announced
from bot.domain.checkin import Days, Place, Whereabouts
from bot.domain.command import Misfit, nothing
from bot.domain.days import show_whole_day
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.reading import read, times
from bot.reading.deadlines import read_deadline
from bot.reading.gazetteer import country_name
from bot.router import Right, Router
from data import absence as absences
from data import checkin as checkins
from data import member as members

router = Router()

_EXAMPLE = "例：进山 到 3月1日"
_ANY_DAY = date(2026, 1, 1)  # to tell whether words are a time at all, any day serves
_KNOWN_FOR = timedelta(days=365)  # what was said of a place longer ago is not shown
_FILLS = 3  # characters around a time: 以前, 左右
_USAGE = "到 3月1日 [原因] | 20天 | 取消"
_DOES = (
    "要有一阵子没信号时说一声：到那天为止不问您平安，也不算没有消息。提前回来就回“回来了”。"
    "书记可以替人说：进山 张三 到 3月1日。"
)


def _read(words: str) -> Announced | None:
    """Read what stands behind 进山; None calls it off."""
    if absence.ends_it(words):
        return None
    said = absence.read_announced(words)
    if said is None or not _is_time(said.until):
        raise Misfit(words)
    return said


def _is_time(words: str) -> bool:
    found = times.find(words, _ANY_DAY)
    return bool(found) and len(words) - sum(one.end - one.start for one in found) <= _FILLS


@router.command(
    "进山", may=Right.MEMBER, takes=_read, usage=f"进山 {_USAGE}", does=_DOES, example="进山 到 3月1日 护林"
)
def go_into_the_hills(turn: Turn, said: Announced | None) -> None:
    """Leave somebody in peace until a day, or no longer."""
    _announce(turn, said)


@router.command(
    "出海", may=Right.MEMBER, takes=_read, usage=f"出海 {_USAGE}", does=_DOES, example="出海 20天"
)
def go_to_sea(turn: Turn, said: Announced | None) -> None:
    """Leave somebody in peace until a day, or no longer."""
    _announce(turn, said)


def _announce(turn: Turn, said: Announced | None) -> None:
    own, today = turn.actor.member, turn.local_now.date()
    if said is None:
        found = absences.of(turn.db, own.id, today)
        if found is None:
            raise UserError(f"您没有说过要离开一阵子。要说的话，{_EXAMPLE}")
        absences.end(turn.db, own.id, today, turn.now)
        _answer(turn, "好的，撤了，照常问您平安。")
        return
    person = _person(turn, said.name) if said.name else own
    until = _read_until(turn, said.until)
    absences.add(turn.db, person.id, (today, until), reason=said.reason, said_by=own.id, now=turn.now)
    day = _show(until, today)
    if person.id != own.id:
        turn.note_look([person.id], "代报 外出")
        _answer(turn, f"已记：{person.name}到{day}先不问平安，也不算没有消息。错了回“撤”。")
        return
    _answer(
        turn, f"好的，到{day}先不问您平安，也不算没有消息。提前回来就回“回来了”，有急事随时写给我。一路平安！"
    )
    _tell_secretary(turn, day, said.reason)


def _person(turn: Turn, name: str) -> Member:
    """Find for whom a secretary or clerk says it."""
    found = [one for one in turn.people_in_scope() if one.name == name and turn.actor.may_see(one.branch_id)]
    if len(found) == 1:
        return found[0]
    if Right.of(turn.who) < Right.SECRETARY:
        raise UserError(f"替别人说，要请支部书记来。说自己的，{_EXAMPLE}")
    if found:
        raise UserError(f"有 {len(found)} 位叫{name}，请让本支部的书记来说。")
    raise UserError(f"名册上没找到{name}。例：进山 张三 到 3月1日")


def _read_until(turn: Turn, words: str) -> date:
    today = turn.local_now.date()
    due = read_deadline(words, turn.local_now) or read_deadline(f"{words}后", turn.local_now)
    if due is None:
        raise UserError(f"“{words}”是哪一天我拿不准，请写个日子，{_EXAMPLE}")
    if due.date() < today:
        raise UserError(f"{_show(due.date(), today)}已经过去了，请写以后的日子，{_EXAMPLE}")
    if due.date() - today > absence.LONGEST:
        raise UserError(f"最长只能说十二个月，到时候可以再说一次，{_EXAMPLE}")
    return due.date()


def _show(day: date, today: date) -> str:
    return checkin.show_days(Days(day, day), today) if day >= today else show_whole_day(day)


def _answer(turn: Turn, words: str) -> None:
    """Answer privately where possible: where somebody is does not belong in a room."""
    own = turn.actor.member
    if turn.is_private or not turn.tell(own.id, f"absence:{turn.incoming.message_id}", words, Kind.REPLY):
        turn.reply(words if turn.is_private else "好的，记下了。")


def _tell_secretary(turn: Turn, day: str, reason: str) -> None:
    own = turn.actor.member
    because = f"（{reason}）" if reason else ""
    branch = own.branch_id
    for one in members.holders(turn.db, Role.SECRETARY, branch) if branch is not None else ():
        if one.id != own.id:
            words = f"{own.name}说到{day}可能没有信号{because}，这段时间我不问平安，也不算没有消息。"
            key = f"absence:{turn.incoming.message_id}"
            turn.tell(one.id, key, words, Kind.REMINDER, not_after=turn.now + timedelta(days=1))


@router.answer
def take_back(turn: Turn) -> bool:
    """Take back with 撤 what the sender announced within the hour, where nothing was told after it."""
    if turn.who is None or not correction.takes_back(turn.text):
        return False
    own = turn.actor.member
    told = absences.told_last(turn.db, own.id, turn.now - correction.TAKEN_BACK_WITHIN)
    if told is None or checkins.told_last(turn.db, own.id, told[1]):
        return False
    if not turn.is_addressed and not correction.takes_back_for_sure(turn.text):
        return False
    absences.end(turn.db, told[0].member_id, turn.local_now.date(), turn.now)
    whom = "您" if told[0].member_id == own.id else members.find(turn.db, told[0].member_id).name
    _answer(turn, f"好的，撤了，照常问{whom}平安。")
    return True


@router.answer
def hear_return(turn: Turn) -> bool:
    """End an absence when the member says to be back; what else was said is a check-in's to take."""
    if turn.who is None or not absence.tells_return(turn.text):
        return False
    own, today = turn.actor.member, turn.local_now.date()
    if not (turn.is_addressed or "平安" in turn.text) or absences.of(turn.db, own.id, today) is None:
        return False
    reading = read(turn.text, now=turn.local_now, home=turn.settings.organisation.home)
    if any(one.subject for one in reading.reports):
        return False  # 老周回来了
    absences.end(turn.db, own.id, today, turn.now)
    if reading.reports:
        return False  # the check-in is acknowledged as any other
    _answer(turn, "欢迎回来！从今天起照常问您平安。")
    return True


@router.command(
    "名单 在外",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 在外",
    does="最近一次说自己在外地、在国外的，和说了要进山、出海的，只写到城市，私下发给您。",
    example="名单 在外",
)
def list_away(turn: Turn, _words: None) -> None:
    """List who was last said to be away or abroad, or is left in peace, in the asker's scope."""
    _list(turn, "在外", {Whereabouts.AWAY, Whereabouts.ABROAD}, absences.on(turn.db, turn.local_now.date()))


@router.command(
    "名单 境外",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 境外",
    does="最近一次说自己在国外、港澳台的，只写到城市，私下发给您。",
    example="名单 境外",
)
def list_abroad(turn: Turn, _words: None) -> None:
    """List who was last said to be abroad, in the asker's scope."""
    _list(turn, "境外", {Whereabouts.ABROAD}, {})


def _list(turn: Turn, what: str, wanted: set[Whereabouts], absent: Mapping[int, Absence]) -> None:
    since = turn.now - _KNOWN_FOR
    told, at = checkins.last_places(turn.db, since), checkins.told_where_at(turn.db, since)
    there = {number: place for number, (where, place) in told.items() if where in wanted}
    people = [
        one
        for one in members.of_ids(turn.db, {*there, *absent})
        if one.branch_id is not None and turn.actor.may_see(one.branch_id)
    ]
    lines = []
    for place, one in enumerate(people, start=1):
        day = at[one.id].astimezone(turn.zone).date() if one.id in there else None
        shown = _show_city(there.get(one.id))
        lines.append(f"{place} {absence.show_away(one.name, shown, day, absent.get(one.id))}")
    title = f"{what} {len(people)} 人：" if people else f"没有谁说过自己{what}。"
    turn.note_look([one.id for one in people], f"名单 {what}")
    turn.reply_with_list(what, title, lines, [one.id for one in people])


def _show_city(place: Place | None) -> str:
    """Write a place by its city at the finest."""
    if place is None:
        return "没说哪里"
    return checkin.show_place(replace(place, district=None), country_name(place.country or ""))
