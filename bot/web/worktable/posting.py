"""贴出去: what waits to be posted, with 已贴 and 放回, and the files to go with it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from quart import Blueprint, abort, render_template, request, send_file

from bot.domain.command import UserError
from bot.manual import handing
from bot.manual.cards import MAY_GO_BACK
from bot.web.worktable.table import Answer, Table, answer, number
from data import bindcode, posting
from data import unit as units

_MOST_AT_ONCE = 200  # messages of one card; the others stay on it
_GONE = "这个附件已经不在了（文件只留 7 天）。"


def put_into(pages: Blueprint, table: Table) -> None:
    """Put what is to be posted into the worktable."""

    async def show(template: str, since: datetime) -> str:
        cards = table.desk.cards(since)
        return await render_template(
            template,
            seat=table.seat,
            cards=cards,
            since=since,
            handed=handing.waiting(table.bot),
            left=sum(bool(card.posts) for card in cards),
            online=table.bot.outbox.online,
            by_hand=table.bot.settings.transport == "manual",
            zone=table.bot.settings.organisation.zone,
            may_go_back=table.now - MAY_GO_BACK,
            nobody=not units.branches(table.db),
            import_command=bindcode.at_terminal("import 名册.xlsx"),
        )

    @pages.get("/")
    async def show_cards() -> str:
        return await show("worktable/cards.html", table.now)

    @pages.get("/part/cards")
    async def show_cards_part() -> str:
        """Show them to a page opened at a moment: what was posted since keeps its place there."""
        return await show("worktable/_cards.html", _opened_at(table))

    @pages.post("/posted")
    async def note_posted() -> Answer:
        """Mark what the clerk had before the eyes, and nothing that came since."""
        form = await request.form
        rows = _read_rows(form.get("row", ""))
        where = _title(table, rows)
        if late := _mark(table, rows):
            return answer(table.seat, f"{where}：{late}", wrong=True)
        what = f" {len(rows)} 条" if len(rows) > 1 else ""
        return answer(table.seat, f"记下了：{where}{what}已贴。")

    @pages.post("/unposted")
    async def put_back() -> Answer:
        row = number((await request.form).get("row", ""))
        if row is None:
            abort(400)
        table.desk.put_back(row)
        return answer(table.seat, f"放回去了，{_title(table, [row])}还等着贴。")

    @pages.post("/passed-on")
    async def note_passed_on() -> Answer:
        """Note that a secretary has passed a notice on (已转发), or lay its card out for the office."""
        return answer(table.seat, _pass_on(table, dict((await request.form).items())))

    @pages.get("/file/<int:row>")
    async def give_file(row: int) -> Answer:
        """Give a picture or file that is to be posted; which one it is only the store says."""
        path = posting.file_of(table.db, row) if _is_shown(table, row) else None
        if path is None:
            abort(404, _GONE)
        try:
            return await send_file(path, as_attachment=True)
        except FileNotFoundError:
            abort(404, _GONE)


def _pass_on(table: Table, form: dict[str, str]) -> str:
    which, _, branch = (form.get("done") or form.get("ours", "")).partition(":")
    notice_id, branch_id = number(which), number(branch)
    if notice_id is None or branch_id is None:
        abort(400)
    key = f"worktable:{secrets.token_hex(12)}"
    return handing.pass_on(table.bot, table.clerk, notice_id, branch_id, key, done="done" in form)


def _read_rows(text: str) -> list[int]:
    rows = [row for word in text.split() if (row := number(word)) is not None]
    if not rows or len(rows) < len(text.split()):
        abort(400)
    return list(dict.fromkeys(rows))[:_MOST_AT_ONCE]


def _is_shown(table: Table, row: int) -> bool:
    """Whether a message stands on a card, was posted by hand, or was said to who asks."""
    if number(str(row)) is None:
        return False
    waiting = (post.row_id for card in table.desk.cards() for post in card.posts)
    said = (one.file for one in table.seat.said)
    return row in said or posting.find_posted(table.db, row) is not None or row in waiting


def _opened_at(table: Table) -> datetime:
    try:
        return datetime.fromisoformat(request.args.get("since", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        return table.now


def _title(table: Table, rows: list[int]) -> str:
    """Name the room or person whose messages these are."""
    for card in table.desk.cards():
        ids = {post.row_id for post in card.posts} | {one.post.row_id for one in card.done}
        if ids.intersection(rows):
            own = card.member_id == table.clerk.id
            return "给您的话" if own else card.title if card.is_room else f"私信{card.title}"
    return "这一条"


def _mark(table: Table, rows: list[int]) -> str:
    """Mark these as posted; gives what is to be said of those that did not wait any more."""
    late: dict[str, None] = {}
    for row in rows:
        try:
            table.desk.mark(row, table.clerk)
        except UserError as error:
            late[str(error)] = None
    return " ".join(late)
