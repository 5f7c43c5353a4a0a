"""休假: who stands in for a secretary who is away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import leave as leaves
from bot.domain.checkin import Days
from bot.domain.command import Misfit
from bot.domain.leave import Leave
from bot.domain.member import Member, Role
from bot.domain.post import Term, show_days
from bot.organisation import appointing, standing_in
from bot.reading import times
from bot.reading.names import Roll
from bot.reading.phrases import Kind
from bot.router import Right, Router
from data import member as members
from data import post as posts
from data import unit as units

router = Router()

_EXAMPLE = "例：休假 12月1日-10日 张三代"
_ANY_DAY = date(2026, 1, 1)  # to tell whether words are a time at all, any day serves
_LONGEST = 366  # days
_LATEST = timedelta(days=200)
_SEXES = {"女": "姐姨妹嫂", "男": "哥叔弟伯"}
_CHANGED = "刚才这会儿情况变了，没有办。请再发一遍。"


def _read_leave(words: str) -> Leave:
    leave = leaves.read_leave(words)
    if leave.days is not None and not times.find(leave.days, _ANY_DAY):
        raise Misfit(words)
    return leave


@router.command(
    "休假",
    may=Right.SECRETARY,
    takes=_read_leave,
    usage="休假 12月1日-10日 王姐代 | 休假 取消",
    does="书记不在的日子请本支部一位同志代：这几天通知、名单、提醒都给代的人，到期自己结束。",
    example="休假 12月1日-10日 张三代",
)
def go_on_leave(turn: Turn, leave: Leave) -> None:
    """Show who would stand in for the sender, on which days; or call that off at once."""
    if leave.days is None or leave.name is None:
        _call_leave_off(turn)
        return
    own = turn.actor.member
    led = standing_in.led_by(turn, own.id)
    if not led:
        raise UserError("休假找人代，是支部书记用的。您的职务有变动请告诉党办。")
    days = _read_days(turn, leave.days)
    person = _find_stand_in(turn, led, leave.name)
    covered = [term for term in led if term.unit_id == person.branch_id]
    _check_free(turn, covered, person, days)
    names = units.branch_names(turn.db)
    left = [names[term.unit_id] for term in led if term not in covered]
    lines = [f"{_show(turn, days)}由{person.name}代理{names[covered[0].unit_id]}书记"]
    lines.append(f"这几天要转发的通知、名单和提醒都给{person.name}，到期自己结束，党办会知道")
    lines += [f"{'、'.join(left)}没有人代，要的话确认后再发一条"] if left else []
    arguments = {
        "member": person.id,
        "unit": covered[0].unit_id,
        "days": [d.isoformat() for d in _ends(days)],
    }
    drafting.propose(turn, "leave", arguments, "\n".join([*lines, "回复“确认”办理，“取消”作罢。"]))


def _show(turn: Turn, days: Days) -> str:
    return show_days(days.start, days.end, turn.local_now.date())


def _ends(days: Days) -> tuple[date, date]:
    return days.start, days.end


def _read_days(turn: Turn, words: str) -> Days:
    today = turn.local_now.date()
    said = [one for one in times.find(words, today) if one.kind is Kind.DAYS]
    if not said:
        raise UserError(f"“{words}”是哪几天我拿不准。{_EXAMPLE}")
    if said[-1].days is None:
        raise UserError(f"“{words}”已经过去了，请写以后的日子。{_EXAMPLE}")
    days = Days(max((said[0].days or said[-1].days).start, today), said[-1].days.end)
    if days.start - today > _LATEST:  # 11月1日 of the year to come is surely a slip
        raise UserError(f"“{words}”今年已经过去了，明年的到时候再说。{_EXAMPLE}")
    if not 0 <= (days.end - days.start).days < _LONGEST:
        raise UserError(f"从哪天到哪天我拿不准，请写全。{_EXAMPLE}")
    return days


def _find_stand_in(turn: Turn, led: Sequence[Term], words: str) -> Member:
    """Find whom of the own branches a name or a part of it means: 王姐, 张三."""
    own = turn.actor.member.id
    roll = [one for term in led for one in members.of_branch(turn.db, term.unit_id) if one.id != own]
    found = _bearing(words, roll)
    if len(found) == 1:
        return found[0]
    if found:
        overheard = turn.room and not turn.is_in_office
        tails = ["" if overheard else (one.phone or "")[-4:] for one in found[:5]]
        names = "、".join(f"{one.name}{tail}" for one, tail in zip(found, tails, strict=False))
        raise UserError(f"“{words}”可能是{names}，请写全名。例：休假 12月1日-10日 {found[0].name}代")
    raise UserError(f"本支部名册里没有“{words}”，要找本支部的同志代。{_EXAMPLE}")


def _bearing(words: str, roll: Sequence[Member]) -> list[Member]:
    """List whom a name, a part of it or 王姐 may mean; 姐 and 哥 tell women from men where that is known."""
    found = list(Roll(roll, lambda person: person.name).find(words).people)
    found = found or [one for one in roll if len(words) > 1 and one.name.endswith(words)]
    sex = next((sex for sex, marks in _SEXES.items() if words[-1] in marks), None)
    fitting = [one for one in found if sex is None or one.sex in {None, sex}]
    return fitting or found


def _check_free(turn: Turn, covered: Sequence[Term], person: Member, days: Days) -> None:
    for term in standing_in.stand_ins_of(turn, turn.actor.member.id):
        if term.unit_id in {one.unit_id for one in covered} and term.overlaps(days.start, days.end):
            name = appointing.name_of(turn, term.member_id)
            when = _show(turn, Days(term.starts_on or days.start, term.ends_on or days.end))
            raise UserError(f"{when}已经请{name}代了。要改，先发：休假 取消")
    if posts.held(turn.db, role=Role.SECRETARY, unit_id=covered[0].unit_id, member_id=person.id):
        raise UserError(f"{person.name}本来就是书记，不用再代，通知也会给{person.name}。")


@router.confirms("leave")
def go_as_shown(turn: Turn, arguments: Mapping[str, Any], _words: str) -> None:
    """Keep the stand-in; it begins by itself when the day has come, today's at once."""
    own, person = turn.actor.member, members.find(turn.db, arguments["member"])
    led = [one for one in standing_in.led_by(turn, own.id) if one.unit_id == arguments["unit"]]
    first, last = map(date.fromisoformat, arguments["days"])
    days = Days(first, last)
    if not led or person.branch_id != arguments["unit"]:
        raise UserError(_CHANGED)
    _check_free(turn, led, person, days)
    term = Term(
        person.id, Role.SECRETARY, led[0].unit_id, *_ends(days), own.id, given_by=own.id, given_at=turn.now
    )
    standing_in.arrange(turn, term)
    branch, when = units.find(turn.db, term.unit_id).name, _show(turn, days)
    standing_in.tell_office(turn, term, f"{branch}书记{own.name}休假，{when}由{person.name}代理。")
    reachable = standing_in.can_be_told(turn, person.id)
    more = "" if reachable else f"{person.name}我不能私信，请您和本人说好。"
    turn.reply(f"记好了，{when}由{person.name}代理{branch}书记。{more}提前回来发“休假 取消”。祝您休息好！")


def _call_leave_off(turn: Turn) -> None:
    own = turn.actor.member
    found = standing_in.stand_ins_of(turn, own.id)
    if not found:
        raise UserError(f"您没有登记过休假。{_EXAMPLE}")
    standing_in.call_off(turn, found, own.id)
    names = "、".join(dict.fromkeys(appointing.name_of(turn, term.member_id) for term in found))
    standing_in.tell_office(turn, found[0], f"{own.name}的休假取消了，{names}不再代理。", "called-off")
    turn.reply(f"好的，休假取消了，{names}不再代理，通知和提醒还是给您。")
