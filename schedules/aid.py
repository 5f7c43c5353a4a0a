"""Post offers and requests in rooms that read none today, and end those that have stood for a month."""

from __future__ import annotations

from bot.aid import posting, telling
from bot.context import Tick
from bot.domain import aid as rules
from bot.domain.aid import State
from data import aid as aids
from data import member as members

WHEN = {"minute": "5,35"}


def run(tick: Tick) -> None:
    """Let lapse what is over its time or whose member has left, then post what waits for a free day."""
    for aid in aids.lapsing(tick.db, tick.now - rules.LASTS):
        aids.end(tick.db, aid.number, State.LAPSED, tick.now)
        body = f"您的互助{aid.number}号发出 {rules.LASTS.days} 天了，先收起来。还需要就再发一次：互助 正文"
        telling.to_member(tick, aid, "lapsed", body)
    for aid in (*aids.waiting(tick.db), *aids.there(tick.db)):
        if members.find(tick.db, aid.member_id).status.has_ended:
            aids.end(tick.db, aid.number, State.ENDED, tick.now)
    posting.post_due(tick)
