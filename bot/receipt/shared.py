"""Answers to notices by an account that several people share: 李桂英收到, 我俩都去."""

from __future__ import annotations

from bot.checkin import household
from bot.checkin.household import Shared
from bot.context import Turn
from bot.domain.member import Actor, Member
from bot.domain.proxy import How
from bot.reading import receipts as wording
from bot.receipt import answering, meant
from bot.receipt.answering import Given
from data import notice as notices


def take(turn: Turn) -> bool:
    """Keep an answer for those behind the account whom it names; what of it is no answer goes on."""
    said_for = household.split(turn) if turn.who else None
    if said_for is None:
        return False
    given = _find(turn, said_for)
    people = [*([turn.actor.member] if said_for.own else []), *said_for.people]
    kept = [(person, one) for one in given for person in people if _keep(turn, person, one)]
    if not kept:
        return False
    beside = " ".join(one.remark or one.choice or "" for one in given).strip()
    if meant.concern_beside(turn, beside) is not None:
        return False  # the check-in's answer hears it; the receipt is kept
    if turn.is_private:
        names = "、".join(dict.fromkeys(person.name for person, _ in kept))
        numbers = "、".join(dict.fromkeys(f"第{one.notice.number}号" for _, one in kept))
        turn.reply(f"已记：{names}，{numbers}通知{kept[0][1].choice or '收到'}。")
    return True


def _find(turn: Turn, said_for: Shared) -> list[Given]:
    """Read the words without the names as each of them in turn, until they are an answer."""
    who, whole = turn.who, turn.text
    speakers = [*([turn.actor.member] if said_for.own else []), *said_for.people]
    try:
        turn.text = said_for.words
        for person in speakers:
            turn.who = Actor(person, turn.incoming.sender)
            given = meant.find_answers(turn, wording.read_receipt(turn.text))
            if found := [one for one in given if one.counts]:
                return found
    finally:
        turn.who, turn.text = who, whole
    return []


def _keep(turn: Turn, person: Member, given: Given) -> bool:
    if not notices.was_asked(turn.db, given.notice.number, person.id):
        return False
    answering.keep(turn, person.id, given, answering.had(turn, person.id, How.FAMILY))
    return True
