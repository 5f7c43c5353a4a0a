"""What a member declares each January, and the standard that follows from it by the rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.command import Misfit, UserError, narrow
from bot.domain.dues.words import names_of
from bot.domain.money import read_yuan

EXAMPLE = "党费 申报 月收入 8000"
_SCALE = 10_000


class Kind(StrEnum):
    """What the dues of somebody follow from."""

    WAGE = "wage"
    PENSION = "pension"
    STUDENT = "student"
    JOBLESS = "jobless"
    FARMER = "farmer"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return _NAMES[self]

    @property
    def needs_amount(self) -> bool:
        """Whether the income is to be said."""
        return self in {Kind.WAGE, Kind.PENSION}


_NAMES = {
    Kind.WAGE: "月收入",
    Kind.PENSION: "退休金",
    Kind.STUDENT: "学生",
    Kind.JOBLESS: "没有固定收入",
    Kind.FARMER: "务农",
}
_KINDS = (
    (Kind.PENSION, re.compile(r"(?:离?退休|养老)(?:金|费|工资)?|离休")),
    (Kind.STUDENT, re.compile(r"(?:在校)?学生|在读|上学|读[书研博]")),
    (Kind.JOBLESS, re.compile(r"下岗|失业|待业|无业|没有?(?:固定)?(?:工作|收入)|低保|抚恤")),
    (Kind.FARMER, re.compile(r"务农|种地|农民")),
    (Kind.WAGE, re.compile(r"(?:税后|到手)?(?:每?个?月)?(?:收入|工资|薪水|工薪)(?:税后|到手)?")),
)
_SUM = re.compile(
    r"[¥￥]?(?<![\dA-Za-z.,])(?P<number>[\dA-Za-z.,]{0,11}[\dA-Za-z])\s?(?P<unit>[万千])?\s?(?:元|块钱?)?"
)
_UNITS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}


@dataclass(frozen=True, slots=True)
class Base:
    """What somebody declared: of which kind, and how much a month where that matters."""

    kind: Kind
    cents: int | None


@dataclass(frozen=True, slots=True)
class Declared:
    """A base as typed; a clerk may write whose it is (telephone only)."""

    base: Base
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """It was meant for the bot, and something is wrong with it; the text is the reply."""

    reply: str


def read_declared(words: str) -> Declared | Wrong | None:
    """Read 8000, 月收入 8000, 退休金 4500元, 学生, 老周 退休 4500; None for no words. Raises Misfit."""
    text = narrow(words).strip()
    if not text:
        return None
    if len(text) > 100:
        raise Misfit(words)
    kind, rest = _take_kind(text)
    if kind and not kind.needs_amount:
        return Declared(Base(kind, None), _name(rest, words))
    found = _SUM.search(rest)
    if found is None:
        if kind is None:
            raise Misfit(words)
        return Wrong(f"请写上每月多少。例：{EXAMPLE}")
    cents = _cents(found["number"], found["unit"])
    if not cents:
        return Wrong(f"“{found[0].strip()}”看不懂，请用数字写每月税后的收入。例：{EXAMPLE}")
    left = f"{rest[: found.start()]} {rest[found.end() :]}"
    return Declared(Base(kind or Kind.WAGE, cents), _name(left, words))


def _take_kind(text: str) -> tuple[Kind | None, str]:
    for kind, pattern in _KINDS:
        if match := pattern.search(text):
            return kind, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _cents(number: str, unit: str | None) -> int | None:
    if unit is None and number[-1].lower() in _UNITS:  # 8k
        number, unit = number[:-1], number[-1]
    if unit is None:
        return read_yuan(number)
    match = re.fullmatch(r"(\d{1,4})(?:\.(\d{1,3}))?", number)
    if match is None:
        return None
    factor = _UNITS[unit.lower()] * 100
    return int(match[1]) * factor + int((match[2] or "0").ljust(3, "0")) * factor // 1_000


def _name(rest: str, words: str) -> str | None:
    names = names_of(re.sub(r"我|每?个?月|是|大概|左右|[。!！]", " ", rest))
    if names is None or len(names) > 1:
        raise Misfit(words)
    return names[0] if names else None


_SPEAKS = re.compile(
    r"(?:(?:您好|你好|我|本人|们|家|今年|现在|目前|的|是|要|想|报|申报|党费|基数|税后|到手|每个?月)[\s，,。:：]*+)*+"
    r"(?P<what>收入|月收入|工资|月薪|薪水|退休金|养老金|没有固定收入|(?P<sum>[\d.,]{3,}|[\d.]+\s?[万千wk]|[一二两三四五六七八九]千))",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s*(?:(?:党费)?\s*+(?:申报|基数)|税后|到手|我?每个?月)")
_OWED = re.compile("欠|拖|扣|没发|不发|讨|已交|交了|交到|代交|补交")


def speaks_of_income(text: str) -> bool:
    """Whether words that are no command tell the sender's own income: 我月收入8000, 税后8000."""
    plain = narrow(text[:100]).strip()
    found = _SPEAKS.match(plain)
    if found is None or _OWED.search(plain):
        return False
    if found["sum"]:
        return bool(_OPENS.match(plain))
    return found["what"] == "没有固定收入" or bool(
        re.search(r"\d{3}|[\d一二两三四五六七八九][万千wkWK]", plain)
    )


def is_bare_sum(text: str) -> bool:
    """Whether words are an amount and nothing else: 8000, 8000元."""
    return bool(re.fullmatch(r"\d{3,6}(?:\.\d{1,2})?\s?(?:元|块)?[。!！]?", narrow(text[:20]).strip()))


# The rule


@dataclass(frozen=True, slots=True)
class Band:
    """Up to how much a month (cents; None: above all others), and which part of it in 1/10000."""

    most: int | None
    share: int


@dataclass(frozen=True, slots=True)
class Rule:
    """The bands of wages and pensions, and what the others pay a month in cents."""

    bands: Mapping[Kind, Sequence[Band]]
    fixed: Mapping[Kind, int]

    def standard_of(self, base: Base) -> int:
        """Give what somebody pays a month in cents: the whole income by the share of its band."""
        if base.kind in self.fixed:
            return self.fixed[base.kind]
        assert base.cents is not None
        cents = base.cents
        share = next(one.share for one in self.bands[base.kind] if one.most is None or cents <= one.most)
        return (cents * share + _SCALE // 2) // _SCALE

    def share_of(self, base: Base) -> str:
        """Write the share of the band somebody is in: 1.5%; nothing for a fixed sum."""
        if base.kind in self.fixed or base.cents is None:
            return ""
        cents = base.cents
        share = next(one.share for one in self.bands[base.kind] if one.most is None or cents <= one.most)
        return f"{share / 100:g}%"


def check_reach(base: Base) -> None:
    """Refuse an income that is a slip. Raises UserError."""
    if base.cents is not None and base.cents < 100 * 100:
        raise UserError(f"每月不到 100 元吗？请写每月税后的数，单位是元。例：{EXAMPLE}")
