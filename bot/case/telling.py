"""What people hear of a case: whose turn it is, the member at each step, how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.case import promise, sight
from bot.context import Context, Turn
from bot.domain.case import Act, Case, Kind, Level, State, Step
from bot.domain.case.showing import shorten, show_moment
from bot.domain.delivery import Kind as Message
from bot.domain.member import Member, Role
from data import account as accounts
from data import case as cases
from data import member as members
from data import unit as units

_HOLDS = timedelta(days=3)  # so long news of a case stays worth reading


def speaker(ctx: Context) -> int | None:
    """Give who speaks: that person reads the answer, and needs no further message."""
    return ctx.actor.member.id if isinstance(ctx, Turn) else None


def tell_workers(ctx: Context, case: Case, step: int | str, opening: str = "") -> list[Member]:
    """Tell whose turn it is, privately; gives who could be written to.

    A cry for help that is no distress goes at once, at night, too. What is confidential is not said but that
    something came: a screen may be seen by others.
    """
    body = opening + _ask(ctx, case)
    kind = Message.NOTICE if case.kind is Kind.HELP else Message.REMINDER
    return [
        one
        for one in sight.workers(ctx, case)
        if one.id != speaker(ctx)
        and ctx.tell(one.id, f"case:{case.number}:{step}", body, kind, not_after=ctx.now + _HOLDS)
    ]


def remind_workers(ctx: Context, soon: Sequence[Case]) -> None:
    """Remind of cases whose promise is soon over, each whose turn it is in one message."""
    by_worker: dict[int, list[Case]] = {}
    for case in soon:
        for one in sight.workers(ctx, case):
            by_worker.setdefault(one.id, []).append(case)
    for worker, mine in by_worker.items():
        urgent = any(case.kind is Kind.HELP for case in mine)
        kind = Message.NOTICE if urgent else Message.REMINDER
        key = f"case:{mine[0].number}:reminder:{ctx.now:%Y%m%d%H%M}"
        ctx.tell(worker, key, _remind(ctx, mine), kind, not_after=ctx.now + _HOLDS)


def _remind(ctx: Context, mine: Sequence[Case]) -> str:
    if len(mine) == 1:
        return "提醒一声：" + _ask(ctx, mine[0])
    lines = [
        f"{case.number}号 要您亲自看的事，最晚{promise.show_due(ctx, case)}"
        if case.kind.is_confidential
        else show_line(ctx, case)
        for case in mine
    ]
    head = f"提醒一声，有 {len(mine)} 件快到答应的时间了："
    return "\n".join(
        [head, *lines, f"看全文发：工单 {mine[0].number}号；答复发：答复 {mine[0].number}号 内容"]
    )


def _ask(ctx: Context, case: Case) -> str:
    number = f"{case.number}号"
    by = f"最晚{promise.show_due(ctx, case)}"
    if case.kind.is_confidential:
        return f"有一件要您亲自看的事（{number}），{by}答复。请私信我发：工单 {number}"
    return (
        f"【{case.name}】{title(ctx, case)}：{case.words}\n"
        f"{by}答复，发：答复 {number} 内容\n"
        f"接手回“我来处理 {case.name}”；要问本人：追问 {number} 问题；转给别人：转办 {number} 名字"
    )


def tell_worker(ctx: Context, person: Member, case: Case, step: int | str, body: str) -> bool:
    """Tell one person who has to do with a case; of a confidential one no more than its number."""
    text = (
        f"{case.number}号有了新情况，请私信我发：工单 {case.number}号" if case.kind.is_confidential else body
    )
    key = f"case:{case.number}:{step}:worker"
    return person.id == speaker(ctx) or ctx.tell(
        person.id, key, text, Message.REMINDER, not_after=ctx.now + _HOLDS
    )


def tell_asker(ctx: Context, case: Case, step: int | str, body: str) -> str:
    """Tell the member whose case it is; gives in words who has to be told otherwise ("" where it was said).

    Who cannot be written to hears it from who entered the case, or from the branch's secretary; of a
    confidential case nobody but those named may know, so it is theirs to telephone.
    """
    own = case.member_id
    if own == speaker(ctx) or _say(ctx, case, step, body):
        return ""
    name = members.find(ctx.db, own).name
    if case.kind.is_confidential:
        return f"私信不到{name}，请您直接打电话。"
    passed = f"{case.name}，私信不到{name}，请您转告：“{body}”"
    others = [members.find(ctx.db, case.said_by)] if case.said_by != own else _secretaries(ctx, case)
    told = [one.name for one in others if one.id == speaker(ctx) or tell_worker(ctx, one, case, step, passed)]
    if speaker(ctx) in {one.id for one in others}:
        return f"私信不到{name}，请您打电话转告。"
    return f"私信不到{name}，已请{'、'.join(told)}转告。" if told else f"私信不到{name}，请您打电话转告。"


def _secretaries(ctx: Context, case: Case) -> list[Member]:
    """List the secretaries of the branch, even where the case is with the office by now."""
    found = members.holders(ctx.db, Role.SECRETARY, case.branch_id) if case.branch_id else []
    return [one for one in found if one.id != case.member_id]


def can_be_told(ctx: Context, people: list[Member]) -> bool:
    """Whether any of these people can be written to privately."""
    return any(accounts.reachable(ctx.db, one.id) for one in people)


def tell_privately(turn: Turn, case: Case, step: int | str, body: str) -> bool:
    """Tell who has opened a case in a room what the room need not read; gives whether that works."""
    key = f"case:{case.number}:{step}:own"
    return turn.tell(turn.actor.member.id, key, body, Message.REPLY)


def _say(ctx: Context, case: Case, step: int | str, body: str) -> bool:
    account = accounts.reachable(ctx.db, case.member_id)
    if account is None:
        return False
    ctx.say(
        f"case:{case.number}:{step}:asker",
        account,
        body,
        Message.NOTICE,
        not_after=ctx.now + _HOLDS,
        member_id=case.member_id,
        approved_by=_unseen(ctx, case),
    )
    return True


def _unseen(ctx: Context, case: Case) -> int | None:
    """Give who stands for a confidential line, so that a pilot (试点) does not show it to a secretary."""
    if not case.kind.is_confidential:
        return None
    # A pilot takes a clerk's word; where none is named, that of whose case it is.
    clerks = {one.id for one in members.holders(ctx.db, Role.CLERK)}
    return next((one.id for one in sight.named(ctx) if one.id in clerks), case.member_id)


def answer_asker(turn: Turn, case: Case, body: str) -> None:
    """Answer the member whose case it is, who has just written privately."""
    turn.say(
        f"case:{case.number}:answer:{turn.incoming.message_id}",
        turn.incoming.sender,
        body,
        Message.REPLY,
        not_after=turn.now + Message.NOTICE.patience,
        member_id=turn.actor.member.id,
        approved_by=_unseen(turn, case),
    )


def title(ctx: Context, case: Case) -> str:
    """Say whose case it is: 张三（第一支部）."""
    name = members.find(ctx.db, case.member_id).name
    branch = units.branch_names(ctx.db).get(case.branch_id or 0)
    by = f"，{members.find(ctx.db, case.said_by).name}代记" if case.said_by != case.member_id else ""
    return f"{name}（{branch or '没有支部'}{by}）"


def whose_turn(ctx: Context, case: Case) -> str:
    """Name who sees to it, as people read it: 李书记, 党办, 党委, 专人."""
    if case.kind.is_confidential:
        return "专人"
    if case.holder_id:
        return members.find(ctx.db, case.holder_id).name
    if case.level is Level.SECRETARY:
        return "、".join(one.name for one in sight.workers(ctx, case)) or "支部书记"
    return "党办" if case.level is Level.OFFICE else "党委"


def show_line(ctx: Context, case: Case) -> str:
    """Write a case in one line of the list of who works on it."""
    what = f"{case.number}号 {case.kind.chinese} {title(ctx, case)}{shorten(case.words)}"
    return f"{what}（{show_standing(ctx, case)}）"


def show_standing(ctx: Context, case: Case) -> str:
    """Write how far it has come: whose turn it is, until when."""
    if case.state is State.ASKED:
        return "等本人补充"
    if not case.state.waits:
        return case.state.chinese
    due = promise.show_due(ctx, case)
    when = f"超时，{due}前该答复" if case.is_late(ctx.now) else f"最晚{due}"
    return f"等{whose_turn(ctx, case)}，{when}"


def show_course(ctx: Context, case: Case) -> str:
    """Write a case in full: whose, what, what was done when."""
    lines = [f"【{case.name}】{title(ctx, case)}：{case.words or '（过了保存期）'}"]
    lines += [_show_step(ctx, case, step) for step in cases.steps(ctx.db, case.number)]
    return "\n".join([*lines, f"现在：{show_standing(ctx, case)}"])


def _show_step(ctx: Context, case: Case, step: Step) -> str:
    moment = show_moment(step.at.astimezone(ctx.zone), ctx.local_now)
    by = f"（{members.find(ctx.db, step.by).name}）" if step.by and step.act is not Act.REPLIED else ""
    mark = "" if step.act is Act.HANDED else "："
    words = f"{mark}{step.words}" if step.words and step.act is not Act.OPENED else ""
    return f"{moment} {step.act.chinese}{words}{by}"
