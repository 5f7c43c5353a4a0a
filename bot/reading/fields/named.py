"""Values that stand behind the name of their field."""

from __future__ import annotations

import re

from bot.domain.field import Field
from bot.domain.filling import Part, What
from bot.reading.fields import bare, values, words
from bot.reading.fields.said import Reading

_LEADS = re.compile(
    r"(?:[:\s]|就是|还是|应该是?|现在|目前|写错了?|填错了?|不对|错了|有误|[换变改]成?[为到]?了?|更新|变更|更正|是|为|叫|我|的(?=[:\s])|"
    r"没填)*+"
)
_NOT_THIS = re.compile(r"不是[^,\s]{1,30}?[,\s]*(?:而)?是|不是[^,\s]{1,30}$")


def take(reading: Reading, key: str, body: str) -> bool:
    """Take what stands behind the name of a field; False where it is no value."""
    if tail := words.TAIL.search(body) if key == Field.PHONE.name else None:
        if tail["tail"]:
            return reading.put(key, Part(What.VALUE, tail["tail"], tail=True))
        reading.waiting = key
        return True
    if _state_and_more(reading, key, body):
        return True
    behind = _LEADS.match(body)
    rest = body[behind.end() if behind else 0 :]
    if not words.SAME.fullmatch(rest) and words.SAME.fullmatch(body):
        rest = body
    rest = _NOT_THIS.sub("", rest, count=1).strip(" :") if "不是" in rest else rest
    if not rest:
        reading.waiting = key
        return True
    for pattern, what in words.STATES:
        if pattern.fullmatch(rest):
            return reading.put(key, Part(what))
    return _value(reading, key, rest)


def _value(reading: Reading, key: str, rest: str) -> bool:
    if key == Field.PHONE.name and (digits := words.DIGITS.match(rest)):
        reading.put(key, Part(What.VALUE, digits[0].strip()))
        return bare.take_around(reading, rest, 0, digits.end())
    value = values.read_value(key, _without_doing(key, rest))
    if value and key == Field.RESIDENCE.name and _is_address(reading, value):
        key = Field.ADDRESS.name
    if value is None and key == Field.PHONE.name and re.fullmatch(r"\d{4}", rest):
        return reading.put(key, Part(What.VALUE, rest, tail=True))
    return value is not None and reading.put(key, Part(What.VALUE, value))


def _state_and_more(reading: Reading, key: str, body: str) -> bool:
    """Take 不变 在物美超市上班: what is said of this field, and behind a space of others."""
    first, _, more = body.partition(" ")
    for pattern, what in words.STATES:
        if more and pattern.fullmatch(first):
            reading.put(key, Part(what))
            bare.take(reading, more.strip())
            return True
    return False


def _is_address(reading: Reading, value: str) -> bool:
    """Whether a house is told where somebody lives, and the address is asked for, too."""
    address = Field.ADDRESS
    missing = reading.wants(address) and address.name not in reading.said.parts
    return missing and bool(re.search(r"\d\s?(?:号|栋|幢|楼|单元|室)", value))


def _without_doing(key: str, rest: str) -> str:
    """Leave out what is said beside a place or employer: 现在在京东上班."""
    if key == Field.EMPLOYER.name:
        if works := words.WORKS_AT.fullmatch(rest):
            return works["at"] or works["of"]
        return re.sub(r"^在(?=.{2})|(?<=.{2})[了的]$", "", rest)
    if key in {Field.RESIDENCE.name, Field.ADDRESS.name}:
        lives = words.LIVES_AT.fullmatch(rest)
        return lives["at"] if lives else rest
    return rest
