"""What a member says is right: 更正 手机 …; contact data at once, the rest by the secretary's word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.command import Misfit, narrow
from bot.domain.field import WORDS, Field
from bot.domain.record import show_value

# What the organisation vouches for waits for the secretary's word; contact data are the member's own.
VOUCHED = (
    Field.NAME,
    Field.SEX,
    Field.BIRTHDAY,
    Field.ID_NUMBER,
    Field.ETHNICITY,
    Field.JOINED_ON,
    Field.REGULAR_ON,
)
CONTACT = tuple(field for field in Field if field.is_contact)
EXAMPLE = "更正 手机 13800001111"
MAY_BE_CORRECTED = (
    "手机、单位、住址、现住地、职业、学历，马上改；"
    "姓名、性别、生日、身份证、民族、入党时间、转正时间，书记同意后改"
)
# What people say beside the headings that offices write.
_SAID = {
    Field.RESIDENCE: ("现住址", "住在", "所在城市"),
    Field.EMPLOYER: ("公司", "新单位"),
    Field.PHONE: ("新手机", "新号码", "新号", "新电话", "手机改成", "号码"),
    Field.NAME: ("名",),
    Field.JOINED_ON: ("入党日期", "入党"),
    Field.REGULAR_ON: ("转正",),
    Field.ADDRESS: ("家",),
}
_FIELDS = {word: field for field in Field for word in (*WORDS.get(field, ()), *_SAID.get(field, ()))}
_WORD = "|".join(map(re.escape, sorted(_FIELDS, key=len, reverse=True)))
_PART = re.compile(
    rf"(?:^|[\s，,；;、。]{{1,9}})(?:请|帮我|把|将|我的|我)*(?P<word>{_WORD})"
    r"(?:\s*(?:改成|改为|换成|换为|更正为|应该是|应为|是|为|[:：=])\s*|\s+|(?=[\d+])|$)"
)


_SHORT = {
    Field.PHONE: "手机",
    Field.ID_NUMBER: "身份证",
    Field.BIRTHDAY: "生日",
    Field.EMPLOYER: "单位",
    Field.RESIDENCE: "现住地",
    Field.ADDRESS: "住址",
    Field.WORK_KIND: "职业",
}


def called(field: Field) -> str:
    """Name a field as members call it."""
    return _SHORT.get(field, field.value)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a member says is right, as typed, by field."""

    values: Mapping[Field, str]


def read_correction(words: str) -> Correction:
    """Read 手机 13800001111, 单位 … 住址 …, 姓名改为张珊; anything else is a Misfit."""
    text = narrow(words).strip()
    parts = list(_PART.finditer(text))
    if not parts or parts[0].start():
        raise Misfit(words)
    ends = [part.start() for part in parts[1:]] + [len(text)]
    return Correction(
        {
            _FIELDS[part["word"]]: text[part.end() : end].strip(" ，,；;。\n\t")
            for part, end in zip(parts, ends, strict=True)
        }
    )


_CHANGED_NUMBER = re.compile(
    r"(?:各位|书记|你们?|您|大家)?[好，,\s]*(?:我|本人)?.{0,4}(?:换|改|变更?|更换)(?:了|一?个|新|成|为|我的)*(?:手机|电话|联系方式|号码?)+"
    r"[^\d]{0,14}(?P<number>1\d{10})[^\d]{0,10}|"
    r"(?:我|本人)?的?(?:手机|电话|号码?)+[^\d]{0,3}(?:换|改|变)[^\d]{0,6}(?P<other>1\d{10})[^\d]{0,10}|"
    r"(?:我|本人)?的?(?:新)(?:手机|电话|号码?)+[^\d]{0,4}(?P<new>1\d{10})[^\d]{0,10}"
)


def new_number(text: str) -> str | None:
    """Find the number of 我换手机号了，新号13800001111, where a message says no more than that."""
    match = _CHANGED_NUMBER.fullmatch(narrow(text).strip())
    return match and (match["number"] or match["other"] or match["new"])


def barred(values: Mapping[Field, str]) -> list[Field]:
    """List the fields that members do not change: the organisation decides them."""
    return [field for field in values if field not in {*CONTACT, *VOUCHED}]


def show_changed(field: Field, before: str | None, after: str | None) -> str:
    """Write what changed in a record to its owner: the former value masked, the new one whole."""
    if before is None:
        return f"{called(field)}记下了：{show_value(field, after)}"
    return f"{called(field)}已从 {show_value(field, before, masked=True)} 改为 {show_value(field, after)}"
