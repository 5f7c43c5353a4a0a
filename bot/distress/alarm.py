"""Distress: who is told of it at once, what the person hears who told of it, and the all-clear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import texts
from bot.checkin import amendment
from bot.context import Context, Turn
from bot.distress import ringing
from bot.domain import alarm as rules
from bot.domain.alarm import Alarm
from bot.domain.checkin import Report, Safety, Whereabouts
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from data import account as accounts
from data import alarm as alarms
from data import checkin as checkins
from data import member as members

_KNOWN_FOR = timedelta(days=90)  # where somebody said to be longer ago tells nothing of today
_SHORT = 60  # characters; in a room a longer one is talk
_IN_CHINA = {None, "Asia/Shanghai", "Asia/Urumqi"}


def raise_alarm(turn: Turn, people: Sequence[Member], strangers: Sequence[str] = ()) -> None:
    """Tell the secretary and the office of distress at once; nothing of it is repeated in a room.

    `strangers` are names in need that nobody in the sender's scope bears: the keepers ask the sender.
    """
    own = turn.actor.member
    raised = [alarms.open_about(turn.db, one.id) or _add(turn, one.name, one) for one in people]
    raised += [
        alarms.open_from(turn.db, turn.incoming.sender, name) or _add(turn, name) for name in strangers
    ]
    told = [name for alarm in raised for name in _show_told(turn, alarm, _ring(turn, alarm))]
    names = ["您" if alarm.member_id == own.id else alarm.name for alarm in raised]
    abroad = any(_is_abroad(turn, one) for one in people or [own])
    may_take = any(ringing.may_take(turn.actor, alarm) for alarm in raised)
    _comfort(turn, list(dict.fromkeys(told)), "、".join(names), abroad=abroad, may_take=may_take)


def hear_again(turn: Turn, alarm: Alarm) -> None:
    """Ring anew for an alarm that is open, and tell the sender who knows."""
    own = ringing.own_id(turn)
    whom = "您" if alarm.said_by is None or alarm.member_id == own else alarm.name
    _comfort(turn, _show_told(turn, alarm, _ring(turn, alarm)), whom)


def _add(turn: Turn, name: str, person: Member | None = None) -> Alarm:
    """Keep a cry for help about a member, about a name that the sender told, or of an unbound account."""
    own = turn.who.member if turn.who else None
    keeper = person or own
    return alarms.add(
        turn.db,
        member_id=person.id if person else None,
        branch_id=keeper.branch_id if keeper else _branch_here(turn),
        name=name,
        words=turn.text,
        said_by=own.id if own else None,
        account_id=turn.incoming.sender,
        room_id=turn.incoming.room,
        message_id=turn.incoming.message_id,
        now=turn.now,
    )


def _ring(turn: Turn, alarm: Alarm) -> list[Member]:
    """Ring for a new alarm, or at once again for one that is open, with the new words.

    Who took it a moment ago hears them alone.
    """
    own = ringing.own_id(turn)
    if alarm.rung == 0:
        return ringing.ring(turn, alarm, besides=own)
    ringing.add_words(turn, alarm)
    if taker := ringing.tell_taker(turn, alarm):
        return [taker]
    alarms.let_go(turn.db, alarm.number)
    return ringing.ring(
        turn, alarms.find(turn.db, alarm.number), besides=own, still=texts.load("distress")["still_worse"]
    )


def _show_told(turn: Turn, alarm: Alarm, reached: Sequence[Member]) -> list[str]:
    """Name to the sender who knows now; who is not bound reads no names of the office."""
    if not reached:
        return ["书记群"] if alarms.find(turn.db, alarm.number).in_room else []
    if turn.who:
        return [one.name for one in reached]
    secretaries = {one.id for one in members.secretaries(turn.db)}
    names = ["党办"] if any(one.id not in secretaries for one in reached) else []
    return names + [one.name for one in reached if one.id in secretaries]


def _is_abroad(ctx: Context, person: Member) -> bool:
    """Whether a person is abroad, by what was said last or else by the time zone."""
    said = checkins.last_places(ctx.db, ctx.now - _KNOWN_FOR).get(person.id)
    if said is not None and said[0] is not None:
        return said[0] is Whereabouts.ABROAD
    return person.timezone not in _IN_CHINA | {ctx.settings.organisation.timezone}


def _comfort(
    turn: Turn, told: Sequence[str], whom: str, *, abroad: bool = False, may_take: bool = False
) -> None:
    """Tell the sender, privately where possible, who knows now and whom to call."""
    wording = texts.load("distress")
    numbers = wording["numbers_abroad" if abroad else "numbers"]
    words = wording["comfort" if told else "alone"].format(told="、".join(told), whom=whom, numbers=numbers)
    if may_take:
        words += f"\n{wording['comfort_own']}"
    to = turn.incoming.sender
    if turn.is_private or accounts.is_friend(turn.db, to):
        member_id = ringing.own_id(turn)
        turn.say(f"comfort:{turn.incoming.message_id}", to, words, Kind.DISTRESS, member_id=member_id)
    elif turn.who and told:
        ringing.answer(turn, wording["comfort_in_room"])
    else:
        # Who cannot be written to privately must still read whom to call.
        turn.say(f"comfort:{turn.incoming.message_id}", turn.incoming.conversation, words, Kind.DISTRESS)


def say_all_clear(turn: Turn, person: Member) -> None:
    """Tell those who heard of a person's distress that it is over, in the sender's words."""
    own, wording = turn.actor.member, texts.load("distress")
    whom = "" if person.id == own.id else person.name
    _tell_hearers(turn, person, wording["clear"].format(said_by=own.name, name=whom, words=turn.text))
    if alarm := alarms.open_about(turn.db, person.id):
        if alarm.said_by not in {None, own.id, person.id}:
            thanks = wording["clear_to_teller"].format(name=person.name)
            turn.tell(alarm.said_by or 0, f"clear:{turn.incoming.message_id}", thanks, Kind.DISTRESS)
        end(turn, alarm)


def clears_own_here(turn: Turn) -> bool:
    """Whether who cried for help in this room says in a few words that it is over, or was a jest."""
    alarm = alarms.open_about(turn.db, turn.actor.member.id) if turn.who else None
    here = alarm is not None and alarm.room_id == turn.incoming.room
    return here and len(turn.text) <= _SHORT and rules.is_all_clear(turn.text)


def say_names_clear(turn: Turn, names: Sequence[str | None]) -> None:
    """Tell that those are well of whom the sender told before, and whom no roll has."""
    for name in names:
        if name and (alarm := alarms.open_from(turn.db, turn.incoming.sender, name)):
            say_over(turn, alarm, "clear")


def say_taken_back(turn: Turn, person: Member) -> None:
    """Tell those who heard of a person's distress or bereavement that it was taken back."""
    words = texts.load("distress")["taken_back"].format(said_by=turn.actor.member.name, name=person.name)
    _tell_hearers(turn, person, words)
    if alarm := alarms.open_about(turn.db, person.id):
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
    _tell_hearers(turn, person, words)


