"""走访, 联系: the log of visits and calls; 走访计划; who was not reached for long."""

from __future__ import annotations

import re
from datetime import timedelta

from bot import visiting
from bot.checkin import vouching
from bot.context import Turn, UserError
from bot.domain import visit
from bot.domain.checkin import Intent
from bot.domain.command import Misfit, nothing
from bot.domain.days import show_day
from bot.domain.member import Member
from bot.domain.proxy import How
from bot.domain.visit import Kind, Told, Visit
from bot.reading.deadlines import read_deadline
from bot.router import Right, Router
from data import member as members
from data import visit as visits

router = Router()
router.undoes(visiting.logged_last, visiting.undo)

_SHOWN_FOR = timedelta(days=92)
_MOST_LINES = 60
_COUNTED_MONTHS = 6


def _read_plan(words: str) -> tuple[str, str]:
    match = re.fullmatch(r"(\S{1,24})\s+(\S.*)", words.strip())
    if match is None:
        raise Misfit(words)
    return match[1], match[2]


@router.command(
    "走访计划",
    may=Right.SECRETARY,
    takes=_read_plan,
    usage="走访计划 张三 1月20日",
    does="记下打算哪天去看谁；“名单 返乡 春节”里会标出来，去过以后发“走访 张三 内容”。",
    example="走访计划 张三 1月20日",
    spaced=True,
)
def plan_visit(turn: Turn, planned: tuple[str, str]) -> None:
    """Note on which day somebody is to be visited."""
    turn.check_privacy()
    who, words = planned
    person = visiting.person(turn, who, "走访计划 {} 1月20日")
    due = read_deadline(words, turn.local_now)
    if due is None or due.date() < turn.local_now.date():
        raise UserError(f"“{words}”是哪一天我拿不准，请写以后的日子。例：走访计划 {person.name} 1月20日")
    visits.plan(turn.db, person.id, due.date(), turn.actor.member.id, turn.now)
    turn.note_look([person.id], "走访计划")
    turn.reply(f"已记：{show_day(due)}去看{person.name}。去过以后发：走访 {person.name} 怎么样")


@router.command(
    "走访 统计",
    may=Right.SECRETARY,
    takes=nothing,
    usage="走访 统计",
    does="近半年各支部走访、联系了多少次，多少次没联系上，几位一直没走访联系。",
    example="走访 统计",
)
def show_tallies(turn: Turn, _words: None) -> None:
    """Count visits and calls by branch, within the asker's scope."""
    since = turn.now - timedelta(days=30 * _COUNTED_MONTHS)
    own = None if turn.actor.is_clerk else turn.actor.leads
    tallies = visits.tallies(turn.db, since, own)
    turn.reply_privately(visit.show_tallies(tallies, _COUNTED_MONTHS), "统计")


@router.command(
    "走访",
    may=Right.MEMBER,
    takes=visit.read_visit,
    usage="走访 张三 内容",
    does="记下上门看望的情况，只有本支部书记、党办和联系人看得到。名字也可以写名单里的编号。请私信我。",
    example=visit.VISIT_EXAMPLE,
    spaced=True,
)
def log_visit(turn: Turn, told: Told) -> None:
    """Keep a visit; where the words say how the person is, it is a report, too."""
    _log(turn, told, Kind.VISIT, "走访 {} 老人身体挺好")


@router.command(
    "联系",
    may=Right.MEMBER,
    takes=visit.read_call,
    usage="联系 张三 电话 无人接",
    does="记下打电话、发微信的情况；没打通也记一笔，不算联系上。名字也可以写名单里的编号。请私信我。",
    example=visit.CALL_EXAMPLE,
    spaced=True,
)
def log_call(turn: Turn, told: Told) -> None:
    """Keep a call; an attempt is no success."""
    _log(turn, told, Kind.CALL, "联系 {} 电话 无人接")


def _log(turn: Turn, told: Told, kind: Kind, example: str) -> None:
    if not (turn.is_private or turn.is_in_office) and not turn.is_addressed:
        return  # 联系 老张 的那个电话是多少: talk among members
    turn.check_privacy()
    person = visiting.person(turn, told.who, example)
    own = turn.actor.member.id
    turn.note_look([person.id], kind.chinese)
    if person.id == own:
        raise UserError("这里记的是去看别人、联系别人。自己的情况直接写给我就行。")
    reached = visit.was_reached(told.words)
    visits.add(turn.db, Visit(person.id, own, kind, reached, told.words, turn.now))
    heard = reached and _vouch(turn, person, told.words, How.VISIT if kind is Kind.VISIT else How.TELEPHONE)
    if not reached:
        turn.reply(
            f"已记：{kind.chinese}{person.name}，没{'见到' if kind is Kind.VISIT else '联系上'}。错了回“撤”。"
        )
        return
    also = "，平安也一起记上了" if heard else ""
    turn.reply(f"已记：{kind.chinese}{person.name}{also}。错了回“撤”。")


def _vouch(turn: Turn, person: Member, words: str, how: How) -> bool:
    """Count it as a report of how the person is, where the words say so; gives whether they do."""
    intent, _report = vouching.read_report(turn, words)
    return intent is Intent.CHECKIN and vouching.vouch(turn, person, words, how) is Intent.CHECKIN


@router.command(
    "名单 走访",
    may=Right.SECRETARY,
    takes=lambda words: words.strip() or None,
    usage="名单 走访 [张三]",
    does="近三个月的走访和联系，私下发给您；写上名字就看这一位全部的。",
    example="名单 走访 张三",
)
def list_visits(turn: Turn, who: str | None) -> None:
    """List the log, of one person or of the last months."""
    person = visiting.person(turn, who, "名单 走访 {}") if who else None
    found = _find(turn, person)
    title = f"{person.name}的走访和联系" if person else "近三个月的走访和联系"
    if not found:
        turn.reply_privately(f"{title}：还没有。记一笔发：{visit.VISIT_EXAMPLE}", "名单")
        return
    turn.note_look({one.member_id for one in found}, "名单 走访")
    names = {one.id: one.name for one in members.known(turn.db)}
    today = turn.local_now.date()
    lines = [
        visit.show_visit(one, names[one.member_id], names[one.said_by], turn.zone, today)
        for one in found[:_MOST_LINES]
    ]
    more = f"（只列最近 {_MOST_LINES} 条）" if len(found) > _MOST_LINES else ""
    turn.reply_privately("\n".join([f"{title} {len(found)} 条{more}：", *lines]), "名单")


def _find(turn: Turn, person: Member | None) -> list[Visit]:
    """Give the log within the asker's scope, the newest first."""
    if person:
        return visits.log(turn.db, turn.now - timedelta(days=730), member_id=person.id)
    since = turn.now - _SHOWN_FOR
    if turn.actor.is_clerk:
        return visits.log(turn.db, since)
    own = [one for branch in turn.actor.leads for one in visits.log(turn.db, since, branch_id=branch)]
    return sorted(own, key=lambda one: one.at, reverse=True)
