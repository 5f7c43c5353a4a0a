"""Dates a secretary would want to be told of: retirement, the end of probation, a round birthday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.days import show_day
from bot.domain.field import Field
from bot.domain.statistics import Record

SOON = 60  # days before somebody reaches the age of retirement
PROBATION_ENDS = 30
ROUND_AGES = (70, 80, 90, 100)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to think of: `occasion` names it for good, so that it is said once."""

    member_id: int
    occasion: str
    words: str


def retirement(sex: str, birthday: date) -> date:
    """Give the day somebody may retire, women by the rule for the age of 55.

    State Council, 渐进式延迟法定退休年龄办法 (from 2025): one month more for each four months of birth, men
    born from 1965 on up to 63, women (55) born from 1970 on up to 58.
    """
    age, first = (60, 1965) if sex == "男" else (55, 1970)
    months = (birthday.year - first) * 12 + birthday.month - 1
    later = 0 if months < 0 else min(months // 4 + 1, 36)
    whole = birthday.year * 12 + birthday.month - 1 + age * 12 + later
    return _day(whole // 12, whole % 12 + 1, birthday.day)


def find(member_id: int, name: str, record: Record, today: date) -> Iterator[Prompt]:
    """Give what is to be pointed out about a person this week."""
    birthday, joined, sex = (record[one] for one in (Field.BIRTHDAY, Field.JOINED_ON, Field.SEX))
    if birthday and sex and record[Field.WORK_KIND] != "退休":
        day = retirement(sex, date.fromisoformat(birthday))
        if 0 <= (day - today).days <= SOON:
            yield Prompt(
                member_id, f"retirement:{day}", f"{name} {show_day(day)}到退休年龄（按新办法算，请核对）"
            )
    if joined and record[Field.STANDING] == "probationary":
        start = date.fromisoformat(joined)
        day = _day(start.year + 1, start.month, start.day)
        if 0 <= (day - today).days <= PROBATION_ENDS:
            yield Prompt(member_id, f"probation:{day}", f"{name} {show_day(day)}预备期满，该准备转正了")
    if birthday:
        yield from _round_birthday(member_id, name, date.fromisoformat(birthday), today)


def _round_birthday(member_id: int, name: str, birthday: date, today: date) -> Iterator[Prompt]:
    for year in (today.year, today.year + 1):
        age, day = year - birthday.year, _day(year, birthday.month, birthday.day)
        if age in ROUND_AGES and 0 <= (day - today).days <= SOON // 2:
            yield Prompt(member_id, f"age:{age}", f"{name} {show_day(day)}满{age}岁")


def _day(year: int, month: int, day: int) -> date:
    """Give a day, or the last one of a month that is shorter."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
