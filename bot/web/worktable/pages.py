"""The worktable put together: the office works here by hand, alone or beside a gateway."""

from __future__ import annotations

from collections.abc import Callable

from quart import Blueprint, render_template
from werkzeug.exceptions import HTTPException

from bot.app import Bot
from bot.clock import Clock, WallClock
from bot.web.worktable import door, events, pasting, posting, progress, talk
from bot.web.worktable.table import HOME, Answer, Table, wants_part


def make_pages(bot: Callable[[], Bot], *, trial: bool, clock: Clock | None = None) -> Blueprint:
    """Make the pages below /worktable; `bot` gives the one that runs, `trial`: all data is made up.

    `clock` is the one by which sessions last, the machine's.
    """
    pages = Blueprint("worktable", __name__, url_prefix="/worktable")
    table = Table(bot, trial=trial, clock=clock or WallClock())
    for part in (door, events, posting, pasting, progress, talk):
        part.put_into(pages, table)

    @pages.errorhandler(413)
    async def refuse_too_much(_: HTTPException) -> Answer:
        text = "太大了，没有收下：话请分几次贴，附件请压缩到 10 MB 以内。"
        if wants_part():
            return text, 413
        return await render_template("error.html", code=413, text=text, home=HOME), 413

    return pages
