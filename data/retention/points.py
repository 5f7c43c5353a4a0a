"""How points are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "points",
        "积分",
        "what somebody earned points by",
        "member_id",
        3 * YEAR,
        "at < :before",
        shown="deed source at",
        erase=Erase.ROW,
    ),
)
