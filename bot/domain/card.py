"""A member's record as a secretary or clerk reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.days import show_whole_day
from bot.domain.field import Field
from bot.domain.member import Status
from bot.domain.record import Change, show_value

_LINES: Mapping[Field, str] = {
    Field.PHONE: "电话",
    Field.RESIDENCE: "现住",
    Field.ADDRESS: "住址",
    Field.EMPLOYER: "单位",
    Field.WORK_KIND: "从业",
    Field.SCHOOLING: "学历",
    Field.TIMEZONE: "时区",
    Field.ID_NUMBER: "身份证",
    Field.DUES_UNTIL: "党费交至",
}


@dataclass(frozen=True, slots=True)
class Since:
    """Since when a status holds, who said so and why, as far as that is known."""

    day: date | None = None
    by: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a member: the record, and what stands elsewhere."""

    number: int
    record: Mapping[Field, str | None]
    status: Status
    since: Since = Since()
    posts: Sequence[str] = ()  # 第一支部书记
    labels: Sequence[str] = ()
    account: str = ""  # what is known of the WeChat account
    heard: str = ""  # when last heard of
    contact: str = ""  # who looks after the member


def show_status(status: Status) -> str:
    """Write a status, and what it keeps silent."""
    silenced = not status.is_greeted and not status.has_ended  # who has left is told nothing anyway
    return status.chinese + ("，不发祝福" if silenced else "")


def show_card(card: Card, today: date, *, masked: bool) -> str:
    """Write a record in a few lines; the identity number is never whole, `masked` hides all numbers."""
    record = card.record
    head = [record[Field.NAME] or "", f"编号 {card.number}", record[Field.BRANCH] or "没有支部", *card.posts]
    lines = ["，".join(head), _show_status(card), _show_membership(record, today), _show_birth(record, today)]
    for field, label in _LINES.items():
        if value := record[field]:
            hidden = masked or field is Field.ID_NUMBER
            lines.append(f"{label}：{show_value(field, value, masked=hidden)}")
    lines += [
        f"标签：{'、'.join(card.labels)}" if card.labels else "",
        card.account,
        card.heard,
        card.contact,
    ]
    return "\n".join(line for line in lines if line)


def _show_status(card: Card) -> str:
    since = card.since
    when = f"{show_whole_day(since.day)}起" if since.day else ""
    more = [when, f"{since.by}记" if since.by else "", f"原因：{since.reason}" if since.reason else ""]
    behind = "，".join(part for part in more if part)
    return f"状态：{show_status(card.status)}" + (f"（{behind}）" if behind else "")


def _show_membership(record: Mapping[Field, str | None], today: date) -> str:
    standing, joined = record[Field.STANDING], record[Field.JOINED_ON]
    parts = [show_value(Field.STANDING, standing)] if standing else []
    if joined:
        parts.append(f"{_day(joined)}入党，党龄 {years_between(date.fromisoformat(joined), today)} 年")
    if regular := record[Field.REGULAR_ON]:
        parts.append(f"{_day(regular)}转正")
    return "，".join(parts)


def _show_birth(record: Mapping[Field, str | None], today: date) -> str:
    born = record[Field.BIRTHDAY]
    parts = [record[Field.SEX], record[Field.ETHNICITY]]
    if born:
        parts.append(f"{_day(born)}生，{years_between(date.fromisoformat(born), today)} 岁")
    return "，".join(part for part in parts if part)


def show_change(change: Change, day: date, by: str | None, *, masked: bool) -> str:
    """Write one change of a record in a line: when, what, by whom, why."""
    hide = masked or change.field is Field.ID_NUMBER
    before, after = (show_value(change.field, value, masked=hide) for value in (change.before, change.after))
    who = f"{by}（{change.how.chinese}）" if by else change.how.chinese
    reason = f"，{change.reason}" if change.reason else ""
    undone = "（已撤）" if change.undone_at else ""
    return f"{day} {change.field.value}：{before} → {after}，{who}{reason}{undone}"


def years_between(start: date, today: date) -> int:
    """Count the whole years from a day to another."""
    return today.year - start.year - ((today.month, today.day) < (start.month, start.day))


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return show_whole_day(day)
