"""Points: the deeds that may earn them."""

from __future__ import annotations

from enum import StrEnum


class Deed(StrEnum):
    """What may earn points."""

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
