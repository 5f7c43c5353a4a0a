"""Answers to what a notice asks beyond 收到: 是 or 否, one of its options, a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.notice import Answer
from bot.domain.receipt import Said
from bot.reading import excuses
from bot.reading.attendance import read_attendance
from bot.reading.choices import read_choice
from bot.reading.consent import read_yes_no, split
from bot.reading.counts import read_count
from bot.reading.plain import normalise


def read_answer(text: str, asks: Answer, options: Sequence[str] = ()) -> Said | None:
    """Read what a text answers to a notice; None where it is about something else.

    Words (Answer.WORDS) are not judged here: whether they were said to the bot decides.
    """
    plain = normalise(text)
    said = _read(plain, asks, options)
    if said and not said.whole and (opening := excuses.read_opening(plain)).end:
        behind = _read(plain[opening.end :], asks, options)  # 刚看到，参加 says no more than 参加
        if behind and behind.choice == said.choice:
            said = replace(behind, remark="，".join(filter(None, (opening.doings, behind.remark))))
    return _without_excuses(said, plain, asks, options) if said and not said.whole else said


def _without_excuses(said: Said, plain: str, asks: Answer, options: Sequence[str]) -> Said:
    """Read 参加，刚看到 as 参加: an excuse may stand behind the answer, too."""
    clauses = [clause for clause, other in split(plain) if not other]
    rest = "，".join(clause for clause in clauses if not excuses.is_excuse(clause))
    if "?" in plain or (asks is Answer.YES_NO and not read_attendance(rest)):
        return said  # 是，刚看到 may be for whoever asked
    alone = _read(rest, asks, options)
    return replace(alone, remark=said.remark) if alone and alone.choice == said.choice else said


def _read(plain: str, asks: Answer, options: Sequence[str]) -> Said | None:
    match asks:
        case Answer.YES_NO:
            return read_yes_no(plain)
        case Answer.CHOICE:
            return read_choice(plain, options)
        case Answer.NUMBER:
            return read_count(plain)
    return None
