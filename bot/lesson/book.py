"""Who attended a lesson, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.context import Context
from bot.domain.lesson import Lesson, Turnout
from bot.domain.member import Member
from bot.sheets.book import Page, write_book
from data import lesson as lessons
from data import member as members

_HEADINGS = ("支部", "姓名", "到课", "怎么知道的")


def write(
    ctx: Context, path: Path, lesson: Lesson, counted: Sequence[Turnout], guests: Sequence[Member]
) -> None:
    """Write a row a person: branch, name, whether there, and by whose word."""
    tellers = lessons.said_by(ctx.db, lesson.number)
    names = {one.id: one.name for one in members.known(ctx.db)}

    def row(branch: str, person: Member, came: str) -> list[str]:
        by = tellers.get(person.id)
        how = "" if by is None else "本人" if by == person.id else f"{names[by]}代签"
        return [branch, person.name, came, how]

    rows = [
        row(one.branch, person, mark)
        for one in counted
        for people, mark in ((one.came, "到"), (one.missing, ""))
        for person in people
    ]
    rows += [row("旁听", person, "到") for person in guests]
    write_book(path, [Page("到课", _HEADINGS, rows, above=(f"{lesson.name} {lesson.title}",))])
