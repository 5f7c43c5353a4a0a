"""What a member consents to, each by itself; taking it back is as easy as giving it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.checkin import Report, Safety
from bot.domain.command import Misfit


class What(StrEnum):
    """What is consented to (个人信息保护法, articles 14, 23 and 29)."""

    SERVICE = "service"
    WHEREABOUTS = "whereabouts"
    SHARING = "sharing"

    @property
    def chinese(self) -> str:
        """The word members type and read."""
        return {What.SERVICE: "服务", What.WHEREABOUTS: "位置", What.SHARING: "分享"}[self]


class State(StrEnum):
    """How a consent stands."""

    SHOWN = "shown"  # the text was sent; an answer gives the consent
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word of a member about one matter, and to which text it was given."""

    what: What
    state: State
    version: str
    at: datetime


_WORDS = {
    "位置": What.WHEREABOUTS,
    "记位置": What.WHEREABOUTS,
    "地点": What.WHEREABOUTS,
    "去向": What.WHEREABOUTS,
    "分享": What.SHARING,
    "共享": What.SHARING,
    "服务": What.SERVICE,
}


def read_what(words: str) -> What | None:
    """Read 位置, 分享, 服务; no words ask how things stand (None)."""
    if words and words not in _WORDS:
        raise Misfit(words)
    return _WORDS.get(words)


def leave_places_out(report: Report) -> Report:
    """Give a report without where the person is or goes; of a cry for help all is kept: life comes first."""
    if report.safety is Safety.HELP:
        return report
    return replace(report, whereabouts=None, place=None, heading_to=None)


def tells_a_place(report: Report) -> bool:
    """Whether a report says where the person is or goes."""
    return bool(report.whereabouts or report.place or report.heading_to)


def show_state(what: What, consent: Consent | None, day: str) -> str:
    """Write how a consent stands; `day` is when it was given or taken back, as people read it."""
    state = consent.state if consent else None
    if state is State.GIVEN:
        return f"{what.chinese}：同意（{day}）"
    if state is State.WITHDRAWN:
        return f"{what.chinese}：不同意（{day}取消的）"
    waiting = {
        What.SERVICE: "还没有说，回我任何一句就算同意",
        What.WHEREABOUTS: "还没有说，您写了在哪才记",
        What.SHARING: "还没有说，没有您的同意不会给",
    }
    return f"{what.chinese}：{waiting[what]}"


def show_all(consents: Mapping[What, Consent], days: Mapping[What, str], meaning: Mapping[str, str]) -> str:
    """Write the three with what each is for, and how to change them."""
    end = "要改，回“取消授权 位置”“授权 位置”这样的一句。取消了，别的一样不少。"
    lines = [
        f"· {show_state(what, consents.get(what), days.get(what, ''))}。{meaning[what.value]}"
        for what in What
    ]
    return "\n".join(["您的授权：", *lines, end])
