"""Distress: who is told of it at once, and what the person hears who told of it."""

from __future__ import annotations

from bot import texts
from bot.context import Turn
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from data import account as accounts
from data import room as rooms


def raise_alarm(turn: Turn, people: list[Member]) -> None:
    """Tell the secretary and the office of distress at once; nothing of it is repeated in a room."""
    told: list[str] = []
    for person in people:
        words = texts.load("distress")["alarm"].format(
            name=person.name,
            phone=person.phone or "没有登记",
            said_by=turn.actor.member.name,
            words=turn.text,
        )
        key = f"distress:{turn.incoming.message_id}:{person.id}"
        reached = [
            helper.name
            for helper in turn.keepers(person, Role.SECRETARY) + turn.keepers(person, Role.CLERK)
            if turn.tell(helper.id, key, words, Kind.DISTRESS)
        ]
        told += reached or _call_in_secretaries_room(turn, person, key)
    _comfort(turn, list(dict.fromkeys(told)))


def _call_in_secretaries_room(turn: Turn, person: Member, key: str) -> list[str]:
    """Where nobody can be written to privately: the name alone, in the secretaries' room."""
    line = texts.load("distress")["room"].format(name=person.name)
    for room in rooms.of_kind(turn.db, RoomKind.SECRETARY):
        turn.say(f"{key}:room", room.room_id, line, Kind.DISTRESS)
        return ["书记群"]
    return []


def _comfort(turn: Turn, told: list[str]) -> None:
    """Tell the sender, privately where possible, who knows now and whom to call."""
    wording = texts.load("distress")
    words = wording["comfort"].format(told="、".join(told)) if told else wording["alone"]
    if turn.is_private or accounts.is_friend(turn.db, turn.incoming.sender):
        key = f"comfort:{turn.incoming.message_id}"
        turn.say(key, turn.incoming.sender, words, Kind.DISTRESS, member_id=turn.actor.member.id)
    else:
        turn.reply(wording["comfort_in_room"] if told else wording["alone"])


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
