"""The bot's state in a few figures, for `GET /health`; no names, no words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.context import Context
from bot.operation import backlog, gap
from data.backlog import count_states


def tell(ctx: Context, *, online: bool) -> dict[str, Any]:
    """Tell whether the bot is well, and what waits."""
    log, last = backlog.look(ctx), gap.last_gap(ctx.db, ctx.zone)
    return {
        "transport": ctx.settings.transport,
        "online": online,
        "now": _show(ctx.now),
        "stopped": log.stopped is not None,
        "paused_until": _show(log.paused_until) if log.paused_until else None,
        "outbox": count_states(ctx.db),
        "queue": {
            "due": log.waiting,
            "later": log.later,
            "held": log.held,
            "in_doubt": log.doubts,
            "unsent_in_24h": len(log.losses),
        },
        "gap": {"start": _show(last.start), "end": _show(last.end)} if last else None,
    }


def _show(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
