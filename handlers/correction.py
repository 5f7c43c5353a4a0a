"""撤: takes back a check-in, an answer or both; 不对，我在苏州 is read as a check-in."""

from __future__ import annotations

from bot import visiting
from bot.checkin.thanks import forget_thanks
from bot.context import Turn
from bot.distress import clearing
from bot.domain import checkin, correction
from bot.domain.checkin import Report, Safety
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.reading.gazetteer import country_name
from bot.reconciling import deciding
from bot.record import undoing
from bot.router import Router
from data import account as accounts
from data import checkin as checkins
from data import greeting as greetings
from data import member as members
from data import receipt as receipts
from data.receipt import SEEN, Withdrawn

router = Router()


@router.answer
def take_back(turn: Turn) -> bool:
    """Take back the sender's last check-in, answer, report for others or word of a death, within an hour."""
    if turn.who is None or not correction.takes_back(turn.text):
        return False
    if not turn.is_addressed and not correction.takes_back_for_sure(turn.text):
        return False
    lines = _undo_last(turn)
    if lines:
        forget_thanks(turn)
        _say_what_was_undone(turn, lines)
    elif turn.is_addressed:
        turn.reply("一个小时里您没有报过什么，没有可撤的。要改以前报的，直接写对的就行。")
    return bool(lines) or turn.is_addressed


def _undo_last(turn: Turn) -> list[str]:
    """Undo all that the sender's last message did, and say what it was ([]: there is nothing)."""
    own, since = turn.actor.member.id, turn.now - correction.TAKEN_BACK_WITHIN
    told, answered = checkins.told_last(turn.db, own, since), receipts.told_last(turn.db, own, since)
    rested_at = greetings.rested_last(turn.db, own, since, turn.now)
    changed_at, logged_at = undoing.changed_last(turn, since), visiting.logged_last(turn, since)
    decided_at = deciding.answered_last(turn, since)
    every = told and told.at, answered and answered[1], rested_at, changed_at, logged_at, decided_at
    moments = [moment for moment in every if moment]
    if not moments:
        return []
    last = max(moments)
    if changed_at == last:
        return undoing.undo(turn, last)
    if decided_at == last:
        return deciding.undo(turn, last)
    reports = checkins.withdraw_last(turn.db, own, last, turn.now) if told and told.at == last else []
    waking = greetings.end_rests(turn.db, own, last, turn.now)
    clearing.call_off(turn, reports)
    for number in set(waking) - {number for number, report in reports if report.safety is Safety.HELP}:
        clearing.say_taken_back(turn, members.find(turn.db, number))
    lines = (visiting.undo(turn, last) if logged_at == last else []) + _show_reports(turn, reports)
    if answered and answered[1] == last:
        lines += _show_answers(turn, receipts.withdraw(turn.db, answered[0], own, turn.now))
    names = ["您" if number == own else members.find(turn.db, number).name for number in waking]
    return lines + [f"{name}的祝福照常。" for name in names]


def _say_what_was_undone(turn: Turn, lines: list[str]) -> None:
    """Say it privately, with what counts now; a room hears no more than that it was done."""
    if not turn.is_private and not accounts.is_friend(turn.db, turn.incoming.sender):
        turn.reply("好的，撤了。")
        return
    key = f"undone:{turn.incoming.message_id}"
    turn.tell(turn.actor.member.id, key, "\n".join(lines), Kind.REPLY)


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
