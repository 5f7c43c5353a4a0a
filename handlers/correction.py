"""撤: takes back what somebody last told of how people are; 不对，我在苏州 is read as a check-in."""

from __future__ import annotations

from bot import alarm
from bot.context import Turn
from bot.domain import checkin, correction
from bot.domain.checkin import Report, Safety
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.reading.gazetteer import country_name
from bot.router import Router
from bot.thanks import forget_thanks
from data import account as accounts
from data import checkin as checkins
from data import greeting as greetings
from data import member as members

router = Router()


@router.answer
def take_back(turn: Turn) -> bool:
    """Take back the sender's last check-in, report for others or word of a death, within an hour."""
    if turn.who is None or not correction.takes_back(turn.text):
        return False
    if not turn.is_addressed and not correction.takes_back_for_sure(turn.text):
        return False
    own, since = turn.who.member.id, turn.now - correction.TAKEN_BACK_WITHIN
    told = checkins.told_last(turn.db, own, since)
    rested_at = greetings.rested_last(turn.db, own, since, turn.now)
    moments = [moment for moment in (told.at if told else None, rested_at) if moment]
    if not moments:
        return _say_there_is_nothing(turn)
    withdrawn = checkins.withdraw_last(turn.db, own, max(moments), turn.now)
    waking = greetings.end_rests(turn.db, own, max(moments), turn.now)
    people = {number: members.find(turn.db, number) for number in [*(one for one, _ in withdrawn), *waking]}
    alarm.call_off(turn, withdrawn)
    for number in set(waking) - {number for number, report in withdrawn if report.safety is Safety.HELP}:
        alarm.say_taken_back(turn, people[number])
    forget_thanks(turn)
    _say_what_was_undone(
        turn,
        [(people[number], report) for number, report in withdrawn],
        waking=[people[number] for number in waking],
    )
    return True


def _say_there_is_nothing(turn: Turn) -> bool:
    if turn.is_addressed:
        turn.reply("一个小时里您没有报过什么，没有可撤的。要改以前报的，直接写对的就行。")
    return turn.is_addressed


def _say_what_was_undone(turn: Turn, withdrawn: list[tuple[Member, Report]], waking: list[Member]) -> None:
    """Say it privately, with what counts now; a room hears no more than that it was done."""
    if not turn.is_private and not accounts.is_friend(turn.db, turn.incoming.sender):
        turn.reply("好的，撤了。")
        return
    own = turn.actor.member
    lines = [
        f"已撤：{_show(turn, person, report)}。{_show_what_counts(turn, person)}"
        for person, report in withdrawn
    ]
    lines += [f"{person.name if person.id != own.id else '您'}的祝福照常。" for person in waking]
    turn.tell(own.id, f"undone:{turn.incoming.message_id}", "\n".join(lines), Kind.REPLY)


def _show(turn: Turn, person: Member, report: Report) -> str:
    name = "" if person.id == turn.actor.member.id else f"{person.name} "
    return name + (checkin.summarise(report, turn.local_now.date(), country_name) or "刚才那条")


def _show_what_counts(turn: Turn, person: Member) -> str:
    before = checkins.latest(turn.db, person.id, turn.day_start)
    return f"现在记的是：{_show(turn, person, before[0])}。" if before else ""
