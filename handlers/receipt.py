"""Receipts: 收到 and its like, written by a member, or a solitaire list of many."""

from __future__ import annotations

import re
from collections import Counter

from bot.context import Turn
from bot.domain import bereavement, receipt
from bot.domain.checkin import Intent
from bot.domain.concern import Why
from bot.domain.notice import Notice
from bot.reading import read, receipts, solitaire
from bot.reading.plain import normalise
from bot.reading.receipts import Receipt
from bot.router import Router
from data import concern as concerns
from data import notice as notices
from data import room as rooms

router = Router()

_LIST = re.compile(
    r"(?P<title>(?:\s*#|[^\n]{0,30}接龙).*?)"
    r"(?P<items>^[ \t]*1 ?(?:[.、,，)）]|(?![号条期个月日点])[\u4e00-\u9fff]).*)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_IS_LIST = re.compile(r"接龙|#\s*Group Note", re.IGNORECASE)
_FOR_CHECKINS = re.compile(r"平安")
# 收到请接龙 names no notice, but it says that it is a list of receipts.
_OF_RECEIPTS = re.compile(r"[#\s]*(?:接龙|请|各位|大家|同志|党员|通知|都|已|收到|看到|知悉|了|的|回执|\W)*")
_BARE_NUMBER = re.compile(r"^([ \t]*\d{1,3})(?![号条期个月日点])(?=[\u4e00-\u9fff])", re.MULTILINE)
_CHECKIN_BEHIND = re.compile(r"我?(?:报平安|平安)")


@router.answer
def take_list(turn: Turn) -> bool:
    """Take a solitaire list whose title fits an open notice: a receipt of everybody in it."""
    match = _LIST.match(turn.text)
    if turn.who is None or not match or not _IS_LIST.search(match["title"]):
        return False
    if _FOR_CHECKINS.search(match["title"]):
        return False
    asked = _asked(turn, turn.incoming.room)
    meant, certain = receipt.find_meant(match["title"], asked), True
    if meant is None and asked and "收到" in match["title"] and _OF_RECEIPTS.fullmatch(match["title"]):
        meant, certain = asked[0], len(asked) == 1
    if meant is None:
        return False
    scope = turn.people_in_scope()
    names = Counter(person.name for person in scope)  # two of one name are never guessed
    known = {person.name: person.id for person in scope if names[person.name] == 1}
    silent = {person.id for person, _ in notices.silent(turn.db, meant.number)}
    # Without its title, in which a number may look like an item's.
    items = _BARE_NUMBER.sub(r"\1. ", match["items"])
    listed = solitaire.parse(normalise(f"#接龙\n{items}"), tuple(names))
    for line in listed.lines if listed else ():
        if line.name not in known:
            # With the notice: the same name on a list of check-ins is another matter.
            detail = f"{line.name}（第{meant.number}号通知）"
            turn.leave_to_keepers(turn.who.member, Why.NAME, detail, f"{line.name} {line.text}".strip())
        elif known[line.name] in silent:  # a list pasted again says the same of the others
            _keep(turn, known[line.name], meant.number, f"{line.text}（接龙）", certain=certain)
    return True


@router.answer
def take_receipt(turn: Turn) -> bool:
    """Take 收到 and its like as the answer to an open notice.

    Distress, a bereavement or a check-in behind it goes on to the check-in's answer, the receipt kept.
    """
    said = receipts.read_receipt(turn.text)
    if said is None:
        _note_answers_asked(turn)
    if turn.who is None or _answers_a_person(turn):
        return False
    if said is None:
        return _take_attendance(turn)
    return _take(turn, said, *_choose(turn, said))


def _take(turn: Turn, said: Receipt, numbers: list[int], certain: bool) -> bool:
    own = turn.actor.member
    if not numbers:
        # 好的 after an answer of ours needs none.
        return turn.is_private and not (said.remark or said.numbers or said.nth or said.thing)
    for number in numbers:
        _keep(turn, own.id, number, said.remark, certain=certain)
        if not certain:
            turn.leave_to_keepers(own, Why.DOUBTFUL, str(number))
    concerns_us = _concern_beside(turn, said.remark)
    if turn.is_private and concerns_us in {None, Intent.CHECKIN}:
        which = "、".join(f"第{number}号" for number in numbers)
        beside = f"，{said.remark}" if said.remark and not concerns_us else ""
        turn.reply(f"已记：{which}通知收到{beside}。")
    return concerns_us is None


def _take_attendance(turn: Turn) -> bool:
    """Take 周六能到 or 去不了 as an answer where exactly one notice waits for one; in a room as doubtful."""
    if not receipts.says_attendance(turn.text) or (turn.incoming.mentions and not turn.is_addressed):
        return False
    waiting = _unanswered(turn)
    if len(waiting) != 1:
        return False
    if not receipts.is_attendance(turn.text) and not _concern_beside(turn, turn.text):
        return False
    return _take(turn, Receipt(turn.text), [waiting[0].number], turn.is_addressed)


def _concern_beside(turn: Turn, remark: str) -> Intent | None:
    """Tell what a remark says that the check-in's answer has to hear; in a room 在苏州 may be a reason."""
    if not remark:
        return None
    if bereavement.is_told(remark):
        return Intent.HELP
    intent = read(turn.text, now=turn.local_now, home=turn.settings.organisation.home).intent
    if intent is Intent.CHECKIN and not turn.is_addressed and not _CHECKIN_BEHIND.match(remark):
        return None
    return None if intent is Intent.OTHER else intent


def _choose(turn: Turn, said: Receipt) -> tuple[list[int], bool]:
    """Tell which notices a receipt answers (none: it is no receipt), and whether surely."""
    quoted = _quoted_number(turn)
    if numbers := said.numbers or ((quoted,) if quoted is not None else ()):
        own = turn.actor.member.id
        return [number for number in numbers if notices.was_asked(turn.db, number, own)], True
    meant, sure = _choose_by_words(turn, said, _unanswered(turn), _asked(turn, turn.incoming.room))
    return [notice.number for notice in meant], sure


def _choose_by_words(
    turn: Turn, said: Receipt, waiting: list[Notice], asked: list[Notice]
) -> tuple[list[Notice], bool]:
    if said.nth is not None:
        counted = receipt.at_place(said.nth, waiting, asked)
        return ([counted] if counted else []), True
    if thing := said.thing.replace(turn.actor.member.name, ""):
        if called := receipt.fitting(thing, waiting) or receipt.fitting(thing, asked):
            return called, True
        return receipt.sharing(thing, waiting)[:1], False
    among = waiting or (asked if said.remark else [])
    if not among:
        return [], False
    if not said.firm and not turn.is_addressed and not _is_an_answer(turn, said.remark):
        # 好吧，那我们周日去爬山 is chat; 好的，带笔记本 may answer a notice that speaks of one.
        return receipt.sharing(said.remark, among, times=False)[:1], False
    named = waiting if said.every else receipt.fitting(said.remark, waiting)
    return named or among[:1], _is_surely_for(turn, among[0])


def _is_an_answer(turn: Turn, remark: str) -> bool:
    polite = receipts.is_polite(remark) or receipts.is_attendance(remark)
    mentioned = remark.startswith("@") and bool(turn.incoming.mentions)
    return polite or mentioned or _concern_beside(turn, remark) is not None


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
        # Voice in place of the receipt is answered by it; a question or a worry is not.
        concerns.settle(turn.db, member_id, (Why.UNREADABLE,), turn.now)
        concerns.settle(turn.db, member_id, (Why.DOUBTFUL,), turn.now, detail=str(number))


# 大家收到请回复, 看到的回个1: from now on a bare 收到 in this room may be meant for that person.
_ASKS_FOR_ANSWERS = re.compile(
    r"请.{0,8}(回复|回个|接龙)|(收到|看到).{0,4}(请|的).{0,3}(回|扣)|(回复|扣)个?1"
)


def _note_answers_asked(turn: Turn) -> None:
    if turn.incoming.room and _ASKS_FOR_ANSWERS.search(turn.text[:200]):
        rooms.note_answers_asked(turn.db, turn.incoming.room, turn.now)
