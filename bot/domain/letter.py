"""The letter a member takes to another committee, and word from there that the member has come."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.command import Misfit, narrow
from bot.domain.transfer import GAP, NUMBER, plain

EXAMPLE = "介绍信 2号 京怀组〔2026〕15号 有效 90天"
LONGEST = 180  # days; a letter of introduction is good for three months at most as a rule


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of introduction as typed: its number, the day it was issued, how many days it is good for."""

    number: int | None
    mark: str
    day: tuple[int, int] | None
    days: int | None


_LONGEST = 150  # a longer text is none, and would be tried for long
_LETTER = re.compile(
    rf"(?:{NUMBER}[\s，,:：]+)?(?:文号|字号|编号)?[\s:：]*(?P<mark>(?!有效)\S(?:.{{0,38}}?\S)?)"
    r"(?:[\s，,]+(?:开具?(?:日期|于)?[\s:：]*)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]\s*(?:开具?|签发)?)?"
    r"(?:[\s，,]+有效期?[\s:：]*(?P<days>\d{1,3})\s*天)?"
)


def read_letter(words: str) -> Letter:
    """Read 2号 京怀组〔2026〕15号 11月20日开 有效 90天; day and days may be missing."""
    match = None if len(words) > _LONGEST else _LETTER.fullmatch(narrow(words).strip())
    if match is None or not re.search(r"\d", match["mark"]) or re.fullmatch(NUMBER, match["mark"]):
        raise Misfit(words)
    day = (int(match["month"]), int(match["day"])) if match["month"] else None
    number = int(match[1]) if match[1] else None
    return Letter(number, plain(match["mark"]), day, int(match["days"]) if match["days"] else None)


def read_arrival(words: str) -> tuple[int | None, str]:
    """Read 2号 已到 and a remark: which one, and what the other side wrote."""
    match = re.fullmatch(
        rf"(?:{NUMBER})?{GAP}(?P<there>已经?到了?|到了|收到了?|已收到|已接收|接收了?|完成|报到了?|已报到)?"
        rf"{GAP}(?P<rest>(?!没|未|还|不).{{0,100}})",
        narrow(words).strip(),
        re.DOTALL,
    )
    if match is None or (match["rest"] and not match["there"]):
        raise Misfit(words)
    return (int(match[1]) if match[1] else None), plain(match["rest"])
