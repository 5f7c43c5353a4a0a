"""关联群: tie the room the command is typed in to its place in the organisation."""

from __future__ import annotations

from bot.context import Turn, UserError
from bot.domain.audience import branch_name
from bot.domain.command import Misfit
from bot.domain.room import RoomKind
from bot.router import Right, Router
from data import account as accounts
from data import room as rooms
from data import unit as units

router = Router()

_KINDS = {kind.chinese: kind for kind in RoomKind}


def read_place(words: str) -> tuple[RoomKind, str | None]:
    """Read 支部 第三支部, 中心, 书记, 境外 or 党办."""
    kind, _, name = words.partition(" ")
    if kind not in _KINDS or (_KINDS[kind] is RoomKind.BRANCH) != bool(name.strip()):
        raise Misfit(words)
    return _KINDS[kind], branch_name(name.strip()) if name.strip() else None


@router.command(
    "关联群",
    may=Right.CLERK,
    takes=read_place,
    usage="关联群 支部 第三支部 | 中心 | 书记 | 境外 | 党办",
    does="在哪个群里发，就把哪个群定为那个支部（或中心、书记、境外、党办）的群。",
    example="关联群 支部 第三支部",
)
def tie_room(turn: Turn, place: tuple[RoomKind, str | None]) -> None:
    """Tie this room, and say in it what the bot is and what it keeps."""
    kind, name = place
    if turn.incoming.room is None:
        raise UserError("请在要关联的那个群里发这句话。")
    unit_id = None
    if name is not None:
        unit = units.named(turn.db, name)
        if unit is None or unit.kind != "branch":
            known = "、".join(branch.name for branch in units.branches(turn.db))
            raise UserError(f"名册里没有“{name}”。现有：{known or '（先导入名册）'}")
        unit_id = unit.id
    if kind is RoomKind.OFFICE and (others := _no_clerks(turn)):
        raise UserError(f"党办群里会出现名单，只能有党办的人。还有：{'、'.join(others)}")
    if turn.room is None:
        rooms.see(turn.db, turn.incoming.room, "")
    rooms.tie(turn.db, turn.incoming.room, kind, unit_id)
    turn.reply(
        f"好了，这里是{name or kind.chinese}的群。我是{turn.settings.bot.name}，自动助手："
        "转通知，收“收到”和“平安”，记生日。有急事请@我说“求助”。只记对我说的话，群里聊天不记。"
    )


def _no_clerks(turn: Turn) -> list[str]:
    """List who sits in this room without being a clerk."""
    seats = rooms.seats(turn.db, turn.incoming.conversation)
    return [
        seat.nickname
        for seat in seats
        if not ((actor := accounts.actor(turn.db, seat.account_id)) and actor.is_clerk)
    ]
