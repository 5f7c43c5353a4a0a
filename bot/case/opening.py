"""Opening a case: for oneself or for who has only a telephone; a cry for help is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot import finding
from bot.case import promise, sight, telling
from bot.context import Turn, UserError
from bot.distress import alarm
from bot.domain.audience import read_person
from bot.domain.case import SAME_FOR, Act, Case, Kind, Level, State
from bot.domain.case.reading import only_hears, read_other
from bot.domain.checkin import Intent, Reading
from bot.domain.command import Misfit
from bot.domain.member import Member, Role
from bot.reading import read
from data import case as cases
from data import member as members


def heed_distress(turn: Turn, body: str) -> bool:
    """Tell whether 求助 is a cry for help, which rings; said to the bot, the readers of check-ins ring it.

    Raises Misfit there: the words are left to them. The word 求助 itself is not read: all would ring.
    """
    reading = _read(turn, body)
    if body and reading.intent is not Intent.HELP:
        return False
    if turn.is_addressed or turn.who is None or not body:
        raise Misfit(body)
    names = {one.subject for one in reading.reports if one.subject}
    people = [one for one in turn.people_in_scope() if one.name in names]
    strangers = sorted(names - {one.name for one in people})
    alarm.raise_alarm(turn, people or ([] if strangers else [turn.actor.member]), strangers)
    return True


def is_something_else(turn: Turn, words: str) -> bool:
    """Whether words rather answer a notice, report how somebody is, or cry for help."""
    if only_hears(words):
        return True
    reading = read(words, now=turn.local_now, home=turn.settings.organisation.home)
    safe = any(report.safety for report in reading.reports)
    return reading.intent is Intent.HELP or (reading.intent is Intent.CHECKIN and safe)


def names_own_secretary(turn: Turn, body: str) -> str | None:
    """Give the secretary of the sender's branch who is named in the words, and would read them first."""
    branch = turn.actor.member.branch_id
    own = members.holders(turn.db, Role.SECRETARY, branch) if branch else []
    called = (one.name for one in own if one.name in body or f"{one.name[0]}书记" in body)
    return next(called, None)


def _read(turn: Turn, text: str) -> Reading:
    known = tuple(one.name for one in turn.people_in_scope()) if turn.who else ()
    home = turn.settings.organisation.home
    return read(text, now=turn.local_now, home=home, members=known, sender=turn.incoming.nickname)


def open_case(turn: Turn, kind: Kind, body: str) -> None:
    """Keep a case, tell whose turn it is, and answer with its number and until when."""
    person, words = _whose(turn, kind, body)
    if same := _said_before(turn, kind, person, words):
        turn.reply(f"刚才已经记下了，{same.name}，不用再发。")
        return
    draft = Case(
        0, kind, person.id, turn.actor.member.id, person.branch_id, words, turn.now, Level.SECRETARY,
        turn.now, timedelta(),
    )  # fmt: skip
    if kind.is_confidential and not sight.workers(turn, draft):
        raise UserError(_whom_to_call(turn))
    opened = promise.start(turn, replace(draft, level=_first_level(turn, draft)))
    opened = replace(opened, number=cases.add(turn.db, opened))
    gone = replace(opened, state=State.WITHDRAWN, closed_at=turn.now)
    step = cases.note(turn.db, opened, Act.OPENED, turn.actor.member.id, turn.now, before=gone)
    telling.tell_workers(turn, opened, step)
    _answer(turn, opened)


def _whose(turn: Turn, kind: Kind, body: str) -> tuple[Member, str]:
    """Tell whose case it is: a secretary may write 建议 替老周：… for who has only a telephone."""
    other = read_other(body)
    own = turn.actor.member
    if other is None or not (turn.actor.is_clerk or turn.actor.leads):
        return own, body
    if not members.named(turn.db, read_person(other[0]).name):
        return own, body  # 替换一下：…
    if kind.is_confidential:
        raise UserError(f"{kind.chinese}要由本人来说，请他直接打电话给党办，或者当面讲。")
    return finding.one_person(turn, read_person(other[0]), f"{kind.chinese} 替{{}}：{other[1][:20]}"), other[
        1
    ]


def _said_before(turn: Turn, kind: Kind, person: Member, words: str) -> Case | None:
    recent = cases.of_member(turn.db, person.id, turn.now - SAME_FOR)
    return next(
        (
            one
            for one in recent
            if one.kind is kind
            and one.words == words
            and one.state.waits
            and turn.now - one.opened_at < SAME_FOR
        ),
        None,
    )


def _first_level(turn: Turn, draft: Case) -> Level:
    """Find who is to see to it first: the secretary, unless nobody is there but the sender."""
    if draft.kind.is_confidential:
        return Level.OFFICE
    people = sight.workers(turn, draft)
    if [one for one in people if one.id != draft.said_by] and telling.can_be_told(turn, people):
        return Level.SECRETARY
    clerks = [one for one in members.holders(turn.db, Role.CLERK) if one.id != draft.member_id]
    return Level.OFFICE if clerks else Level.COMMITTEE


def _whom_to_call(turn: Turn) -> str:
    """Say whom to telephone where nobody is named for what is confidential; nothing was kept."""
    own = turn.actor.member.id
    clerks = "、".join(one.name for one in members.holders(turn.db, Role.CLERK) if one.id != own)
    number = turn.settings.cases.telephone
    office = f"党办{f'（{clerks}）' if clerks else ''}{f'，电话 {number}' if number else ''}"
    return (
        "这类事要由专人来看，现在还没有指定，所以我没有记下来，也没有告诉任何人。"
        f"请直接打电话给{office}，或者找上一级党组织。"
    )


def _answer(turn: Turn, opened: Case) -> None:
    due = promise.show_due(turn, opened)
    whose = "您" if opened.member_id == turn.actor.member.id else members.find(turn.db, opened.member_id).name
    words = f"已记下，{opened.name}，最晚{due}前答复{whose}。错了回“撤”。"
    if opened.kind.is_confidential:
        words = f"已记下，{opened.name}，只有专人看得到，最晚{due}前答复您。要补充，开头写上“{opened.name}”。"
        telling.answer_asker(turn, opened, words)
        return
    if opened.kind is Kind.HELP:
        words += "着急请直接打电话给书记；人有危险打 120、110，或回“救命”。"
    if turn.is_private:
        turn.reply(words)
        return
    step = cases.steps(turn.db, opened.number)[0].id
    told = telling.tell_privately(turn, opened, step, words)
    turn.reply(f"已记下，{opened.name}。" + ("" if told else "请先加我为好友，答复私信给您。"))
