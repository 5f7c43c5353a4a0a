"""Receipts: 收到 and its like, what else notices ask (是, an option, a number, words), and lists of them."""

from __future__ import annotations

import re
from collections import Counter

from bot.context import Turn
from bot.domain import receipt
from bot.domain.checkin import Intent
from bot.domain.concern import Why
from bot.domain.delivery import Kind
from bot.domain.notice import Answer, Notice
from bot.domain.proxy import How
from bot.reading import receipts as wording
from bot.reading import solitaire
from bot.reading.plain import normalise
from bot.reading.receipts import Receipt
from bot.receipt import answering, meant, perhaps, shared
from bot.receipt.answering import Given
from bot.router import Router
from bot.silence import rollcalling
from data import fact as facts
from data import notice as notices
from data import receipt as receipts
from data import room as rooms
from data.receipt import SEEN

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


@router.answer
def take_list(turn: Turn) -> bool:
    """Take a solitaire list whose title fits an open notice: an answer of everybody in it."""
    match = _LIST.match(turn.text)
    if turn.who is None or not match or not _IS_LIST.search(match["title"]):
        return False
    if _FOR_CHECKINS.search(match["title"]):
        return False
    asked = answering.asked(turn, turn.incoming.room)
    notice, certain = receipt.find_meant(match["title"], asked), True
    if notice is None and asked and "收到" in match["title"] and _OF_RECEIPTS.fullmatch(match["title"]):
        notice, certain = asked[0], len(asked) == 1
    if notice is None:
        return False
    _take_lines(turn, notice, match["items"], certain=certain)
    return True


def _take_lines(turn: Turn, notice: Notice, items: str, *, certain: bool) -> None:
    scope = turn.people_in_scope()
    names = Counter(person.name for person in scope)  # two of one name are never guessed
    known = {person.name: person.id for person in scope if names[person.name] == 1}
    silent = {person.id for person, _ in receipts.silent(turn.db, notice.number)}
    # Without its title, in which a number may look like an item's.
    items = _BARE_NUMBER.sub(r"\1. ", items)
    listed = solitaire.parse(normalise(f"#接龙\n{items}"), tuple(names))
    own = turn.actor.member
    for line in listed.lines if listed else ():
        if line.name not in known:
            # With the notice: the same name on a list of check-ins is another matter.
            detail = f"{line.name}（第{notice.number}号通知）"
            words = f"{line.name} {line.text}".strip()
            turn.leave_to_keepers(own, Why.NAME, detail, words, seen_since=notice.sent_at)
        elif known[line.name] in silent:  # a list pasted again says the same of the others
            how = answering.had(turn, known[line.name], How.LIST)
            answering.keep(turn, known[line.name], _of_line(notice, line.text, certain=certain), how)


def _of_line(notice: Notice, words: str, *, certain: bool) -> Given:
    remark = f"{words}（接龙）"
    if answering.asks(notice) is Answer.RECEIPT:
        return Given(notice, None, remark, certain)
    said = answering.read_for(notice, words) if words else None
    return Given(notice, said.choice if said else SEEN, remark, certain and said is not None and said.certain)


@router.answer
def take_receipt(turn: Turn) -> bool:
    """Take what answers an open notice.

    Distress, a bereavement or a check-in in it goes on to the check-in's answer, the receipt kept.
    """
    if shared.take(turn):
        return True
    said = wording.read_receipt(turn.text)
    taken = _take_answer(turn, said)
    if said is None:  # only now: 去，几点集合？ is no question before itself
        _note_what_people_ask(turn)
    return taken


def _take_answer(turn: Turn, said: Receipt | None) -> bool:
    if turn.who is None or _answers_a_person(turn):
        return False
    if _says_it_is_withdrawn(turn):
        return True
    given = meant.find_answers(turn, said)
    if said and not said.numbers and perhaps.speaks_for_all(turn, turn.text):
        _ask_for_names(turn)
    if not given:
        # 好的 after an answer of ours needs none.
        spare = said is not None and not (said.remark or said.numbers or said.nth or said.thing)
        spare = spare and not rollcalling.is_bare_answer(turn)
        return turn.is_private and spare
    return _take(turn, given)


