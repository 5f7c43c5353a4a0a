"""Send study items at their moment, thank rooms, remind, hand out the week's list and the month's figures."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.context import Tick, UserError
from bot.domain import month
from bot.domain.delivery import Kind, quiet_until
from bot.domain.names import show_names
from bot.domain.study import State
from bot.notice import relaying as offices
from bot.study import counting as months
from bot.study import relaying, reminding, sending, weekly
from bot.unasked import has_heard_enough
from data import checkin as checkins
from data import fact as facts
from data import occasion
from data import reflection as reflections
from data import study as studies
from data.db import read_stamp

WHEN = {"minute": "*/5"}
_MONTH_AT = time(9)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def run(tick: Tick) -> None:
    """Do what is due; nothing that the bot starts by itself goes out in the rooms' night."""
    studies.close_old(tick.db, tick.now)
    if not quiet_until(tick.now, tick.settings.delivery.quiet_rooms, tick.zone):
        _send_due(tick)
        _thank_rooms(tick)
    if not quiet_until(tick.now, tick.settings.delivery.quiet_people, tick.zone):
        relaying.ask_again(tick)
        for item in studies.to_remind(tick.db, tick.now - tick.settings.study.remind_after):
            reminding.ask_all(tick, item)
    for day in _days(tick):
        _by_calendar(tick, day)


def _send_due(tick: Tick) -> None:
    for item in studies.due(tick.db, tick.now):
        try:
            sending.send(tick, item)
        except UserError as why:  # a branch or place that is no longer there
            studies.settle(tick.db, item.number, State.WITHDRAWN)
            words = f"{item.called}没有发出去：{why}"
            offices.tell_office(tick, f"study:{item.number}:unsent", words, Kind.REMINDER)


def _days(tick: Tick) -> list[date]:
    first, last = tick.since.astimezone(tick.zone).date(), tick.local_now.date()
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def _by_calendar(tick: Tick, day: date) -> None:
    wanted = tick.settings.study.reference
    if _WEEKDAYS[day.weekday()] == wanted.weekday and tick.covers(
        datetime.combine(day, wanted.at, tick.zone)
    ):
        weekly.send_reference(tick)
    if day.day == 1 and tick.covers(datetime.combine(day, _MONTH_AT, tick.zone)):
        months.hand_out(tick, month.step(month.of_day(day), -1))
        _delete_files(tick)


def _delete_files(tick: Tick) -> None:
    """Delete the files of items that are no longer kept."""
    kept = studies.paths(tick.db)
    for path in (Path(tick.settings.database).absolute().parent / "study").glob("*"):
        if path not in kept:
            path.unlink(missing_ok=True)


# Thanks


def _thank_rooms(tick: Tick) -> None:
    """Say one line for all who answered in a room: seldom, a few times a day, by names only."""
    for room_id, names in reflections.to_thank(tick.db).items():
        last = _last_thanks(tick, room_id)
        if last and last + tick.settings.checkins.thank_every > tick.now:
            continue
        reflections.note_thanked(tick.db, [room_id])
        if not has_heard_enough(tick, room_id, tick.now, further=_thanked_today(tick, room_id)):
            facts.write_moment(tick.db, f"study-thanks:{room_id}", tick.now)
            key = f"study-thanks:{room_id}:{tick.local_now:%Y-%m-%d:%H%M}"
            tick.say(key, room_id, f"{show_names(names, 3)}学过了，记下了。", Kind.REPLY)


def _last_thanks(tick: Tick, room_id: str) -> datetime | None:
    checkin = checkins.last_thanks(tick.db, room_id)
    own = facts.read_moment(tick.db, f"study-thanks:{room_id}")
    return max((one for one in (checkin and read_stamp(checkin), own) if one), default=None)


def _thanked_today(tick: Tick, room_id: str) -> int:
    return len(occasion.states(tick.db, f"study-thanks:{room_id}:{tick.local_now:%Y-%m-%d}:"))
