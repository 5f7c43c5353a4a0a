"""What somebody sent just before an order: the picture, file or link to go with it, the sheet it is about."""

from __future__ import annotations

from pathlib import Path

from bot.context import Turn, UserError
from bot.domain.enclosure import SHEETS, USABLE_FOR, Enclosure
from data import enclosure as enclosures

_QUOTED = ("[图片]", "[文件]", "[链接]")


def find(turn: Turn, example: str, *, wanted: bool) -> Enclosure | None:
    """Give what is to go with an order: what is quoted, or, where `wanted`, what the sender sent last.

    Raises UserError where there is nothing, or it cannot go out.
    """
    quote = turn.incoming.quote
    quoted = quote.text.strip() if quote and quote.text.strip().startswith(_QUOTED) else ""
    if not wanted and not quoted:
        return None
    since, place = turn.now - USABLE_FOR, turn.incoming.conversation
    found = (
        enclosures.quoted(turn.db, place, quoted, since)
        if quoted
        else enclosures.latest_of(turn.db, turn.incoming.sender, since)
    )
    if found is None:
        raise UserError(f"没找到要带的图片、文件或链接。请先把它发给我，半小时内再写：{example}")
    if found.problem:
        raise UserError(found.problem)
    return found


def find_sheet(turn: Turn, ask: str) -> tuple[Enclosure, Path]:
    """Give the sheet the sender sent last, and where it is kept. Raises UserError with `ask` for none."""
    kept = enclosures.latest_of(turn.db, turn.incoming.sender, turn.now - USABLE_FOR)
    if kept is None or kept.url or Path(kept.name).suffix.lower() not in SHEETS:
        raise UserError(ask)
    if kept.problem or kept.path is None:
        raise UserError(kept.problem or ask)
    return kept, kept.path
