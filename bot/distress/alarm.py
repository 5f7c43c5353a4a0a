"""Distress: who is told of it at once, and what the person hears who told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import texts
from bot.context import Context, Turn
from bot.distress import ringing
from bot.domain import despair
from bot.domain.alarm import Alarm
from bot.domain.checkin import Whereabouts
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from data import account as accounts
from data import alarm as alarms
from data import checkin as checkins
from data import member as members
from data import outbox

_KNOWN_FOR = timedelta(days=90)  # where somebody said to be longer ago tells nothing of today


def raise_alarm(turn: Turn, people: Sequence[Member], strangers: Sequence[str] = ()) -> None:
    """Tell the secretary and the office of distress at once; nothing of it is repeated in a room.

    `strangers` are names in need that nobody in the sender's scope bears: the keepers ask the sender.
    """
    own = turn.actor.member
    raised = [alarms.open_about(turn.db, one.id) or _add(turn, one.name, one) for one in people]
    raised += [
        alarms.open_from(turn.db, turn.incoming.sender, name) or _add(turn, name) for name in strangers
    ]
    place = _keep_place(turn)
    told = [name for alarm in raised for name in _show_told(turn, alarm, _ring(turn, alarm))]
    names = ["您" if alarm.member_id == own.id else alarm.name for alarm in raised]
    abroad = any(_is_abroad(turn, one) for one in people or [own])
    may_take = any(ringing.may_take(turn.actor, alarm) for alarm in raised)
    numbers = _write_numbers(turn, raised, abroad=abroad)
    _comfort(turn, place, list(dict.fromkeys(told)), "、".join(names), numbers, may_take=may_take)


def hear_again(turn: Turn, alarm: Alarm) -> None:
    """Ring anew for an alarm that is open, and tell the sender who knows."""
    own = ringing.own_id(turn)
    whom = "您" if alarm.said_by is None or alarm.member_id == own else alarm.name
    place = _keep_place(turn)
    told = _show_told(turn, alarm, _ring(turn, alarm))
    # As at first: who cries again need not have written where the person is.
    person = members.find(turn.db, alarm.member_id) if alarm.member_id else None
    abroad = person is not None and _is_abroad(turn, person)
    numbers = _write_numbers(turn, [alarm], abroad=abroad)
    _comfort(turn, place, told, whom, numbers)


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
    return person.lives_abroad(ctx.settings.organisation.timezone)


def _write_numbers(turn: Turn, raised: Sequence[Alarm], *, abroad: bool) -> str:
    """Name whom to call, at home the helpline, too, for who does not want to live on."""
    wording = texts.load("distress")
    numbers: str = wording["numbers_abroad" if abroad else "numbers"]
    despairs = despair.is_told(turn.text) or any(despair.is_told(alarm.words) for alarm in raised)
    if abroad or not despairs:
        return numbers
    return f"{wording['numbers_despair']}\n{numbers}"


def _keep_place(turn: Turn) -> int | None:
    """Queue the answer to a cry before the rings, so that it goes first; its words follow."""
    to, member_id = turn.incoming.sender, ringing.own_id(turn)
    if not turn.is_private and not accounts.is_friend(turn.db, to):
        # Who cannot be written to privately must still read that it was heard, or whom to call.
        to, member_id = turn.incoming.conversation, None
    wording = texts.load("distress")["comfort_in_room"]
    return turn.say(f"comfort:{turn.incoming.message_id}", to, wording, Kind.DISTRESS, member_id=member_id)


def _comfort(
    turn: Turn, place: int | None, told: Sequence[str], whom: str, numbers: str, *, may_take: bool = False
) -> None:
    """Tell the sender, privately where possible, who knows now and whom to call."""
    wording = texts.load("distress")
    words = wording["comfort" if told else "alone"].format(told="、".join(told), whom=whom, numbers=numbers)
    if may_take:
        words += f"\n{wording['comfort_own']}"
    private = turn.is_private or accounts.is_friend(turn.db, turn.incoming.sender)
    if place is not None and (private or turn.who is None or not told):
        outbox.rewrite(turn.db, place, words)


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
