"""Which list or sum of dues is asked for, and plain questions about one's own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, UserError
from bot.domain.dues.arrears import SERIOUS

_LONGEST = 60
_BRANCH = re.compile(r"第?[一二三四五六七八九十\d]{1,3}(?:党?支部)?|[\u4e00-\u9fff\w]{1,20}支部")
_LEAST = {
    "半年以上": SERIOUS,
    "半年": SERIOUS,
    "六个月以上": SERIOUS,
    "6个月以上": SERIOUS,
    "一年以上": 13,
    "1年以上": 13,
    "五年以上": 61,
    "5年以上": 61,
}
_OWN = re.compile(
    r"(?:请问|我想问一?下?|问一?下)?[，,\s]*(?:我的?)?党费(?:我)?(?:[应要该]|还)?(?:"
    r"怎么?[交缴]|[交缴]到(?:了)?(?:哪|几|什么)|[欠差]了?(?:多少|几)|多少钱?|(?:一个月|每月)(?:[交缴])?多少"
    r"|有没有欠|在哪里?[交缴]|什么时候[交缴])\S{0,8}"
    r"|(?:怎么|在哪里?)[交缴]党费\S{0,4}"
    r"|我[^\s党]{0,8}党费怎么?[交缴]\S{0,4}"
    r"|我(?:还|现在|一共|总共)*[欠差]了?(?:多少|几)(?:个月|钱|元)?(?:的?党费)?了?"
    r"|(?:我)?(?:一个月|每月)(?:[应要该])*[交缴]多少(?:钱|元)?(?:的?党费)?"
)
_MONTH = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?的?|[这上本]个?月的?)?"
_SHORT = 20
_PAID = (
    re.compile(
        rf"(?:书记)?[，,\s]*(?:我的?)?{_MONTH}党费(?:我)?(?:已经?|都|刚)?[交缴](?:过|完|清)?了?[的啦哈]?"
    ),
    re.compile(r"我?(?:已经?|刚)?[交缴](?:过|完)?了?" + _MONTH + r"党费了?"),
)
_WHO_OWES = re.compile(
    r"(?:请问|我们?支部|本支部|现在|还有|都|有)*(?:谁|哪些(?:人|同志)?|哪几[位个])(?:还)?"
    r"(?:没有?[交缴](?:齐|清)?(?:这个月的?|本月的?)?党费|党费(?:还)?没有?[交缴](?:齐|清)?|欠了?党费)了?[吗呢啊]?"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list: of which branch (None: all one may see), those behind by at least so many months (0: all)."""

    branch: str | None = None
    least: int = 0


def read_wanted(words: str) -> Wanted:
    """Read 欠费 半年以上 第三支部 in any order. Raises Misfit."""
    branch, least = None, 0
    for word in _parts(words):
        if word in {"全部", "全体", "党费"}:
            continue
        if word in {"欠费", "欠交", "没交", "未交", "欠"}:
            least = max(least, 1)
        elif word in _LEAST:
            least = _LEAST[word]
        elif branch is None and _BRANCH.fullmatch(word):
            branch = branch_name(word)
        else:
            raise Misfit(words)
    return Wanted(branch, least)


def read_undeclared(words: str) -> Wanted:
    """Read what stands behind 党费 未申报: [第三支部]."""
    wanted = read_wanted(words)
    if wanted.least:
        raise Misfit(words)
    return wanted


def read_arrears(words: str) -> Wanted:
    """Read what stands behind 名单 欠费: [半年以上] [第三支部]."""
    wanted = read_wanted(words)
    return Wanted(wanted.branch, max(wanted.least, 1))


@dataclass(frozen=True, slots=True)
class Span:
    """Of which year, or which month of it, sums are wanted; None: the present one. Of which branch."""

    year: int | None = None
    number: int | None = None
    branch: str | None = None


def read_span(words: str) -> Span:
    """Read 2026 11月 第三支部 in any order. Raises Misfit, UserError for a month that does not exist."""
    year = number = branch = None
    plain = unicodedata.normalize("NFKC", words[:_LONGEST])
    for word in _parts(re.sub(r"(?<=年)(?=\d)|(?<=\d{4})[-./](?=\d)", " ", plain)):
        if match := re.fullmatch(r"(20\d\d)年?", word):
            year = int(match[1])
        elif match := re.fullmatch(r"(\d{1,2})月?份?", word):
            number = int(match[1])
        elif branch is None and _BRANCH.fullmatch(word):
            branch = branch_name(word)
        else:
            raise Misfit(words)
    if number is not None and not 1 <= number <= 12:
        raise UserError(f"没有{number}月。例：党费 汇总 2026 11月")
    return Span(year, number, branch)


def _parts(words: str) -> list[str]:
    if len(words) >= _LONGEST:
        raise Misfit(words)
    return [part for part in re.split(r"[\s，,、的]+", unicodedata.normalize("NFKC", words)) if part]


def asks_own(text: str) -> bool:
    """Whether somebody asks about the own dues in plain words: 党费怎么交, 我的党费交到几月了."""
    return len(text) <= 30 and bool(_OWN.fullmatch(text.strip(" ？?。！!")))


def asks_who_owes(text: str) -> bool:
    """Whether somebody asks in plain words who is behind: 还有谁没交党费."""
    return len(text) <= 30 and bool(_WHO_OWES.fullmatch(text.strip(" ？?。！!")))


_BARELY_PAID = re.compile(
    r"(?:书记|我|刚|今天|昨天|都|已经?|[，,\s])*+[交缴]\s*(?:过|完|清|上|好)?了[的啦哈]?"
)


def says_barely_paid(text: str) -> bool:
    """Whether somebody says 我交了: what was paid is plain only where dues were asked for."""
    return len(text) <= _SHORT and bool(_BARELY_PAID.fullmatch(text.strip(" 。！!~～")))


def says_paid(text: str) -> bool:
    """Whether somebody says in plain words to have paid: 我党费交了, 党费已经交过了."""
    plain = text.strip(" 。！!~～")
    fits = len(plain) <= _SHORT and any(pattern.fullmatch(plain) for pattern in _PAID)
    return fits and any(word in plain for word in "了已过")