def _ask_for_names(turn: Turn) -> None:
    """Tell who says 收到 for a whole branch, privately and once a day, how that is kept."""
    asked = answering.asked(turn, turn.incoming.room)
    if asked:
        own, number = turn.actor.member.id, asked[0].number
        words = (
            f"您说支部都收到了，第{number}号通知我只当是您自己的。替大家报，请发“名单 未回 {number}号”，"
            f"再回编号；或写：代收 {number}号 张三 李四"
        )
        turn.tell(own, f"for-all:{number}:{turn.local_now.date()}", words, Kind.REPLY)


def _take(turn: Turn, given: list[Given]) -> bool:
    own = turn.actor.member
    for one in given:
        answering.keep(turn, own.id, one)
        if one.counts and not one.certain:
            turn.leave_to_keepers(own, Why.DOUBTFUL, str(one.notice.number))
    concerns_us = _concern(turn, given)
    if turn.is_private and concerns_us in {None, Intent.CHECKIN}:
        answering.confirm(turn, [_without_remark(one) if concerns_us else one for one in given])
    elif not turn.is_private and concerns_us is None:
        for one in given:
            if one.choice == SEEN:
                answering.ask_on(turn, one.notice)
    return concerns_us is None


def _concern(turn: Turn, given: list[Given]) -> Intent | None:
    """Tell what the check-in's answer has to hear; 周六去 is no journey where a notice asked for it."""
    chosen = [one for one in given if one.choice]
    beside = " ".join(one.remark or one.choice or "" for one in given).strip()
    concerns_us = meant.concern_beside(turn, beside)
    talk = chosen and concerns_us is Intent.CHECKIN and "平安" not in beside
    return None if talk else concerns_us


def _without_remark(given: Given) -> Given:
    return Given(given.notice, given.choice, "", given.certain)


def _answers_a_person(turn: Turn) -> bool:
    """Whether the message quotes somebody's words that are no notice."""
    quote = turn.incoming.quote
    if quote is None or turn.is_addressed or quote.author == turn.settings.bot.name:
        return False
    return meant.quoted_number(turn) is None


def _says_it_is_withdrawn(turn: Turn) -> bool:
    """Say to who names a withdrawn notice that it needs no answer."""
    if not turn.is_addressed:
        return False
    parts = receipt.read_named(turn.text)
    quoted = meant.quoted_number(turn)
    for number in [*(number for part in parts for number in part.numbers), *([quoted] if quoted else [])]:
        notice = notices.find(turn.db, number)
        if notice and notice.withdrawn_at and notices.was_asked(turn.db, number, turn.actor.member.id):
            turn.reply(f"第{number}号通知已经撤回，不用回了。")
            return True
    return False


# 大家收到请回复, 看到的回个1: from now on a bare 收到 in this room may be meant for that person.
_ASKS_FOR_ANSWERS = re.compile(
    r"请.{0,8}(回复|回个|接龙)|(收到|看到).{0,4}(请|的).{0,3}(回|扣)|(回复|扣)个?1"
)
# 晚上吃饭去吗: the next 去 may be for who asked.
_QUESTION = re.compile(
    r"[吗嘛么][\s?？。!！~]*$|去不去|来不来|能不能|是不是|要不要|有没有|行不行|好不好|可不可以|几[个位人]|多少|谁"
)


def _note_what_people_ask(turn: Turn) -> None:
    if not turn.incoming.room or turn.is_addressed:
        return
    if _ASKS_FOR_ANSWERS.search(turn.text[:200]):
        rooms.note_answers_asked(turn.db, turn.incoming.room, turn.now)
    if _QUESTION.search(turn.text[:200]):
        facts.write_moment(turn.db, f"question:{turn.incoming.room}", turn.now)
