"""How the night's backups stand: when one is due, when the last good one was, whether too long ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.context import Context, Tick
from bot.domain.delivery import Kind
from data import fact as facts

# The night's backup is asked for by the schedule, written beside the messages, noted when it is checked.
_DUE, _TRIED, _DONE = "backup_due", "backup_tried", "backup_done"
TOO_OLD = timedelta(days=2)
AGAIN = timedelta(hours=1)  # after one that failed


def is_on(ctx: Context) -> bool:
    """Tell whether the bot writes backups by itself; what is made up is never worth one."""
    return ctx.settings.backup.daily_at is not None and ctx.settings.transport != "simulated"


def ask(tick: Tick) -> None:
    """Ask for a backup once the night's moment has come, and again where one failed."""
    at = tick.settings.backup.daily_at
    if at is None or not is_on(tick):
        return
    day = tick.local_now.date()
    moments = [datetime.combine(day - timedelta(days=back), at, tick.zone) for back in (0, 1)]
    tried = facts.read_moment(tick.db, _TRIED)  # stands only while the last try was in vain
    if any(tick.covers(moment) for moment in moments) or (tried and tick.now - tried >= AGAIN):
        facts.write_moment(tick.db, _DUE, tick.now)


def is_due(ctx: Context) -> bool:
    """Tell whether one was asked for and not yet written."""
    return bool(facts.read(ctx.db, _DUE))


def settle(ctx: Context, *, well: bool) -> None:
    """Note that the one asked for was written and checked, or that it was tried in vain."""
    facts.write(ctx.db, _DUE, "")
    if well:
        facts.write(ctx.db, _TRIED, "")
        facts.write_moment(ctx.db, _DONE, ctx.now)
    else:
        facts.write_moment(ctx.db, _TRIED, ctx.now)


def overdue_since(ctx: Context) -> datetime | None:
    """Tell since when a backup has been missing for too long; None while all is well."""
    if not is_on(ctx):
        return None
    last = _last_good(ctx) or facts.read_moment(ctx.db, "first_start") or ctx.now
    return last if ctx.now - last >= TOO_OLD else None


def warn(tick: Tick) -> None:
    """Tell the clerks, once a spell, that there has been no good backup for too long."""
    if (since := overdue_since(tick)) is None:
        return
    tick.tell_clerks(
        f"backup-old:{since:%Y%m%d%H%M%S}",
        "备份停了两天多。群里一切照常，但机器要是坏了，这几天的记录就找不回来；请告诉维护的人看一下。",
        Kind.REMINDER,
        not_after=tick.now + timedelta(days=1),  # it falls due at night, when nobody is written to
    )


def call_if_old(tick: Tick, call: Callable[[str, str], None]) -> None:
    """Call for who runs the bot, once a day for as long as a good backup is missing."""
    if (since := overdue_since(tick)) is None:
        return
    days = (tick.now - since - TOO_OLD) // timedelta(days=1)
    if tick.covers(since + TOO_OLD + timedelta(days=days)):
        call("backup", f"there has been no good backup since {since:%Y-%m-%d %H:%M} UTC; see the log")


def show(ctx: Context) -> str:
    """Say for 状态 how the backups stand; "" where the bot writes none."""
    if not is_on(ctx):
        return ""
    last = _last_good(ctx)
    when = f"最近一次 {last.astimezone(ctx.zone):%m-%d %H:%M}" if last else "还没有"
    return f"备份：{when}" + ("，太久了，请告诉维护的人" if overdue_since(ctx) else "")


def _last_good(ctx: Context) -> datetime | None:
    return facts.read_moment(ctx.db, _DONE)
