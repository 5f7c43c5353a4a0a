"""Which open notice a message answers, by what it names, by its words, or as the newest it fits."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.context import Turn
from bot.domain import bereavement, receipt
from bot.domain.checkin import Intent
from bot.domain.notice import Answer, Notice
from bot.domain.receipt import NO
from bot.reading import excuses, read
from bot.reading import receipts as wording
from bot.reading.answers import read_answer
from bot.reading.attendance import read_attendance
from bot.reading.receipts import Receipt
from bot.receipt import answering, perhaps
from bot.receipt.answering import Given
from data import fact as facts
from data import notice as notices
from data import receipt as receipts
from data import room as rooms
from data.receipt import SEEN

_CHECKIN_BESIDE = re.compile(r"(?:^|[\s,，。!！])我?(?:报平安|平安)")
# Said to the bot while words are asked, and none of them.
_NO_WORDS = re.compile(
    r".*(?:[?？]|[吗么呢])[\s。!！]*|(?:这个?|那个?|我|请问|书记|通知|要|该)*(?:怎么|为什么|什么|哪).*|"
    r"我?[替代帮].{2,6}[说回报填讲].*|(?:报?平安|代报|不对|更正).*|"
    r"(?:在吗|在不在|[你您]好|[早晚]上好|[早晚]安|新年好|节日快乐|[哈嗯哦啊]|\[[^\]]{1,8}\]|\W)*",
    re.DOTALL,
)
_NUMBER_FIRST = re.compile(r"(?:第\s?\d{1,6}\s?[号条]|[Nn#]\s?\d|\d{1,6}\s?号(?:通知)?[\s:：])")
_NEW_WORDS = re.compile(r"我?(?:想|要)?改(?:一下|成|为)+[\s,，:：]*(?P<words>.{2,})", re.DOTALL)


def find_answers(turn: Turn, said: Receipt | None) -> list[Given]:
    """Read a message as answers to open notices; `said` is what it is as a receipt. [] where it is none."""
    return _named(turn) or _unnamed(turn, said)


def concern_beside(turn: Turn, remark: str) -> Intent | None:
    """Tell what a remark says that the check-in's answer has to hear; in a room 在苏州 may be a reason."""
    if not remark:
        return None
    if bereavement.is_told(remark):
        return Intent.HELP
    intent = read(turn.text, now=turn.local_now, home=turn.settings.organisation.home).intent
    if intent is Intent.CHECKIN and not turn.is_addressed and not _CHECKIN_BESIDE.search(remark):
        return None
    return None if intent is Intent.OTHER else intent


def _named(turn: Turn) -> list[Given]:
    """Read what is said to notices that a number or a quote names."""
    given = []
    for part in receipt.read_named(turn.text):
        for number in part.numbers:
            notice = _find(turn, number, by_place=part.by_place)
            if notice is None or (answering.asks(notice) is Answer.WORDS and not _opens_with_number(turn)):
                continue
            if one := answering.read_for(notice, part.text):
                given.append(one)
    quoted = quoted_number(turn)
    if given or quoted is None:
        return given
    notice = _find(turn, quoted)
    one = answering.read_for(notice, turn.text) if notice else None
    return [one] if one else []


def _opens_with_number(turn: Turn) -> bool:
    """Whether words are for the notice named before them; in a room 12号下雨 speaks of a day."""
    return turn.is_addressed or bool(_NUMBER_FIRST.match(turn.text))


def _find(turn: Turn, number: int, *, by_place: bool = False) -> Notice | None:
    """Find a notice that asked the sender by its number, or (第2条) by its place among those open."""
    own = turn.actor.member.id
    if by_place:
        open_here = answering.asked(turn, turn.incoming.room)
        if number not in {notice.number for notice in open_here}:
            return receipt.at_place(number, answering.unanswered(turn), open_here)
    notice = notices.find(turn.db, number) if notices.was_asked(turn.db, number, own) else None
    return notice if notice and notice.withdrawn_at is None else None


