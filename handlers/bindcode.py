"""The one-time code from the terminal, which makes its sender a clerk."""

from __future__ import annotations

import re
from pathlib import Path

from bot.account import rebinding
from bot.context import Turn, UserError
from bot.domain.member import Role
from bot.router import Router
from data import account as accounts
from data import bindcode
from data import member as members
from data import room as rooms
from data import unit as units

router = Router()

_CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}")


@router.answer
def take_code(turn: Turn) -> bool:
    """Spend a code sent privately; one shown in a room is spent for nothing, because others saw it."""
    code = turn.text.upper()
    if not _CODE.fullmatch(code):
        return False
    valid, name = bindcode.spend(bindcode.folder(Path(turn.settings.database)), code, turn.now)
    if not turn.is_private:
        if valid:
            turn.reply("绑定码要私信我。这个码大家都看到了，已作废，请在终端再要一个。")
        return valid
    if not valid:
        again = bindcode.at_terminal("bind-code")
        raise UserError(f"这个码不对，或者已经用过、过期了。请在终端再要一个：{again}")
    committee = units.committee(turn.db, turn.settings.organisation.name).id
    if turn.who:
        person = turn.who.member
        members.give_post(turn.db, person.id, Role.CLERK, committee)
    else:
        person = bindcode.appoint(turn.db, name or turn.incoming.nickname, committee)
    accounts.bind(turn.db, turn.incoming.sender, person.id, None, turn.now)
    welcome = f"{person.name}，您现在可以用党办的命令了。发“帮助”看看会做什么。"
    known = {new.room_id for _, new in rebinding.find_plan(turn).rooms}  # asked about in one question
    untied = [
        room.topic for room in rooms.everything(turn.db) if room.kind is None and room.room_id not in known
    ]
    if untied:
        welcome += (
            f"\n还有 {len(untied)} 个群没有关联：{'、'.join(untied)}。"
            "请在每个群里发“关联群 支部 第三支部”这样的一句，"
            "支部处也可以是 总支、驻外、中心、书记、境外、党办。"
        )
    turn.reply(welcome)
    rebinding.ask_sender(turn)
    return True
