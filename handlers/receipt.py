"""Receipts: 收到 and its like, written by a member, or a solitaire list of many."""

from __future__ import annotations

import re
from collections import Counter

from bot.context import Turn
from bot.domain import receipt
from bot.domain.concern import Why
from bot.domain.notice import Notice
from bot.reading import receipts, solitaire
from bot.reading.plain import normalise
from bot.router import Router
from data import concern as concerns
from data import notice as notices
from data import room as rooms

router = Router()

_LIST = re.compile(r"(?P<title>\s*#\s*接龙.*?)(?P<items>^[ \t]*1 ?[.、,，)）].*)", re.DOTALL | re.MULTILINE)
_FOR_CHECKINS = re.compile(r"平安")


@router.answer
def take_list(turn: Turn) -> bool:
    """Take a solitaire list whose title fits an open notice: a receipt of everybody in it."""
    match = _LIST.match(turn.text)
    if turn.who is None or not match or _FOR_CHECKINS.search(match["title"]):
        return False
    meant = receipt.find_meant(match["title"], _asked(turn, turn.incoming.room))
    if meant is None:
        return False
    scope = turn.people_in_scope()
    names = Counter(person.name for person in scope)  # two of one name are never guessed
    known = {person.name: person.id for person in scope if names[person.name] == 1}
    silent = {person.id for person, _ in notices.silent(turn.db, meant.number)}
    # Without its title, in which a number may look like an item's.
    listed = solitaire.parse(normalise(f"#接龙\n{match['items']}"), tuple(names))
    for line in listed.lines if listed else ():
        if line.name not in known:
            turn.leave_to_keepers(turn.who.member, Why.NAME, line.name)
        elif known[line.name] in silent:  # a list pasted again says the same of the others
            _keep(turn, known[line.name], meant.number, f"{line.text}（接龙）")
    return True


@router.answer
def take_receipt(turn: Turn) -> bool:
    """Take 收到 and its like as the answer to an open notice."""
    said = receipts.read_receipt(turn.text)
    if said is None:
        _note_answers_asked(turn)
    if said is None or turn.who is None or _answers_a_person(turn):
        return False
    own = turn.who.member
    number = said.number or _quoted_number(turn)
    if number is not None:
        if not notices.was_asked(turn.db, number, own.id):
            return False
        certain = True
    else:
        waiting = _unanswered(turn) or (_asked(turn, turn.incoming.room) if said.remark else [])
        if not waiting:
            return turn.is_private and not said.remark  # 好的 after an answer of ours needs none
        number = waiting[0].number
        certain = _is_surely_for(turn, waiting[0])
    _keep(turn, own.id, number, said.remark, certain=certain)
    if not certain:
        turn.leave_to_keepers(own, Why.DOUBTFUL, str(number))
    if turn.is_private:
        turn.reply(f"已记：第{number}号通知收到" + (f"，{said.remark}。" if said.remark else "。"))
    return True


def _unanswered(turn: Turn) -> list[Notice]:
    open_for = turn.settings.notices.open_for
    return notices.unanswered_by(turn.db, turn.actor.member.id, turn.incoming.room, turn.now, open_for)


def _asked(turn: Turn, room_id: str | None) -> list[Notice]:
    """List what the sender was asked in a room (or anywhere), answered or not."""
    open_for = turn.settings.notices.open_for
    return notices.asked_of(turn.db, turn.actor.member.id, room_id, turn.now, open_for)


def _quoted_number(turn: Turn) -> int | None:
    """Tell which notice a quote shows, by its number or its words."""
    if turn.incoming.quote is None:
        return None
    meant = receipt.find_meant(turn.incoming.quote.text, _asked(turn, None))
    return meant.number if meant else receipt.read_number(turn.incoming.quote.text)


def _answers_a_person(turn: Turn) -> bool:
    """Whether the message quotes somebody's words that are no notice."""
    quote = turn.incoming.quote
    if quote is None or turn.is_addressed or quote.author == turn.settings.bot.name:
        return False
    return _quoted_number(turn) is None


def _is_surely_for(turn: Turn, asked: Notice) -> bool:
    """Whether a bare receipt answers this notice, and not a person who asked since or who is mentioned."""
    if turn.is_addressed or turn.incoming.room is None:
        return True
    asked_by_person = rooms.answers_asked_at(turn.db, turn.incoming.room)
    return not turn.incoming.mentions and (asked_by_person is None or asked_by_person < asked.sent_at)


def _keep(turn: Turn, member_id: int, number: int, remark: str, *, certain: bool = True) -> None:
    notices.add_receipt(
        turn.db,
        number,
        member_id,
        turn.incoming.message_id,
        turn.now,
        remark=remark,
        certain=certain,
    )
    if certain:
        concerns.settle(turn.db, member_id, (Why.UNCLEAR, Why.UNREADABLE), turn.now)
        concerns.settle(turn.db, member_id, (Why.DOUBTFUL,), turn.now, detail=str(number))


# 大家收到请回复, 看到的回个1: from now on a bare 收到 in this room may be meant for that person.
_ASKS_FOR_ANSWERS = re.compile(
    r"请.{0,8}(回复|回个|接龙)|(收到|看到).{0,4}(请|的).{0,3}(回|扣)|(回复|扣)个?1"
)


def _note_answers_asked(turn: Turn) -> None:
    if turn.incoming.room and _ASKS_FOR_ANSWERS.search(turn.text[:200]):
        rooms.note_answers_asked(turn.db, turn.incoming.room, turn.now)
