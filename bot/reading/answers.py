"""Answers to what a notice asks beyond 收到: 是 or 否, one of its options, a number."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.notice import Answer
from bot.domain.receipt import Said
from bot.reading.choices import read_choice
from bot.reading.consent import read_yes_no
from bot.reading.counts import read_count
from bot.reading.plain import normalise


def read_answer(text: str, asks: Answer, options: Sequence[str] = ()) -> Said | None:
    """Read what a text answers to a notice; None where it is about something else.

    Words (Answer.WORDS) are not judged here: whether they were said to the bot decides.
    """
    plain = normalise(text)
    match asks:
        case Answer.YES_NO:
            return read_yes_no(plain)
        case Answer.CHOICE:
            return read_choice(plain, options)
        case Answer.NUMBER:
            return read_count(plain)
    return None
