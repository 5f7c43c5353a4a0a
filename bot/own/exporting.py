"""All that is kept about a member, as a workbook for that member alone."""

from __future__ import annotations

import json
from pathlib import Path

from bot.context import Turn
from bot.domain import checkin
from bot.domain.checkin import Place
from bot.domain.delivery import Kind
from bot.domain.own.columns import heading_of, show_cell
from bot.reading.gazetteer import country_name
from bot.sheets.book import Page, write_book
from data import audit
from data import own as own_data
from data.own import Rows
from data.retention import REGISTRY

_PLACES = {"place", "heading_to"}


def send(turn: Turn) -> None:
    """Send the sender a workbook of the own data privately; that it was made is noted."""
    own = turn.actor.member
    path = write(turn, own.id)
    audit.note(turn.db, own.id, "导出自己的数据", [None], turn.now)
    turn.reply("这是我们记着的、和您有关的全部，只发给您。里面有电话、住址，请收好，别转到群里。")
    turn.say(
        f"export:{turn.incoming.message_id}",
        turn.incoming.sender,
        "",
        Kind.REPLY,
        member_id=own.id,
        file=path,
    )


def write(turn: Turn, member_id: int) -> Path:
    """Write the workbook of a member's own data; gives where it is."""
    folder = Path(turn.settings.database).parent / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"我的数据-{member_id}-{turn.now:%Y%m%d%H%M%S}.xlsx"
    pages = [_page(turn, rows) for rows in own_data.of_member(turn.db, member_id) if rows.rows]
    write_book(path, [_explain(), *pages])
    return path


def _explain() -> Page:
    rows = [[kept.chinese, "不在里面", kept.hidden] for kept in REGISTRY if kept.hidden]
    rows += [[kept.chinese, "在里面（有内容的才有一页）", ""] for kept in REGISTRY if kept.shown]
    return Page("说明", ["记的是什么", "在不在", "为什么不在"], rows)


def _page(turn: Turn, found: Rows) -> Page:
    rows = [
        [_show(turn, column, value) for column, value in zip(found.columns, row, strict=True)]
        for row in found.rows
    ]
    return Page(found.kept.chinese, [heading_of(column) for column in found.columns], rows)


def _show(turn: Turn, column: str, value: str | int | None) -> str:
    if column in _PLACES and value:
        place = Place(**json.loads(str(value)))
        return checkin.show_place(place, country_name(place.country or ""))
    return show_cell(column, value, turn.zone)
