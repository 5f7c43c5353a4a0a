"""A difference between ledgers put to a person as a question: its words, and what an answer to it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.command import narrow
from bot.domain.field import Field
from bot.domain.ledger import CellReader, Value
from bot.domain.ledger.values import DAYS

MOST_QUESTIONS = 3  # a person hears of one reconciliation, one after the other
# What a member knows best. The rest (branch, standing, posts) the secretary and the office keep.
_NOT_OWN = {Field.BRANCH, Field.STANDING, Field.ROLE, Field.STATUS, Field.DUES_UNTIL, Field.TIMEZONE}
_OWN = {field.value for field in Field} - {field.value for field in _NOT_OWN} | {"籍贯"}
_PLACE = re.compile(r"(?:选|第|是第?)?\s*([1-9]|[一二三四])\s*(?:个|种|条|号)?(?:对|是对的|吧)?[。.!！]?")
_NUMERALS = dict(zip("一二三四", (1, 2, 3, 4), strict=True))
_YES = re.compile(r"(?:是|对|对的|是的|没错|正确|嗯)[。.!！]?")
_NO = re.compile(r"(?:否|不对|不是|错|错了|都不对|都不是|两个都不对)[。.!！]?")
_UNSURE = re.compile(r"(?:我?(?:也)?(?:不知道|不清楚|不确定|记不清|记不得|记不清楚|忘了))了?[。.!！]?")
_OTHER = re.compile(r"(?:改成|改为|应该是|应为|应是|正确的是|其实是)[\s:：]*(\S.*)", re.DOTALL)
_DAY = re.compile(r"(?:19|20)\d\d[\s\-/.年]*\d{1,2}[\s\-/.月]*(?:\d{1,2}日?)?")


class How(StrEnum):
    """By which way a difference was decided."""

    WORKBOOK = "workbook"
    PROPOSAL = "proposal"
    OWN = "own"
    CHAT = "chat"


class Said(StrEnum):
    """What an answer does."""

    PLACE = "place"
    YES = "yes"
    NO = "no"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says: the place of a value (from 1), or words for another one."""

    said: Said
    place: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a ledger says; without a key it cannot be used."""

    ledger: str
    text: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A difference as it is kept: what each ledger says (by its name), what was proposed and decided."""

    id: int
    number: int  # of the reconciliation
    key: str
    member_id: int | None
    name: str
    branch: str
    field: str
    said: tuple[Saying, ...]
    proposal: str | None
    proposal_key: str | None
    state: str
    value: Value | None
    how: How | None
    asked_at: datetime | None
    unsure_at: datetime | None

    @property
    def is_own(self) -> bool:
        """Whether the person concerned is asked, and not the secretary."""
        return self.field in _OWN

    @property
    def choices(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The different values that can be used, each with the ledgers that say so."""
        found: dict[str, tuple[str, list[str]]] = {}
        for one in self.said:
            if one.key is not None:
                found.setdefault(one.key, (one.text, []))[1].append(one.ledger)
        return tuple((text, tuple(dict.fromkeys(names))) for text, names in found.values())

    def shown_proposal(self, *, whole: bool) -> str:
        """Write what was proposed; numbers with stars unless `whole`."""
        return _star(self.field, self.proposal or "", whole=whole)


def read_answer(text: str, case: Case) -> Answer | None:
    """Read an answer to a question; None for what answers none."""
    words = narrow(text.strip())
    plain = {Said.UNSURE: _UNSURE, Said.YES: _YES, Said.NO: _NO}
    if said := next((one for one, pattern in plain.items() if pattern.fullmatch(words)), None):
        return Answer(said)
    if match := _OTHER.fullmatch(words):
        return Answer(Said.OTHER, words=match[1].strip().rstrip("。"))
    if match := _PLACE.fullmatch(words):
        return Answer(Said.PLACE, _NUMERALS.get(match[1]) or int(match[1]))
    if words in {value for value, _ in case.choices} or (_DAY.fullmatch(words) and _is_day(case)):
        return Answer(Said.OTHER, words=words)
    return None


def _is_day(case: Case) -> bool:
    return case.field in DAYS


def show_question(case: Case, *, whole: bool = True) -> str:
    """Write the question, with how it is answered; numbers with stars unless `whole`."""
    said = [
        f"{'、'.join(names)}写的是 {_star(case.field, value, whole=whole)}" for value, names in case.choices
    ]
    if not said:
        wrong = "、".join(
            f"{one.ledger}写的是 {_star(case.field, one.text, whole=whole)}" for one in case.said
        )
        return (
            f"您的{case.field}写得不对（{wrong}）。请告诉我对的：回“改成 {example(case.field)}”，"
            "记不清回“不知道”。"
        )
    if len(said) == 1:
        return (
            f"您的{case.field}，{said[0]}，别处没有写，对吗？"
            f"对就回“是”，不对回“改成 {example(case.field)}”，记不清回“不知道”。"
        )
    numbered = [f"{place} {line}" for place, line in enumerate(said, start=1)]
    places = "、".join(f"“{place}”" for place in range(1, len(said) + 1))
    return "\n".join(
        [
            f"您的{case.field}，几处写得不一样，哪个对？",
            *numbered,
            f"回{places}，都不对回“改成 {example(case.field)}”，记不清回“不知道”。",
        ]
    )


def show_case(case: Case, *, whole: bool = True) -> str:
    """Write a difference in a line, the choices numbered; numbers of people with stars unless `whole`."""
    said = "；".join(
        f"{mark}{'、'.join(names)} {_star(case.field, value, whole=whole)}"
        for mark, (value, names) in zip("①②③④⑤⑥⑦⑧⑨", case.choices, strict=False)
    )
    return f"{case.name}（{case.branch or '没有支部'}）{case.field}：{said or '都写得不对'}"


def _star(field: str, value: str, *, whole: bool) -> str:
    if whole or field not in {Field.PHONE, Field.ID_NUMBER}:
        return value
    return f"{value[:3]}****{value[-4:]}" if len(value) > 8 else value


def example(field: str) -> str:
    """Give an example of a right value for a field."""
    return _EXAMPLES.get(field, "正确的内容")


_EXAMPLES: Mapping[str, str] = {
    Field.BIRTHDAY: "1988-11-25",
    Field.JOINED_ON: "2010-07-01",
    Field.REGULAR_ON: "2011-07-01",
    Field.PHONE: "13800138000",
    Field.SCHOOLING: "大学本科",
    Field.SEX: "女",
    Field.ETHNICITY: "汉族",
}


class AnswerError(ValueError):
    """An answer that cannot be taken; the text says why and how to write it."""


def value_of(case: Case, answer: Answer, reader: CellReader) -> Value | None:
    """Give the value an answer stands for; None for 否 and 不知道. Raises AnswerError."""
    if answer.said is Said.YES:
        return _agreed(case, reader)
    if answer.said is Said.PLACE:
        if not 1 <= answer.place <= len(case.choices):
            raise AnswerError(f"没有第 {answer.place} 个，可以选的是 1 到 {len(case.choices)}。")
        return _read(case, case.choices[answer.place - 1][0], reader)
    return _read(case, answer.words, reader) if answer.said is Said.OTHER else None


def _agreed(case: Case, reader: CellReader) -> Value:
    if len(case.choices) == 1:
        return _read(case, case.choices[0][0], reader)
    raise AnswerError("有几个不一样的，请回前面的数字，例：1")


def _read(case: Case, words: str, reader: CellReader) -> Value:
    value = reader.read(case.field, words)
    if value.key is None:
        why = value.problem or "不能是空的"
        raise AnswerError(f"“{words}”不行：{why}。请写：改成 {example(case.field)}")
    return Value(value.key, value.key) if case.field in DAYS else value
