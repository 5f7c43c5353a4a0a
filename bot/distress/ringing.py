"""How an alarm rings: at whom, in which words, again and again until it is taken or over."""

from __future__ import annotations

from bot import texts
from bot.context import Context, Turn
from bot.domain import alarm as rules
from bot.domain.alarm import Alarm
from bot.domain.delivery import Kind
from bot.domain.member import Actor, Member, Role
from bot.domain.room import RoomKind
from data import alarm as alarms
from data import member as members
from data import occasion
from data import room as rooms


def ring(ctx: Context, alarm: Alarm, *, besides: int | None = None, still: str = "") -> list[Member]:
    """Tell who is in line, `besides` left out, and note when it rings next; gives who was reached.

    Where nobody could be, the secretaries' room reads the name alone, at most twice an hour. A ring takes
    the place of the one before, where that could not be sent yet: after an outage the last is enough.
    """
    number, waited = alarm.rung + 1, ctx.now - alarm.at
    due = None
    if waited < rules.RINGS_FOR:
        due = ctx.now + rules.wait(waited, ctx.settings.distress.ring_every)
    hush(ctx, alarm, "rung anew")
    key, body = f"ring:{alarm.number}:{number}", compose(ctx, alarm, still)
    reached = [
        one
        for one in line(ctx, alarm, number)
        if one.id != besides and ctx.tell(one.id, key, body, Kind.DISTRESS)
    ]
    in_room = not reached and _ring_in_room(ctx, alarm)
    alarms.note_ring(ctx.db, alarm.number, due, in_room=in_room)
    return reached


def ring_again(ctx: Context, alarm: Alarm) -> None:
    """Ring for what nobody has taken, with the time that has passed; after a day for the last time."""
    waited = ctx.now - alarm.at
    words = texts.load("distress")["still_open" if waited < rules.RINGS_FOR else "still_last"]
    ring(ctx, alarm, still=words.format(waited=rules.show_wait(waited)))


def hush(ctx: Context, alarm: Alarm, why: str) -> None:
    """Take the last ring back where it still waits to be sent."""
    occasion.cancel(ctx.db, f"ring:{alarm.number}:{alarm.rung}:", why)


def line(ctx: Context, alarm: Alarm, number: int) -> list[Member]:
    """List whom the n-th ring goes to: never the person in need, and who told of it not at first."""
    found: dict[int, Member] = {}
    for role in rules.roles_at(number):
        if role is not Role.SECRETARY:
            found |= {one.id: one for one in members.holders(ctx.db, role)}
        elif alarm.branch_id is not None:
            found |= {one.id: one for one in members.holders(ctx.db, role, alarm.branch_id)}
    left_out = {alarm.member_id} | ({alarm.said_by} if number == 1 else set())
    return [one for one in found.values() if one.id not in left_out]


def told(ctx: Context, alarm: Alarm, besides: int | None) -> list[Member]:
    """List who has heard of an alarm so far."""
    return [one for one in line(ctx, alarm, max(alarm.rung, 1)) if one.id != besides]


def may_take(actor: Actor, alarm: Alarm) -> bool:
    """Whether somebody is in line for an alarm, though perhaps not told yet."""
    roles = {post.role for post in actor.posts}
    in_line = alarm.branch_id in actor.leads or bool(roles & {Role.CLERK, Role.COMMITTEE, Role.OPERATOR})
    return in_line and actor.member.id != alarm.member_id


def compose(ctx: Context, alarm: Alarm, still: str = "") -> str:
    """Write an alarm with all there is to know, and how to take it."""
    wording = texts.load("distress")
    told: dict[str, object] = {"still": still, "number": alarm.number, "words": alarm.words}
    if alarm.said_by is None:
        room = rooms.find(ctx.db, alarm.room_id) if alarm.room_id else None
        text, told["who"] = "unknown", show_unbound(alarm.name, room.topic if room else None)
    else:
        text = "alarm" if alarm.member_id else "alarm_of_other"
        told |= {
            "name": alarm.name,
            "phone": phone(ctx, alarm),
            "said_by": members.find(ctx.db, alarm.said_by).name,
        }
    last = ctx.now - alarm.at >= rules.RINGS_FOR
    return f"{wording[text].format(**told)}\n{wording['take_it_last' if last else 'take_it']}"


