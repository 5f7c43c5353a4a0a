"""What somebody sent to go with a notice: its sender hears what became of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.context import Context
from bot.domain import enclosure
from bot.domain.delivery import Kind
from bot.domain.enclosure import SHEETS, Enclosure
from bot.reconciling import opening
from data import enclosure as enclosures

_ONE_GO = timedelta(minutes=10)  # several sent within it are answered as one


def tell_sender(here: Context, kept: Enclosure) -> None:
    """Answer who sent it privately; rooms hear nothing."""
    if kept.conversation != kept.account_id:
        return
    counts = opening.describe(kept.path) if kept.path and _is_sheet(kept) else ""
    key, text = f"enclosure:{kept.message_id}", enclosure.tell_kept(kept.kind, kept.name, counts)
    if kept.problem:
        text = kept.problem
    elif enclosures.count_of(here.db, kept.account_id, here.now - _ONE_GO) > 1:
        if counts:
            here.say(key, kept.conversation, enclosure.tell_another_sheet(kept.name, counts), Kind.REPLY)
            return
        key = f"enclosure:{kept.account_id}:{here.local_now:%Y%m%d%H}"
        text = enclosure.tell_another(kept.kind)
    here.say(key, kept.conversation, text, Kind.REPLY)


def _is_sheet(kept: Enclosure) -> bool:
    return Path(kept.name).suffix.lower() in SHEETS
