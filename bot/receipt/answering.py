"""Answers to notices: what a text says to one, whether it counts, and what is said back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.context import Turn
from bot.domain import receipt
from bot.domain.concern import Why
from bot.domain.delivery import Kind
from bot.domain.notice import Answer, Notice
from bot.domain.proxy import How
from bot.reading import receipts as wording
from bot.reading.answers import read_answer
from bot.reading.attendance import read_attendance
from data import concern as concerns
from data import notice as notices
from data import receipt as receipts
from data.receipt import SEEN


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a notice: what was chosen (None: it asks for 收到; SEEN: for more), and the rest."""

    notice: Notice
    choice: str | None
    remark: str = ""
    certain: bool = True

    @property
    def counts(self) -> bool:
        """Whether it answers what was asked."""
        return self.choice != SEEN


def asks(notice: Notice) -> Answer:
    """Tell what a notice asks."""
    return notice.answer or Answer.RECEIPT


def asked(turn: Turn, room_id: str | None) -> list[Notice]:
    """List what the sender was asked in a room (or anywhere), answered or not, the newest first."""
    open_for = turn.settings.notices.open_for
    found = notices.asked_of(turn.db, turn.actor.member.id, room_id, turn.now, open_for)
    return [notice for notice in found if notice.withdrawn_at is None]


def unanswered(turn: Turn) -> list[Notice]:
    """List what the sender was asked here (privately: anywhere) and has not answered, the newest first."""
    own, open_for = turn.actor.member.id, turn.settings.notices.open_for
    found = notices.unanswered_by(turn.db, own, turn.incoming.room, turn.now, open_for)
    return [notice for notice in found if notice.withdrawn_at is None]


def said_to_come(turn: Turn) -> list[Notice]:
    """Give the newest notice whose receipt of the sender's says already whether one comes."""
    for notice in asked(turn, turn.incoming.room):
        told = receipts.standing(turn.db, notice.number, turn.actor.member.id)
        if asks(notice) is Answer.RECEIPT and told and wording.says_attendance(told.remark):
            return [notice]
    return []


def read_for(notice: Notice, text: str) -> Given | None:
    """Read a text that was surely meant for a notice; None where it is no answer to it."""
    seen = wording.read_receipt(text)
    if asks(notice) is Answer.RECEIPT:
        if seen:
            return Given(notice, None, seen.remark)
        comes = wording.says_attendance(text) or read_attendance(text)
        return Given(notice, None, text) if comes else None
    said = read_answer(text, asks(notice), notice.options)
    if said and (not said.thing or receipt.sharing(said.thing, [notice], times=False)):
        return Given(notice, said.choice, said.remark, said.sure and bool(said.choice))
    if asks(notice) is Answer.WORDS and (words := seen.remark if seen else text.strip()):
        return Given(notice, words)
    return Given(notice, SEEN, certain=False) if seen else None


def keep(turn: Turn, member_id: int, given: Given, how: How = How.OWN) -> bool:
    """Keep an answer; False where a stronger one of the same day (the person's own) stays what counts."""
    number = given.notice.number
    before = receipts.standing(turn.db, number, member_id)
    outweighed = before is not None and before.at >= turn.day_start and not how.outweighs(before.how)
    certain = given.certain and given.counts and not outweighed
    turn.note_look([member_id], "代收")
    receipts.add(
        turn.db,
        number,
        member_id,
        turn.incoming.message_id,
        turn.now,
        remark=given.remark,
        certain=certain,
        choice=given.choice,
        said_by=turn.actor.member.id,
        how=how,
    )
    if certain:
        # Voice in place of the receipt is answered by it; a question or a worry is not.
        concerns.settle(turn.db, member_id, (Why.UNREADABLE,), turn.now)
        concerns.settle(turn.db, member_id, (Why.DOUBTFUL,), turn.now, detail=str(number))
    return not outweighed


def had(turn: Turn, member_id: int, how: How) -> How:
    """Tell how an answer was had; who stands on the own list answers for oneself."""
    return How.OWN if member_id == turn.actor.member.id else how


def is_late(turn: Turn, notice: Notice) -> bool:
    """Whether an answer given now comes after the deadline."""
    return notice.deadline is not None and turn.now > notice.deadline


def confirm(turn: Turn, given: Sequence[Given]) -> None:
    """Say back privately what was understood of the sender's own answers."""
    lines = []
    plain = [one for one in given if one.choice is None]
    if plain:
        which = "、".join(f"第{one.notice.number}号" for one in plain)
        remark = f"，{plain[0].remark}" if plain[0].remark else ""
        lines.append(f"已记：{which}通知收到{remark}。")
    for one in given:
        if one.choice == SEEN:
            lines.append(_ask_on(one.notice))
        elif one.choice is not None:
            lines.append(_show_choice(one))
    if any(one.counts and is_late(turn, one.notice) for one in given):
        lines.append("晚了一点，我标上“晚回”。")
    turn.reply("".join(lines))


def _show_choice(given: Given) -> str:
    number, choice = given.notice.number, given.choice
    remark = f"（{given.remark}）" if given.remark and given.remark != choice else ""
    if not given.certain:
        return f"先记可能：第{number}号通知，{choice}{remark}。定了再回一次。"
    return f"已记：第{number}号通知，{choice}{remark}。要改直接再回一次。"


def ask_on(turn: Turn, notice: Notice) -> None:
    """Ask who only said 收到 in a room for the answer: privately, or not at all."""
    turn.tell(turn.actor.member.id, f"ask-on:{notice.number}", _ask_on(notice), Kind.REPLY)


def _ask_on(notice: Notice) -> str:
    return f"第{notice.number}号通知您看到了，还{receipt.ask_again(notice)}。"
