"""贴出去: what waits to be posted, with 已贴 and 放回, and the files to go with it."""

from __future__ import annotations

from quart import Blueprint, abort, render_template, request, send_file

from bot.domain.command import UserError
from bot.manual.cards import MAY_GO_BACK
from bot.web.worktable.table import Answer, Table, answer
from data import posting
from data import unit as units

_GONE = "这个附件已经不在了（文件只留 7 天）。"


def put_into(pages: Blueprint, table: Table) -> None:
    """Put what is to be posted into the worktable."""

    async def show(template: str) -> str:
        cards = table.desk.cards()
        return await render_template(
            template,
            seat=table.seat,
            cards=cards,
            left=sum(bool(card.posts) for card in cards),
            online=table.bot.outbox.online,
            by_hand=table.bot.settings.transport == "manual",
            zone=table.bot.settings.organisation.zone,
            may_go_back=table.now - MAY_GO_BACK,
            nobody=not units.branches(table.db),
        )

    @pages.get("/")
    async def show_cards() -> str:
        return await show("worktable/cards.html")

    @pages.get("/part/cards")
    async def show_cards_part() -> str:
        return await show("worktable/_cards.html")

    @pages.post("/posted")
    async def note_posted() -> Answer:
        """Mark what the clerk had before the eyes, and nothing that came since."""
        form = await request.form
        rows = [int(row) for row in form.getlist("row") if row.isdecimal()]
        if late := _mark(table, rows):
            return answer(table.seat, late, wrong=True)
        return answer(table.seat, f"记下了，{len(rows)} 条已贴。" if len(rows) > 1 else "记下了，已贴。")

    @pages.post("/unposted")
    async def put_back() -> Answer:
        row = (await request.form).get("row", "")
        if not row.isdecimal():
            abort(400)
        table.desk.put_back(int(row))
        return answer(table.seat, "放回去了，还等着贴。")

    @pages.get("/file/<int:row>")
    async def give_file(row: int) -> Answer:
        """Give a picture or file that is to be posted; which one it is only the store says."""
        path = posting.file_of(table.db, row)
        if path is None:
            abort(404, _GONE)
        try:
            return await send_file(path, as_attachment=True)
        except FileNotFoundError:
            abort(404, _GONE)


def _mark(table: Table, rows: list[int]) -> str:
    """Mark these as posted; gives what is to be said of those that did not wait any more."""
    late: dict[str, None] = {}
    for row in rows:
        try:
            table.desk.mark(row, table.clerk)
        except UserError as error:
            late[str(error)] = None
    return " ".join(late)
