"""撤: takes back a check-in, an answer or both; 不对，我在苏州 is read as a check-in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.checkin.thanks import forget_thanks
from bot.context import Turn
from bot.distress import clearing
from bot.domain import checkin, correction
from bot.domain.checkin import Report, Safety
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.reading.gazetteer import country_name
from bot.router import LastDone, Router, TakeBack
from data import account as accounts
from data import checkin as checkins
from data import greeting as greetings
from data import member as members
from data import receipt as receipts
from data.receipt import SEEN, Withdrawn


def router_for(undoers: Sequence[tuple[LastDone, TakeBack]]) -> Router:
    """Make the router over what the nouns say they can take back."""
    router = Router()

    @router.answer
    def take_back(turn: Turn) -> bool:
        """Take back the last that the sender did or said within an hour, whatever it was."""
        if turn.who is None or not correction.takes_back(turn.text):
            return False
        if not turn.is_addressed and not correction.takes_back_for_sure(turn.text):
            return False
        lines = _undo_last(turn, undoers)
        if lines:
            forget_thanks(turn)
            _say_what_was_undone(turn, lines)
        elif turn.is_addressed:
            turn.reply("一个小时里您没有报过什么，没有可撤的。要改以前报的，直接写对的就行。")
        return bool(lines) or turn.is_addressed

    return router


def _undo_last(turn: Turn, undoers: Sequence[tuple[LastDone, TakeBack]]) -> list[str]:
    """Undo all that the sender's last message did, and say what it was ([]: there is nothing)."""
    since = turn.now - correction.TAKEN_BACK_WITHIN
    every = [(last(turn, since), take_back) for last, take_back in (*undoers, (_said_last, _unsay))]
    moment = max((at for at, _ in every if at), default=None)
    return [line for at, take_back in every if moment and at == moment for line in take_back(turn, moment)]


def _said_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last checked in, answered a notice, reported for others or told of a death."""
    own = turn.actor.member.id
    told, answered = checkins.told_last(turn.db, own, since), receipts.told_last(turn.db, own, since)
    rested_at = greetings.rested_last(turn.db, own, since, turn.now)
    every = told and told.at, answered and answered[1], rested_at
    return max((moment for moment in every if moment), default=None)


def _unsay(turn: Turn, at: datetime) -> list[str]:
    """Take back the sender's check-ins, answers and words of a death of a moment."""
    own = turn.actor.member.id
    told, answered = checkins.told_last(turn.db, own, at), receipts.told_last(turn.db, own, at)
    reports = checkins.withdraw_last(turn.db, own, at, turn.now) if told and told.at == at else []
    waking = greetings.end_rests(turn.db, own, at, turn.now)
    clearing.call_off(turn, reports)
    for number in set(waking) - {number for number, report in reports if report.safety is Safety.HELP}:
        clearing.say_taken_back(turn, members.find(turn.db, number))
    lines = _show_reports(turn, reports)
    if answered and answered[1] == at:
        lines += _show_answers(turn, receipts.withdraw(turn.db, answered[0], own, turn.now))
    names = ["您" if number == own else members.find(turn.db, number).name for number in waking]
    return lines + [f"{name}的祝福照常。" for name in names]


def _say_what_was_undone(turn: Turn, lines: list[str]) -> None:
    """Say it privately, with what counts now; a room hears no more than that it was done."""
    if not turn.is_private and not accounts.is_friend(turn.db, turn.incoming.sender):
        turn.reply("好的，撤了。")
        return
    key = f"undone:{turn.incoming.message_id}"
    turn.tell(turn.actor.member.id, key, "\n".join(lines), Kind.REPLY, own=True)


def _show_reports(turn: Turn, reports: list[tuple[int, Report]]) -> list[str]:
    """Say which reports were taken back and what counts now; those of which the same is true in one line."""
    own, whose = turn.actor.member.id, dict[tuple[str, str], list[str]]()
    for number, report in reports:
        person = members.find(turn.db, number)
        before = checkins.latest(turn.db, number, turn.day_start)
        now = f"现在记的是：{_show(turn, person, before[0])}。" if before else ""
        names = whose.setdefault((_summarise(turn, report), now), [])
        names += [] if number == own else [person.name]
    return [
        f"已撤：{' '.join(filter(None, ('、'.join(names), what)))}。{now}"
        for (what, now), names in whose.items()
    ]


def _show(turn: Turn, person: Member, report: Report) -> str:
    name = "" if person.id == turn.actor.member.id else f"{person.name} "
    return name + _summarise(turn, report)


def _summarise(turn: Turn, report: Report) -> str:
    return checkin.summarise(report, turn.local_now.date(), country_name) or "刚才那条"


def _show_answers(turn: Turn, answers: list[Withdrawn]) -> list[str]:
    """Say which answers were taken back and what counts now; those of which the same is true in one line."""
    own, whose = turn.actor.member.id, dict[str, list[str]]()
    for one in answers:
        before = receipts.standing(turn.db, one.number, one.member_id)
        now = f"现在记的是{_show_choice(before.choice)}" if before else "现在算还没回"
        name = "" if one.member_id == own else members.find(turn.db, one.member_id).name
        what = f"第{one.number}号通知{_show_choice(one.choice)}。{now}。"
        whose.setdefault(what, []).append(name)
    return [f"已撤：{'、'.join(filter(None, names))}{what}" for what, names in whose.items()]


def _show_choice(choice: str | None) -> str:
    return "收到" if choice is None or choice == SEEN else f"“{choice}”"
