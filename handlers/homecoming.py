"""名单 返乡 春节: who comes back for a festival, as a plan of visits."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot import almanac
from bot.context import Turn, UserError
from bot.domain import homecoming
from bot.domain.command import without_particle
from bot.domain.homecoming import Return
from bot.domain.visit import Kind
from bot.router import Right, Router
from data import member as members
from data import visit as visits

router = Router()

_KNOWN = ("春节", "元宵", "清明", "五一", "端午", "中秋", "国庆", "元旦")
_SAID_SINCE = timedelta(days=120)


@router.command(
    "名单 返乡",
    may=Right.SECRETARY,
    takes=lambda words: without_particle(words.strip()) or "春节",
    usage="名单 返乡 [春节]",
    does="节前节后谁说过哪天回来，编了号，私下发给您，照着安排走访；定了哪天去，发“走访计划 张三 1月20日”。",
    example="名单 返乡 春节",
)
def list_returns(turn: Turn, festival: str) -> None:
    """List who said to be back around a festival, with what is planned and done."""
    day = _next(turn, festival)
    found = _find(turn, day)
    name = f"{day.year}年{festival}"
    if not found:
        turn.reply_privately(
            f"还没有人说过{name}前后哪天回来。可以发通知问一问，回话里写了日子就记上。", "名单"
        )
        return
    turn.note_look([number for number, _ in found], f"名单 返乡 {festival}")
    lines = [homecoming.show_return(place, one) for place, (_, one) in enumerate(found, start=1)]
    waiting = sum(one.planned is None and one.visited is None for _, one in found)
    turn.reply_with_list(
        f"homecoming:{day:%Y}",
        f"{name}前后回来的 {len(found)} 位，{waiting} 位还没安排走访：",
        lines,
        [number for number, _ in found],
        end="安排发：走访计划 1 1月20日；去过以后发：走访 1 怎么样",
    )


def _next(turn: Turn, festival: str) -> date:
    """Give the day of the festival whose season is on or comes next."""
    if festival not in _KNOWN:
        raise UserError(f"没有“{festival}”这个节。可以写：{'、'.join(_KNOWN)}。例：名单 返乡 春节")
    today = turn.local_now.date()
    days = (almanac.festival(festival, year) for year in (today.year, today.year + 1))
    return next(day for day in days if homecoming.season(day)[1] >= today)


def _find(turn: Turn, day: date) -> list[tuple[int, Return]]:
    start, end = homecoming.season(day)
    said = visits.returning(turn.db, start, end, turn.now - _SAID_SINCE)
    planned = visits.planned(turn.db, start, end)
    begin = datetime.combine(start, time(), turn.zone)
    visited = {
        one.member_id: one.at.astimezone(turn.zone).date()
        for one in visits.log(turn.db, begin)
        if one.kind is Kind.VISIT and one.reached
    }
    people = [one for one in members.of_ids(turn.db, said) if turn.actor.may_see(one.branch_id)]
    found = [
        (one.id, Return(one.name, *said[one.id], planned.get(one.id), visited.get(one.id))) for one in people
    ]
    return sorted(found, key=lambda pair: pair[1].first)
