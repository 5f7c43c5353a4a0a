"""Mutual aid: what members offer to and ask of each other, and how rooms and people read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.command import Misfit, UserError, narrow

EXAMPLE = "互助 求 借一台轮椅，用一个月"
_OFFER = "互助 提供 教老人用手机，周末都行"
LONGEST = 500
MOST_OPEN = 2  # of one member at a time
MOST_ANSWERS = 5  # of one member a day
LASTS = timedelta(days=30)
_SHORTEST = 3
_SHOWN = 20
_CUT = 60  # characters of one in a list


class Side(StrEnum):
    """Whether something is needed or given."""

    ASK = "ask"
    OFFER = "offer"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return "求" if self is Side.ASK else "提供"


class State(StrEnum):
    """How far it has come."""

    WAITING = "unseen"  # for a clerk's look
    OPEN = "posted"
    REFUSED = "refused"
    ENDED = "ended"
    LAPSED = "lapsed"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return _STATES[self]


_STATES = {
    State.WAITING: "等党办看",
    State.OPEN: "发出了",
    State.REFUSED: "没有发",
    State.ENDED: "结束了",
    State.LAPSED: "到期了",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """An offer or request as typed."""

    side: Side
    words: str
    signed: bool  # whether rooms may read the name
    phone: bool  # whether the telephone may be given to who agrees to the same
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Aid:
    """An offer or request that was made."""

    number: int
    member_id: int
    side: Side
    words: str
    signed: bool
    phone: bool
    state: State
    asked_at: datetime
    decided_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether it waits or stands in the rooms."""
        return self.state in {State.WAITING, State.OPEN}


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to an offer or request."""

    number: int
    member_id: int
    words: str
    phone: bool
    at: datetime


# Reading


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


def take_phone_flag(words: str) -> tuple[str, bool]:
    """Take 留电话 out of an answer; gives what is left, and whether it stood there."""
    left = re.sub(r"\s+", " ", _FLAG.sub("", words)).strip(" ，,。；;")
    return left, "留电话" in _FLAG.findall(words)


# Writing


def show_in_room(aid: Aid, name: str, branch: str) -> str:
    """Write one as rooms read it: without the name, unless the member signed."""
    who = f"{name}（{branch}）" if aid.signed and branch else name if aid.signed else "一位同志"
    return (
        f"【互助{aid.number}号】{who}{aid.side.chinese}：{aid.words}\n"
        f"想回应的请私信我：回应 {aid.number}号 几句话。我只转给本人；要钱、要验证码的别信。"
    )


def show_waiting(aid: Aid, name: str, branch: str) -> str:
    """Write one as clerks read it who are to let it through."""
    place = f"（{branch}）" if branch else ""
    signed = "愿意署名" if aid.signed else "不署名"
    return (
        f"【互助{aid.number}号】{name}{place}{aid.side.chinese}：{aid.words}\n（{signed}）"
        f"可以发就回：互助 通过 {aid.number}号 全体（或写 支部 一,三、境外）；"
        f"不合适回：互助 不通过 {aid.number}号 原因"
    )


def show_line(aid: Aid, mark: str = "") -> str:
    """Write one in a line of a list."""
    words = aid.words if len(aid.words) <= _CUT else aid.words[:_CUT] + "…"
    return f"{aid.number}号 {aid.side.chinese}：{words}{mark}"


def show_board(own: Sequence[Aid], others: Sequence[Aid]) -> str:
    """List what is one's own, and what others offer and ask."""
    lines = []
    if own:
        lines += ["您的互助：", *(show_line(one, f"（{one.state.chinese}）") for one in own)]
    if others:
        more = f"（只列最近 {_SHOWN} 件）" if len(others) > _SHOWN else ""
        lines += [f"大家的互助 {len(others)} 件{more}：", *(show_line(one) for one in others[:_SHOWN])]
        lines.append(f"想回应请私信我，例：回应 {others[0].number}号 我家有一台")
    if not lines:
        lines.append("现在没有互助。")
    return "\n".join([*lines, f"自己要发一件：{EXAMPLE}"])
