"""When a cry for help is over: the person's own outright words end it, and no routine 平安 does."""

from __future__ import annotations

from collections.abc import Sequence

from bot import texts
from bot.checkin import amendment
from bot.context import Context, Turn
from bot.distress import ringing
from bot.domain import alarm as rules
from bot.domain import despair
from bot.domain.alarm import Alarm
from bot.domain.checkin import Report, Safety
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from data import alarm as alarms
from data import member as members

_SHORT = 60  # characters; in a room a longer one is talk


def hear_well(turn: Turn, person: Member, *, listed: bool = False) -> bool:
    """Tell those who were rung that a person in need is said to be well; False where it is not over by that.

    Over it is by outright words of the person (没事了), or where it was told by mistake. A line of a list
    (`listed`), a bare 平安 and what others report end nothing, and of despair no words do.
    """
    alarm = alarms.open_about(turn.db, person.id)
    if alarm is None:
        if not listed and rules.is_all_clear(turn.text):
            _tell_keepers(turn, person, _write_clear(turn, person))
        return True
    if listed or not _ends(turn, alarm):
        _say_it_stays_open(turn, alarm, listed=listed)
        return False
    _tell_the_told(turn, alarm, _write_clear(turn, person))
    if alarm.said_by not in {None, turn.actor.member.id, person.id}:
        thanks = texts.load("distress")["clear_to_teller"].format(name=person.name)
        turn.tell(alarm.said_by or 0, f"clear:{turn.incoming.message_id}", thanks, Kind.DISTRESS)
    end(turn, alarm)
    return True


def _ends(turn: Turn, alarm: Alarm) -> bool:
    """Whether words end an alarm about a member."""
    own = turn.actor.member.id
    if despair.is_told(alarm.words) or not rules.is_all_clear(turn.text):
        return False
    mistaken = rules.was_a_mistake(turn.text) and alarms.tellers(turn.db, alarm.number) <= {own}
    return alarm.member_id == own or mistaken


def _write_clear(turn: Turn, person: Member) -> str:
    own, wording = turn.actor.member, texts.load("distress")
    whom = "" if person.id == own.id else person.name
    words: str = wording["clear"].format(said_by=own.name, name=whom, words=turn.text)
    return words


def _say_it_stays_open(turn: Turn, alarm: Alarm, *, listed: bool) -> None:
    """Tell who was rung, or who took it, what was said, and to telephone all the same."""
    own, key = turn.actor.member, f"well:{turn.incoming.message_id}:{alarm.number}"
    words = _write_stays_open(turn, alarm, listed=listed)
    taker = members.find(turn.db, alarm.taken_by) if alarm.taken_by else None
    for hearer in [taker] if taker else ringing.told(turn, alarm, own.id):
        if hearer.id != own.id:
            turn.tell(hearer.id, key, words, Kind.DISTRESS)
    if ringing.may_take(turn.actor, alarm) and not listed:
        text = "well_to_taker" if taker == own else "well_to_helper"
        if taker in {None, own}:
            how = texts.load("distress")[text].format(name=alarm.name, number=alarm.number)
            turn.tell(own.id, f"{key}:own", how, Kind.DISTRESS)


def _write_stays_open(turn: Turn, alarm: Alarm, *, listed: bool) -> str:
    own, wording = turn.actor.member, texts.load("distress")
    by_self = own.id == alarm.member_id
    told = "well_in_list" if listed else "well"
    what = wording[told if by_self else f"{told}_of_other"]
    said = what.format(name=alarm.name, said_by=own.name, words=turn.text)
    end: str = wording["well_taken" if alarm.taken_by else "well_open"].format(
        phone=ringing.phone(turn, alarm), number=alarm.number
    )
    return f"{said}\n{end}"


def clears_own_here(turn: Turn) -> bool:
    """Whether who cried for help in this room says in a few words that it is over, or was a jest."""
    alarm = alarms.open_about(turn.db, turn.actor.member.id) if turn.who else None
    here = alarm is not None and alarm.room_id == turn.incoming.room
    return here and len(turn.text) <= _SHORT and rules.is_all_clear(turn.text)


