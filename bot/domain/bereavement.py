"""A bereavement told in a message: neither distress nor a check-in to be thanked for."""

from __future__ import annotations

import re
from datetime import timedelta

# So long a bereaved member is not greeted.
REST = timedelta(days=30)

_KIN = "父亲|母亲|老父|老母|爸|妈|爷爷|奶奶|姥爷|姥姥|外公|外婆|公公|婆婆|岳父|岳母|老伴|爱人|老人|老头子?"
_DEATH = re.compile(
    "去世|过世|病逝|病故|离世|辞世|丧事|办丧|奔丧|守孝|后事|追悼|出殡|遗体|白事|"
    f"(?:{_KIN})(?:昨[天晚]|今[天早]|前天)?[走没]了(?![一两二三四五六七八九十半几多\\d])"
)
_BREAK = re.compile(r"([\s，,。；;！!？?]+)")
# Long ago, or somebody of the news: nobody has to be telephoned.
_OF_OTHERS = re.compile(
    r"[去前]年|年前|周年|多年|[一二两三四五六七八九十\d]年了|扫墓|上坟|祭[扫祀奠]|忌日|缅怀|烈士|"
    "院士|新闻|电影|电视|小说|剧"
)


def is_told(text: str) -> bool:
    """Whether a message tells that somebody near has died."""
    return bool(_DEATH.search(text)) and not _OF_OTHERS.search(text)


def line_of(text: str) -> str:
    """Give the line of a message that tells it: in a list, the line of one person."""
    return next((line for line in text.splitlines() if _DEATH.search(line)), "")


def leave_out(text: str) -> str:
    """Give what a message says beside it, which may be a place, a date, or a cry for help."""
    return "".join(part for part in _BREAK.split(text) if not _DEATH.search(part))
