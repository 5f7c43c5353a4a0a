"""Looks at what waits in the outbox and what could not be sent, and names it for people."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.context import Context
from bot.domain.backlog import Backlog, Loss, show_moment
from bot.operation.foresight import foresee_queue
from data import account as accounts
from data import backlog, outbox
from data import fact as facts
from data import member as members
from data import room as rooms
from data.backlog import Unsent

DAY = timedelta(hours=24)
# A broadcast is spread over minutes or hours: what follows within this of what goes before is in the queue.
SOON = timedelta(minutes=10)


def look(ctx: Context) -> Backlog:
    """Look at the outbox as it is now."""
    until = _end_of_queue(ctx)
    due = backlog.count_waiting(ctx.db, until)
    later, first = backlog.count_later(ctx.db, until)
    oldest = backlog.oldest(ctx.db, ctx.now)
    paused = facts.read_moment(ctx.db, "paused_until")
    return Backlog(
        now=ctx.local_now,
        due=due,
        takes=None if ctx.settings.is_by_hand else foresee_queue(ctx, until),
        later=later,
        later_from=first.astimezone(ctx.zone) if first else None,
        oldest=(name_place(ctx.db, oldest[0]), oldest[1].astimezone(ctx.zone)) if oldest else None,
        doubts=backlog.count_doubts(ctx.db),
        held=backlog.count_held(ctx.db),
        losses=losses(ctx, ctx.now - DAY),
        stopped=_show_stop(ctx),
        paused_until=paused.astimezone(ctx.zone) if paused and paused > ctx.now else None,
    )


def _end_of_queue(ctx: Context) -> datetime:
    """Tell up to when one message follows soon after another."""
    end = ctx.now
    for moment, _ in backlog.due(ctx.db, ctx.now + DAY):
        if moment > end + SOON:
            break
        end = max(end, moment)
    return end


def losses(ctx: Context, since: datetime) -> list[Loss]:
    """List what ended unsent since a moment."""
    return [
        Loss(name_place(ctx.db, one.conversation), one.kind, why_unsent(one))
        for one in backlog.unsent(ctx.db, since)
    ]


def _show_stop(ctx: Context) -> str | None:
    since, by = facts.read_moment(ctx.db, "stopped_at"), facts.read(ctx.db, "stopped_by")
    if since is None:
        return None
    who = f"{members.find(ctx.db, int(by)).name}停的，" if by else ""
    return f"{who}从 {show_moment(since.astimezone(ctx.zone), ctx.local_now)} 起"


def name_place(db: Database, conversation: str) -> str:
    """Name a conversation as people know it: a room by its topic, a person by name."""
    room = rooms.find(db, conversation)
    if room:
        return f"群“{room.topic}”"
    who = accounts.actor(db, conversation)
    return f"{who.member.name}（私信）" if who else "一位还没绑定的人（私信）"


def why_unsent(one: Unsent) -> str:
    """Say why a message ended unsent."""
    if one.state == "expired":
        return "没人确认，过了时间" if one.held_for else "过了时间"
    if one.error == outbox.NO_ECHO:
        look = f"，请去看一眼{_name_file(one.file)}" if one.state == "failed" else ""
        return f"不知道到没到{look}"
    if one.error == outbox.ROOM_LEFT:
        return "我不在群里了"
    return "还没加我为好友" if one.error.startswith(outbox.NO_FRIEND) else "微信不收"


def _name_file(path: str | None) -> str:
    return f"有没有“{path.rpartition('/')[2]}”" if path else ""