def _tell_hearers(turn: Turn, person: Member, words: str) -> None:
    """Tell who heard of an alarm about a person, or, where there is none, who would have."""
    own, alarm = turn.actor.member, alarms.open_about(turn.db, person.id)
    hearers = (
        ringing.told(turn, alarm, own.id)
        if alarm
        else turn.keepers(person, Role.SECRETARY) + turn.keepers(person, Role.CLERK)
    )
    for hearer in hearers:
        turn.tell(hearer.id, f"clear:{turn.incoming.message_id}:{person.id}", words, Kind.DISTRESS)


def say_over(turn: Turn, alarm: Alarm, text: str) -> None:
    """Tell who heard of somebody whom no roll has that it is over, or was taken back."""
    own = turn.who.member if turn.who else None
    said_by, name = (own.name, alarm.name) if own else (alarm.name, "")
    words = texts.load("distress")[text].format(said_by=said_by, name=name, words=turn.text)
    for hearer in ringing.told(turn, alarm, ringing.own_id(turn)):
        turn.tell(hearer.id, f"clear:{turn.incoming.message_id}:{alarm.number}", words, Kind.DISTRESS)
    end(turn, alarm)


def end(ctx: Context, alarm: Alarm) -> None:
    """Note that an alarm is over; it rings no more."""
    alarms.close(ctx.db, alarm.number, ctx.now)
    ringing.hush(ctx, alarm, "it is over")
    if alarm.taken_by is None:
        ringing.say_in_room(ctx, alarm, "room_over")


def raise_for_unbound(turn: Turn) -> None:
    """Tell the office, and the secretary of the room's branch, that somebody who is not bound is in need."""
    alarm = alarms.open_from(turn.db, turn.incoming.sender) or _add(turn, f"“{turn.incoming.nickname}”")
    branch = _branch_here(turn)
    if alarm.branch_id is None and branch is not None:
        alarms.locate(turn.db, alarm.number, turn.incoming.room, branch)
        alarm = alarms.find(turn.db, alarm.number)
    hear_again(turn, alarm)


def show_unbound(turn: Turn) -> str:
    """Name an account that is not bound: the nickname, and the room it wrote in."""
    return ringing.show_unbound(f"“{turn.incoming.nickname}”", turn.room.topic if turn.room else None)


def tell_of_unbound(turn: Turn, key: str, words: str, kind: Kind) -> str:
    """Tell the office and the secretary of the room's branch; gives in words who was told."""
    told = ["党办"] if turn.tell_clerks(key, words, kind) else []
    branch = _branch_here(turn)
    if branch is not None:
        secretaries = members.holders(turn.db, Role.SECRETARY, branch)
        told += [one.name for one in secretaries if turn.tell(one.id, key, words, kind)]
    return "、".join(told)


def _branch_here(turn: Turn) -> int | None:
    return turn.room.unit_id if turn.room and turn.room.kind is RoomKind.BRANCH else None


def ask_about(turn: Turn, cry: str) -> None:
    """Ask once a day whether a cry was meant; nobody else hears of it, and a room does not read it again."""
    sender = turn.incoming.sender
    private = turn.is_private or accounts.is_friend(turn.db, sender)
    wording = texts.load("distress")
    turn.say(
        f"once:cry:{sender}:{turn.local_now.date()}",
        sender if private else turn.incoming.conversation,
        wording["doubt"].format(words=cry) if private else wording["doubt_in_room"],
        Kind.DISTRESS,
        member_id=turn.actor.member.id if private else None,
    )
