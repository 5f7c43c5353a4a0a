"""What may be an answer (可能已回: who leads the branch looks at it), and what changes an earlier one."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.context import Turn
from bot.domain import correction
from bot.domain.notice import Answer, Notice
from bot.domain.receipt import Said
from bot.reading.attendance import read_attendance
from bot.reading.people import KIN
from bot.receipt import answering
from bot.receipt.answering import Given
from data import receipt as receipts

# Plain words for yes or no that are talk as well: a change by them counts soon after the answer.
_MODAL = re.compile(
    r"(?:我|俺|还是|又|那|书记|现在|可能){0,3}(?:不?(?:能|行|可以|方便)|不|是|否)[了啦啊吧呢的]?[\s。.!！~～]*"
)
_BARE_PLACE = re.compile(r"\W*[\da-z一二三四五六七八九十两]{1,4}\W*", re.IGNORECASE)
_PEOPLE = (
    r"(?:我们?|俺们?|咱们?|本人|[和跟与替帮代同、]|也|都|均|们|俩|还有|同志|党员|大家|全?体|全?家|一家|夫妻|"
    rf"(?:本|第?[一二三四五六七八九十\d]{{1,3}})?党?支部|家[里人属]|老伴|[\d一二三四五六七八九十两]{{1,3}}(?:[个位名]人?|人)|{KIN})"
)
_OF_PEOPLE = re.compile(rf"{_PEOPLE}{{1,8}}")
_OF_ALL = re.compile(r"支部|大家|全体|同志|党员|所有人")


def read_for(turn: Turn, notice: Notice, said: Said | None) -> Given | None:
    """Read whether one comes from words that are more than an answer; in a room it is doubtful."""
    comes = read_attendance(turn.text)
    if comes is None:
        return None
    choice = said.choice if said and said.choice else comes
    if answering.asks(notice) is not Answer.YES_NO and (said is None or not said.choice):
        return None
    return Given(notice, choice, turn.text, turn.is_addressed)


def read_change(turn: Turn, notice: Notice, said: Said, one: Given | None) -> Given | None:
    """Read what changes an earlier answer of a room without saying so; until the deadline it counts.

    Words that are talk as well (不能, a bare number) count for a while after the answer; later, and where
    they are of the family, they are doubtful.
    """
    before = receipts.standing(turn.db, notice.number, turn.actor.member.id)
    if before is None or answering.is_late(turn, notice):
        return None
    if one is None:  # 家属不来 says nothing sure of who writes it
        of_family = bool(said.thing and re.fullmatch(rf"{_PEOPLE}{{1,3}}", said.thing))
        return Given(notice, said.choice, turn.text, certain=False) if of_family else None
    soon = turn.now - before.at <= correction.SOON
    if _is_strong(turn, notice, one):
        return one
    if _MODAL.fullmatch(turn.text) or answering.asks(notice) is not Answer.YES_NO:
        return replace(one, certain=one.certain and soon)
    return replace(one, certain=False) if soon else None


def says_the_same(turn: Turn, notice: Notice, one: Given) -> bool:
    """Whether an answer is the one that counts already."""
    before = receipts.standing(turn.db, notice.number, turn.actor.member.id)
    return before is not None and before.choice == one.choice


def _is_strong(turn: Turn, notice: Notice, one: Given) -> bool:
    """Whether words hardly mean anything but an answer to what this notice asks."""
    text = turn.text.strip()
    match answering.asks(notice):
        case Answer.YES_NO:
            return read_attendance(text) == one.choice
        case Answer.CHOICE:
            return text in notice.options or any(len(name) > 1 and name in text for name in notice.options)
        case Answer.NUMBER:
            return not _BARE_PLACE.fullmatch(text)
    return False


def is_of_people(turn: Turn, thing: str) -> bool:
    """Whether what stands before 收到 names people: 我和李四都收到, 我们支部都收到了."""
    if "@" in turn.text:
        return False
    for person in turn.people_in_scope():
        thing = thing.replace(person.name, "我")
    return bool(_OF_PEOPLE.fullmatch(thing))


def speaks_for_all(turn: Turn, text: str) -> bool:
    """Whether who leads a branch says 收到 for all of it: that needs their names."""
    return bool(turn.who and turn.who.leads) and bool(_OF_ALL.search(text.partition("收")[0]))
