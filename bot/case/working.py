"""What is done about a case: taken, handed on, asked back, answered, closed, opened again, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.case import promise, sight, telling
from bot.context import Turn, UserError
from bot.domain.case import REOPENS_FOR, Act, Case, Level, State
from bot.domain.case.showing import show_span
from bot.domain.member import Member
from data import case as cases
from data import member as members
from data import occasion


def look(turn: Turn, case: Case) -> None:
    """Note that the sender read a case; of a confidential one in its own course, not in the audit."""
    own = turn.actor.member.id
    if own == case.member_id:
        return
    if not case.kind.is_confidential:
        turn.note_look([case.member_id], f"工单{case.number}号")
    elif not any(step.act is Act.SEEN and step.by == own for step in cases.steps(turn.db, case.number)):
        cases.note(turn.db, case, Act.SEEN, own, turn.now)


def _do(turn: Turn, case: Case, after: Case, act: Act, words: str = "") -> int:
    look(turn, case)
    step = cases.note(turn.db, case, act, turn.actor.member.id, turn.now, words, before=case)
    cases.save(turn.db, after)
    return step


def _check_waits(case: Case) -> None:
    if not case.state.waits:
        raise UserError(f"{case.name}已经{case.state.chinese.removeprefix('已')}。")


def take(turn: Turn, case: Case) -> None:
    """Let the sender see to a case from now on; who else was told hears so, and the member."""
    _check_waits(case)
    own = turn.actor.member
    if case.holder_id == own.id:
        turn.reply(f"{case.name}已经是您在办，最晚{promise.show_due(turn, case)}答复。")
        return
    others = sight.workers(turn, case)
    step = _do(turn, case, replace(case, holder_id=own.id), Act.TAKEN)
    for one in others:
        if one.id != own.id:
            telling.tell_worker(turn, one, case, step, f"{case.name}由{own.name}办，您不用管了。")
    telling.tell_asker(turn, case, step, f"您的{case.name}有人在办了{_by(case, own)}。")
    turn.reply(f"好的，{case.name}由您办，最晚{promise.show_due(turn, case)}答复：答复 {case.number}号 内容")


def _by(case: Case, person: Member) -> str:
    return "" if case.kind.is_confidential else f"：{person.name}"


def hand(turn: Turn, case: Case, to: Member | None, called: str) -> None:
    """Hand a case to somebody, or (None) to the office; both hear of it, and the member."""
    _check_waits(case)
    if to is not None and to.id == case.member_id:
        raise UserError(f"{case.name}就是{to.name}本人提的，请转给别人。")
    if case.kind.is_confidential and (to is None or to.id not in {one.id for one in sight.named(turn)}):
        raise UserError("这一件只能转给指定的专人。")
    after = replace(case, holder_id=to.id if to else None, level=case.level if to else Level.OFFICE)
    step = _do(turn, case, after, Act.HANDED, called)
    told = telling.tell_workers(turn, after, step, f"{turn.actor.member.name}转给您：")
    if not case.kind.is_confidential:
        telling.tell_asker(turn, case, step, f"您的{case.name}转给{called}办了，答复的时间不变。")
    way = "" if told or (to and to.id == turn.actor.member.id) else f"我私信不到{called}，请您当面说一声。"
    turn.reply(f"{case.name}转给{called}了，最晚{promise.show_due(turn, case)}答复。{way}错了回“撤”。")


def ask_back(turn: Turn, case: Case, question: str) -> None:
    """Ask the member something; the clock rests until the answer."""
    _check_waits(case)
    after = replace(promise.pause(turn, case), holder_id=turn.actor.member.id)
    step = _do(turn, case, after, Act.QUERIED, question)
    how = f"直接回就行（或写“{case.name}”开头）。"
    way = telling.tell_asker(turn, case, step, f"【{case.name}】想再问您一句：{question}\n{how}")
    turn.reply(f"问了，等本人补充，这段时间不算在期限里。{way}")


def hear_reply(turn: Turn, case: Case, words: str) -> None:
    """Add the member's words to a case; the clock goes on where it rested."""
    after = promise.resume(turn, case) if case.state is State.ASKED else case
    step = cases.note(turn.db, case, Act.REPLIED, turn.actor.member.id, turn.now, words, before=case)
    cases.save(turn.db, after)
    name = members.find(turn.db, case.member_id).name
    body = f"【{case.name}】{name}补充：{words}\n答复发：答复 {case.number}号 内容"
    for one in sight.workers(turn, after):
        telling.tell_worker(turn, one, case, step, body)
    due = f"，最晚{promise.show_due(turn, after)}前答复您" if after.state.waits else ""
    telling.answer_asker(turn, case, f"记在{case.name}里了{due}。")


def answer(turn: Turn, case: Case, words: str) -> None:
    """Answer the member; the first answer stops the clock. A later one is passed on, too."""
    if case.state is State.WITHDRAWN:
        raise UserError(f"{case.name}本人已经撤回，不用答复了。")
    after = case
    if case.state.waits:
        after = replace(
            case,
            state=State.ANSWERED,
            left=None,
            answered_at=case.answered_at or turn.now,
            holder_id=turn.actor.member.id,
        )
    step = _do(turn, case, after, Act.ANSWERED, words)
    body = (
        f"【{case.name}】答复您：{words}\n没解决，回“重开 {case.number}号 原因”，我请上一级看；"
        f"{REOPENS_FOR.days} 天里都可以。"
    )
    way = telling.tell_asker(turn, case, step, body)
    took = f"（用了 {_took(turn, case)}）" if case.state.waits and case.answered_at is None else ""
    turn.reply(f"{case.name}答复了{took}。{way or '已经私信本人。'}")


