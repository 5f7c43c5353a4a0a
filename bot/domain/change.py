"""Changes of a notice that was sent: another text, taken back, another deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.command import Misfit, UserError
from bot.domain.notice import Clock, Notice, show_deadline, show_question


class ChangeKind(StrEnum):
    """What was changed."""

    CORRECTION = "correction"
    DEADLINE = "deadline"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Wish:
    """A change as typed: of which notice, and the new text or deadline."""

    number: int
    words: str


_NUMBER = (
    r"(?:第?\s*+[NnＮｎ]?\s*+(?P<number>[0-9０-９]{1,6})\s*号(?:通知)?|[NnＮｎ](?P<bare>[0-9０-９]{1,6}))"
)
CORRECTION_EXAMPLE = "更正 12号：集合时间改为八点半"
DEADLINE_EXAMPLE = "截止 12号 周日18:00"


def read_correction(words: str) -> Wish:
    """Read 12号, a colon or line break, and the new text; 更正 手机 … is another matter (Misfit)."""
    wish = _read(rf"{_NUMBER}\s*[：:\n](?P<words>.*)", words)
    if not wish.words:
        raise UserError(f"更正后的正文是空的。例：{CORRECTION_EXAMPLE}")
    return wish


def read_withdrawal(words: str) -> Wish:
    """Read 12号; without a number nothing is taken back."""
    return _read(rf"{_NUMBER}(?P<words>)", words)


def read_extension(words: str) -> Wish:
    """Read 12号 and until when."""
    return _read(rf"{_NUMBER}\s*(?:改到|改为|延到|延长到|到)?\s*(?P<words>\S.*)", words)


def _read(pattern: str, words: str) -> Wish:
    match = re.fullmatch(pattern, words, re.DOTALL)
    if match is None:
        raise Misfit(words)
    return Wish(int(match["number"] or match["bare"]), match["words"].strip())


def show_withdrawn(notice: Notice) -> str:
    """Write what those read who got a notice that was taken back."""
    return f"第{notice.number}号通知已撤回" + ("，不用回了。" if notice.receipt else "，请以新的通知为准。")


def show_extended(
    notice: Notice, *, abroad: bool = False, clocks: Sequence[Clock] = (), privately: bool = False
) -> str:
    """Write what those read who got a notice that waits for answers until another moment now."""
    assert notice.deadline is not None
    question = show_question(replace(notice, deadline=None), privately=privately)
    by = show_deadline(notice.deadline, since=notice.sent_at, abroad=abroad, clocks=clocks)
    return f"第{notice.number}号通知的截止时间改为{by}，还没回的{question}"
