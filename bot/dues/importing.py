"""A sheet of payments: what it would book, and the booking of all of it in one go."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.context import Turn, UserError
from bot.domain import month
from bot.domain.delivery import Kind
from bot.domain.dues.payment import Booked, Payment
from bot.domain.dues.sheet import Line, Problem, find_headings, read_lines
from bot.domain.dues.standing import Standing
from bot.domain.member import Member
from bot.domain.money import show_yuan
from bot.domain.record import How
from bot.dues import booking, standing
from bot.sheets import SheetError, read_sheets
from bot.sheets.book import Page, write_book
from data import member as members
from data import unit as units

_FEW = 10  # problems that are read in the chat; more come as a workbook
_NEEDED = "要有 姓名、金额、月份（或者 起月、止月）这几列，还可以有 支部、手机、交款人、日期"


@dataclass(slots=True)
class Plan:
    """What a sheet would book, how many rows are booked already, and which cannot be."""

    rows: list[tuple[Standing, Line]] = field(default_factory=list)
    again: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def people(self) -> set[int]:
        """Whose payments it books."""
        return {one.person.id for one, _ in self.rows}

    @property
    def cents(self) -> int:
        """The sum of what it books."""
        return sum(line.cents for _, line in self.rows)


def plan(turn: Turn, path: Path) -> Plan:
    """Read a sheet and tell what it would book. Raises UserError where it is no sheet of payments."""
    made, taken = Plan(), dict[tuple[int, str], int]()
    known = _People(turn)
    for line in _read(turn, path):
        if isinstance(line, Problem):
            made.problems.append(line)
            continue
        found = known.find(line)
        if isinstance(found, str):
            made.problems.append(Problem(line.number, line.name, found))
            continue
        clash = next(
            (taken[found.person.id, one] for one in line.months if (found.person.id, one) in taken), 0
        )
        paid = [one for one in line.months if found.is_paid(one)]
        if clash:
            made.problems.append(Problem(line.number, line.name, f"和第 {clash} 行的月份重复"))
        elif len(paid) == len(line.months):
            made.again += 1
        elif paid:
            reason = f"{month.show_all(paid)}以前已经记过，请把这几个月去掉再导入"
            made.problems.append(Problem(line.number, line.name, reason))
        else:
            taken |= {(found.person.id, one): line.number for one in line.months}
            made.rows.append((found, line))
    return made


def _read(turn: Turn, path: Path) -> list[Line | Problem]:
    try:
        sheets = read_sheets(path)
    except SheetError as error:
        raise UserError(str(error)) from error
    for rows in sheets.values():
        table = [(row.number, row.cells) for row in rows]
        if heading := find_headings(table):
            top, places = heading
            below = [row for row in table if row[0] > top]
            return read_lines(below, places, turn.local_now.date())
    raise UserError(f"这份表里没找到党费的列：{_NEEDED}。")


class _People:
    """The roll by name, with how everybody's dues stand."""

    def __init__(self, turn: Turn) -> None:
        everybody = [one for one in members.known(turn.db) if turn.actor.may_see(one.branch_id)]
        self.branches = units.branch_names(turn.db)
        self.standings = {one.person.id: one for one in standing.of(turn, everybody, turn.actor)}
        self.named = defaultdict[str, list[Member]](list)
        for one in everybody:
            self.named[one.name].append(one)

    def find(self, line: Line) -> Standing | str:
        """Find whose payment a row is, or say why nobody's."""
        named = [one for one in self.named.get(line.name, ()) if not one.status.has_ended]
        if not named:
            ended = self.named.get(line.name)
            return f"状态是“{ended[0].status.chinese}”" if ended else "名册里没有这个名字"
        fitting = [
            one
            for one in named
            if (line.branch is None or self.branches.get(one.branch_id or 0) == line.branch)
            and (line.tail is None or (one.phone or "").endswith(line.tail))
        ]
        if len(fitting) == 1:
            return self.standings[fitting[0].id]
        if not fitting:
            return "有这个名字，但支部或手机对不上"
        return f"有 {len(fitting)} 位同名，请加上支部或手机"


def keep(turn: Turn, made: Plan) -> None:
    """Book what was planned, each person's months in order."""
    now = dict[int, Standing]()
    for first_seen, line in sorted(made.rows, key=lambda row: row[1].months):
        one = now.get(first_seen.person.id, first_seen)
        until = booking.keep(turn, one, list(line.months), line.cents, line.payer, line.day, How.IMPORT)
        own, (first, last) = turn.actor.member.id, (line.months[0], line.months[-1])
        paid = Payment(one.person.id, first, last, line.cents, line.payer, line.day, "import", own)
        booked = (*one.booked, Booked(0, paid, turn.now))
        now[one.person.id] = replace(one, until=until, booked=booked)


def show_plan(name: str, made: Plan) -> str:
    """Write what a sheet would book."""
    lines = [f"“{name}”：能记 {len(made.rows)} 行，{len(made.people)} 人，共 {show_yuan(made.cents)}"]
    if made.again:
        lines.append(f"{made.again} 行以前已经记过，不再记")
    if made.problems:
        lines.append(
            f"{len(made.problems)} 行有问题，不记" + ("：" if len(made.problems) <= _FEW else "，原因在表里")
        )
    if len(made.problems) <= _FEW:
        lines += [f"第 {one.number} 行 {one.name}：{one.reason}" for one in made.problems]
    return "\n".join(lines)


def has_many_problems(made: Plan) -> bool:
    """Whether the problems are too many to be read in the chat."""
    return len(made.problems) > _FEW


def send_problems(turn: Turn, problems: list[Problem]) -> None:
    """Send the rows that cannot be booked, with the reasons."""
    path = turn.new_file("没有记的党费")
    rows = [[str(one.number), one.name, one.reason] for one in problems]
    write_book(path, [Page("没有记的", ("行", "姓名", "原因"), rows)])
    key = f"dues:problems:{turn.incoming.message_id}"
    turn.say(key, turn.incoming.conversation, "", Kind.REPLY, file=path)
