"""What a ledger elsewhere does not know yet of what the roll holds now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.field import Field


@dataclass(frozen=True, slots=True)
class Due:
    """A field of a person's record that a ledger does not know as it is now."""

    ledger: str
    member_id: int
    field: Field
    value: str | None
    since: datetime
    change_id: int  # the last one


def show_counts(found: Sequence[Due]) -> str:
    """Write how many places each ledger has: 组工库 3 处、纸质台账 5 处."""
    names = list(dict.fromkeys(one.ledger for one in found))
    return "、".join(f"{name} {sum(one.ledger == name for one in found)} 处" for name in names)
