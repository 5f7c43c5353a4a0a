"""A record as its owner reads it, and who looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.domain.days import show_whole_day
from bot.domain.field import Field
from bot.domain.own.correcting import CONTACT, VOUCHED
from bot.domain.record import show_value


def show_record(record: Mapping[Field, str | None]) -> list[str]:
    """Write one's own record, whole; what is not known is named in the last line."""
    # Whether there is WeChat stands with the accounts.
    known = [field for field in record if record[field] is not None and field is not Field.WECHAT]
    empty = [field.value for field in record if record[field] is None and field in {*CONTACT, *VOUCHED}]
    lines = [f"{field.value}：{_show(field, record[field])}" for field in known]
    return lines + ([f"还没有填：{'、'.join(empty)}"] if empty else [])


def _show(field: Field, value: str | None) -> str:
    if value is None or field not in _DAYS:
        return show_value(field, value)
    year, month, *day = map(int, value.split("-"))
    return show_whole_day(date(year, month, *day)) if day else f"{year}年{month}月"


_DAYS = {Field.BIRTHDAY, Field.JOINED_ON, Field.REGULAR_ON, Field.DUES_UNTIL}


@dataclass(frozen=True, slots=True)
class Look:
    """How often somebody did something with a record, and when last."""

    actor_id: int | None
    action: str
    times: int
    last: datetime


def show_look(look: Look, who: str, zone: tzinfo) -> str:
    """Write 高云山（书记）：名单 未报 3 次，最近 11月20日."""
    day = look.last.astimezone(zone)
    times = f" {look.times} 次，最近" if look.times > 1 else ""
    return f"{who}：{look.action}{times} {show_whole_day(day)}"