def _unnamed(turn: Turn, said: Receipt | None) -> list[Given]:
    """Find which open notice a message answers that names none: the newest whose question it fits."""
    waiting = answering.unanswered(turn)
    seen = [notice for notice in waiting if said and _has_seen(turn, notice)]
    for notice in _by_words(turn, waiting):
        if answering.asks(notice) is Answer.RECEIPT:
            if said:
                break
        elif one := _answer(turn, notice):
            return [one]
        elif said and said.firm and notice not in seen:
            break
    if said and not said.numbers:
        return _receipts(turn, said, [notice for notice in waiting if notice not in seen])
    if said:
        return []
    return _attendance(turn, waiting) or _changed(turn, waiting) or _words(turn, waiting)


def _by_words(turn: Turn, waiting: list[Notice]) -> list[Notice]:
    """Put the notices whose own words a message has before the others."""
    called = receipt.fitting(turn.text, waiting) if len(waiting) > 1 else []
    return called + [notice for notice in waiting if notice not in called]


def _has_seen(turn: Turn, notice: Notice) -> bool:
    return turn.actor.member.id in receipts.seen(turn.db, notice.number)


def _answer(turn: Turn, notice: Notice) -> Given | None:
    """Read an answer to a notice that was not named; in a room much of it is talk between people."""
    said = read_answer(turn.text, answering.asks(notice), notice.options)
    if turn.incoming.mentions and not turn.is_addressed:
        return None
    called = receipt.sharing(said.thing or said.remark, [notice], times=False) if said else []
    if said is None or (said.thing and not called):
        return perhaps.read_for(turn, notice, said)
    talk = not said.whole and not called and concern_beside(turn, turn.text) is not Intent.HELP
    if talk and not turn.is_addressed:
        return perhaps.read_for(turn, notice, said)
    certain = bool(said.choice) and said.sure and _is_surely_for(turn, notice, words=True)
    return Given(notice, said.choice or SEEN, said.remark, certain)


def _changed(turn: Turn, waiting: list[Notice]) -> list[Given]:
    """Read a change of an earlier answer, in a room until the deadline, later if it says so (改成去)."""
    for notice in answering.asked(turn, turn.incoming.room):
        if notice in waiting or answering.asks(notice) is Answer.RECEIPT:
            continue
        if answering.asks(notice) is Answer.WORDS:
            if turn.is_addressed and (changed := _NEW_WORDS.fullmatch(turn.text)):
                return [Given(notice, changed["words"])]
            continue
        said = read_answer(turn.text, answering.asks(notice), notice.options)
        one = _answer(turn, notice)
        if one and (turn.is_addressed or (said and said.changes)):
            return [one]
        if one and perhaps.says_the_same(turn, notice, one):
            return []
        if said and not turn.incoming.mentions and (one := perhaps.read_change(turn, notice, said, one)):
            return [one]
    return []


def _words(turn: Turn, waiting: list[Notice]) -> list[Given]:
    """Take what is said to the bot for the words a notice asks for."""
    asking = [notice for notice in waiting if answering.asks(notice) is Answer.WORDS]
    if not asking or not turn.is_addressed or _NO_WORDS.fullmatch(turn.text) or wording.is_polite(turn.text):
        return []
    if concern_beside(turn, turn.text) is Intent.HELP:
        return []
    return [Given(asking[0], turn.text)]


def _attendance(turn: Turn, waiting: list[Notice]) -> list[Given]:
    """Take 周六能到 or 去不了 for a receipt, of several the newest it fits; in a room as doubtful."""
    if turn.incoming.mentions and not turn.is_addressed:
        return []
    asking = [notice for notice in waiting if answering.asks(notice) is Answer.RECEIPT]
    comes = read_attendance(turn.text)
    asking = asking or answering.said_to_come(turn) or (_newest_received(turn) if comes == NO else [])
    said = read_answer(turn.text, Answer.YES_NO)
    if said and said.thing and said.whole and not comes:
        meant = receipt.sharing(said.thing, asking, times=False)
    elif comes or _says_whether_one_comes(turn):
        meant = receipt.fitting(turn.text, asking) or asking
    else:
        return []
    if turn.is_addressed and len(meant) > 1:
        return []  # who can be asked is
    return [Given(notice, None, turn.text, turn.is_addressed) for notice in meant[:1]]


