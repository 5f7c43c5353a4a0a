"""A secretary's leave: how it is announced, with who stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.command import Misfit

_LONGEST = 100  # a longer text is none, and would be tried for long
_ENDS_A_TIME = "[\\d一二三四五六七八九十天日号周月期节国庆明后]"
_WHO = (
    r"(?:请|让|由|找)?\s*(?P<name>[\u3400-\u9fff·]{1,8}?)\s*(?:来|帮我?|暂时|临时)?"
    r"代(?:理|管|班|一下|我)?(?:书记)?[。!！]*"
)
_STANDS_IN = re.compile(rf"(?P<days>.*?{_ENDS_A_TIME})[\s，,;；。]+{_WHO}", re.DOTALL)
_GLUED = re.compile(rf"(?P<days>.*{_ENDS_A_TIME}){_WHO}")  # 12月1日-10日张三代
_CALLS_OFF = re.compile(r"取消|不休了?|作废|结束|撤销|提前结束|回来了|销假")


@dataclass(frozen=True, slots=True)
class Leave:
    """When a secretary is away and who stands in, as written; both None calls it off."""

    days: str | None
    name: str | None


def read_leave(words: str) -> Leave:
    """Read 12月1日-10日 王姐代; 取消 calls it off. Raises Misfit."""
    if _CALLS_OFF.fullmatch(words):
        return Leave(None, None)
    text = words.strip()
    match = None if len(text) > _LONGEST else _STANDS_IN.fullmatch(text) or _GLUED.fullmatch(text)
    if not match:
        raise Misfit(words)
    return Leave(match["days"], match["name"])
