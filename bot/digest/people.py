"""The people behind a line of the page: each one looked at again, whether its reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.digest.asked import Meant
from bot.domain.delivery import Kind
from bot.domain.digest import behind
from bot.domain.digest.behind import Person
from bot.domain.digest.item import Behind, Subject
from bot.domain.digest.kept import Kept, KeptLine
from bot.sheets.book import Page, write_book
from data import lately
from data import unit as units

_LISTED = 60  # people of one answer; more are a workbook
# Whose list may be answered by its numbers: 3 7 电话平安.
_ANSWERED = {Subject.CHECKIN, Subject.SILENT, Subject.ROLLCALL}
_NO_PEOPLE = {
    Subject.UNSENT: "这一行数的是消息，不是人。是哪些，发“队列”看。",
    Subject.CASE: "这一行里没有可以列出名字的。能看的工单，发“名单 工单”。",
}


def send(turn: Turn, meant: Meant, line: KeptLine) -> None:
    """Send the reader alone who is behind a line."""
    seen = visible(turn, line.rows)
    gone = len(line.rows) - len(seen)
    if not seen:
        turn.reply_privately(_show_none(line, gone), "名单")
        return
    turn.note_look({one.member_id for one in seen if one.member_id}, "周报 名单")
    title = f"{meant.title_of(line.number)}：{line.words}"
    if len(seen) > _LISTED:
        _send_book(turn, title, seen, gone)
        return
    subject = "rollcall:0" if line.subject in _ANSWERED else f"digest:{meant.digest_id}"
    lines, people = behind.show(seen, by_branch=len({one.branch for one in seen}) > 1)
    end = behind.show_gone(gone)
    if line.subject in _ANSWERED and people:
        end = f"{end}打过电话的，回编号就行：1 电话平安"
    turn.reply_with_list(subject, title, lines, people, end=end)


def visible(turn: Turn, rows: Sequence[Behind]) -> list[Person]:
    """Give whom of these the reader may see now, by the branch each belongs to now."""
    known = lately.names(turn.db, {row.member_id for row in rows if row.member_id})
    branches = {unit.id: unit.name for unit in units.branches(turn.db)}
    found = []
    for row in rows:
        if row.member_id is None:
            name, unit = branches.get(row.unit_id or 0), row.unit_id
        else:
            name, unit = known.get(row.member_id, (None, None))
        if name is not None and turn.actor.may_see(unit):
            found.append(
                Person(row.member_id, name, branches.get(unit or 0, "没有支部"), row.counts, row.note)
            )
    return found


def _show_none(line: KeptLine, gone: int) -> str:
    if any(row.member_id or row.unit_id for row in line.rows):
        return f"周报第 {line.number} 行的 {gone} 位现在都不在您这里了。"
    return _NO_PEOPLE.get(line.subject, "这一行数的不是人，没有名单。")


def _send_book(turn: Turn, title: str, people: Sequence[Person], gone: int) -> None:
    path = turn.new_file("周报名单")
    rows = [(one.branch, one.name, "是" if one.counts else "还没有", one.note) for one in people]
    above = [title, *([behind.show_gone(gone)] if gone else [])]
    write_book(path, [Page("名单", ("支部", "姓名", "算在内", "说明"), rows, above)])
    if to := turn.reply_privately(
        f"{title}\n一共 {len(people)} 位，名单在表格里。{behind.show_gone(gone)}", "名单"
    ):
        turn.say(f"digest-list:{turn.incoming.message_id}", to, "", Kind.REPLY, file=path)


def within_sight(turn: Turn, kept: Kept) -> Kept:
    """Give a page with the rows only that the reader may see now."""
    known = lately.names(
        turn.db, {row.member_id for line in kept.lines for row in line.rows if row.member_id}
    )

    def is_seen(row: Behind) -> bool:
        if row.member_id is None:
            return row.unit_id is None or turn.actor.may_see(row.unit_id)
        return row.member_id in known and turn.actor.may_see(known[row.member_id][1])

    lines = [replace(line, rows=[row for row in line.rows if is_seen(row)]) for line in kept.lines]
    return replace(kept, lines=lines)
