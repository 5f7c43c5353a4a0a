"""When who comes to an event is reminded, and with which words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from bot.domain.delivery import quiet_until
from bot.domain.event import Event
from bot.domain.member import Member
from bot.domain.notice import show_deadline

_BEFORE_QUIET = timedelta(minutes=30)


class Before(StrEnum):
    """How long before it begins."""

    DAY = "day"
    HOUR = "hour"

    @property
    def span(self) -> timedelta:
        """That length."""
        return timedelta(days=1) if self is Before.DAY else timedelta(hours=1)


def remind_at(starts_at: datetime, before: Before, quiet: tuple[time, time], zone: tzinfo) -> datetime:
    """Tell when a person is reminded: in the quiet hours never, but half an hour before they begin."""
    moment = starts_at - before.span
    if quiet_until(moment, quiet, zone) is None:
        return moment
    local = moment.astimezone(zone)
    evening = datetime.combine(local.date(), quiet[0], zone)
    if evening > local:
        evening = datetime.combine(local.date() - timedelta(days=1), quiet[0], zone)
    return evening - _BEFORE_QUIET


def show_reminder(event: Event, zone: tzinfo, now: datetime, *, there: str = "", plain: bool = False) -> str:
    """Write a reminder with the time on the person's own clock; `plain` names neither title nor place.

    `there` is what that clock is called where it is another one than the committee's.
    """
    clock = f"{there}时间" if there else ""
    shown = clock + _show_near(event.starts_at.astimezone(zone), now.astimezone(zone))
    if plain:
        return f"提醒一声：{event.name}，{shown}。来不了请回“请假 {event.number}号”。"
    what = f"{event.title}（{event.name}），{shown}，{event.place}"
    return f"提醒一声：{what}。来不了请回“请假 {event.number}号 原因”。"


def _show_near(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    if days in {0, 1}:
        return f"{'明天' if days else '今天'} {moment:%H:%M}"
    return show_deadline(moment, since=now)


def show_to_secretary(event: Event, zone: tzinfo, now: datetime, people: Sequence[Member]) -> str:
    """Ask a secretary to telephone those who come and cannot be written to."""
    names = "、".join(one.name + (f" {one.phone}" if one.phone else "") for one in people)
    when = _show_near(event.starts_at.astimezone(zone), now.astimezone(zone))
    return (
        f"{event.name}{event.title}{when}，报了名的这 {len(people)} 位我私信不到，请您打个电话提醒：{names}"
    )
