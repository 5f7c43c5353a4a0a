"""What the office's weekly page says of dues: counts, no names."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.context import Tick
from bot.domain.dues import arrears
from bot.dues import standing
from data import dues
from data import member as members


def digest_lines(tick: Tick, _first: date, last: date) -> list[str]:
    """Tell how many payments the week's month has brought, and how many are six months behind."""
    start = datetime.combine(last.replace(day=1), time(), tick.zone)
    booked = dues.count_booked(tick.db, start, tick.now)
    people = [one for one in members.everybody(tick.db) if one.status.is_greeted]
    today = tick.local_now.date()
    late = [one for one in standing.of(tick, people, None) if one.behind(today) >= arrears.SERIOUS]
    if not booked and not late:
        return []
    counted = [(name, sum(one.group == name for one in late)) for name in arrears.CLASSES]
    classes = "，".join(f"{name} {number}" for name, number in counted if number)
    behind = f"；满 {arrears.SERIOUS} 个月的 {len(late)} 位（{classes}）" if late else ""
    return [f"党费：{last.month}月以来记了 {booked} 笔{behind}"]
