"""A study item or home news goes out: to rooms and people at once, or through the secretaries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.context import Context
from bot.domain.audience import Audience
from bot.domain.room import RoomKind, TiedRoom
from bot.domain.study import item as items
from bot.domain.study.item import Item, News
from bot.notice import pushing
from bot.notice.audience import Reach
from bot.notice.pushing import Push
from bot.ports import Link
from bot.study import reaching, relaying
from data import preference as preferences
from data import study as studies


def send(ctx: Context, item: Item) -> int:
    """Open an item and send it to all it is for; gives how many people that are. Raises UserError."""
    reach = reaching.reach_for(ctx, item.audience)
    closes_at = ctx.now + ctx.settings.study.open_for
    studies.open_up(ctx.db, item.number, [one.id for one in reach.people], ctx.now, closes_at)
    straight = [room for room in reach.rooms if not (item.relayed and room.kind is RoomKind.BRANCH)]
    push_to(ctx, item, straight, reach)
    if item.relayed:
        relaying.hand_over(ctx, item, [branch.id for branch in reach.branches])
    return len(reach.people)


def push_to(ctx: Context, item: Item, places: Sequence[TiedRoom], reach: Reach | None = None) -> None:
    """Queue an item for these rooms, and for who of a reach is written to alone."""
    body = items.show_pushed(item, ctx.settings.study.reflection_length)
    alone = reach.alone if reach else ()
    quiet = preferences.low_key(ctx.db)
    openly = tuple(one for one in alone if one.id not in quiet)
    key = f"study:{item.number}:push"
    carried = Push(
        key, lambda _room: body, file=item.path, link=link_of(item.title, item.url, item.source, item.path)
    )
    pushing.push(ctx, carried, Reach("", openly, tuple(places), alone=openly))
    if discreetly := tuple(one for one in alone if one.id in quiet):
        words = items.show_discreetly(item)
        pushing.push(ctx, Push(key, lambda _room: words), Reach("", discreetly))


def link_of(title: str, url: str | None, source: str, path: Path | None) -> Link | None:
    """Give the card of a link; None where there is none, or a file goes along instead."""
    return Link(title, url, source) if url and path is None else None


def send_news(ctx: Context, news: News, audience: Audience) -> int:
    """Send home news to all it is for; gives how many people that are. Raises UserError."""
    reach = reaching.reach_for(ctx, audience)
    body = items.show_news(news)
    carried = Push(
        f"news:{news.number}",
        lambda _room: body,
        file=news.path,
        link=link_of(news.title, news.url, news.source, news.path),
    )
    pushing.push(ctx, carried, Reach("", reach.alone, reach.rooms, alone=reach.alone))
    return len(reach.people)
