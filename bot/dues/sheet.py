"""The sheet that a clerk sent just before 导入 党费, and the workbook of what is wrong in it."""

from __future__ import annotations

from pathlib import Path

from bot.context import Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.dues.sheet import Problem
from bot.domain.enclosure import SHEETS, USABLE_FOR, Enclosure
from bot.sheets.book import Page, write_book
from data import enclosure as enclosures

_SEND = "请先把交费表（.xlsx、.xls、.ods、.csv）私信发给我，或者发在党办群，再回“导入 党费”。"


def find(turn: Turn) -> Enclosure:
    """Give the sheet the sender sent last. Raises UserError."""
    kept = enclosures.latest_of(turn.db, turn.incoming.sender, turn.now - USABLE_FOR)
    if kept is None or kept.url or Path(kept.name).suffix.lower() not in SHEETS:
        raise UserError(_SEND)
    if kept.problem or kept.path is None:
        raise UserError(kept.problem or _SEND)
    return kept


def send_problems(turn: Turn, problems: list[Problem]) -> None:
    """Send the rows that cannot be booked, with the reasons."""
    path = turn.new_file("没有记的党费")
    rows = [[str(one.number), one.name, one.reason] for one in problems]
    write_book(path, [Page("没有记的", ("行", "姓名", "原因"), rows)])
    key = f"dues:problems:{turn.incoming.message_id}"
    turn.say(key, turn.incoming.conversation, "", Kind.REPLY, file=path)
