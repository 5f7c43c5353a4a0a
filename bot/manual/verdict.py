"""How a pasted message was read, in a few words for whoever pasted it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlite_utils import Database

from bot.config import Settings
from bot.domain import checkin
from bot.domain.concern import Why
from bot.reading.gazetteer import country_name
from data import checkin as checkins
from data.pasting import Asked

if TYPE_CHECKING:
    from bot.manual.hearing import Heard

_FEW = 3  # more people than that are only counted
_LONG_AGO = timedelta(days=3660)
_DONE = {"chat": "聊天，没有留下", "failed": "没处理好，请看看原话", "take_receipt": "以前回过，没有再记"}
_ASKED = {
    Why.UNCLEAR: "没看懂，待看",
    Why.UNREADABLE: "看不了，待看",
    Why.FORWARDED: "有话要转给书记，待看",
    Why.BEREAVEMENT: "家里可能有白事，请打电话问候",
}


def tell(db: Database, settings: Settings, heard: Heard, at: datetime) -> str:
    """Say how a message was read: 收到 第12号；平安·苏州."""
    parts = ["求助！请先看“贴出去”最上面"] * bool(heard.kept.alarms)
    parts += _tell_answers(heard)
    parts += _tell_reports(db, settings, heard, at)
    parts += [words for one in heard.kept.concerns if (words := _tell_concern(one))]
    return "；".join(dict.fromkeys(parts)) or _tell_outcome(heard)


def _tell_outcome(heard: Heard) -> str:
    if heard.outcome == "chat" and heard.pasted.media:
        return f"{heard.pasted.media}，我看不了"
    if heard.outcome in _DONE:
        return _DONE[heard.outcome]
    words = heard.answers[0].split("\n")[0] if heard.answers else ""
    return f"没办成：{words}" if heard.outcome == "refused" else words or "看过了，没有要记的"


def _tell_answers(heard: Heard) -> list[str]:
    whose: dict[str, list[str]] = defaultdict(list)
    for one in heard.kept.answers:
        whose[_tell_answer(one.notice, one.choice, certain=one.certain)].append(
            "" if heard.person and one.member_id == heard.person.id and not heard.is_list else one.name
        )
    own = heard.person.name if heard.person else ""
    return [
        what + _tell_names([name or own for name in names] if any(names) else [])
        for what, names in whose.items()
    ]


def _tell_answer(notice: int, choice: str | None, *, certain: bool) -> str:
    if choice == "":
        return f"只说收到，还没答 第{notice}号"
    what = "收到" if choice is None else f"“{choice}”"
    return f"{what} 第{notice}号" if certain else f"可能已回（{what}） 第{notice}号"


def _tell_names(names: list[str]) -> str:
    if not names:
        return ""
    return f"：{'、'.join(names)}" if len(names) <= _FEW else f"：{names[0]}等 {len(names)} 人"


def _tell_reports(db: Database, settings: Settings, heard: Heard, at: datetime) -> list[str]:
    reports = [one for one in heard.kept.reports if not heard.kept.alarms]
    if len(reports) > _FEW:
        return [f"{len(reports)} 人报平安"]
    today = at.astimezone(settings.organisation.zone).date()
    told = []
    for one in reports:
        latest = checkins.latest(db, one.member_id, at - _LONG_AGO)
        words = checkin.summarise(latest[0], today, country_name) if latest else ""
        own = heard.person is not None and one.member_id == heard.person.id and not heard.is_list
        told.append(("" if own else f"{one.name} ") + (words.replace("，", "·") or "有消息了"))
    return told


def _tell_concern(one: Asked) -> str:
    if one.why is Why.NAME:
        return f"没认出“{one.detail}”"
    return _ASKED.get(one.why, "")  # a doubtful answer is told as one
