"""Who went away, abroad or came back in the week, and whose contact data changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.context import Context
from bot.domain.checkin import Whereabouts
from bot.domain.days import moments_of
from bot.domain.digest.item import Behind, Item, Part, Subject
from data import lately

_AWAY, _ABROAD, _BACK, _RETURNED = "去了外地", "去了境外", "回来了", "从境外回来"


def digest_items(ctx: Context, first: date, last: date) -> Part:
    """Tell the moves that check-ins told, and what members and secretaries changed."""
    span = moments_of(first, last, ctx.zone)
    moves = [
        Behind(member, unit, note=_name_move(before, after))
        for member, unit, before, after in lately.moves(ctx.db, *span)
    ]
    fields: dict[tuple[int, int | None], list[str]] = {}
    for member, unit, field in lately.changes(ctx.db, *span):
        if field.is_contact:
            fields.setdefault((member, unit), []).append(field.value)
    changed = [Behind(member, unit, note="、".join(names)) for (member, unit), names in fields.items()]
    return Part([Item(Subject.MOVE, moves, _show_moves), Item(Subject.CHANGE, changed, _show_changes)])


def _name_move(before: Whereabouts, after: Whereabouts) -> str:
    if after is Whereabouts.ABROAD:
        return _ABROAD
    if after is Whereabouts.HOME:
        return _BACK
    return _RETURNED if before is Whereabouts.ABROAD else _AWAY


def _show_moves(rows: Sequence[Behind]) -> str:
    counted = Counter(row.note for row in rows)
    kinds = (_AWAY, _ABROAD, _BACK, _RETURNED)
    return "，".join(f"{kind} {counted[kind]} 人" for kind in kinds if counted[kind])


def _show_changes(rows: Sequence[Behind]) -> str:
    counted = Counter(name for row in rows for name in row.note.split("、"))
    named = "、".join(f"{name} {number}" for name, number in counted.most_common())
    return f"改了资料 {len(rows)} 人：{named}"
