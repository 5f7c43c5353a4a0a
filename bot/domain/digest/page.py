"""The weekly page as text: what is to be done, then the numbers, on two screens of a telephone at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.days import show_day
from bot.domain.digest import todo
from bot.domain.digest.item import Behind, Item, Subject, Todo
from bot.domain.digest.kept import OFFICE, BranchWeek
from bot.domain.digest.screen import ACROSS, Room, cut, pad, width

_LONGEST = 3 * ACROSS  # a line longer than three lines of the screen is cut
_NAME = 20  # half-width characters of a branch's name
_FOR_BRANCHES = 4  # lines kept for branches, whatever else there is
_DRAWN = 120  # branches a picture shows
_QUIET = "这一周风平浪静：没有要办的事，也没有别的变动。您歇口气。"


@dataclass(frozen=True, slots=True)
class Week:
    """All that was gathered of a week, for the whole committee."""

    first: date
    last: date
    items: Sequence[Item]  # in the order of the page
    todos: Sequence[Todo]
    branches: Sequence[BranchWeek]  # in the order of the roll


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line: which item it shows, and how; `more` are the lines below it."""

    number: int
    item: int
    subject: Subject
    words: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be read: the office's (`unit_id` OFFICE) or a branch's."""

    unit_id: int
    title: str
    todos: Sequence[Todo]
    lines: Sequence[Line]
    branches: Sequence[BranchWeek]
    today: date

    def show(self, call: str = "周报") -> str:
        """Write the page; `call` is how its reader asks for more of it (周报 第三支部)."""
        return _fit(self, call)


def week_before(day: date) -> tuple[date, date]:
    """Give the Monday and Sunday of the week before a day's."""
    monday = day - timedelta(days=day.weekday() + 7)
    return monday, monday + timedelta(days=6)


def show_span(first: date, last: date) -> str:
    """Write a week: 11月16日—22日, 11月30日—12月6日."""
    end = f"{last.day}日" if first.month == last.month else show_day(last)
    return f"{show_day(first)}—{end}"


def office_page(week: Week, today: date) -> Page:
    """Make the page of the whole committee."""
    lines = _number(place_and_item for place_and_item in enumerate(_shown(week.items)))
    return Page(
        OFFICE,
        f"【周报】{show_span(week.first, week.last)}",
        todo.for_office(week.todos),
        lines,
        week.branches,
        today,
    )


def branch_pages(week: Week, today: date, unit_ids: Iterable[int] | None = None) -> Iterator[Page]:
    """Make the pages of branches, of these or of all: each of its own rows only."""
    wanted = None if unit_ids is None else set(unit_ids)
    own = [_by_unit(item.rows, wanted) for item in week.items]
    todos = _by_branch(week.todos)
    for branch in week.branches:
        if wanted is not None and branch.unit_id not in wanted:
            continue
        lines = _number(
            (place, (item.subject, item.show(rows)))
            for place, item in enumerate(week.items)
            if (rows := own[place].get(branch.unit_id))
        )
        title = f"【周报】{branch.name} {show_span(week.first, week.last)}"
        yield Page(branch.unit_id, title, todo.for_branch(todos.get(branch.unit_id, ())), lines, (), today)


def _shown(items: Sequence[Item]) -> Iterator[tuple[Subject, str]]:
    for item in items:
        yield item.subject, item.show(item.rows) if item.rows else ""


def _number(shown: Iterable[tuple[int, tuple[Subject, str]]]) -> list[Line]:
    """Number what has something to say."""
    found: list[Line] = []
    for place, (subject, words) in shown:
        if words:
            first, *more = words.split("\n")
            found.append(Line(len(found) + 1, place, subject, first, tuple(more)))
    return found


def _by_unit(rows: Sequence[Behind], wanted: set[int] | None) -> Mapping[int, list[Behind]]:
    found = defaultdict[int, list[Behind]](list)
    for row in rows:
        if row.unit_id is not None and (wanted is None or row.unit_id in wanted):
            found[row.unit_id].append(row)
    return found


def _by_branch(todos: Sequence[Todo]) -> Mapping[int, list[Todo]]:
    found = defaultdict[int, list[Todo]](list)
    for one in todos:
        if one.unit_id is not None:
            found[one.unit_id].append(one)
    return found


# Two screens


def _fit(page: Page, call: str) -> str:
    """Put the page together; what does not fit is counted or named, never dropped in silence."""
    room = Room()
    head = [page.title, *todo.show(page.todos, page.today, office=page.unit_id == OFFICE, call=call)]
    if not page.todos and all(line.subject is Subject.CHECKIN for line in page.lines):
        head.append(_QUIET)
    head = [cut(one, _LONGEST) for one in head]
    left_out, tail = f"其余几行在“{call} 表”里。", _tail(page, call)
    for one in (*head, left_out, *tail):
        room.take(one)
    found = _choose(page.lines, room, _FOR_BRANCHES if len(page.branches) > 1 else 0)
    text = list(head)
    for line in page.lines:
        text += found.get(line.number, ())
        if line.subject is Subject.CHECKIN:
            text += _branch_lines(page.branches, room, call)
    return "\n".join([*text, *([left_out] if len(found) < len(page.lines) else []), *tail])


def _choose(lines: Sequence[Line], room: Room, aside: int) -> Mapping[int, list[str]]:
    """Take the lines that fit, the numbered ones first; so many are put aside for branches."""
    room.lines, room.size = room.lines - aside, room.size - aside * _NAME * 3
    found = {
        line.number: [shown]
        for line in lines
        if room.take(shown := cut(f"{line.number} {line.words}", _LONGEST))
    }
    for line in lines:
        if line.number in found:
            found[line.number] += [shown for one in line.more if room.take(shown := cut(one, _LONGEST))]
    room.lines, room.size = room.lines + aside, room.size + aside * _NAME * 3
    return found


def _branch_lines(branches: Sequence[BranchWeek], room: Room, call: str) -> list[str]:
    """Write a line a branch; of too many those that fell most, and the lowest."""
    if len(branches) < 2:
        return []
    widest = max(width(cut(one.name, _NAME)) for one in branches)
    written = {one.unit_id: _show_branch(one, widest) for one in branches}
    whole = Room(room.lines, room.size)
    if all(whole.take(one) for one in written.values()):
        room.lines, room.size = whole.lines, whole.size
        return list(written.values())
    form = "图" if len(branches) <= _DRAWN else "表"
    if not room.take(f"以上最该看看，其余 {len(branches)} 个支部见“{call} {form}”。"):
        return []
    chosen = []
    for one in sorted(branches, key=_need, reverse=True):
        if not room.take(written[one.unit_id]):
            break
        chosen.append(one.unit_id)
    kept = [written[one.unit_id] for one in branches if one.unit_id in set(chosen)]
    return [*kept, f"以上最该看看，其余 {len(branches) - len(kept)} 个支部见“{call} {form}”。"]


def _need(one: BranchWeek) -> tuple[int, float]:
    """Tell how much a branch should be looked at: what it fell by, then how many are missing."""
    return one.heard_before - one.heard, (one.people - one.heard) / max(one.people, 1)


def _show_branch(one: BranchWeek, widest: int) -> str:
    return f"{pad(cut(one.name, _NAME), widest)}\u3000{one.heard}/{one.people}（{one.heard_before}）"


def _tail(page: Page, call: str) -> list[str]:
    if not page.lines:
        return []
    number = min(2, len(page.lines))
    return [f"看名单发“{call} 名单 {number}”，图发“{call} 图”，表格发“{call} 表”。"]
