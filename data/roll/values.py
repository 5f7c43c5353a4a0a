"""What a row of a spreadsheet tells of a person, as the roll keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.roll import RollRow


def values_of(
    row: RollRow, branch: str | None, known: Mapping[Field, str | None] | None
) -> dict[Field, str | None]:
    """Give what a row tells as text of the table; what it leaves empty is not in it."""
    told: dict[Field, str | None] = {
        Field.NAME: row.name,
        Field.SEX: row.sex,
        Field.BIRTHDAY: row.birthday.isoformat() if row.birthday else None,
        Field.JOINED_ON: row.joined_on.isoformat() if row.joined_on else None,
        Field.PHONE: row.phone,
        Field.BRANCH: branch,
        Field.RESIDENCE: row.residence,
        Field.TIMEZONE: row.timezone,
        Field.WECHAT: None if row.wechat is None else str(int(row.wechat)),
        **row.more,
    }
    months = {Field.JOINED_ON: row.joined_to_month, Field.REGULAR_ON: row.regular_to_month}
    told = {
        field: value
        for field, value in told.items()
        if value and not (months.get(field) and _same_month(value, (known or {}).get(field)))
    }
    if Status(told.get(Field.STATUS) or Status.ACTIVE).has_ended:
        told[Field.BRANCH] = None  # who has left is on no branch's list
    return told


def _same_month(value: str, known: str | None) -> bool:
    """Whether the day is known already, where only its month was written."""
    return known is not None and date.fromisoformat(value).replace(day=1) == date.fromisoformat(
        known
    ).replace(day=1)
