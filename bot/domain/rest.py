"""静默: somebody is left in peace by greetings, dues and study for a while, after a death or in illness."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.command import Misfit

EXAMPLE = "静默 张三 30天"
_REST = re.compile(
    r"(?P<who>[\u4e00-\u9fff][\u4e00-\u9fff·]{1,19}?(?:[（(][^（()）]{1,20}[)）])?\d{0,11})\s+"
    r"(?:(?P<ends>取消|恢复|解除)|(?:到\s*)?(?P<until>\S+?[天日月周年底])(?:为止)?(?:[\s，,]+(?P<reason>.{1,100}))?)"
)


@dataclass(frozen=True, slots=True)
class Rest:
    """A rest as typed: whose, until when (None ends it), and why."""

    who: str
    until: str | None
    reason: str


def read_rest(words: str) -> Rest:
    """Read 张三 30天, 张三 到 3月1日 家里有丧事, or 张三 取消."""
    match = _REST.fullmatch(words.strip())
    if match is None:
        raise Misfit(words)
    return Rest(match["who"], None if match["ends"] else match["until"], match["reason"] or "")