def add_words(turn: Turn, alarm: Alarm) -> None:
    """Keep what was said later; where that was by somebody else, each keeps the own words."""
    own, before = own_id(turn), ""
    if own != alarm.said_by and alarm.said_by is not None:
        before = f"{members.find(turn.db, alarm.said_by).name}："
    alarms.add_words(turn.db, alarm.number, turn.text, said_by=own or alarm.said_by, before=before)


def tell_taker(turn: Turn, alarm: Alarm) -> Member | None:
    """Tell who took an alarm a moment ago what was written since; None where nobody could be told."""
    if alarm.taken_by is None or alarm.taken_at is None or turn.now - alarm.taken_at >= rules.HANDLED_FOR:
        return None
    key, taker = f"again:{turn.incoming.message_id}:{alarm.number}", members.find(turn.db, alarm.taken_by)
    own = taker.id == own_id(turn)
    return taker if own or turn.tell(taker.id, key, _show_again(turn, alarm), Kind.DISTRESS) else None


def pass_on(turn: Turn, alarm: Alarm) -> list[Member]:
    """Tell who sees to somebody in need, or else who is in line, what the person wrote since."""
    add_words(turn, alarm)
    if taker := tell_taker(turn, alarm):
        return [taker]
    own, key = own_id(turn), f"again:{turn.incoming.message_id}:{alarm.number}"
    words = _show_again(turn, alarm)
    return [one for one in told(turn, alarm, own) if turn.tell(one.id, key, words, Kind.DISTRESS)]


def _show_again(turn: Turn, alarm: Alarm) -> str:
    """Write what came after the cry: from the person in need, or from who told of it."""
    text = "again" if turn.who is None or turn.actor.member.id == alarm.member_id else "again_of_other"
    said_by = turn.who.member.name if turn.who else ""
    wording: str = texts.load("distress")[text]
    return wording.format(name=alarm.name, number=alarm.number, words=turn.text, said_by=said_by)


def answer(turn: Turn, words: str) -> None:
    """Answer where it was written, past 停发 and 试点: what is said about an alarm does not wait."""
    member_id = own_id(turn) if turn.is_private else None
    key, to = f"answer:{turn.incoming.message_id}", turn.incoming.conversation
    turn.say(key, to, words, Kind.DISTRESS, member_id=member_id)


def own_id(turn: Turn) -> int | None:
    """Give who speaks, None for an account that is not bound."""
    return turn.who.member.id if turn.who else None


def phone(ctx: Context, alarm: Alarm) -> str:
    """Give the telephone of who is in need; of whom nobody knows, that of who told of it."""
    known = alarm.member_id or alarm.said_by
    person = members.find(ctx.db, known) if known else None
    if person is None or not person.phone:
        return "没有登记"
    return person.phone if alarm.member_id else f"{person.phone}（{person.name}的）"


def show_unbound(name: str, topic: str | None) -> str:
    """Name an account that is not bound: the nickname, and the room it wrote in."""
    return f"{name}（还没绑定的微信号{f'，在群“{topic}”里' if topic else ''}）"


def _ring_in_room(ctx: Context, alarm: Alarm) -> bool:
    """Where nobody can be written to privately: the name alone, in the secretaries' room."""
    wording = "room_by_hand" if ctx.settings.is_by_hand else "room"
    words = texts.load("distress")[wording].format(name=alarm.name)
    for room in rooms.of_kind(ctx.db, RoomKind.SECRETARY)[:1]:
        span = (ctx.now - alarm.at) // rules.ROOM_EVERY
        ctx.say(f"ring:{alarm.number}:room:{span}", room.room_id, words, Kind.DISTRESS)
        return True
    return False


def say_in_room(ctx: Context, alarm: Alarm, text: str) -> None:
    """Tell the secretaries' room, where it was told the name, that nobody there has to do anything."""
    words = texts.load("distress")[text].format(name=alarm.name)
    for room in rooms.of_kind(ctx.db, RoomKind.SECRETARY)[:1] if alarm.in_room else ():
        ctx.say(f"ring:{alarm.number}:{alarm.rung}:{text}", room.room_id, words, Kind.DISTRESS)
