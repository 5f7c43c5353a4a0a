"""A weekly page as a workbook: its lines, the branches, and a sheet a line with the people behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.context import Context
from bot.domain.days import show_whole_day
from bot.domain.digest.item import Behind
from bot.domain.digest.kept import BranchWeek, Kept, KeptLine
from bot.domain.digest.page import show_span
from bot.sheets.book import Page, write_book
from data import lately
from data import unit as units

_MOST = 50_000  # rows of a sheet; more nobody goes through
_NOBODY = "（不记名）"


def write(ctx: Context, digest: Kept, key: str) -> Path:
    """Write a page with the rows its reader may see; `key` names the occasion, whose own file it is."""
    span = show_span(digest.first, digest.last)
    path = ctx.name_file(f"周报 {digest.title} {span.replace('—', '至')}", key)
    above = (f"{digest.title} 周报 {span}", f"{show_whole_day(digest.made_at.astimezone(ctx.zone))}做的")
    write_book(path, _pages(ctx, digest, above))
    return path


def _pages(ctx: Context, digest: Kept, above: tuple[str, ...]) -> Iterator[Page]:
    lines = [
        (
            str(one.number),
            one.words,
            str(sum(row.counts for row in one.rows)),
            _sheet_of(one) if one.rows else "",
        )
        for one in digest.lines
    ]
    yield Page("周报", ("行", "内容", "算在内", "名单在哪一页"), lines, above)
    yield Page(
        "支部", ("支部", "人数", "报平安", "前一周", "比例"), list(map(_branch_row, digest.branches)), above
    )
    ids = {row.member_id for one in digest.lines for row in one.rows[:_MOST] if row.member_id is not None}
    people = {number: name for number, (name, _) in lately.names(ctx.db, ids).items()}
    branches = units.branch_names(ctx.db)
    for one in digest.lines:
        if one.rows:
            yield _list(one, people, branches)


def _branch_row(one: BranchWeek) -> tuple[str, ...]:
    share = f"{100 * one.heard / one.people:.0f}%" if one.people else ""
    return one.name, str(one.people), str(one.heard), str(one.heard_before), share


def _sheet_of(line: KeptLine) -> str:
    return f"{line.number} {line.subject.value}"  # 31 characters are enough, and no number comes twice


def _list(line: KeptLine, people: Mapping[int, str], branches: Mapping[int, str]) -> Page:
    rows = [_person_row(row, people, branches) for row in line.rows[:_MOST]]
    cut = (f"名单太长，这里是前 {_MOST} 行，一共 {len(line.rows)} 行",) if len(line.rows) > _MOST else ()
    return Page(
        _sheet_of(line), ("支部", "姓名", "算在内", "说明"), rows, (f"{line.number} {line.words}", *cut)
    )


def _person_row(row: Behind, people: Mapping[int, str], branches: Mapping[int, str]) -> tuple[str, ...]:
    branch = "没有支部" if row.unit_id is None else branches.get(row.unit_id, "已撤并的支部")
    name = people.get(row.member_id, _NOBODY) if row.member_id is not None else ""
    return branch, name, "是" if row.counts else "否", row.note
