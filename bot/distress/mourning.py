"""A death that was told: who is asked to telephone, whose greetings rest, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence

from bot import texts
from bot.context import Turn
from bot.distress import alarm
from bot.domain import bereavement
from bot.domain.concern import Why
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from data import greeting as greetings


def find_dead(turn: Turn, scope: Sequence[Member]) -> Member | None:
    """Tell which of these people has died, where the message tells that."""
    own = turn.actor.member.id
    others = {person.name: person for person in scope if person.id != own}
    name = bereavement.who_died(turn.text, others)
    return others[name] if name else None


def find_bereaved(turn: Turn, scope: Sequence[Member]) -> Member | None:
    """Tell who lost somebody: whose name stands beside it, else the sender."""
    if not bereavement.is_told(turn.text):
        return None
    line, own = bereavement.line_of(turn.text), turn.actor.member
    named = [person for person in scope if person.name in line and person.id != own.id]
    return named[0] if len(named) == 1 else own


def let_rest(turn: Turn, bereaved: Member) -> None:
    """Greet the bereaved for nothing for a while."""
    greetings.rest(
        turn.db,
        bereaved.id,
        turn.now + bereavement.REST,
        reason="bereavement",
        said_by=turn.actor.member.id,
        now=turn.now,
    )


def note_death(turn: Turn, dead: Member) -> None:
    """Never greet somebody who has died again; the secretary and the office hear of it."""
    wording, own = texts.load("bereavement"), turn.actor.member
    greetings.rest(turn.db, dead.id, greetings.FOR_GOOD, reason="death", said_by=own.id, now=turn.now)
    words = wording["death"].format(name=dead.name, said_by=own.name, words=turn.text)
    key = f"death:{dead.id}:{turn.local_now.date()}"
    keepers = turn.keepers(dead, Role.SECRETARY) + turn.keepers(dead, Role.CLERK)
    told = [keeper.name for keeper in keepers if turn.tell(keeper.id, key, words, Kind.REPLY)]
    if keepers and not told:
        turn.leave_to_keepers(dead, Why.BEREAVEMENT, f"death:{turn.local_now.date()}")
    if turn.is_private:
        note = f"也告诉了{'、'.join(told)}。" if told else ""
        turn.reply(wording["condole_death"].format(name=dead.name, told=note))


def hear_from_the_dead(turn: Turn) -> None:
    """Where a member writes who was said to have died: greetings go on, and who was told hears so."""
    own = turn.actor.member
    if not greetings.wake(turn.db, own.id, turn.now):
        return
    words = texts.load("bereavement")["alive"].format(name=own.name)
    for keeper in turn.keepers(own, Role.SECRETARY) + turn.keepers(own, Role.CLERK):
        turn.tell(keeper.id, f"alive:{turn.incoming.message_id}", words, Kind.REPLY)


def ask_to_telephone(turn: Turn, bereaved: Member) -> None:
    """Ask the secretary to telephone; a room hears nothing."""
    wording = texts.load("bereavement")
    own = bereaved.id == turn.actor.member.id
    if not own and turn.actor.may_see(bereaved.branch_id):
        answer = wording["noted"].format(name=bereaved.name, days=bereavement.REST.days)
    else:
        words = wording["ask"].format(
            name=bereaved.name,
            phone=bereaved.phone or "没有登记",
            said_by=turn.actor.member.name,
            words=turn.text,
            days=bereavement.REST.days,
        )
        day = str(turn.local_now.date())
        # A list is pasted again and again; what one writes oneself is heard each time.
        occasion = day if "\n" in turn.text.strip() else turn.incoming.message_id
        asked = turn.tell_keepers(bereaved, f"bereavement:{bereaved.id}:{occasion}", words)
        if not asked:
            turn.leave_to_keepers(bereaved, Why.BEREAVEMENT, day)
        answer = wording["condole" if own else "thank"].format(told=wording["told"] if asked else "")
    if turn.is_private:
        turn.reply(answer)


def hear_unbound(turn: Turn) -> None:
    """Take a bereavement of somebody not bound: the office is told, and the mourner hears a kind word."""
    wording = texts.load("bereavement")
    words = wording["unknown"].format(who=alarm.show_unbound(turn), words=turn.text)
    told = alarm.tell_of_unbound(turn, f"bereavement:{turn.incoming.message_id}", words, Kind.REPLY)
    if turn.is_private:
        turn.reply(wording["condole"].format(told=wording["told"] if told else ""))
