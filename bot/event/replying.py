"""An answer to an invitation, taken and acknowledged; distress in it is left to who hears it."""

from __future__ import annotations

import re

from bot.context import Turn
from bot.domain import bereavement
from bot.domain.checkin import Intent
from bot.domain.delivery import Kind
from bot.domain.event import Choice, Event
from bot.event import answering, inviting, meant
from bot.event.answering import Kept
from bot.event.meant import Said
from bot.event.thanking import thank_in_room
from bot.reading.people import KIN
from bot.receipt.meant import concern_beside
from data import event as events

_FAMILY = re.compile(rf"老人|孩子|娃|家里人|家属|{KIN}")
_CRIES = re.compile(r"救命|求助|求救|帮帮|快来|急需|走投无路|我也?住院|不想活")


def take(turn: Turn) -> bool:
    """Take what answers an invitation; False where it is none, or says more that has to be heard."""
    said = meant.find(turn) if turn.who else None
    if said is None:
        return False
    event, own = said.event, turn.actor.member
    if not events.is_invited(turn.db, event.number, own.id):
        return said.named and _say_not_invited(turn, event)
    answering.check_open(turn, event, said.choice)
    concern = None if _is_of_family(said) else concern_beside(turn, said.reason)
    # 参加，平安，在上海: where somebody is stands in the check-in, and on no list of an event.
    remark = "" if concern and said.choice.means_to_come else said.reason
    kept = answering.say(turn, event, own, said.choice, remark)
    answering.move_up(turn, event)
    if concern in {None, Intent.CHECKIN}:
        _acknowledge(turn, kept)
    return concern is None


def _is_of_family(said: Said) -> bool:
    """Whether an ill relative is why somebody is excused (请假 老人住院): no cry for help."""
    excused = said.choice is Choice.LEAVE and bool(_FAMILY.search(said.reason))
    return excused and not _CRIES.search(said.reason) and not bereavement.is_told(said.reason)


def _say_not_invited(turn: Turn, event: Event) -> bool:
    host = answering.host_of(turn, event)
    turn.reply_privately(f"{event.name}请的是{event.audience}，这次名单里没有您。想来的话，请问一下{host}。")
    return True


def _acknowledge(turn: Turn, kept: Kept) -> None:
    """Say privately what was kept; in a room names only, and who waits hears it alone."""
    if turn.is_private:
        again = "" if kept.choice is Choice.WAITS else "要改直接再回。"
        turn.reply(f"已记：{kept.shown}。{again}")
        return
    if kept.row_id is None:
        return
    thank_in_room(turn, kept.event, answer=kept.row_id)
    if kept.choice is Choice.WAITS:
        _say_waits(turn, kept)


def _say_waits(turn: Turn, kept: Kept) -> None:
    own, name = turn.actor.member, kept.event.name
    key = f"event:{kept.event.number}:waits:{kept.row_id}"
    if not turn.tell(own.id, key, f"已记：{kept.shown}。", Kind.REPLY):
        body = f"{name}人满了，{own.name}先排候补，我私信不到，请您转告。"
        inviting.tell_secretaries(turn, own, key, body)
