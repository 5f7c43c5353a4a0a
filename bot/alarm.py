"""Distress: who is told of it at once, what the person hears who told of it, and the all-clear."""

from __future__ import annotations

from collections.abc import Sequence

from bot import amendment, texts
from bot.context import Turn
from bot.domain.checkin import Report, Safety
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from data import account as accounts
from data import member as members
from data import room as rooms

_NO_PHONE = "没有登记"


def raise_alarm(turn: Turn, people: Sequence[Member], strangers: Sequence[str] = ()) -> None:
    """Tell the secretary and the office of distress at once; nothing of it is repeated in a room.

    `strangers` are names in need that nobody in the sender's scope bears: the keepers ask the sender.
    """
    wording, own = texts.load("distress"), turn.actor.member
    told: list[str] = []
    for person in people:
        words = wording["alarm"].format(
            name=person.name, phone=person.phone or _NO_PHONE, said_by=own.name, words=turn.text
        )
        told += _call(turn, person, person.name, words, f"distress:{turn.incoming.message_id}:{person.id}")
    for name in strangers:
        words = wording["alarm_of_other"].format(
            name=name, phone=own.phone or _NO_PHONE, said_by=own.name, words=turn.text
        )
        told += _call(turn, own, name, words, f"distress:{turn.incoming.message_id}:{name}")
    names = ["您" if person.id == own.id else person.name for person in people] + list(strangers)
    _comfort(turn, list(dict.fromkeys(told)), "、".join(names))


def _call(turn: Turn, person: Member, name: str, words: str, key: str) -> list[str]:
    """Tell a person's keepers; gives who was reached."""
    reached = [
        helper.name for helper in _helpers(turn, person) if turn.tell(helper.id, key, words, Kind.DISTRESS)
    ]
    return reached or _call_in_secretaries_room(turn, name, key)


def _helpers(turn: Turn, person: Member) -> list[Member]:
    return turn.keepers(person, Role.SECRETARY) + turn.keepers(person, Role.CLERK)


def _call_in_secretaries_room(turn: Turn, name: str, key: str) -> list[str]:
    """Where nobody can be written to privately: the name alone, in the secretaries' room."""
    line = texts.load("distress")["room"].format(name=name)
    for room in rooms.of_kind(turn.db, RoomKind.SECRETARY):
        turn.say(f"{key}:room", room.room_id, line, Kind.DISTRESS)
        return ["书记群"]
    return []


def _comfort(turn: Turn, told: list[str], whom: str) -> None:
    """Tell the sender, privately where possible, who knows now and whom to call."""
    wording = texts.load("distress")
    words = wording["comfort"].format(told="、".join(told), whom=whom) if told else wording["alone"]
    if turn.is_private or accounts.is_friend(turn.db, turn.incoming.sender):
        key = f"comfort:{turn.incoming.message_id}"
        turn.say(key, turn.incoming.sender, words, Kind.DISTRESS, member_id=turn.actor.member.id)
    else:
        turn.reply(wording["comfort_in_room"] if told else wording["alone"])


def say_all_clear(turn: Turn, person: Member) -> None:
    """Tell those who heard of a person's distress that it is over, in the sender's words."""
    own = turn.actor.member
    whom = "" if person.id == own.id else person.name
    _tell_helpers(
        turn, person, texts.load("distress")["clear"].format(said_by=own.name, name=whom, words=turn.text)
    )


def say_taken_back(turn: Turn, person: Member) -> None:
    """Tell those who heard of a person's distress or bereavement that it was taken back."""
    words = texts.load("distress")["taken_back"].format(said_by=turn.actor.member.name, name=person.name)
    _tell_helpers(turn, person, words)


def call_off(turn: Turn, withdrawn: Sequence[tuple[int, Report]]) -> None:
    """Tell of reports (about whom, what was said) that were taken back: an alarm, or an all-clear."""
    for number, report in withdrawn:
        if report.safety is Safety.HELP:
            say_taken_back(turn, members.find(turn.db, number))
        elif report.safety is Safety.SAFE and amendment.is_alarmed(turn, number):
            _say_alarm_stands(turn, members.find(turn.db, number))


def _say_alarm_stands(turn: Turn, person: Member) -> None:
    """Tell those who heard that a person's distress is over that this was taken back."""
    words = texts.load("distress")["stands"].format(said_by=turn.actor.member.name, name=person.name)
    _tell_helpers(turn, person, words, Kind.DISTRESS)


def _tell_helpers(turn: Turn, person: Member, words: str, kind: Kind = Kind.REPLY) -> None:
    for helper in _helpers(turn, person):
        turn.tell(helper.id, f"clear:{turn.incoming.message_id}:{person.id}", words, kind)


def raise_for_unbound(turn: Turn) -> None:
    """Tell the office, and the secretary of the room's branch, that somebody who is not bound is in need."""
    wording = texts.load("distress")
    words = wording["unknown"].format(who=show_unbound(turn), words=turn.text)
    told = tell_of_unbound(turn, f"distress:{turn.incoming.message_id}", words, Kind.DISTRESS)
    # No room is left out: who cannot be written to privately must still read whom to call.
    answer = wording["comfort"].format(told=told, whom="您") if told else wording["alone"]
    private = turn.is_private or accounts.is_friend(turn.db, turn.incoming.sender)
    to = turn.incoming.sender if private else turn.incoming.conversation
    turn.say(f"comfort:{turn.incoming.message_id}", to, answer, Kind.DISTRESS)


def show_unbound(turn: Turn) -> str:
    """Name an account that is not bound: the nickname, and the room it wrote in."""
    room = f"，在群“{turn.room.topic}”里" if turn.room else ""
    return f"“{turn.incoming.nickname}”（还没绑定的微信号{room}）"


def tell_of_unbound(turn: Turn, key: str, words: str, kind: Kind) -> str:
    """Tell the office and the secretary of the room's branch; gives in words who was told."""
    told = ["党办"] if turn.tell_clerks(key, words, kind) else []
    branch = turn.room.unit_id if turn.room and turn.room.kind is RoomKind.BRANCH else None
    if branch is not None:
        secretaries = members.holders(turn.db, Role.SECRETARY, branch)
        told += [one.name for one in secretaries if turn.tell(one.id, key, words, kind)]
    return "、".join(told)


def ask_about(turn: Turn, cry: str) -> None:
    """Ask once a day whether a cry was meant; nobody else hears of it, and a room does not read it again."""
    sender = turn.incoming.sender
    private = turn.is_private or accounts.is_friend(turn.db, sender)
    wording = texts.load("distress")
    turn.say(
        f"once:cry:{sender}:{turn.local_now.date()}",
        sender if private else turn.incoming.conversation,
        wording["doubt"].format(words=cry) if private else wording["doubt_in_room"],
        Kind.REPLY,
        member_id=turn.actor.member.id if private else None,
    )