def hear_names_well(turn: Turn, names: Sequence[str | None], *, listed: bool) -> None:
    """Tell that those are well of whom the sender told before, and whom no roll has."""
    for name in names:
        if name and (alarm := alarms.open_from(turn.db, turn.incoming.sender, name)):
            if listed or not rules.is_all_clear(turn.text):
                _say_it_stays_open(turn, alarm, listed=listed)
            else:
                hear_over(turn, alarm, "clear")


def hear_over(turn: Turn, alarm: Alarm, text: str) -> bool:
    """Tell who heard of somebody whom no roll has that it is over, or was taken back; False: it rings on."""
    own, wording = turn.who.member if turn.who else None, texts.load("distress")
    said_by, name = (own.name, alarm.name) if own else (alarm.name, "")
    words = wording[text].format(said_by=said_by, name=name, words=turn.text)
    over = not despair.is_told(alarm.words)
    if not over:
        words += "\n" + wording["well_open"].format(phone=ringing.phone(turn, alarm), number=alarm.number)
    for hearer in ringing.told(turn, alarm, ringing.own_id(turn)):
        turn.tell(hearer.id, f"clear:{turn.incoming.message_id}:{alarm.number}", words, Kind.DISTRESS)
    if over:
        end(turn, alarm)
    return over


def say_taken_back(turn: Turn, person: Member) -> None:
    """Tell those who heard of a person's distress or bereavement that it was taken back.

    It rings on where somebody told of it besides, and where it was despair.
    """
    wording = texts.load("distress")
    words = wording["taken_back"].format(said_by=turn.actor.member.name, name=person.name)
    alarm = alarms.open_about(turn.db, person.id)
    if alarm is None:
        _tell_keepers(turn, person, words)
    elif despair.is_told(alarm.words) or alarms.tellers(turn.db, alarm.number):
        end_of_it = "well_taken" if alarm.taken_by else "well_open"
        words += "\n" + wording[end_of_it].format(phone=ringing.phone(turn, alarm), number=alarm.number)
        _tell_the_told(turn, alarm, words)
    else:
        _tell_the_told(turn, alarm, words)
        end(turn, alarm)


def call_off(turn: Turn, withdrawn: Sequence[tuple[int, Report]]) -> None:
    """Tell of reports (about whom, what was said) that were taken back: an alarm, or an all-clear."""
    for number, report in withdrawn:
        if report.safety is Safety.HELP:
            say_taken_back(turn, members.find(turn.db, number))
        elif report.safety is Safety.SAFE and amendment.is_alarmed(turn, number):
            _say_alarm_stands(turn, members.find(turn.db, number))


def _say_alarm_stands(turn: Turn, person: Member) -> None:
    """Tell those who heard that a person's distress is over that this was taken back; it rings again."""
    words = texts.load("distress")["stands"].format(said_by=turn.actor.member.name, name=person.name)
    alarms.reopen(turn.db, person.id, turn.now + turn.settings.distress.ring_every)
    if alarm := alarms.open_about(turn.db, person.id):
        _tell_the_told(turn, alarm, words)
    else:
        _tell_keepers(turn, person, words)


def _tell_the_told(turn: Turn, alarm: Alarm, words: str) -> None:
    for hearer in ringing.told(turn, alarm, turn.actor.member.id):
        turn.tell(hearer.id, f"clear:{turn.incoming.message_id}:{alarm.member_id}", words, Kind.DISTRESS)


def _tell_keepers(turn: Turn, person: Member, words: str) -> None:
    """Tell who looks after a person, where no alarm is open that somebody was told of."""
    for hearer in turn.keepers(person, Role.SECRETARY) + turn.keepers(person, Role.CLERK):
        turn.tell(hearer.id, f"clear:{turn.incoming.message_id}:{person.id}", words, Kind.DISTRESS)


def end(ctx: Context, alarm: Alarm) -> None:
    """Note that an alarm is over; it rings no more."""
    alarms.close(ctx.db, alarm.number, ctx.now)
    ringing.hush(ctx, alarm, "it is over")
    if alarm.taken_by is None:
        ringing.say_in_room(ctx, alarm, "room_over")
