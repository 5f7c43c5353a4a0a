"""The year's review prepared: figures of each member and forms to print; ballots stay on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.context import Turn
from bot.domain import review
from bot.domain.field import Field
from bot.domain.member import Member
from bot.domain.unit import Unit
from bot.sheets.book import Page, write_book
from data import member as members
from data import record as records
from data import review as reviews
from data import silence as silences


def write(turn: Turn, branches: Sequence[Unit], year: int, *, with_forms: bool) -> Path:
    """Write the workbook of these branches; every look is noted."""
    whose = branches[0].name if len(branches) == 1 else turn.settings.organisation.name
    path = turn.new_file(f"民主评议 {year} {whose}")
    pages = []
    for number, branch in enumerate(branches, start=1):
        sheet = f"{number} {branch.name[:20]}"  # no two sheets may be called the same
        people = [one for one in members.of_branch(turn.db, branch.id) if not one.status.has_ended]
        turn.note_look([one.id for one in people], "民主评议")
        rows = _rows(turn, people, year)
        pages.append(Page(f"{sheet} 材料", review.HEADINGS, rows, _above(turn, branch, year, rows)))
        if with_forms:
            pages += _forms(branch, sheet, year, rows)
    write_book(path, pages)
    return path


def _rows(turn: Turn, people: Sequence[Member], year: int) -> list[list[str]]:
    since = datetime(year, 1, 1, tzinfo=turn.zone)
    until = min(datetime(year + 1, 1, 1, tzinfo=turn.zone), turn.now)
    ids = [one.id for one in people]
    known, years = records.of_ids(turn.db, ids), reviews.years_of(turn.db, ids, year, since, until)
    months = turn.local_now.month if year == turn.local_now.year else 12
    lost = silences.lost(turn.db)
    return [
        review.row_of(
            place,
            one,
            known[one.id],
            years[one.id],
            months,
            review.remark_of(one, known[one.id][Field.STANDING], lost=one.id in lost),
        )
        for place, one in enumerate(people, start=1)
    ]


def _above(turn: Turn, branch: Unit, year: int, rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [
        f"{branch.name} {year}年民主评议材料，{len(rows)} 人，{turn.local_now:%Y-%m-%d} 的数。",
        "只供参考，不代替评议。",
    ]
    if remarks := [(row[1], row[-1]) for row in rows if row[-1]]:
        lines.append(f"不参加或另作说明：{review.show_excused(remarks)}")
    return lines


def _forms(branch: Unit, sheet: str, year: int, rows: Sequence[Sequence[str]]) -> list[Page]:
    """Lay out the forms to print: one's own words, and the ballot, empty."""
    own = [[line, ""] for line in review.OWN_FORM]
    graded = [row for row in rows if not row[-1].endswith(("不参加", "不定等次"))]
    ballot = [[str(place), row[1]] for place, row in enumerate(graded, start=1)]
    return [
        Page(
            f"{sheet} 自评表",
            ("项目", "本人填写" + "　" * 14),
            own,
            (f"{year}年民主评议个人自评（打印填写）",),
        ),
        Page(
            f"{sheet} 互评表",
            review.BALLOT_HEADINGS,
            ballot,
            (f"{branch.name} {year}年民主评议互评表", *review.BALLOT_ABOVE),
        ),
    ]
