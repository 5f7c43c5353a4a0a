"""What people type about cases: opening one, and naming one by its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.case import Kind
from bot.domain.command import narrow

LONGEST = 1000  # characters kept of what somebody writes
_WORDS = "|".join(kind.chinese for kind in Kind)
_KINDS = {kind.chinese: kind for kind in Kind}
_OPENS = re.compile(rf"[#/＃]?\s*(?:{_WORDS})(?P<gap>\s*[:：，,]\s*|\s+|$)")
_TO_PEOPLE = re.compile(
    r"@|(?:大家|各位|咱们?|我们|你们?|同志们|诸位|还是|都|不如)|.{0,12}(?:谁|哪位|有没有人|群里|大伙)"
)
_LEAST = 4  # characters of what is surely no talk
_FOR = re.compile(
    r"[替帮代]\s?(?P<who>[\u4e00-\u9fff·]{2,8}(?:[（(][^（()）]{1,20}[)）])?\d{0,11})(?:同志)?[:：，,\s]+(?P<words>\S.*)",
    re.DOTALL,
)
_NUMBER = rf"(?:(?P<kind>工单|{_WORDS})\s*)?第?\s*(?P<mark>[Tt])?\s*(?P<number>\d{{1,6}})(?:\s*(?P<unit>号))?"
_NUMBERED = re.compile(
    rf"{_NUMBER}(?:(?:工单|{_WORDS})(?=[\s，,。:：]|$))?(?P<gap>[\s，,。:：]*)(?P<rest>.*)", re.DOTALL
)
_QUOTED = re.compile(rf"【(?P<kind>{_WORDS})(?P<number>\d{{1,6}})号】")


@dataclass(frozen=True, slots=True)
class Which:
    """A case as typed, and the words behind its number; `kind` where it was called by it (求助8号, T8)."""

    number: int | None
    words: str = ""
    kind: Kind | None = None
    is_named: bool = False  # said so that nothing else can be meant: 求助8号, 工单8号, T8

    def fits(self, kind: Kind) -> bool:
        """Whether a case of this kind may be meant."""
        return self.kind in {None, kind}


def opens(text: str) -> bool:
    """Whether a gap stands between the word and what follows: 建议大家早点来 is talk."""
    return bool(_OPENS.match(text))


def body_of(words: str) -> str:
    """Give what was asked, without the colon before it."""
    return words.lstrip(" :：，,\n\t").strip()[:LONGEST]


def is_talk(body: str) -> bool:
    """Whether words in a room, not addressed to the bot, are rather for the people there: 建议 大家早点来."""
    return len(body) < _LEAST or bool(_TO_PEOPLE.match(body)) or body.endswith(("吗", "呢", "?", "？"))


def read_other(body: str) -> tuple[str, str] | None:
    """Read 替老周：… into whom and what; None where the sender speaks for himself."""
    match = _FOR.fullmatch(body)
    return (match["who"], match["words"]) if match else None


def read_which(words: str) -> Which:
    """Read 8号 …, 求助8号 …, T8 …, or 8 …; words without a number are all words."""
    match = _NUMBERED.fullmatch(narrow(words).strip())
    if match is None:
        return Which(None, words.strip()[:LONGEST])
    named = bool(match["kind"] or match["mark"])
    if not (named or match["unit"] or match["gap"] or not match["rest"]):
        return Which(None, words.strip()[:LONGEST])  # 12月1日前
    rest = match["rest"].strip()[:LONGEST]
    return Which(int(match["number"]), rest, _KINDS.get(match["kind"] or ""), named)


def read_quoted(text: str) -> Which | None:
    """Read which case a quoted message of the bot's was about."""
    match = _QUOTED.search(text)
    return Which(int(match["number"]), "", _KINDS[match["kind"]], is_named=True) if match else None


_ONLY_HEARS = re.compile(
    r"(?:好的?|嗯+|哦+|收到|知道了?|明白了?|了解|行|可以|谢谢.{0,6}|多谢|感谢.{0,6}|辛苦.{0,4}|ok|1|[\[［].{1,8}[\]］])[\s，,。.!！~～]*",
    re.IGNORECASE,
)


def only_hears(text: str) -> bool:
    """Whether somebody who was asked says no more than 收到, which answers nothing."""
    return bool(_ONLY_HEARS.fullmatch(text.strip()))
