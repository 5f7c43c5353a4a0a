"""还差谁: how many have answered what is open, branch by branch, and the page to telephone from."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from quart import Blueprint, abort, render_template, request

from bot.domain.command import UserError
from bot.domain.days import show_day
from bot.web.worktable.table import Answer, Table, answer, note_look, number
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data import rollcall as rollcalls
from data import unit as units

_SHOWN = 30  # characters of a notice
_ON_THE_PHONE = {"电话平安", "电话收到"}


@dataclass(frozen=True, slots=True)
class Row:
    """A branch: how many of how many have answered, and what else is to be said of it."""

    branch: str
    branch_id: int | None
    answered: int
    asked: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Something that waits for answers."""

    key: str
    title: str
    until: str
    rows: tuple[Row, ...]

    @property
    def answered(self) -> int:
        """How many have answered."""
        return sum(row.answered for row in self.rows)

    @property
    def asked(self) -> int:
        """How many were asked."""
        return sum(row.asked for row in self.rows)


def put_into(pages: Blueprint, table: Table) -> None:
    """Put the counts into the worktable."""

    async def show(template: str) -> str:
        return await render_template(template, seat=table.seat, open=list(_open(table)))

    @pages.get("/progress")
    async def show_progress() -> str:
        return await show("worktable/progress.html")

    @pages.get("/part/progress")
    async def show_progress_part() -> str:
        return await show("worktable/_progress.html")

    async def show_silent(template: str, branch_id: int, *, anew: bool) -> str:
        """Show who of a branch is silent; the numbers of the page are good for a day."""
        name = units.branch_names(table.db).get(branch_id)
        if name is None:
            abort(404, "没有这个支部。")
        missing = table.desk.missing().get(branch_id, [])
        silent = table.desk.number(table.clerk, f"{name}，还差谁", missing, anew=anew)
        if anew:  # the page looks again by itself: that is the same look
            note_look(table, "还差谁", [one.member_id for one in missing])
        return await render_template(
            template, seat=table.seat, branch=name, branch_id=branch_id, silent=silent, now=table.local_now
        )

    @pages.get("/branch/<int:branch_id>")
    async def show_branch(branch_id: int) -> str:
        return await show_silent("worktable/branch.html", branch_id, anew=True)

    @pages.get("/part/branch/<int:branch_id>")
    async def show_branch_part(branch_id: int) -> str:
        return await show_silent("worktable/_silent.html", branch_id, anew=False)

    @pages.post("/telephoned")
    async def note_call() -> Answer:
        """Let the bot take what a telephone call gave."""
        form = await request.form
        words, whom = form.get("words", ""), form.get("member", "")
        member_id = number(whom)
        known = members.of_ids(table.db, [member_id] if member_id is not None else [])
        if words not in _ON_THE_PHONE or not known:
            raise UserError("这位同志不在名册上了，请刷新后再看。")
        key = f"worktable:{secrets.token_hex(12)}"
        answers = table.desk.telephoned(table.clerk, known[0], words, key)
        return answer(table.seat, " ".join(answers).replace("：1", "："))


def count_silent(table: Table) -> int:
    """Count the people of whom something is wanted."""
    return sum(len(people) for people in table.desk.missing().values())


def _open(table: Table) -> Iterator[Open]:
    """List the notices and rounds that wait for answers, the newest notice first."""
    zone = table.bot.settings.organisation.zone
    ids = {name: number for number, name in units.branch_names(table.db).items()}
    for asked in notices.open_notices(table.db, table.now, table.bot.settings.notices.open_for):
        words = asked.body.partition("\n")[0]
        until = asked.deadline.astimezone(zone) if asked.deadline else None
        yield Open(
            f"notice-{asked.number}",
            f"第{asked.number}号通知：{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}",
            f"{show_day(until)} {until:%H:%M} 截止" if until else "没有截止时间",
            tuple(
                Row(one.branch, ids.get(one.branch), one.answered, one.asked, _remark(one.maybe, one.late))
                for one in receipts.progress(table.db, asked.number)
            ),
        )
    for one_round in rollcalls.still_open(table.db):
        until = one_round.deadline.astimezone(zone)
        yield Open(
            f"rollcall-{one_round.number}",
            f"报平安（第{one_round.number}次）",
            f"{show_day(until)} {until:%H:%M} 截止",
            tuple(
                Row(
                    one.branch,
                    ids.get(one.branch),
                    one.answered,
                    one.people - one.excused,
                    f"{one.excused} 人这次不问" if one.excused else "",
                )
                for one in rollcalls.progress(table.db, one_round.number)
            ),
        )


def _remark(maybe: int, late: int) -> str:
    return "，".join([f"可能已回 {maybe}"] * bool(maybe) + [f"晚回 {late}"] * bool(late))
