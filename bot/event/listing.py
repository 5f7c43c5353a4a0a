"""Who comes and who came, for who leads them: as a list, as a workbook; what an event cost, as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.context import Context, Turn, UserError
from bot.domain.event import Answer, Choice, Count, Event, show_when
from bot.domain.event.spending import Spending, rows_of
from bot.domain.member import Member
from bot.domain.money import capital_yuan, show_yuan
from bot.sheets.book import Page, write_book
from data import attendance
from data import event as events
from data import member as members
from data import unit as units


@dataclass(frozen=True, slots=True)
class Row:
    """One person of an event: what was said, whether the person came."""

    person: Member
    said: Answer | None
    came: bool

    @property
    def group(self) -> str:
        """Under which heading the person stands before an event."""
        return self.said.choice.chinese if self.said else "没回"

    @property
    def kept_word(self) -> str:
        """What was said beside what was done, once an event has begun."""
        comes = self.said is not None and self.said.choice is Choice.COMES
        if self.came:
            return "来了" if comes else "没报名也来了"
        return "报了名没来" if comes else self.group

    @property
    def shown(self) -> str:
        """The name with what is known beside it."""
        reason = f"（{self.said.reason}）" if self.said and self.said.reason else ""
        return self.person.name + ("（只有电话）" if not self.person.wechat else "") + reason


_BEFORE = ("参加", "候补", "请假", "不参加", "没回")
_AFTER = ("来了", "没报名也来了", "报了名没来", "候补", "请假", "不参加", "没回")


def rows(ctx: Context, event: Event) -> list[Row]:
    """Give everybody an event invites who is still on the roll, those who answered first, in that order."""
    standing = {one.member_id: one for one in attendance.standing(ctx.db, event.number)}
    came = set(attendance.attended(ctx.db, event.number))
    people = [
        one
        for one in members.of_ids(ctx.db, events.invited(ctx.db, event.number))
        if not one.status.has_ended or one.id in came
    ]
    found = [Row(one, standing.get(one.id), one.id in came) for one in people]
    return sorted(found, key=lambda row: (row.said is None, row.said.row_id if row.said else row.person.id))


def count(ctx: Context, event: Event) -> Count:
    """Count who said what."""
    choices = [one.choice for one in attendance.standing(ctx.db, event.number)]
    asked = len(events.invited(ctx.db, event.number))
    comes, waits, declines, leave = (choices.count(one) for one in Choice)
    return Count(comes, waits, declines, leave, asked)


def send_list(turn: Turn, event: Event) -> None:
    """Send the asker a numbered list of the own people, promise beside attendance once it has begun."""
    mine = _own_rows(turn, event)
    begun = event.starts_at <= turn.now
    groups = [
        (name, [row for row in mine if _group(row, begun=begun) == name]) for name in _headings(begun=begun)
    ]
    lines, items = list[str](), list[int]()
    for name, found in groups:
        if found:
            lines.append(f"{name} {len(found)} 位")
        for row in found:
            items.append(row.person.id)
            lines.append(f"{len(items)} {row.shown}")
    turn.note_look(items, "名单 活动")
    title = f"{event.name} {event.title}，{show_when(event, turn.zone, turn.now)}"
    title += f"，限 {event.seats} 人" if event.seats else ""
    end = (
        f"来了的回：签到 {event.number}号 全到 除 编号"
        if begun
        else f"替人报名：代报名 {event.number}号 编号"
    )
    turn.reply_with_list(
        f"event:{event.number}", title, lines, items, end=f"{end}。要表格：活动 名单 {event.number}号 表"
    )


def _headings(*, begun: bool) -> Sequence[str]:
    return _AFTER if begun else _BEFORE


def _group(row: Row, *, begun: bool) -> str:
    return row.kept_word if begun else row.group


def _own_rows(turn: Turn, event: Event) -> list[Row]:
    """Give the people within the asker's scope. Raises UserError where there is none."""
    mine = [row for row in rows(turn, event) if turn.actor.may_see(row.person.branch_id)]
    if not mine:
        raise UserError(f"{event.name}请的是{event.audience}，没有您支部的人。")
    return mine


def write_list(turn: Turn, event: Event) -> Path:
    """Write the list as a workbook, for the asker's scope."""
    branches = units.branch_names(turn.db)
    mine = _own_rows(turn, event)
    turn.note_look([row.person.id for row in mine], "活动名单表")
    begun = event.starts_at <= turn.now
    path = turn.new_file(f"{event.name}名单")
    page = Page(
        "名单",
        ("支部", "姓名", "报名", "原因", "签到", "对照"),
        [
            (
                branches.get(row.person.branch_id or 0, ""),
                row.person.name,
                row.group,
                row.said.reason if row.said else "",
                "到" if row.came else "",
                row.kept_word if begun else "",
            )
            for row in mine
        ],
        above=(f"{event.name} {event.title}", f"{show_when(event, turn.zone, turn.now)}，{event.place}"),
    )
    write_book(path, [page])
    return path


def write_spending(turn: Turn, event: Event, spending: Spending) -> Path:
    """Fill the spending form: what the event was, who was there, the lines, the sum, where to sign."""
    said = count(turn, event)
    came = len(attendance.attended(turn.db, event.number))
    path = turn.new_file(f"{event.name}活动经费单")
    page = Page(
        "活动经费单",
        ("序号", "项目", "金额（元）", "备注"),
        [
            *rows_of(spending.lines),
            ("", "合计", f"{spending.total // 100}.{spending.total % 100:02}", ""),
            ("", "合计（大写）", f"人民币{capital_yuan(spending.total)}", ""),
            ("", "", "", ""),
            ("", "经办人（签字）：", "证明人（签字）：", "审批人（签字）："),
            ("", "日期：", "日期：", "日期："),
        ],
        above=(
            "活动经费单",
            f"单位：{turn.settings.organisation.name}　{event.audience}",
            f"活动：{event.title}（{event.name}）",
            f"时间：{show_when(event, turn.zone, event.starts_at)}",
            f"地点：{event.place}",
            f"报名 {said.comes} 人，实到 {came} 人，每人约 {_share(spending.total, came or said.comes)}",
        ),
    )
    write_book(path, [page])
    return path


def _share(cents: int, people: int) -> str:
    """Write what one person's part is, rounded to the cent; nobody was there yet: 未定."""
    return show_yuan((cents + people // 2) // people) if people else "未定"
