"""The result: a spreadsheet with a row a member, and what of it would change the roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.collection import standing
from bot.context import Context
from bot.domain.collection import Case, Collection, Item
from bot.domain.delivery import Kind
from bot.domain.field import Field
from bot.domain.filling import What
from bot.domain.member import Role
from bot.domain.record import show_value
from bot.domain.room import RoomKind
from bot.sheets.book import Page, write_book
from data import account as accounts
from data import audit
from data import member as members
from data import room as rooms
from data import unit as units


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a record that the roll would take over."""

    member_id: int
    name: str
    field: Field
    before: str | None
    after: str | None

    @property
    def shown(self) -> str:
        """Write it with both values; where masks would hide the difference, it is said."""
        before, after = (show_value(self.field, value, masked=True) for value in (self.before, self.after))
        hidden = "（中间几位不同）" if before == after else ""
        return f"{self.field.value} {before}→{after}{hidden}"


def entries(asked: Collection, found: Sequence[Case]) -> list[Entry]:
    """List what would change on the roll; a value that stands there already is no change."""
    return [
        Entry(case.person.id, case.person.name, item.field, case.on_record(item), case.value(item))
        for case in found
        for item in asked.items
        if item.field and case.changes(item)
    ]


def source_of(case: Case, item: Item) -> str:
    """Tell from whom a value is: 本人, 没变, 书记电话, 原登记."""
    given = case.given.get(item.key)
    if given:
        return given.source
    return "原登记" if case.on_record(item) is not None else ""


def _cell(case: Case, item: Item) -> str | None:
    given = case.given.get(item.key)
    if given and given.what in {What.NONE, What.UNKNOWN, What.DECLINED}:
        return given.what.chinese
    value = case.value(item)
    return show_value(item.field, value) if item.field and value else value


def write_result(ctx: Context, asked: Collection, found: Sequence[Case]) -> Path:
    """Write the spreadsheet beside the database; gives where."""
    folder = Path(ctx.settings.database).parent / "files"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{asked.name}-{ctx.local_now:%m%d%H%M%S}.xlsx"
    names = units.branch_names(ctx.db)
    headings = ["支部", "姓名", *(head for item in asked.items for head in (item.label, f"{item.label}来自"))]
    rows = [_row(case, asked, names.get(case.person.branch_id or 0, "")) for case in found]
    counted = standing.rows(ctx, asked, found)
    counts = [[row.branch, str(row.complete), str(row.partly), str(row.asked)] for row in counted]
    write_book(
        path,
        [
            Page("结果", [*headings, "与名册不同", "还缺"], rows),
            Page("各支部", ["支部", "填齐", "填了一部分", "应填"], counts),
        ],
    )
    return path


def _row(case: Case, asked: Collection, branch: str) -> list[str | None]:
    differs = [
        f"{item.label}：原{show_value(item.field, case.on_record(item))}"
        for item in asked.items
        if item.field and case.changes(item) and case.on_record(item) is not None
    ]
    values = [cell for item in asked.items for cell in (_cell(case, item), source_of(case, item))]
    missing = "、".join(item.label for item in case.missing(asked.items)) if case.given else "没回"
    return [branch, case.person.name, *values, "；".join(differs), missing]


def hand_over(ctx: Context, asked: Collection, found: Sequence[Case], words: str, key: str) -> None:
    """Give the office the spreadsheet with some words: in its room, or else each clerk privately."""
    path = write_result(ctx, asked, found)
    office = rooms.of_kind(ctx.db, RoomKind.OFFICE)
    clerks = [one for one in members.holders(ctx.db, Role.CLERK) if accounts.reachable(ctx.db, one.id)]
    places = (
        [(office[0].room_id, None)]
        if office
        else [(accounts.reachable(ctx.db, one.id) or "", one.id) for one in clerks]
    )
    for conversation, member_id in places:
        told = f"collection:{asked.number}:result:{key}:{conversation}"
        ctx.say(
            told,
            conversation,
            words,
            Kind.REPLY,
            member_id=member_id,
            not_after=ctx.now + Kind.NOTICE.patience,
        )
        file = f"collection:{asked.number}:result:{key}:{conversation}:file"
        ctx.say(
            file,
            conversation,
            "",
            Kind.REPLY,
            member_id=member_id,
            file=path,
            not_after=ctx.now + Kind.NOTICE.patience,
        )
    for clerk in clerks:
        audit.note(ctx.db, clerk.id, f"看{asked.name}结果", [case.person.id for case in found], ctx.now)


def contradicting(listed: Sequence[Entry]) -> list[tuple[int, list[Entry]]]:
    """List the people of whom something else stands on the roll, in the order they are numbered in."""
    people: dict[int, list[Entry]] = {}
    for entry in listed:
        if entry.before is not None:
            people.setdefault(entry.member_id, []).append(entry)
    return list(people.items())


def show_entries(listed: Sequence[Entry], asked: Collection) -> list[str]:
    """Write what 确认 would change: what is new as a count, what contradicts the roll person by person."""
    new = sum(entry.before is None for entry in listed)
    other = contradicting(listed)
    people = len({entry.member_id for entry in listed})
    lines = [f"{asked.name}入册：将改 {people} 人、{len(listed)} 处，其中 {new} 处原来空着，直接补上。"]
    if other:
        lines.append(f"和原来不同的 {len(other)} 人：")
    for place, (_, those) in enumerate(other, start=1):
        lines.append(f"{place} {those[0].name}：{'；'.join(entry.shown for entry in those)}")
    return lines


def by_person(listed: Sequence[Entry]) -> list[tuple[int, dict[Field, str | None]]]:
    """Put the entries of one person together, as they are written."""
    ordered = sorted(listed, key=lambda entry: entry.member_id)
    return [
        (member, {entry.field: entry.after for entry in group})
        for member, group in groupby(ordered, key=lambda entry: entry.member_id)
    ]
