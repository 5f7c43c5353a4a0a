"""Who lives in a place and agreed to be on a list for the organisation there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.command import Misfit, narrow

EXAMPLE = "外联名单 上海 上海市浦东新区陆家嘴街道党工委"
NUMBER, NAME, REGISTERED, ACTIVITIES, REMARK = "党员编号", "姓名", "是否报到", "参加活动", "备注"
HEADINGS = (NUMBER, NAME, "所在支部", "联系电话", REGISTERED, ACTIVITIES, REMARK)
YES_NO = ("是", "否")


class Answer(StrEnum):
    """What somebody said to being on a list, or the other side to having met somebody."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One list: for which place, to whom it goes, the question the members were asked."""

    number: int
    place: str
    recipient: str
    question: str
    opened_by: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of a list; `asked_at` is None for who could not be written to."""

    member_id: int
    name: str
    branch: str
    phone: str | None
    asked_at: datetime | None
    answer: Answer | None = None
    registered: Answer | None = None
    activities: str = ""
    remark: str = ""
    reported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed: a list's number, or a place with the organisation the list is for."""

    number: int | None = None
    place: str = ""
    recipient: str = ""
    abroad: bool = False


def read_wish(words: str) -> Wish:
    """Read 1号; or 上海 上海市浦东新区陆家嘴街道党工委; nothing asks for all lists."""
    text = narrow(words).strip()
    if not text:
        return Wish()
    if number := re.fullmatch(r"(?:外联)?第?\s*(\d{1,6})\s*号", text):
        return Wish(int(number[1]))
    abroad = "含境外" in text
    match = re.fullmatch(
        r"(?:在)?(?P<place>[\u4e00-\u9fff]{2,12})(?:[\s，,：:]+(?:给)?(?P<recipient>\S{2,40}))?",
        " ".join(text.replace("含境外", " ").split()),
    )
    if match is None:
        raise Misfit(words)
    return Wish(None, match["place"], match["recipient"] or "", abroad)


def read_number(words: str) -> int:
    """Read 1号 behind 导入 外联."""
    match = re.fullmatch(r"(?:外联|名单)?第?\s*(\d{1,6})\s*号?(?:名单)?", narrow(words).strip())
    if match is None:
        raise Misfit(words)
    return int(match[1])


_SAID = re.compile(
    r"(?:(?:好的?|可以|行|嗯+|谢谢)[，,\s]+)?(?:我)?(?P<before>外联第?\s*\d{1,6}\s*号|第?\d{1,6}\s*号)?[\s，,:：]*(?:我)?"
    r"(?:(?P<no>不同意|不愿意?|不给|别给|不行|不可以|先不给?|不用给?|不太?想给?|算了|拒绝)|"
    r"(?P<yes>同意|愿意|可以给?|给吧|行))[的了吧啊呀]?"
    r"[\s，,]*(?P<after>外联第?\s*\d{1,6}\s*号|第?\d{1,6}\s*号)?[\s。.!！~]*"
)


_NODS = re.compile(r"(?:好|嗯+|收到|知道|ok|[👌👍])[的了吧呀]*[\s。.!！~]*", re.IGNORECASE)


def nods(text: str) -> bool:
    """Whether somebody only nods: that is no consent, and the person has to hear so."""
    return bool(_NODS.fullmatch(narrow(text).strip()))


def read_answer(text: str) -> tuple[int | None, bool, Answer] | None:
    """Read 同意, 不愿意, 外联1号 同意: of which list, whether that was called 外联, and what; or None."""
    match = _SAID.fullmatch(narrow(text).strip())
    if match is None or (match["before"] and match["after"]):
        return None
    which = match["before"] or match["after"] or ""
    number = re.search(r"\d+", which)
    answer = Answer.NO if match["no"] else Answer.YES
    return (int(number[0]) if number else None), which.startswith("外联"), answer


def ask(number: int, committee: str, recipient: str, *, decides: bool = False) -> str:
    """Write the question each member is asked, once for each list: what, to whom, what for.

    Who also decides on requests (`decides`), to whom a bare 同意 is something else, answers with the number.
    """
    which = f"外联{number}号 " if decides else ""
    return (
        f"【外联{number}号】{committee}想把您的姓名、支部、手机告诉{recipient}，"
        "好让那边的党组织有活动叫上您、有事能照应您，别的用处没有。\n"
        f"愿意就回“{which}同意”，不愿意就回“{which}不同意”，都没关系；不回就不给。名单交出去以前可以改主意。"
    )


def count(entries: Sequence[Entry]) -> str:
    """Count who agreed, declined, has not answered, could not be asked."""
    agreed = sum(one.answer is Answer.YES for one in entries)
    declined = sum(one.answer is Answer.NO for one in entries)
    silent = sum(one.answer is None and one.asked_at is not None for one in entries)
    unasked = sum(one.answer is None and one.asked_at is None for one in entries)
    parts = [
        f"{len(entries)} 人：同意 {agreed}",
        f"不同意 {declined}",
        f"还没回 {silent}",
        f"没问到 {unasked}",
    ]
    return "，".join(parts)


def count_met(entries: Sequence[Entry]) -> str:
    """Count what the other side answered, or say nothing before it has."""
    heard = [one for one in entries if one.reported_at]
    if not heard:
        return ""
    met = sum(one.registered is Answer.YES for one in heard)
    missed = sum(one.registered is Answer.NO for one in heard)
    return f"对方回音 {len(heard)} 人：已报到 {met}，没报到 {missed}。"


def row(entry: Entry) -> list[str | None]:
    """Write a member's line of the workbook; the last three columns are the other side's."""
    met = {Answer.YES: "是", Answer.NO: "否", None: None}[entry.registered]
    return [str(entry.member_id), entry.name, entry.branch, entry.phone, met, entry.activities, entry.remark]
