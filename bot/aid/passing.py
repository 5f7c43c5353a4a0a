"""In which rooms an offer or request would be read, as a clerk is shown it before 确认."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.aid import telling
from bot.context import Turn, UserError
from bot.domain.aid import Aid
from bot.domain.audience import Audience, Scope, take_audience
from bot.domain.room import MEMBERS_ROOMS
from bot.notice.audience import Reach, find_reach
from bot.notice.preview import name_rooms
from data import aid as aids
from data import room as rooms

_EXAMPLE = "互助 通过 3号 支部 一,三"
_SCOPES = {Scope.ALL, Scope.BRANCHES, Scope.GENERAL, Scope.OVERSEAS, Scope.STATION}


def find_rooms(turn: Turn, words: Sequence[str]) -> Reach:
    """Find the members' rooms that are meant; no words mean all. Raises UserError."""
    audiences, left = take_audience(words) if words else ([Audience(Scope.ALL)], [])
    if left or len(audiences) != 1 or audiences[0].scope not in _SCOPES:
        raise UserError(f"发到哪些群没看懂，请写 全体、支部 一,三 或 境外。例：{_EXAMPLE}")
    reach = find_reach(turn, audiences[0])
    members_rooms = tuple(room for room in reach.rooms if room.kind in MEMBERS_ROOMS)
    if not members_rooms:
        raise UserError(f"{reach.title}还没有关联的群，发不出去。")
    return replace(reach, rooms=members_rooms, alone=())


def show(turn: Turn, aid: Aid, reach: Reach) -> str:
    """Write what 确认 would do."""
    wanted = {room.room_id for room in reach.rooms}
    readers = {member for member, room in rooms.sitting_members(turn.db) if room.room_id in wanted}
    taken = aids.rooms_posted_on(turn.db, turn.local_now.date()) & wanted
    lines = [
        f"将把互助{aid.number}号发到{name_rooms(reach.rooms)}（{reach.title}），{len(readers)} 人看得到。"
    ]
    if taken:
        lines.append(f"其中 {len(taken)} 个群今天已经有一件，明天上午起再发。")
    lines += [f"{branch}还没有关联群，{people} 人看不到。" for branch, people in reach.roomless]
    return "\n".join([*lines, "群里会看到：", telling.in_room(turn, aid), "回复“确认”发送，“取消”作罢。"])
