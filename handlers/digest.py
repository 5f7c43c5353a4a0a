"""周报: the weekly page, what is to be done, who is behind a number, the picture, the workbook."""

from __future__ import annotations

from bot.context import Turn, UserError
from bot.digest import asked, book, drawing, making, people
from bot.digest.asked import Meant
from bot.domain.delivery import Kind
from bot.domain.digest import order, todo
from bot.domain.digest.kept import OFFICE
from bot.domain.digest.order import Form, Order
from bot.router import Right, Router
from data import audit
from data import digest as digests

router = Router()


@router.command(
    "周报",
    may=Right.SECRETARY,
    takes=order.read_order,
    usage="周报 [本周] [第三支部] [要办|名单 2|图|表]",
    does="上一周的情况一页看完，要办的事写在最前面。想知道第 2 行的数是哪些人，发“周报 名单 2”；"
    "只列您管的人，私下发给您。",
    example=order.EXAMPLE,
    spaced=True,
)
def show_digest(turn: Turn, wanted: Order) -> None:
    """Show the page of a week, or the part of it that is wanted."""
    {
        Form.PAGE: _show_page,
        Form.TODOS: _show_todos,
        Form.LIST: _show_list,
        Form.PICTURE: _send_picture,
        Form.BOOK: _send_book,
    }[wanted.form](turn, wanted)


def _show_page(turn: Turn, wanted: Order) -> None:
    wanted_units = asked.units_of(turn, wanted)
    asked.check_few(turn, wanted_units)
    made = making.make(turn, *asked.week_of(turn, wanted), wanted_units)
    pages = (
        [made.office]
        if made.office
        else [made.branches[unit] for unit in wanted_units if unit in made.branches]
    )
    if not pages:
        raise UserError("这个支部还没有人在册，没有周报。")
    own, me = asked.own_units(turn), turn.actor.member.id
    for one in pages:
        audit.note(turn.db, me, "周报", sorted(making.named_on(turn, made.week, one.unit_id)), turn.now)
    digests.note_seen(turn.db, me, made.number, pages[0].unit_id if len(pages) == 1 else None, turn.now)
    first, *more = making.show_several([one.show(making.call_of(turn, one.unit_id, own)) for one in pages])
    to = turn.reply_privately(first, "周报")
    for at, words in enumerate(more if to else ()):
        turn.say(f"digest-page:{turn.incoming.message_id}:{at}", to or "", words, Kind.REPLY)


def _show_todos(turn: Turn, wanted: Order) -> None:
    wanted_units = asked.units_of(turn, wanted)
    made = making.make(turn, *asked.week_of(turn, wanted), wanted_units)
    pages = [made.office] if made.office else [*made.branches.values()]
    shown = [
        todo.show_all(making.title_of(turn, one.unit_id), one.todos, one.today, office=one.unit_id == OFFICE)
        for one in pages
        if one.todos
    ]
    if made.office:
        turn.note_look(sorted(making.in_need(turn)), "周报 要办")
    turn.reply_privately("\n\n".join(shown) or "这周没有要办的事。", "要办的")


def _show_list(turn: Turn, wanted: Order) -> None:
    meant = asked.find(turn, wanted)
    found = digests.line(turn.db, meant.digest_id, meant.unit_id, wanted.number or 0)
    if found is None:  # its lines are as little for a room as the page itself
        turn.reply_privately(_show_lines(turn, meant, wanted.number), "有哪几行")
        return
    people.send(turn, meant, found)


def _show_lines(turn: Turn, meant: Meant, number: int | None) -> str:
    """Say which lines there are."""
    head = f"这份周报没有第 {number} 行。" if number else "看哪一行的名单？"
    lines = [f"{at} {words}" for at, words in digests.lines(turn.db, meant.digest_id, meant.unit_id)]
    if not lines:
        return f"{head}这份周报里还没有数字。"
    return "\n".join([f"{head}有的是：", *lines, f"例：{meant.call} 名单 1"])


def _send_picture(turn: Turn, wanted: Order) -> None:
    meant = asked.find(turn, wanted)
    kept = making.find(turn, meant.digest_id, meant.unit_id)
    path = drawing.draw(turn, kept, turn.incoming.message_id)
    if to := turn.reply_privately("周报的图在这里：", "周报的图"):
        turn.say(f"digest-picture:{turn.incoming.message_id}", to, "", Kind.REPLY, file=path)


def _send_book(turn: Turn, wanted: Order) -> None:
    meant = asked.find(turn, wanted)
    kept = people.within_sight(turn, making.find(turn, meant.digest_id, meant.unit_id))
    turn.note_look({row.member_id for line in kept.lines for row in line.rows if row.member_id}, "周报 表")
    path = book.write(turn, kept, turn.incoming.message_id)
    if to := turn.reply_privately("周报的表格在这里：", "周报的表格"):
        turn.say(f"digest-book:{turn.incoming.message_id}", to, "", Kind.REPLY, file=path)