def _newest_received(turn: Turn) -> list[Notice]:
    """Give the newest notice in a room that asks for 收到: who cannot come after all may speak of it."""
    if turn.is_addressed:
        return []
    return [
        one
        for one in answering.asked(turn, turn.incoming.room)
        if answering.asks(one) is Answer.RECEIPT and not answering.is_late(turn, one)
    ][:1]


def _says_whether_one_comes(turn: Turn) -> bool:
    whole = wording.is_attendance(turn.text)
    return whole or (wording.says_attendance(turn.text) and concern_beside(turn, turn.text) is not None)


# 收到 and its like


def _receipts(turn: Turn, said: Receipt, waiting: list[Notice]) -> list[Given]:
    meant, certain = _choose(turn, said, waiting, answering.asked(turn, turn.incoming.room))
    return [_receipt(turn, notice, said, certain=certain) for notice in meant]


def _receipt(turn: Turn, notice: Notice, said: Receipt, *, certain: bool) -> Given:
    """Give what 收到 is to a notice; to one that asks for more it says that it was seen."""
    match answering.asks(notice):
        case Answer.RECEIPT:
            return Given(notice, None, said.remark, certain)
        case Answer.WORDS if turn.is_addressed and said.remark and not _NO_WORDS.fullmatch(said.remark):
            return Given(notice, said.remark)
    return Given(notice, SEEN, said.remark, certain=False)


def _choose(
    turn: Turn, said: Receipt, waiting: list[Notice], asked: list[Notice]
) -> tuple[list[Notice], bool]:
    """Tell which notices a receipt answers (none: it is no receipt), and whether surely."""
    if said.nth is not None:
        counted = receipt.at_place(said.nth, waiting, asked)
        return ([counted] if counted else []), True
    if thing := said.thing.replace(turn.actor.member.name, ""):
        called = receipt.fitting(thing, waiting) or receipt.fitting(thing, asked)
        maybe = waiting if perhaps.is_of_people(turn, thing) else receipt.sharing(thing, waiting)
        return called or maybe[:1], bool(called)
    among = waiting or (asked if said.remark else [])
    if not among:
        return [], False
    if not said.firm and not turn.is_addressed and not _is_an_answer(turn, said.remark):
        # 好吧，那我们周日去爬山 is chat; 好的，带笔记本 may answer a notice that speaks of one.
        comes = read_attendance(said.remark)
        return (among if comes else receipt.sharing(said.remark, among, times=False))[:1], False
    named = waiting if said.every else receipt.fitting(said.remark, waiting)
    # 老李，收到 may be for 老李; 周六的学习，收到 is for the notice.
    lead_fits = not said.lead or bool(receipt.fitting(said.lead, waiting)) or _is_an_answer(turn, said.lead)
    certain = (lead_fits or turn.is_addressed) and _is_surely_for(turn, among[0])
    return named or among[:1], certain


def _is_an_answer(turn: Turn, remark: str) -> bool:
    polite = wording.is_polite(remark) or wording.is_attendance(remark) or excuses.is_excuse(remark)
    mentioned = remark.startswith("@") and bool(turn.incoming.mentions)
    return polite or mentioned or concern_beside(turn, remark) is not None


# Whom it is said to


def quoted_number(turn: Turn) -> int | None:
    """Tell which notice a quote shows, by its number or its words."""
    if turn.incoming.quote is None:
        return None
    meant = receipt.find_meant(turn.incoming.quote.text, answering.asked(turn, None))
    return meant.number if meant else receipt.read_number(turn.incoming.quote.text)


_LATELY = timedelta(minutes=10)


def _is_surely_for(turn: Turn, notice: Notice, *, words: bool = False) -> bool:
    """Whether a bare answer is for this notice, and not for a person who asked since or who is mentioned.

    去 and 3 (`words`) answer any question, so that for a while they may be meant for whoever asked last.
    """
    room = turn.incoming.room
    if turn.is_addressed or room is None:
        return True
    asked_by_person = rooms.answers_asked_at(turn.db, room)
    questioned = facts.read_moment(turn.db, f"question:{room}") if words else None
    if questioned and questioned > max(turn.now - _LATELY, notice.sent_at):
        return False
    return not turn.incoming.mentions and (asked_by_person is None or asked_by_person < notice.sent_at)
