"""Open the weekly roll call, ask each member at a time that suits, remind the silent, close it."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from bot import texts
from bot.context import Tick
from bot.domain import rollcall
from bot.domain.delivery import Kind
from bot.domain.rollcall import Rollcall
from bot.silence import listening, rollcalling
from bot.silence.keepers import Sheet, tell_keepers
from data import account as accounts
from data import member as members
from data import rollcall as rollcalls
from data.rollcall import Due

WHEN = {"minute": "*/5"}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Later than this after an outage, a week's round is left out.
_TOO_LATE = timedelta(days=2)


def run(tick: Tick) -> None:
    """Do what became due since the last run."""
    _open_weekly(tick)
    rollcalling.ask_due(tick)
    _remind(tick)
    for call in rollcalls.still_open(tick.db):
        if call.deadline <= tick.now:
            _close(tick, call)


def _open_weekly(tick: Tick) -> None:
    wanted = tick.settings.rollcalls
    if not wanted.weekly:
        return
    weekday = _WEEKDAYS.index(wanted.weekday)
    for moment in rollcall.weekly_moments(tick.since, tick.now, weekday, wanted.at, tick.zone):
        ran = rollcalls.ran_since(tick.db, rollcalling.EVERYBODY, moment - rollcall.APART)
        if ran or tick.now - moment > _TOO_LATE:
            continue
        asks = rollcalling.plan(tick, members.everybody(tick.db), moment, weekly=True)
        # Who has to wait for an answer until after an outage has as long for it.
        deadline = rollcall.closing(max(moment, tick.now), wanted.answer_within, tick.zone)
        rollcalling.open_round(tick, rollcalling.EVERYBODY, asks, deadline, None)


def _remind(tick: Tick) -> None:
    """Ask the silent once more: privately, and in a room where somebody cannot be written to."""
    due = rollcalls.still_silent(tick.db, tick.now - tick.settings.rollcalls.remind_after, tick.now)
    for (number, room_id), group in groupby(due, key=lambda one: (one.number, one.room_id)):
        silent = [one for one in group if _may_be_reminded(tick, one)]
        reached = [one for one in silent if _remind_privately(tick, one)]
        if room_id and len(reached) < len(silent):
            _remind_room(tick, number, room_id, len(silent))
        rollcalls.note_reminded(tick.db, number, [one.member_id for one in silent], tick.now)


def _may_be_reminded(tick: Tick, due: Due) -> bool:
    person = members.find(tick.db, due.member_id)
    if accounts.reachable(tick.db, person.id) or due.room_id is None:
        return rollcalling.is_day_for(tick, person)
    return rollcalling.is_day_in(tick, due)


def _remind_privately(tick: Tick, due: Due) -> bool:
    words, last = texts.load("rollcall")["remind_privately"], tick.now + timedelta(days=1)
    return tick.tell(due.member_id, f"rollcall:{due.number}:reminder", words, Kind.REMINDER, not_after=last)


def _remind_room(tick: Tick, number: int, room_id: str, silent: int) -> None:
    """Once a round: the key keeps a room of many zones from hearing it for each."""
    words = texts.load("rollcall")["remind_room"].format(count=silent)
    tick.say(f"rollcall:{number}:reminder:room:{room_id}", room_id, words, Kind.REMINDER)


def _close(tick: Tick, call: Rollcall) -> None:
    """Close a round; the secretaries hear privately of whom nothing was heard."""
    rollcalls.close(tick.db, call.number, tick.now)
    sheet = Sheet(
        f"rollcall:{call.number}:closed",
        f"rollcall:{call.number}",
        f"第{call.number}次报平安还没听到消息的 {{count}} 人：",
    )
    tell_keepers(tick, sheet, listening.standings(tick, rollcalls.silent(tick.db, call.number)))
