"""Mutual aid as it is typed: an offer or request, an answer, a clerk's decision."""

from __future__ import annotations

import re

from bot.domain.aid.value import EXAMPLE, Side, Wish
from bot.domain.command import Misfit, UserError, narrow

LONGEST = 500
_OFFER = "互助 提供 教老人用手机，周末都行"
_SHORTEST = 3

_FLAG = re.compile(r"(?:^|(?<=[\s，,。；;！!]))(署名|匿名|不署名|留电话|不留电话)(?=$|[\s，,。；;！!：:])")
_OPENS = re.compile(r"(?P<side>求助?|提供|我?需要|出|送)(?:[\s：:，,]+|(?=\S))(?P<words>.*)", re.DOTALL)
_ASKS = re.compile(r"求|找|需要?|借|想要|缺|帮忙|帮我|有没有|谁有|谁会|谁能|租")
_OFFERS = re.compile(r"提供|免费|送|转让|可以帮|能帮|愿意|教|出(?=[一两几个台套张本辆])|闲置|有需要的")


def read_wish(words: str) -> Wish | None:
    """Read 求 … or 提供 …, or tell from the words which it is; nothing asks for the list.

    Raises UserError for words that say too little, or not which of the two it is.
    """
    text = words.strip()
    if not text:
        return None
    cut, text = len(text) > LONGEST, text[:LONGEST]
    flags = set(_FLAG.findall(text))
    text = re.sub(r"\s+", " ", _FLAG.sub("", text)).strip(" ，,。；;：:")
    side, text = _tell_side(text)
    if len(text) < _SHORTEST:
        raise UserError(f"请把要什么、给什么写清楚一点。例：{EXAMPLE}")
    return Wish(side, text, "署名" in flags, "留电话" in flags, cut)


def _tell_side(text: str) -> tuple[Side, str]:
    if match := _OPENS.fullmatch(text):
        asks = match["side"].startswith("求") or match["side"].endswith("需要")
        return (Side.ASK if asks else Side.OFFER), text if match["side"] == "送" else match["words"].strip()
    asks_at, offers_at = _first(_ASKS, text), _first(_OFFERS, text)
    if asks_at == offers_at:
        raise UserError(f"是求还是提供？请在前面写上。例：{EXAMPLE}；{_OFFER}")
    return (Side.ASK if asks_at < offers_at else Side.OFFER), text


def _first(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


_NUMBERED = re.compile(
    r"(?:互助)?第?\s*(?P<number>\d{1,6})\s*(?:号|(?![\d号]))\s*[：:，,]?\s*(?P<rest>.*)", re.DOTALL
)


def read_numbered(words: str) -> tuple[int, str]:
    """Read 3号 and what stands behind it; without a number it is talk (Misfit)."""
    match = _NUMBERED.fullmatch(narrow(words.strip()))
    if match is None:
        raise Misfit(words)
    return int(match["number"]), match["rest"].strip()[:LONGEST]


def read_answer(words: str) -> tuple[int, str] | None:
    """Read 3号 我家有一台 behind 互助, which answers that one; None for anything else."""
    match = re.match(r"第?\s*\d{1,6}\s*号", narrow(words.strip()))
    number, rest = read_numbered(words) if match else (0, "")
    return (number, rest) if rest and not _ACTS.match(rest) else None


_ACTS = re.compile(r"不?通过|结束|留电话")


def read_passing(words: str) -> tuple[int | None, list[str]]:
    """Read 3号 and for whom; without a number the only one that waits is meant."""
    text = words.strip()
    match = _NUMBERED.fullmatch(narrow(text))
    number, rest = (int(match["number"]), match["rest"]) if match else (None, text)
    if len(rest) > 100 or "\n" in rest:
        raise Misfit(words)
    return number, rest.split()


def read_refusal(words: str) -> tuple[int, str]:
    """Read 3号 and the reason. Raises UserError where it is missing."""
    number, reason = read_numbered(words)
    if not reason:
        raise UserError(f"请写上原因，好转告本人。例：互助 不通过 {number}号 租房的事请找正规中介")
    return number, reason[:200]


def read_one(words: str) -> int | None:
    """Read 3号, or nothing (the only one is meant)."""
    if not words.strip():
        return None
    number, rest = read_numbered(words)
    if rest:
        raise Misfit(words)
    return number


_ENDS = re.compile(
    r"(?:我|想|要|请|把)*+结束互助\s*(?P<before>\d{1,6})号?[。!！]?"
    r"|互助\s*(?P<after>\d{1,6})号?(?:可以)?结束了?[。!！]?"
)


def read_end(text: str) -> int | None:
    """Read 结束互助1号, 互助1号结束了, in own words; None for anything else."""
    said = _ENDS.fullmatch(narrow(text)) if len(text) <= 20 else None
    return int(said["before"] or said["after"]) if said else None


def take_phone_flag(words: str) -> tuple[str, bool]:
    """Take 留电话 out of an answer; gives what is left, and whether it stood there."""
    left = re.sub(r"\s+", " ", _FLAG.sub("", words)).strip(" ，,。；;")
    return left, "留电话" in _FLAG.findall(words)
