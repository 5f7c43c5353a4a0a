"""Values as they are written behind the name of a field, or in place of it: what each could be at all."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.domain.field import Field
from bot.reading.fields import words

LONGEST = 60  # characters of a value
_BARE = 30
_NEVER = re.compile(r"^[\s\d.]{0,2}$|\d{7}")
# What answers other questions; and what the name of an employer does not hold.
_ANSWERS = re.compile(r"不?(?:参加|请假|同意|去|来|能来|报名|到|是|否|行|反对|签到|已学|确认|取消)")
_NO_NAME = re.compile(r"[想要请帮能会给把让找办交问去做干看说讲发吃睡转]|^[\dA-Za-z\s+-]*$")
_NAME = 12


def is_organisation(name: str) -> bool:
    """Whether something is called like an employer."""
    return bool(words.KNOWN.fullmatch(name) or words.ORGANISATION.search(name))


def work_kind(words_said: str) -> str | None:
    """Give the kind of work that a phrase stands for (domain.md); None for no such phrase."""
    plain = bare_work(words_said)
    return next((kind for pattern, kind in words.WORK if pattern.fullmatch(plain)), None)


def bare_work(body: str) -> str:
    """Leave out of a phrase of work who and since when: 我已经退休了 is 退休."""
    return re.sub(r"^(?:我|俺|现在|目前|一直|还|就|是|已经?|早就?)*+|(?:了|的|呢)$", "", body) or body


def _read_day(value: str) -> str | None:
    found = words.DAY.search(value)
    return found[0] if found else value if re.search(r"\d{4}", value) else None


def _read_digits(value: str) -> str | None:
    found = words.DIGITS.search(value)
    return found[0].strip() if found else None


def _read_place(value: str) -> str | None:
    plain = value.replace(" ", "")
    return plain if plain and not words.TALK.search(plain) and not plain.isdigit() else None


def _read_employer(value: str) -> str | None:
    if re.fullmatch(r"[\d\s+-]*", value) or re.search(
        r"[?]|(.)[不没]\1|什么|怎么|想问|的事$|要写|[吗嘛么]$", value
    ):
        return None
    return value


def _read_schooling(value: str) -> str | None:
    found = words.SCHOOLING.fullmatch(value)
    return found["word"] if found else value if len(value) <= 10 and not words.TALK.search(value) else None


def _read_work(value: str) -> str | None:
    return work_kind(value) or (value if len(value) <= 12 and not words.TALK.search(value) else None)


def _read_ethnicity(value: str) -> str | None:
    group = value.removesuffix("族")
    return f"{group}族" if group in words.ETHNIC_GROUPS else None


def _read_sex(value: str) -> str | None:
    found = words.SEX.fullmatch(value)
    return found[1] if found else None


def _read_identity(value: str) -> str | None:
    plain = value.replace(" ", "")
    return plain.upper() if re.match(r"\d{6}", plain) else None


def _read_words(value: str) -> str | None:
    return None if "?" in value else value


_VALUES: dict[str, Callable[[str], str | None]] = {
    Field.PHONE.name: _read_digits,
    Field.ID_NUMBER.name: _read_identity,
    Field.BIRTHDAY.name: _read_day,
    Field.JOINED_ON.name: _read_day,
    Field.REGULAR_ON.name: _read_day,
    Field.RESIDENCE.name: _read_place,
    Field.ADDRESS.name: _read_place,
    Field.EMPLOYER.name: _read_employer,
    Field.SCHOOLING.name: _read_schooling,
    Field.WORK_KIND.name: _read_work,
    Field.ETHNICITY.name: _read_ethnicity,
    Field.SEX.name: _read_sex,
}


def read_value(key: str, value: str) -> str | None:
    """Read what stands behind the name of a field; None for what cannot be its value."""
    value = value.strip(" :")[:LONGEST]
    return _VALUES.get(key, _read_words)(value) if value else None


def bare_value(key: str, left: str) -> str | None:
    """Give what was written in place of the one thing asked, if nothing speaks against it."""
    value = re.sub(r"^(?:我|俺|是|穿|要|就|在|叫|现在|目前)*+", "", left).strip(" :") or left
    if len(value) > _BARE or words.TALK.search(left) or _NEVER.search(value) or value.endswith("了"):
        return None
    if _ANSWERS.match(value):
        return None
    if key == Field.EMPLOYER.name and (not 2 <= len(value) <= _NAME or _NO_NAME.search(value)):
        return None
    return value
