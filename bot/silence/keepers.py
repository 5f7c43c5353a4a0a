"""Lists of the silent for those who look after them: each secretary the own people, the office the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.progress import show_people
from bot.domain.room import RoomKind
from bot.domain.silence import Standing, show_silent
from data import audit
from data import listing as listings
from data import member as members
from data import room as rooms
from data import unit as units

MOST_LISTED = 60  # a longer list is counted by branch


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list to be told once: its occasion, what its numbers are about, and its first line with {count}.

    Where nothing else is said it stays useful for as long as its numbers are valid.
    """

    key: str
    subject: str
    title: str
    not_after: datetime | None = None


def tell_keepers(ctx: Context, sheet: Sheet, silent: Sequence[Standing]) -> set[int]:
    """Give each secretary privately the own people of a list; who has none to be told goes to the office.

    Gives of whom (member ids) somebody was told.
    """
    by_secretary: dict[int, list[Standing]] = defaultdict(list)
    for one in silent:
        for secretary in _secretaries(ctx, one.person):
            by_secretary[secretary.id].append(one)
    told: set[int] = set()
    for secretary_id, own in by_secretary.items():
        if _tell(ctx, secretary_id, sheet, own, numbered(ctx, own)):
            told |= {one.person.id for one in own}
    rest = [one for one in silent if one.person.id not in told]
    return told | ({one.person.id for one in rest} if tell_office(ctx, sheet, rest) else set())


def _secretaries(ctx: Context, person: Member) -> list[Member]:
    if person.branch_id is None:
        return []
    holders = members.holders(ctx.db, Role.SECRETARY, person.branch_id)
    return [secretary for secretary in holders if secretary.id != person.id]


def tell_office(ctx: Context, sheet: Sheet, silent: Sequence[Standing]) -> bool:
    """Tell the office of all these in one message: in its room, else each clerk privately; False: nobody."""
    if not silent:
        return False
    lines, offices = by_branch(ctx, silent), rooms.of_kind(ctx.db, RoomKind.OFFICE)
    clerks = members.holders(ctx.db, Role.CLERK)
    if not offices:
        return sum(_tell(ctx, clerk.id, sheet, silent, lines) for clerk in clerks) > 0
    for office in offices:
        words = _write(sheet, silent, lines)
        _note_look(ctx, clerks, silent)
        key, last = f"{sheet.key}:room:{office.room_id}", sheet.not_after or ctx.now + listings.LIFE
        ctx.say(key, office.room_id, words, Kind.REMINDER, not_after=last)
    for clerk in clerks:  # without a quote, too, the numbers are for each of them
        _keep(ctx, clerk.id, sheet, silent)
    return True


def _tell(
    ctx: Context, reader_id: int, sheet: Sheet, silent: Sequence[Standing], lines: Sequence[str]
) -> bool:
    words, last = _write(sheet, silent, lines), sheet.not_after or ctx.now + listings.LIFE
    told = ctx.tell(reader_id, sheet.key, words, Kind.REMINDER, not_after=last)
    if told:
        _keep(ctx, reader_id, sheet, silent)
        _note_look(ctx, [members.find(ctx.db, reader_id)], silent)
    return told


def _note_look(ctx: Context, readers: Sequence[Member], silent: Sequence[Standing]) -> None:
    """Note who reads of whom; a list that is counted by branch names nobody."""
    named = [one.person.id for one in silent] if len(silent) <= MOST_LISTED else []
    for reader in readers:
        audit.note(ctx.db, reader.id, "名单 没有消息", named, ctx.now)


def _keep(ctx: Context, reader_id: int, sheet: Sheet, silent: Sequence[Standing]) -> None:
    ids = [one.person.id for one in silent]
    listings.keep(ctx.db, reader_id, sheet.subject, sheet.title.format(count=len(ids)), ids, ctx.now)


def _write(sheet: Sheet, silent: Sequence[Standing], lines: Sequence[str]) -> str:
    return "\n".join([sheet.title.format(count=len(silent)), *lines, how_to_answer(len(silent))])


def how_to_answer(people: int) -> str:
    """Say how the numbers of a list of so many people are answered."""
    return f"打过电话的，回编号：{'1 2' if people > 1 else '1'} 电话平安"


def numbered(ctx: Context, silent: Sequence[Standing]) -> list[str]:
    """Number the lines of a list."""
    return [f"{place} {show_silent(one, ctx.now, ctx.zone)}" for place, one in enumerate(silent, start=1)]


def by_branch(ctx: Context, silent: Sequence[Standing]) -> list[str]:
    """Number the lines under their branches; where they are too many to be read, count by branch."""
    names = units.branch_names(ctx.db)
    if len(silent) > MOST_LISTED:
        return show_people(Counter(names[one.person.branch_id or 0] for one in silent))
    lines: list[str] = []
    for one, line in zip(silent, numbered(ctx, silent), strict=True):
        branch = names[one.person.branch_id or 0]
        lines += [line] if branch in lines else [branch, line]
    return lines
