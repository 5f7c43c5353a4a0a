"""关联群, 重新关联: give the rooms of WeChat their place in the organisation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot import texts
from bot.account import rebinding
from bot.context import Turn, UserError
from bot.domain.audience import branch_name, show_unknown
from bot.domain.command import Misfit, nothing
from bot.domain.room import RoomKind
from bot.domain.unit import Unit, UnitKind
from bot.router import Right, Router
from data import account as accounts
from data import fact as facts
from data import room as rooms
from data import unit as units

router = Router()

_KINDS = {kind.chinese: kind for kind in RoomKind}
# Which kind of unit a room of this kind belongs to.
_UNITS = {
    RoomKind.BRANCH: UnitKind.BRANCH,
    RoomKind.STATION: UnitKind.STATION,
    RoomKind.GENERAL: UnitKind.GENERAL,
}


def read_place(words: str) -> tuple[RoomKind, str | None]:
    """Read 支部 第三支部, 驻外 驻沪服务站, 总支 第一总支, 中心, 书记, 境外 or 党办."""
    head, _, name = words.partition(" ")
    kind, name = _KINDS.get(head), name.strip()
    if kind is None or (kind in _UNITS) != bool(name):
        raise Misfit(words)
    return kind, name or None


@router.command(
    "关联群",
    may=Right.CLERK,
    takes=read_place,
    usage="关联群 支部 第三支部 | 总支 第一总支 | 驻外 驻沪服务站 | 中心 | 书记 | 境外 | 党办",
    does="在哪个群里发，就把哪个群定为那个支部（或总支、服务站、中心、书记、境外、党办）的群。",
    example="关联群 支部 第三支部",
)
def tie_room(turn: Turn, place: tuple[RoomKind, str | None]) -> None:
    """Tie this room, and say in it what the bot is and what it keeps."""
    kind, words = place
    if turn.incoming.room is None:
        raise UserError("请在要关联的那个群里发这句话。")
    unit = _find_unit(turn, kind, words) if words else None
    if kind is RoomKind.OFFICE and (others := _no_clerks(turn)):
        raise UserError(f"党办群里会出现名单，只能有党办的人。还有：{'、'.join(others)}")
    if turn.room is None:
        rooms.see(turn.db, turn.incoming.room, "")
    rooms.tie(turn.db, turn.incoming.room, kind, unit.id if unit else None)
    rebinding.take_over_stand_in(turn, turn.incoming.room, kind, unit.id if unit else None)
    _welcome(turn, turn.incoming.room, unit.name if unit else kind.chinese)


def _find_unit(turn: Turn, kind: RoomKind, words: str) -> Unit:
    """Find the unit a room belongs to by its name; a branch's may be written short (三)."""
    for name in (words, branch_name(words)):
        if unit := units.meant(turn.db, name, _UNITS[kind]):
            return unit
    known = [unit.name for unit in units.of_kind(turn.db, _UNITS[kind])]
    if kind is RoomKind.BRANCH:
        raise UserError(f"名册里没有“{branch_name(words)}”。现有：{'、'.join(known) or '（先导入名册）'}")
    raise UserError(show_unknown(words, known))


def _welcome(turn: Turn, room_id: str, place: str) -> None:
    """Say what the bot is, what it keeps and who carries the messages; which version was read is noted."""
    words, organisation = texts.load("welcome"), turn.settings.organisation
    operator = organisation.gateway_operator
    carrier = words["carrier"].format(operator=operator) if operator else words["carrier_unnamed"]
    turn.reply(
        words["room"].format(
            place=place, bot=turn.settings.bot.name, organisation=organisation.name, carrier=carrier
        )
    )
    facts.write(turn.db, f"welcome:{room_id}", f"{words['version']} {turn.local_now.date()}")


def _no_clerks(turn: Turn) -> list[str]:
    """List who sits in this room without being a clerk."""
    seats = rooms.seats(turn.db, turn.incoming.conversation)
    return [
        seat.nickname
        for seat in seats
        if not ((actor := accounts.actor(turn.db, seat.account_id)) and actor.is_clerk)
    ]


# After a change of the gateway


@router.command(
    "重新关联",
    may=Right.CLERK,
    takes=nothing,
    usage="重新关联",
    does="换了网关，群和人的编号都变了，用它按群名和群昵称一次接上；先给您看，确认了才改。",
    example="重新关联",
)
def show_rebinding(turn: Turn, _words: None) -> None:
    """Show what would be tied anew."""
    if not rebinding.ask_sender(turn):
        turn.reply("群和人的编号都没有变，不用重新关联。")


@router.confirms(rebinding.KIND)
def rebind(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Tie anew what was shown, all in this one transaction; rights are looked at once more."""
    if not turn.actor.is_clerk:
        raise UserError("这个命令只有党办可以用。")
    turn.reply(rebinding.carry_out(turn, arguments, {int(number) for number in re.findall(r"\d+", words)}))
