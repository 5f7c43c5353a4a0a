"""Payments as they are typed, planned and shown."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import month
from bot.domain.command import Misfit, UserError, narrow
from bot.domain.dues.words import LONGEST, Amount, names_of, take_amount
from bot.domain.money import show_yuan
from bot.domain.month import take_months

EXAMPLE = "党费 张三 已交 2026-11"
_ANY_MONTH = "2026-06"  # whether words fit does not depend on when they are said
_PAYER = re.compile(
    r"代[交缴](?:人|的)?(?:是|[:：])?\s?(?P<after>[\u4e00-\u9fff·]{2,10})"
    r"|(?:由\s?)?(?P<before>[\u4e00-\u9fff·]{2,5})\s?代[交缴]"
)
_NEVER = re.compile(r"[没未不][有能会想]?[交缴]")
_UNTIL = re.compile(r"(?:已经?|都)?[交缴]?了?(?:到了?|至|截至)|为止")
_VERB = re.compile(r"补[交缴上]?了?|预[交缴]|(?:已经?|都)?[交缴][了过清齐]?了?|已")


@dataclass(frozen=True, slots=True)
class Payment:
    """Months paid for, in one go; `cents` None: so much is not known. `payer`: who paid for the member."""

    member_id: int
    first: str
    last: str
    cents: int | None
    payer: str
    paid_on: date | None
    how: str
    said_by: int


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment as it is kept, with its number and when it was said."""

    id: int
    payment: Payment
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What was typed: of whom, which months, or until which month; how much, and who paid for them."""

    names: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    until: bool
    amount: Amount | None
    payer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody's dues are to be shown: 党费 张三."""

    name: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A member says to have paid: the secretary is to book it."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """It was meant for the bot, and something is wrong with it; the text is the reply."""

    reply: str


Said = Told | Asked | Claimed | Wrong | None


def read_said(words: str, this_month: str) -> Said:
    """Read what stands behind 党费: nothing, a name, or a payment. Raises Misfit.

    What was meant for the bot and is wrong comes as `Wrong`: in a room nobody may hear of it.
    """
    text = narrow(words).replace("－", "-").strip()
    if not text:
        return None
    if len(text) > LONGEST:
        raise Misfit(words)
    try:
        return _read(text, this_month)
    except UserError as error:
        return Wrong(str(error))


def fitting(words: str) -> str:
    """Give the words back where they fit, to be read once it is known when they were said. Raises Misfit."""
    read_said(words, _ANY_MONTH)
    return words


def _read(text: str, this_month: str) -> Said:
    if re.fullmatch(r"(?:我|本人)?(?:已经?)?[交缴](?:过|完|清)?了?[。!！]?", text):
        return Claimed()
    payer, rest = _take_payer(text)
    amount, rest = take_amount(rest, EXAMPLE)
    spans, rest = take_months(rest, this_month, EXAMPLE, past="补" in rest)
    if amount is None and (verb := _VERB.search(rest)):
        late, after = take_amount(rest[verb.end() :], EXAMPLE, bare=True)
        amount, rest = late, rest[: verb.end()] + after
    until = bool(_UNTIL.search(rest))
    if _NEVER.search(rest) and names_of(_NEVER.sub(" ", rest)):
        raise UserError("没交的不用记，名单里会自己算出来。看名单发：党费 名单")
    names = names_of(_VERB.sub(" ", _UNTIL.sub(" ", rest)))
    if names is None:
        raise Misfit(text)
    if not spans and not amount and not payer and rest.strip() == (names[0] if names else ""):
        return Asked(names[0])
    return _check(names, spans, until, amount, payer)


def _take_payer(text: str) -> tuple[str, str]:
    match = _PAYER.search(text)
    if match is None:
        return "", text
    return match["after"] or match["before"], f"{text[: match.start()]} {text[match.end() :]}"


def _check(
    names: tuple[str, ...],
    spans: list[tuple[str, str]],
    until: bool,
    amount: Amount | None,
    payer: str,
) -> Told:
    if not names:
        raise UserError(f"请写上是谁交的。例：{EXAMPLE}")
    if not spans:
        raise UserError(f"请写上交的是哪几个月。例：{EXAMPLE}，或：党费 张三 交到 2026-12")
    if until and (len(spans) > 1 or spans[0][0] != spans[0][1]):
        raise UserError("“交到”后面请只写一个月。例：党费 张三 交到 2026-12")
    if amount and amount.each is None and len(names) > 1:
        yuan = show_yuan(amount.cents)
        raise UserError(f"{yuan}是每人还是一共？请写“每人{yuan}”；不一样的请分开发。例：{EXAMPLE} 20元")
    if amount and amount.each is False and len(names) > 1:
        raise UserError(f"几个人一共的我分不开，请写每人多少，或者分开发。例：{EXAMPLE} 20元")
    return Told(names, tuple(spans), until, amount, payer)


def months_of(told: Told, paid_until: str | None) -> list[str]:
    """List the months a payment is for; 交到 begins behind the last month paid, where that is known."""
    if told.until:
        last = told.spans[0][1]
        first = month.step(paid_until, 1) if paid_until else last
        return month.span(first, last) if first <= last else []
    return sorted({one for first, last in told.spans for one in month.span(first, last)})


def check_new(name: str, told: Told, months: Collection[str], paid: Collection[str]) -> list[str]:
    """Give the months that are to be booked. Raises UserError, naming those that are paid for already."""
    again = [one for one in months if one in paid]
    new = [one for one in months if one not in paid]
    if not new:
        shown = month.show_all(again) if again else month.show(told.spans[0][1])
        raise UserError(f"{name}{shown}以前已经记过了，没有再记。")
    if again and not told.until:
        example = "，".join(
            f"党费 {name} {first}" if first == last else f"党费 {name} {first}至{last}"
            for first, last in month.runs(new)
        )
        raise UserError(f"{name}{month.show_all(again)}以前已经记过了，这次没有记。其余的请发：{example}")
    return new


def gap_before(months: Collection[str], paid_until: str | None) -> list[str]:
    """List the months that stay open between the last one paid without a gap and the first of these."""
    if not paid_until:
        return []
    first = month.step(paid_until, 1)
    return month.span(first, month.step(min(months), -1)) if first < min(months) else []
