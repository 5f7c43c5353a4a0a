"""The deeds the bot itself sees that may earn points, and how a source is called in words."""

from __future__ import annotations

import re
from enum import StrEnum


class Deed(StrEnum):
    """What may earn points; there is none for what somebody merely says."""

    STUDY = "study"  # 已学
    REFLECTION = "reflection"  # 心得
    LESSON = "lesson"  # 线上党课, attended
    EVENT = "event"  # an event, attended
    MEETING = "meeting"  # a meeting of the branch, attended
    SERVICE = "service"  # what somebody did for others, as told and reviewed

    @property
    def chinese(self) -> str:
        """The word people read."""
        return _WORDS[self]


_WORDS = {
    Deed.STUDY: "学习",
    Deed.REFLECTION: "心得",
    Deed.LESSON: "党课",
    Deed.EVENT: "活动",
    Deed.MEETING: "会议",
    Deed.SERVICE: "服务",
}
CORRECTION = "correction"  # 积分 更正: the office's own entry, with its points and a reason
_NOUNS = {**{str(deed): word for deed, word in _WORDS.items()}, "aid": "互助", "case": "代办"}
_SOURCE = re.compile(r"([a-z_]{1,20}):(\d{1,9})\b.*", re.DOTALL)


def show_source(name: str, source: str) -> str:
    """Write where points come from: study:5 is 学习5号, its reflection 心得（学习5号）.

    What members told of themselves, and corrections, have words instead: only the name is written.
    """
    match = _SOURCE.fullmatch(source)
    noun = _NOUNS.get(match[1]) if match else None
    if match is None or noun is None:
        return name
    numbered = f"{noun}{match[2]}号"
    return numbered if noun == name else f"{name}（{numbered}）"