def _took(turn: Turn, case: Case) -> str:
    return show_span(promise.took(turn, case, turn.now), promise.hours(turn))


def close(turn: Turn, case: Case, result: str) -> None:
    """Close a case, with its result where one is said; the member hears it."""
    if case.closed_at is not None:
        raise UserError(f"{case.name}已经{case.state.chinese}。")
    if case.state.waits and not result:
        raise UserError(f"{case.name}还没答复过，请写上结果。例：办结 {case.number}号 路灯已经修好")
    first = case.answered_at or turn.now
    after = replace(
        case,
        state=State.CLOSED,
        left=None,
        answered_at=first,
        closed_at=turn.now,
        holder_id=turn.actor.member.id,
    )
    step = _do(turn, case, after, Act.CLOSED, result)
    told = f"您的{case.name}办结了{f'：{result}' if result else ''}。"
    told += f"还有问题回“重开 {case.number}号 原因”，{REOPENS_FOR.days} 天里都可以。"
    way = telling.tell_asker(turn, case, step, told)
    turn.reply(f"{case.name}办结了。{way or '已经私信本人。'}")


def reopen(turn: Turn, case: Case, reason: str) -> None:
    """Open an answered case again at the level above; it has a new promise."""
    if case.state.waits:
        raise UserError(f"{case.name}还在办，不用重开。要补充，写：{case.name} 内容")
    if case.state is State.WITHDRAWN:
        raise UserError(f"{case.name}您撤回了，请重新说一遍：{case.kind.chinese} 内容")
    ended = case.closed_at or case.answered_at or case.opened_at
    if turn.now - ended > REOPENS_FOR:
        raise UserError(f"{case.name}过了 {REOPENS_FOR.days} 天，请重新说一遍：{case.kind.chinese} 内容")
    if not reason:
        raise UserError(f"请写一句哪里没解决。例：重开 {case.number}号 路灯还是不亮")
    above = replace(case, level=case.level.above, holder_id=None, state=State.OPEN, closed_at=None, left=None)
    if case.kind.is_confidential and not sight.workers(turn, above):
        raise UserError("现在没有指定看这类事的专人，请直接打电话给党办。")
    after = promise.start(turn, above)
    step = cases.note(turn.db, case, Act.REOPENED, turn.actor.member.id, turn.now, reason, before=case)
    cases.save(turn.db, after)
    telling.tell_workers(turn, after, step, "" if case.kind.is_confidential else f"本人说没解决：{reason}\n")
    who, due = telling.whose_turn(turn, after), promise.show_due(turn, after)
    words = f"{case.name}重开了，请{who}看，最晚{due}前答复您。"
    telling.answer_asker(turn, case, words)


def withdraw(turn: Turn, case: Case) -> None:
    """End a case at the wish of whose it is."""
    if case.closed_at is not None:
        raise UserError(f"{case.name}已经{case.state.chinese}，不用撤回。")
    people = sight.workers(turn, case)
    after = replace(case, state=State.WITHDRAWN, left=None, closed_at=turn.now)
    step = cases.note(turn.db, case, Act.RETRACTED, turn.actor.member.id, turn.now, before=case)
    cases.save(turn.db, after)
    for one in people:
        telling.tell_worker(turn, one, case, step, f"{case.name}本人撤回了，不用办了。")
    telling.answer_asker(turn, case, f"{case.name}撤回了。")


# 撤


def did_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last did something about a case, from `since` on."""
    return cases.last_act(turn.db, turn.actor.member.id, since)


def undo(turn: Turn, at: datetime) -> list[str]:
    """Undo what the sender did about a case at a moment; gives what it was, a line each."""
    undone = cases.undo(turn.db, turn.actor.member.id, at)
    lines = []
    for number, step in undone:
        case = cases.find(turn.db, number)
        assert case is not None
        unsent = occasion.cancel(turn.db, f"case:{number}:{step.id}:", "undone")
        _tell_undone(turn, case, step.id, step.act, unsent=unsent)
        lines.append(f"已撤：{case.name}的“{step.act.chinese}”。")
    return lines or ["这件事后来又有人办过，撤不了了。请发“工单”看看。"]


def _tell_undone(turn: Turn, case: Case, step: int, act: Act, *, unsent: int) -> None:
    """Tell who had heard of what was undone that it does not count."""
    if act in {Act.OPENED, Act.REPLIED, Act.REOPENED, Act.RETRACTED}:
        note = f"{case.name}，本人刚才的“{act.chinese}”撤了，现在：{case.state.chinese}。"
        for one in sight.workers(turn, case):
            telling.tell_worker(turn, one, case, -step, note)
    elif not unsent:
        told = f"您的{case.name}，刚才说的“{act.chinese}”先不算，发错了，抱歉。"
        telling.tell_asker(turn, case, -step, told)
