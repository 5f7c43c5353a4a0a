"""设置, 免去: who holds which post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot import drafting, finding
from bot.context import Turn, UserError
from bot.domain import post
from bot.domain.audience import read_person
from bot.domain.days import show_day
from bot.domain.member import Member, Role
from bot.domain.post import Order, Term
from bot.domain.unit import Unit, UnitKind
from bot.organisation import appointing
from bot.reading.deadlines import read_deadline
from bot.router import Right, Router
from data import member as members
from data import post as posts
from data import unit as units

router = Router()

_CONFIRM = "回复“确认”办理，“取消”作罢。"
_EXAMPLE = "设置 书记 第三支部 {}"
_ANY_DAY = date(2026, 1, 1)  # to tell whether words are a time at all, any day serves


# 设置


@router.command(
    "设置",
    may=Right.CLERK,
    takes=post.read_order,
    usage="设置 书记|副书记|委员|小组长 第三支部 张三 [代理 到 3月1日] | 站长 驻沪服务站 张三 | 党办 张三",
    does="定谁担任什么。新书记接替原来的书记；“代理”的到期自己结束。先给您看，回“确认”才办，两边都会私信。",
    example="设置 书记 第三支部 张三",
)
def appoint(turn: Turn, order: Order) -> None:
    """Show who would come and who would leave by it."""
    appointing.check_place(turn)
    if order.name is None:
        raise UserError("请写上是谁。例：设置 书记 第三支部 张三")
    unit = _find_unit(turn, order)
    person = finding.one_person(turn, read_person(order.name), f"设置 {order.role.chinese} {unit.name} {{}}")
    if person.id == turn.actor.member.id:
        raise UserError("自己的职务要请另一位党办的同志来设置。")
    if order.is_acting and order.until is None:
        raise UserError(f"代理到哪天？例：设置 书记 {unit.name} {person.name} 代理 到 3月1日")
    until = _read_until(turn, order.until) if order.until else None
    planned = _plan(turn, order.role, unit, person, acting=order.is_acting, until=until)
    arguments = {
        "role": order.role,
        "unit": unit.id,
        "member": person.id,
        "acting": order.is_acting,
        "until": until.isoformat() if until else None,
        "leaving": [[term.member_id, term.role] for term in planned.leaving],
    }
    drafting.propose(turn, "appointment", arguments, _show_appointment(turn, planned, person))


def _plan(
    turn: Turn, role: Role, unit: Unit, person: Member, *, acting: bool, until: date | None
) -> appointing.Appointment:
    return appointing.plan(turn, unit, role, person, by=turn.actor.member.id, acting=acting, until=until)


def _find_unit(turn: Turn, order: Order) -> Unit:
    """Find for which unit a post is; each kind of unit has posts of its own."""
    if order.unit is None:
        return units.committee(turn.db, turn.settings.organisation.name)
    unit = finding.one_unit(turn, order.unit, UnitKind.BRANCH, UnitKind.GENERAL, UnitKind.STATION)
    if unit.kind is UnitKind.STATION and order.role is not Role.SECRETARY:
        raise UserError(f"驻站只设站长。例：设置 站长 {unit.name} 张三")
    return unit


def _read_until(turn: Turn, words: str) -> date:
    due = read_deadline(words, turn.local_now)
    if due is None:
        raise UserError(f"“{words}”是哪一天我拿不准。例：设置 书记 第三支部 张三 代理 到 3月1日")
    if due.date() < turn.local_now.date():
        raise UserError(f"{show_day(due.date(), turn.local_now.date())}已经过去了，请写以后的日子。")
    return due.date()


def _show_appointment(turn: Turn, planned: appointing.Appointment, person: Member) -> str:
    branch = units.branch_names(turn.db).get(person.branch_id or 0, "没有支部")
    tail = f"，手机尾号 {person.phone[-4:]}" if person.phone else ""
    until = f"，到{show_day(planned.term.ends_on, turn.local_now.date())}为止" if planned.term.ends_on else ""
    post_name = appointing.name_post(turn, planned.term)
    lines = [f"将请{person.name}（{branch}{tail}）担任{post_name}{until}"]
    if planned.term.stands_in_for is not None:
        lines.append(
            f"这段时间替{appointing.name_of(turn, planned.term.stands_in_for)}，到期后由原书记接着办"
        )
    lines += [
        f"{appointing.name_of(turn, term.member_id)}不再担任{appointing.name_post(turn, term)}"
        for term in planned.leaving
    ]
    return "\n".join([*lines, _CONFIRM])


@router.confirms("appointment")
def appoint_shown(turn: Turn, arguments: Mapping[str, Any], _words: str) -> None:
    """Give the post as it was shown; what has changed since then is shown anew by the clerk's next try."""
    _check_clerk(turn)
    unit, person = units.find(turn.db, arguments["unit"]), members.find(turn.db, arguments["member"])
    until = date.fromisoformat(arguments["until"]) if arguments["until"] else None
    planned = _plan(turn, Role(arguments["role"]), unit, person, acting=arguments["acting"], until=until)
    if unit.closed_at or [[one.member_id, one.role] for one in planned.leaving] != arguments["leaving"]:
        raise UserError("刚才这会儿情况变了，没有办。请再发一遍，我重新给您看。")
    appointing.appoint(turn, planned)
    turn.note_look([person.id, *(one.member_id for one in planned.leaving)], "设置职务")
    key, others = str(turn.incoming.message_id), [t for t in planned.leaving if t.member_id != person.id]
    untold = [] if appointing.tell_comer(turn, planned.term, key) else [person.name]
    untold += [
        appointing.name_of(turn, term.member_id)
        for term in others
        if not appointing.tell_leaver(turn, term, key, person.name)
    ]
    left = f"{'、'.join(appointing.name_of(turn, t.member_id) for t in others)}不再担任。" if others else ""
    done = f"好了，{person.name}现在是{appointing.name_post(turn, planned.term)}。{left}"
    turn.reply(done + _show_told(untold))


