"""Ask the silent of a collection once more; end it when all is in or its time is over: the office hears."""

from __future__ import annotations

from bot.collection import asking, result, standing
from bot.context import Tick
from bot.domain.collection import Collection, State
from bot.notice import reminding
from data import collection as collections
from data import occasion
from data.db import stamp

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Remind privately, without names in rooms; hand the result to the office where a collection ends."""
    for asked in collections.reminders_due(tick.db, tick.now):
        found = standing.cases(tick, asked)
        asking.remind(tick, asked, found, stamp(asked.deadline))
        if not reminding.is_night_in_rooms(tick):
            asking.remind_rooms(tick, asked, found)
    for asked in collections.opened(tick.db):
        found = standing.cases(tick, asked)
        if asked.deadline <= tick.now or all(case.is_complete(asked.items) for case in found):
            _end(tick, asked)


def _end(tick: Tick, asked: Collection) -> None:
    collections.settle(tick.db, asked.number, State.CLOSED)
    occasion.cancel(tick.db, f"collection:{asked.number}:", "the collection has ended")
    found = standing.cases(tick, asked)
    complete = sum(case.is_complete(asked.items) for case in found)
    changed = len(result.entries(asked, found))
    why = "都填齐了" if complete == len(found) else "到截止时间了"
    words = (
        f"{asked.name}（{asked.shown_items}）{why}：填齐 {complete}/{len(found)}，"
        f"能补上名册或和名册不同的 {changed} 处。"
        f"表在下面；看过以后发“收集 入册 {asked.number}号”写进名册。"
    )
    result.hand_over(tick, asked, found, words, stamp(asked.deadline))
