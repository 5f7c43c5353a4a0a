"""预览 祝福 7天: what is going to be said where, as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.command import Misfit, UserError
from bot.domain.days import show_day
from bot.domain.greeting.occasion import ANNIVERSARY, BIRTHDAY, Occasion
from bot.domain.names import show_names

EXAMPLE = "例：预览 祝福 7天"
USUAL, LONGEST = 7, 31
_MOST_LINES = 40
_NUMBERS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_SPAN = re.compile(
    r"(?:未来|接下来|往后|近)?(?P<number>\d{1,4}|[一二两三四五六七八九十])\s*(?P<unit>天|日|个?星期|周|个?月)?"
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: some days, or somebody's next year."""

    days: int = USUAL
    who: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What some places are going to hear; `with_card` says that a picture follows."""

    at: datetime  # on the committee's clock
    places: tuple[str, ...]
    body: str
    with_card: bool = False


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody who is not greeted that day, and why; `rings` where the secretary telephones instead."""

    day: date
    name: str
    what: str
    why: str
    rings: bool = False


def read_query(words: str) -> Query:
    """Read 7天, 一周, 31 or a name; no words are a week. Raises UserError for too many days."""
    text = unicodedata.normalize("NFKC", words).strip()
    if not text:
        return Query()
    if found := _SPAN.fullmatch(text):
        number = int(found["number"]) if found["number"].isdigit() else _NUMBERS[found["number"]]
        unit = (found["unit"] or "天")[-1]
        days = number * {"期": 7, "周": 7, "月": 30}.get(unit, 1)
        if not 1 <= days <= LONGEST:
            raise UserError(f"最少看 1 天，最多看 {LONGEST} 天。{EXAMPLE}")
        return Query(days)
    if len(text) > 30 or re.search(r"\s|\d{5,}", text):
        raise Misfit(words)
    return Query(who=text)


def show_occasion(occasion: Occasion) -> str:
    """Name an occasion: 生日, 入党16周年, 元旦."""
    if occasion.kind == BIRTHDAY:
        return "生日"
    return f"入党{occasion.years}周年" if occasion.kind == ANNIVERSARY else occasion.kind


def show(title: str, lines: Sequence[Line], quiet: Sequence[Quiet]) -> str:
    """Write the preview, by days."""
    shown = [
        f"{show_day(one.at)} {one.at:%H:%M} {_show_places(one.places)}：\n{one.body}"
        + ("\n（后面跟一张生日卡片）" if one.with_card else "")
        for one in lines[:_MOST_LINES]
    ]
    if len(lines) > _MOST_LINES:
        shown.append(f"……后面还有 {len(lines) - _MOST_LINES} 条，少看几天就都列出来。")
    if not lines:
        shown.append("没有要说的祝福。")
    ringing = [f"{show_day(one.day)} {one.name}（{one.why}）" for one in quiet if one.rings]
    if ringing:
        shown.append("当天早上请书记打电话的：\n" + "\n".join(ringing))
    silent = [f"{show_day(one.day)} {one.name} {one.what}（{one.why}）" for one in quiet if not one.rings]
    if silent:
        shown.append("不发的：\n" + "\n".join(silent))
    return "\n\n".join([title, *shown])


def _show_places(places: Sequence[str]) -> str:
    return show_names(places, 3, "处")
