"""Where a notice has arrived: its rooms beside what became of the messages to them."""

from __future__ import annotations

from sqlite_utils import Database

from bot.domain.progress import Arrival
from bot.domain.room import RoomKind
from data import pilot as pilots
from data.db import read_stamp

# Why a message did not arrive, as the office reads it; the outbox tells its operator more.
_PROBLEMS = {
    "failed": "微信没收下",
    "expired": "到时间还没发出去",
    "dropped": "发了，没有回音",
    "in_doubt": "发了，还没有回音",
}
_UNDER_WAY = {None, "queued", "sending", "sent"}


# What a pilot keeps from going, told instead of a problem.
_PILOTED = {
    "held": "等书记确认",
    pilots.OUTSIDE: "试点中没发",
    pilots.ENDED: "试点结束，没发",
    pilots.REFUSED: "书记没让发",
}
_STATE = (
    "CASE WHEN state = 'queued' AND held_for IS NOT NULL THEN 'held'"
    " WHEN state = 'cancelled' THEN coalesce(error, '') ELSE state END"
)

# What brought a notice into a room: the notice itself, or a correction that took its place in the queue.
_BROUGHT = (
    "FROM outbox WHERE dedupe_key = 'notice:' || notice_id || ':room:' || room_id"
    " OR dedupe_key IN (SELECT 'notice:' || notice_changes.notice_id || ':change:' || id || ':' || room_id"
    "  FROM notice_changes WHERE notice_changes.notice_id = notice_rooms.notice_id AND kind = 'correction')"
)


def arrivals(db: Database, number: int) -> list[Arrival]:
    """List the rooms a notice was sent to, each with when it arrived or why not."""
    rows = db.execute(
        f"SELECT topic, rooms.kind, units.name, (SELECT {_STATE} {_BROUGHT} ORDER BY id DESC LIMIT 1),"  # noqa: S608
        f" (SELECT min(outbox.sent_at) {_BROUGHT})"
        " FROM notice_rooms JOIN rooms USING (room_id) LEFT JOIN units ON units.id = rooms.unit_id"
        " WHERE notice_id = ? ORDER BY units.id, room_id",
        (number,),
    ).fetchall()
    return [_arrival(*row) for row in rows]


def _arrival(topic: str, kind: str | None, branch: str | None, state: str | None, at: str | None) -> Arrival:
    problem = _problem(state) if kind else "我不在那个群里了"
    name = f"{RoomKind(kind).chinese}群" if kind and branch is None else topic
    return Arrival(name, branch, read_stamp(at) if at else None, problem, _PILOTED.get(state or ""))


def _problem(state: str | None) -> str | None:
    if state in _UNDER_WAY or state in _PILOTED:
        return None
    return _PROBLEMS.get(state or "", "取消了")
