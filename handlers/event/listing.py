"""名单 活动 and 活动 经费: who comes, who came, what it cost."""

from __future__ import annotations

import re

from bot.context import Turn
from bot.domain.command import Misfit
from bot.domain.delivery import Kind
from bot.domain.event import spending, typed
from bot.domain.event.spending import Spending
from bot.event import changing, listing, showing
from bot.router import Right, Router

router = Router()


@router.command(
    "名单 活动",
    may=Right.SECRETARY,
    takes=typed.read_event,
    usage="名单 活动 3号",
    does="谁参加、候补、请假、没回；开始以后把报名和签到对着看。书记看本支部，党办看全部，私下发给您。",
    example="名单 活动 3号",
)
def list_people(turn: Turn, number: int | None) -> None:
    """List who comes, or came, within the asker's scope."""
    listing.send_list(turn, showing.one_or_next(turn, number))


_TABLE = re.compile(r"(?P<number>.*?)[\s，,]*(?P<table>表格?|Excel)?", re.IGNORECASE | re.DOTALL)


def _read_list(words: str) -> tuple[int | None, bool]:
    found = _TABLE.fullmatch(words[:40].strip())
    if found is None:
        raise Misfit(words)
    return typed.read_event(found["number"]), bool(found["table"])


@router.command(
    "活动 名单",
    may=Right.SECRETARY,
    takes=_read_list,
    usage="活动 名单 3号 [表]",
    does="和“名单 活动”一样；写上“表”就发一份 Excel 给您。",
    example="活动 名单 3号 表",
)
def list_people_too(turn: Turn, wanted: tuple[int | None, bool]) -> None:
    """Show the same list, or send it as a workbook."""
    event = showing.one_or_next(turn, wanted[0])
    if not wanted[1]:
        listing.send_list(turn, event)
        return
    path = listing.write_list(turn, event)
    if said_in := turn.reply_privately(f"{event.name}的名单表：", "名单表"):
        turn.say(f"event:{event.number}:list:{turn.incoming.message_id}", said_in, "", Kind.REPLY, file=path)


# What it cost


@router.command(
    "活动 经费",
    may=Right.SECRETARY,
    takes=spending.read_spending,
    usage="活动 经费 3号 场地 500 茶水 120.5",
    does="把这次活动的时间地点、报名和实到人数、各项花费填成一张活动经费单，合计有大写，私下发给您签字用。",
    example=spending.EXAMPLE,
    spaced=True,
    needs_words=True,
)
def fill_spending(turn: Turn, spent: Spending) -> None:
    """Send the form to who asks, filled; nothing of the amounts is kept."""
    event = changing.own_event(turn, spent.number)
    path = listing.write_spending(turn, event, spent)
    body = f"{event.name}的活动经费单，{len(spent.lines)} 项，合计 {spending.show_total(spent)}："
    if said_in := turn.reply_privately(body, "经费单"):
        key = f"event:{event.number}:spending:{turn.incoming.message_id}"
        turn.say(key, said_in, "", Kind.REPLY, file=path)