def _check_clerk(turn: Turn) -> None:
    if not turn.actor.is_clerk:
        raise UserError("职务由党办来设置。")


def _show_told(untold: Sequence[str]) -> str:
    if not untold:
        return "已私信告诉本人。"
    return f"{'、'.join(untold)}我不能私信，请您打个电话说一声。"


# 免去


@router.command(
    "免去",
    may=Right.CLERK,
    takes=post.read_order,
    usage="免去 书记|副书记|委员|小组长 第三支部 张三；免去 党办 张三",
    does="不再担任。先给您看，回“确认”才办，会私信告诉本人；谁在任、从哪天到哪天都留着。",
    example="免去 书记 第三支部 张三",
)
def dismiss(turn: Turn, order: Order) -> None:
    """Show whose post would end."""
    appointing.check_place(turn)
    order = _with_unit(turn, order)
    unit = _find_unit(turn, order)
    term = _find_term(turn, unit, order)
    _check_last_clerk(turn, term)
    arguments = {"role": term.role, "unit": unit.id, "member": term.member_id}
    name, post_name = appointing.name_of(turn, term.member_id), appointing.name_post(turn, term)
    drafting.propose(turn, "dismissal", arguments, f"将免去{name}的{post_name}\n{_CONFIRM}")


def _with_unit(turn: Turn, order: Order) -> Order:
    """Add the unit where only a person is named, who holds such a post in one: 免去 李四 副书记."""
    if order.name or order.unit is None:
        return order
    held = [
        term
        for one in members.named(turn.db, order.unit)
        for term in posts.held(turn.db, role=order.role, member_id=one.id)
    ]
    return (
        replace(order, unit=units.find(turn.db, held[0].unit_id).name, name=order.unit)
        if len(held) == 1
        else order
    )


def _find_term(turn: Turn, unit: Unit, order: Order) -> Term:
    """Find the term that is meant: of the person named, or of the only one who holds such a post."""
    held = posts.held(turn.db, role=order.role, unit_id=unit.id)
    post_name = f"{'' if order.unit is None else unit.name}{post.title(order.role, unit.kind)}"
    if order.name:
        example = f"免去 {order.role.chinese} {unit.name} {{}}"
        there = {term.member_id for term in held}
        named = members.named(turn.db, read_person(order.name).name)
        inside = [one for one in named if one.id in there]
        person = finding.one_of(turn, read_person(order.name), example, inside or named)
        held = [term for term in held if term.member_id == person.id]
    names = "、".join(appointing.name_of(turn, term.member_id) for term in held)
    if not held:
        who = order.name or "现在"
        raise UserError(f"{who}{'不是' if order.name else '没有'}{post_name}。发“组织”看各支部由谁负责。")
    if len(held) > 1:
        raise UserError(f"{post_name}有 {len(held)} 位：{names}，请写上是哪位。")
    return held[0]


def _check_last_clerk(turn: Turn, term: Term) -> None:
    if term.role is Role.CLERK and len(members.holders(turn.db, Role.CLERK)) == 1:
        raise UserError("这是最后一位党办，不能免去。请先设置另一位：设置 党办 张三")


@router.confirms("dismissal")
def dismiss_shown(turn: Turn, arguments: Mapping[str, Any], _words: str) -> None:
    """Take the post away."""
    _check_clerk(turn)
    role, unit_id, member_id = Role(arguments["role"]), arguments["unit"], arguments["member"]
    found = posts.held(turn.db, role=role, unit_id=unit_id, member_id=member_id)
    if not found:
        raise UserError("刚才这会儿情况变了，这个职务已经不在了。")
    _check_last_clerk(turn, found[0])
    key, name = str(turn.incoming.message_id), appointing.name_of(turn, member_id)
    ended = [found[0], *appointing.end(turn, found[0], turn.actor.member.id)]
    turn.note_look([one.member_id for one in ended], "免去职务")
    untold = [
        appointing.name_of(turn, one.member_id) for one in ended if not appointing.tell_leaver(turn, one, key)
    ]
    vacant = not members.holders(turn.db, role, unit_id) and role is Role.SECRETARY
    more = f"\n现在没有人担任，请设置：{_EXAMPLE.format('李四')}" if vacant else ""
    turn.reply(f"好了，{name}不再担任{appointing.name_post(turn, found[0])}。{_show_told(untold)}{more}")
