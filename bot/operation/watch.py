"""What the bot looks at by itself every minute: is it alive, did something fail, has a pause ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.context import Tick
from bot.domain.delivery import Kind
from bot.operation import gap
from bot.operation.operator import Operator
from data import alarm as alarms
from data import backlog
from data import fact as facts

WHEN = {"minute": "*"}
# A gateway that is back within this is not worth a person's way.
LOST_FOR = timedelta(minutes=5)
UNTAKEN_FOR = timedelta(minutes=15)


def look(tick: Tick, operator: Operator, *, offline_since: datetime | None) -> None:
    """Look at everything once; `offline_since` is None while WeChat can be reached."""
    if offline_since is None:
        gap.note_seen(tick.db, tick.now)
        _end_pause(tick)
    elif tick.covers(offline_since + LOST_FOR):
        operator.call("gateway", "WeChat could not be reached for five minutes; look at the gateway")
    _tell_of_failures(tick, operator)
    _call_for_untaken(tick, operator)


def _end_pause(tick: Tick) -> None:
    paused = facts.read_moment(tick.db, "paused_until")
    if paused is None or paused > tick.now:
        return
    facts.write(tick.db, "paused_until", "")
    waiting = sum(backlog.count_waiting(tick.db, tick.now).values())
    minutes = round(tick.settings.delivery.pause.total_seconds() / 60)
    queue = f"还有 {waiting} 条在排队" if waiting else "没有积压"
    tick.tell_clerks(
        f"paused:{paused:%Y%m%d%H%M%S}",
        f"微信说发得太快，停了 {minutes} 分钟，现在继续；{queue}。",
        Kind.REMINDER,
    )


def _tell_of_failures(tick: Tick, operator: Operator) -> None:
    ended = backlog.unsent(tick.db, tick.since, tick.now)
    for kind in (Kind.DISTRESS, Kind.NOTICE):
        number = sum(one.kind is kind for one in ended)
        if number:
            operator.call(f"{kind} unsent", f"{number} messages of kind {kind} ended unsent; see 队列")
    for member_id in {one.held_for for one in ended if one.held_for and one.state == "expired"}:
        number = sum(one.held_for == member_id for one in ended)
        tick.tell(
            member_id,
            f"pilot-expired:{tick.now:%Y%m%d%H%M}",
            f"试点：有 {number} 条没等到您确认，过了时间，没有发。",
            Kind.REMINDER,
        )


def _call_for_untaken(tick: Tick, operator: Operator) -> None:
    """Call once for a cry for help that nobody has taken for too long."""
    waiting = [alarm for alarm in alarms.unfinished(tick.db) if alarm.taken_at is None]
    if any(tick.covers(alarm.at + UNTAKEN_FOR) for alarm in waiting):
        operator.call("distress", "a cry for help has been waiting for fifteen minutes; nobody has taken it")
