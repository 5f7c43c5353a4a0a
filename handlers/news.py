"""要闻: news from home, sent apart from study; nothing is asked back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.context import Refused, Turn, UserError
from bot.domain.audience import Audience, Scope
from bot.domain.days import show_day
from bot.domain.room import RoomKind
from bot.domain.study.item import quoted
from bot.domain.study.order import NEWS_EXAMPLE, Order, read_news
from bot.router import Right, Router
from bot.study import plan, sending
from data import news

router = Router()

_SHOWN = 5


def _read(words: str) -> Order | None:
    return read_news(words) if words else None


@router.command(
    "要闻",
    may=Right.MEMBER,
    takes=_read,
    usage="要闻 | 党办：要闻 标题 链接 [全体|支部 一,三|境外]",
    does="“要闻”两个字：看最近几条家乡要闻。党办：发一条，先给您看，回“确认”才发；不要求回，也不算学习。",
    example=NEWS_EXAMPLE,
    spaced=True,
)
def home_news(turn: Turn, order: Order | None) -> None:
    """Show the latest news; or draft a piece of the office's."""
    if order is None:
        if turn.is_addressed or turn.is_in_office:
            turn.reply(_show_latest(turn))
        return
    if not turn.actor.is_clerk:
        if turn.is_addressed:
            raise Refused("要闻", "发要闻只有党办可以。看最近的，发“要闻”两个字。")
        return  # somebody shares an article with the others
    if turn.room and turn.room.kind not in {RoomKind.OFFICE, RoomKind.CENTRAL}:
        raise UserError("请在党办群、中心群或私信里发要闻。")
    made = plan.make_plan(turn, order, NEWS_EXAMPLE)
    shown = [f"将发家乡要闻{quoted(made.title)}", *plan.show_reach(turn, made), *plan.show_content(made)]
    drafting.propose(turn, "news", made.arguments, "\n".join([*shown, "回复“确认”发送，“取消”作罢。"]))


def _show_latest(turn: Turn) -> str:
    found = news.latest(turn.db, _SHOWN)
    lines = [
        f"{show_day(one.at.astimezone(turn.zone))} {one.title}" + (f"\n{one.url}" if one.url else "")
        for one in found
    ]
    return "\n".join(["最近的家乡要闻：", *lines]) if lines else "还没有发过家乡要闻。"


@router.confirms("news")
def send_news(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Send a piece of news to all it is for."""
    if words or not turn.actor.is_clerk:
        raise UserError("要闻只由党办回“确认”，不能“除”几位。")
    made = news.add(
        turn.db,
        arguments["title"],
        arguments["url"],
        plan.keep_file(turn, arguments["enclosure"]),
        arguments["source"],
        turn.actor.member.id,
        turn.now,
    )
    audience = Audience(Scope(arguments["scope"]), tuple(arguments["names"]))
    people = sending.send_news(turn, made, audience)
    turn.reply(f"家乡要闻{quoted(made.title)}开始发送，共 {people} 人。")
