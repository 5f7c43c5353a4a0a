"""Points: rules that changed count at once for everybody, and what waits for review is told once a week."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.context import Tick
from bot.domain.delivery import Kind
from bot.points import reviewing, settling
from data import fact as facts

WHEN = {"minute": "*/15"}
_AT = time(10, 15)  # on Mondays
_RULES = "points_rules"  # the mark of the rules by which the ledger was settled last


def run(tick: Tick) -> None:
    """Count anew after the rule file was changed; on Mondays remind who has something to review."""
    mark = settling.rules(tick).mark
    if (before := facts.read(tick.db, _RULES)) != mark:
        facts.write(tick.db, _RULES, mark)
        if before is not None:
            _count_anew(tick, mark)
    today = tick.local_now.date()
    monday = today - timedelta(days=today.weekday())
    if tick.covers(datetime.combine(monday, _AT, tick.zone)):
        reviewing.remind(tick)


def _count_anew(tick: Tick, mark: str) -> None:
    """Settle the ledger by the new rules, and tell the office how many people's points that changed."""
    entries, changed = settling.recount(tick)
    what = (
        f"{len(changed)} 位的积分有变。要以前的不变，规则里请写 changes 和日期"
        if changed
        else "没有人的积分有变"
    )
    body = f"积分规则改了，账上 {entries} 条重新算过，{what}。"
    tick.tell_clerks(f"points:rules:{mark}:{tick.local_now.date()}", body, Kind.REMINDER)
