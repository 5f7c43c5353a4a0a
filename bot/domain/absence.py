"""A member who said not to be heard of for a while: how that is said, and for how long it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.days import show_day

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a member is left in peace, the first and the last one included."""

    id: int
    member_id: int
    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Announced:
    """What stands behind 进山: for whom (None: the sender), the words of the day, the reason."""

    name: str | None
    until: str
    reason: str


_LONGEST = 150  # a longer text announces nothing, and would be tried for long
_ANNOUNCES = re.compile(
    r"(?:(?P<name>(?!大概|大约|可能|估计)[\u3400-\u9fff·]{2,8}?)[\s，,：:]+)?(?:大概|大约|可能|估计)?"
    r"(?:(?:要|得)?(?:到|至)\s*(?P<until>\S+?)|(?P<back>\S+?)(?=\s?(?:再|才)?回)"
    r"|(?P<length>\S*?[\d一二两三四五六七八九十半][\d一二两三四五六七八九十半个多]*(?:天|周|星期|月|年)\S{0,2}?))"
    r"(?:\s?(?:再|才)?(?:回来?|出来|上岸|下山|靠岸)(?:了|吧)?)?(?:[\s，,。.;；：:]+(?P<reason>.{1,30}))?",
    re.DOTALL,
)
_GOES = re.compile(r"^(?:去了?|了)[\s，,]*")  # 出海去了，月底回来 names nobody
_SPLIT_DATE = re.compile(r"(?<=[年月])\s+(?=[\d一二三四五六七八九十底初中])")
_ENDS = re.compile(r"取消|结束|不去了|作废|撤|回来了|出来了|上岸了|下山了")
# 快回来了 is yet to come, 老周回来了 is about another, who writes from the hills of home is not back.
_RETURNS = re.compile(
    r"(?:^|[\s，,。!！])(?:我们?|俺|咱)?(?:已经?|都|刚刚?|今天|昨[天晚]|平安|安全|顺利|终于)*(?:从[^\s，,。]{1,8}?)?"
    r"(?:回来了|回到家|回家了|到家了|出山了|下山了|上岸了|靠岸了|回港了)(?!再|就|给|告诉)"
    r"|^\W*平安\W*(?:我|人|现在|已经?)*在家(?!乡)"
)
_ASKS = re.compile(r"[?？]|[吗么]\W*$")


def read_announced(words: str) -> Announced | None:
    """Read 到 3月1日, 3月1日回来, 20天, 张三 到 3月1日 采药; None for other words."""
    text = _SPLIT_DATE.sub("", _GOES.sub("", words.strip()))
    match = None if len(text) > _LONGEST else _ANNOUNCES.fullmatch(text)
    if match is None:
        return None
    until = match["until"] or match["back"] or match["length"]
    return Announced(match["name"], until, (match["reason"] or "").strip())


def ends_it(words: str) -> bool:
    """Whether the words behind 进山 call it off: 取消, 回来了."""
    return bool(_ENDS.fullmatch(words))


def tells_return(text: str) -> bool:
    """Whether a message says that its writer is back: 回来了, 平安，我上岸了; 平安，在家."""
    return bool(_RETURNS.search(text)) and not _ASKS.search(text)


def show_away(name: str, place: str, told_on: date | None, absent: Absence | None) -> str:
    """Write a line of 名单 在外: who, in which city, said when; or until when without a signal."""
    parts = [f"{place}（{show_day(told_on)}说的）"] if told_on else []
    if absent:
        because = f"，{absent.reason}" if absent.reason else ""
        parts.append(f"到{show_day(absent.ends_on)}没有信号{because}")
    return f"{name} {'；'.join(parts)}"
