"""How points are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "points",
        "积分",
        "what somebody earned points by, as evidence for the year's review",
        "member_id",
        3 * YEAR,
        "at < :before",
        shown="deed source at state amount given words reason said_by entered_at decided_by decided_at",
        erase=Erase.ROW,
    ),
    Kept(
        "points_shown",
        "积分公开",
        "who agreed to be seen in the ranking of people; withdrawn with 积分 不公开",
        "member_id",
        shown="at",
        erase=Erase.ROW,
    ),
    Kept(
        "points_extras",
        "积分开放的项目",
        "what opened to somebody by the points of a year, so that it is told once",
        "member_id",
        3 * YEAR,
        "at < :before",
        shown="year title at",
        erase=Erase.ROW,
    ),
)
