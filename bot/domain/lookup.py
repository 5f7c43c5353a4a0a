"""Whom 查 looks for: a name, a member number, the last digits of a number, a label."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.audience import Called, read_person
from bot.domain.command import Misfit, narrow
from bot.domain.field import BY_WORD

_NUMBER = re.compile(r"(?:编号|党员编号|会员号|#)\s*(\d{1,7})号?|(\d{1,3})号")
_TAIL = re.compile(r"(?:(?:手机|电话|身份证)?号?尾号|手机号?|电话|身份证号?)?\s*(\d{3,17}[\dXx])")
_LABEL = re.compile(r"标签\s*(\S{1,20})")
_HISTORY = ("历史记录", "修改记录", "历史", "改动", "变更")
_BESIDE = re.compile(r"(?:的(?:\S{1,6})?|同志|这个人)$")


@dataclass(frozen=True, slots=True)
class Query:
    """What stands behind 查: one of the four, and whether former values are meant."""

    called: Called | None = None
    number: int | None = None
    tail: str | None = None
    label: str | None = None
    history: bool = False


def read_query(words: str) -> Query:
    """Read 张三, 张三 历史, 编号 123, 尾号 8000, 标签 先锋岗. Raises Misfit."""
    text = narrow(words).strip()
    history = next((word for word in _HISTORY if text.endswith(word) and text != word), None)
    if history:
        text = text.removesuffix(history).rstrip().removesuffix("的")
    if match := _NUMBER.fullmatch(text):
        return Query(number=int(match[1] or match[2]), history=bool(history))
    if match := _TAIL.fullmatch(text):
        return Query(tail=match[1].upper(), history=bool(history))
    if match := _LABEL.fullmatch(text):
        return Query(label=match[1])
    called = _read_called(text)
    return Query(called=called, history=bool(history))


def _read_called(text: str) -> Called:
    """Read a name; what the asker wants to know of the person (张三 电话) stands on the card anyway."""
    first, *rest = text.split() or [""]
    digits = "".join(rest)
    if digits.isdigit() and len(rest) == 1:
        return read_person(first + digits)
    if any(word not in BY_WORD for word in rest):
        raise Misfit(text)
    called = read_person(_BESIDE.sub("", first) or first)
    if not re.fullmatch(r"[\u3400-\u9fff\U00020000-\U0003ffff·A-Za-z]{2,30}", called.name):
        raise Misfit(text)
    return called
