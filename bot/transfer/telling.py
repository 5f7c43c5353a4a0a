"""What people hear of a transfer: who is to decide, the member at each step, how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.context import Context, Turn
from bot.domain import transfer as rules
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.transfer import Act, State, Step, Transfer
from data import member as members
from data import transfer as transfers
from data import unit as units

# So long news of one's own transfer stays worth reading.
_NEWS_HOLDS = timedelta(days=3)


def deciders(ctx: Context, transfer: Transfer, state: State) -> list[Member]:
    """List whose turn it is in a state; nobody decides on the own transfer."""
    if not state.is_decided:
        return members.holders(ctx.db, Role.CLERK) if state is State.LETTER else []
    if state is State.OFFICE:
        clerks = members.holders(ctx.db, Role.CLERK)
        return [clerk for clerk in clerks if clerk.id != transfer.member_id] or clerks
    unit = transfer.home_id if state is State.HOME else transfer.host_id
    found = members.holders(ctx.db, Role.SECRETARY, unit) if unit else []
    return [one for one in found if one.id != transfer.member_id]


def due(ctx: Context, transfer: Transfer) -> datetime:
    """Give the moment by which whoever has it should have answered, on the committee's clock."""
    return (transfer.since + ctx.settings.transfers.answer_within).astimezone(ctx.zone)


def show_due(ctx: Context, transfer: Transfer) -> str:
    """Write the last day of an answer: 11月28日."""
    return show_day(due(ctx, transfer), ctx.local_now.date())


def title(ctx: Context, transfer: Transfer) -> str:
    """Say a transfer in one line, for who decides: 张三从第一支部转到第三支部，原因：搬家."""
    name = members.find(ctx.db, transfer.member_id).name
    home = units.find(ctx.db, transfer.home_id).name
    return f"{name}从{home}转到{transfer.destination}{rules.show_reason(transfer.reason)}"


def nudge(ctx: Context, transfer: Transfer, key: str, opening: str = "") -> list[str]:
    """Ask whoever's turn it is, privately; gives who could be written to. Who speaks hears it otherwise."""
    speaker = ctx.actor.member.id if isinstance(ctx, Turn) else None
    body = f"{opening}【转接{transfer.number}号】{title(ctx, transfer)}。\n{_how_to_answer(ctx, transfer)}"
    until = max(due(ctx, transfer), ctx.now + _NEWS_HOLDS)
    return [
        one.name
        for one in deciders(ctx, transfer, transfer.state)
        if one.id != speaker and ctx.tell(one.id, key, body, Kind.REMINDER, not_after=until)
    ]


def _how_to_answer(ctx: Context, transfer: Transfer) -> str:
    number = transfer.number
    by = f"请在{show_due(ctx, transfer)}前答复" if due(ctx, transfer) > ctx.now else "请尽快答复"
    refuse = f"不能转就回“不同意 {number}号 原因”，原因会转告本人。"
    if transfer.state is State.OFFICE and transfer.letter is not None:
        return (
            f"介绍信 {transfer.letter} 过期了，还没有回执。到了请发：回执 {number}号 已到；"
            f"没到就重开：介绍信 {number}号 文号 有效 90天\n{refuse}"
        )
    if transfer.state is State.OFFICE and not transfer.is_within:
        return f"轮到党办开介绍信，开好请发：介绍信 {number}号 文号 有效 90天\n{refuse}"
    if transfer.state is State.OFFICE:
        return f"轮到党办办理，{by}：回“同意 {number}号”，马上就转。{refuse}"
    what = "您这边同意转出，" if transfer.state is State.HOME else "要转到您的支部，"
    return f"{what}{by}：回“同意 {number}号”。{refuse}"


def tell_member(ctx: Context, transfer: Transfer, key: str, body: str, about: str = "") -> bool:
    """Tell the member privately, and who asked in the member's place; gives whether the member can be told.

    Who cannot be told hears it from who asked, or from the secretary. `about` is how the one who asked reads
    it, in place of the words the member got.
    """
    speaker = ctx.actor.member.id if isinstance(ctx, Turn) else None
    own, until = transfer.member_id, ctx.now + _NEWS_HOLDS
    told = own == speaker or ctx.tell(own, key, body, Kind.REMINDER, not_after=until)
    others = {transfer.asked_by} - {own}
    if not told and not others:
        others = {one.id for one in deciders(ctx, transfer, State.HOME)}
    name = members.find(ctx.db, own).name
    way = f"已告诉{name}" if told else f"私信不到{name}，请您转告"
    for one in others - {speaker}:
        said = about or f"转接{transfer.number}号，{way}：“{body}”"
        ctx.tell(one, key, said, Kind.REMINDER, not_after=until)
    return told


def whose_turn(ctx: Context, transfer: Transfer) -> str:
    """Name whose turn it is as people read it: 第三支部赵书记, 党办."""
    if transfer.state not in {State.HOME, State.HOST}:
        return "党办"
    unit = transfer.home_id if transfer.state is State.HOME else transfer.host_id
    assert unit is not None
    names = "、".join(one.name for one in deciders(ctx, transfer, transfer.state))
    return f"{units.find(ctx.db, unit).name}{names}"


def show_course(ctx: Context, transfer: Transfer) -> str:
    """Write how far a transfer has come: what was done when, whose turn it is, until when."""
    lines = [f"【转接{transfer.number}号】{title(ctx, transfer)}"]
    steps = transfers.steps(ctx.db, transfer.number)
    lines += [_show_step(ctx, step) for step in steps]
    return "\n".join([*lines, *_show_next(ctx, transfer)])


def _show_step(ctx: Context, step: Step) -> str:
    by = f"（{members.find(ctx.db, step.by).name}）" if step.by else ""
    words = f"：{step.words}" if step.words and step.act is not Act.ASKED else ""
    return f"{show_day(step.at.astimezone(ctx.zone), ctx.local_now.date())} {step.act.chinese}{by}{words}"


def _show_next(ctx: Context, transfer: Transfer) -> list[str]:
    if transfer.state.has_ended:
        return []
    if transfer.state is State.LETTER:
        assert transfer.valid_until is not None
        until = show_day(transfer.valid_until, ctx.local_now.date())
        return [f"现在：带介绍信去{transfer.destination}报到，{until}前有效；对方收到以后党办登记回执。"]
    late = "，已经过了时间，催过了" if due(ctx, transfer) < ctx.now else f"，最晚{show_due(ctx, transfer)}"
    return [f"现在：等{whose_turn(ctx, transfer)}{late}。"]


def show_line(ctx: Context, transfer: Transfer) -> str:
    """Write a transfer in one line of a list."""
    state = transfer.state
    waits = (
        f"等{whose_turn(ctx, transfer)}，最晚{show_due(ctx, transfer)}" if state.is_decided else state.chinese
    )
    return f"{transfer.number}号 {title(ctx, transfer)}（{waits}）"


def list_lines(ctx: Context, found: Sequence[Transfer]) -> list[str]:
    """Write transfers in a line each."""
    return [show_line(ctx, one) for one in found]
