"""A WeChat room and its place in the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RoomKind(StrEnum):
    """What a room is for."""

    CENTRAL = "central"
    SECRETARY = "secretary"
    BRANCH = "branch"
    OVERSEAS = "overseas"
    OFFICE = "office"
    STATION = "station"
    GENERAL = "general"

    @property
    def chinese(self) -> str:
        """The name people use for it."""
        return _CHINESE[self]


_CHINESE = {
    RoomKind.CENTRAL: "中心",
    RoomKind.SECRETARY: "书记",
    RoomKind.BRANCH: "支部",
    RoomKind.OVERSEAS: "境外",
    RoomKind.OFFICE: "党办",
    RoomKind.STATION: "驻外",
    RoomKind.GENERAL: "总支",
}


# Where members sit as members; the others are for those who look after them.
MEMBERS_ROOMS = frozenset({RoomKind.BRANCH, RoomKind.OVERSEAS, RoomKind.STATION})


@dataclass(frozen=True, slots=True)
class TiedRoom:
    """A room the bot sits in; `kind` is None until a clerk has tied it (关联群)."""

    room_id: str
    topic: str
    kind: RoomKind | None = None
    unit_id: int | None = None
