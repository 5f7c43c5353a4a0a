"""Decisions read back out of the workbook; what cannot be is said with its sheet and row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.ledger import CellReader, Decisions, Difference, Reconciliation, Value
from bot.domain.ledger.decision import DecisionError, decide
from bot.domain.ledger.values import clean
from bot.ledger.asking import (
    ADD,
    ADD_NOT,
    CHOICE,
    DIFFERENCES,
    KEY,
    LIKELY,
    NO,
    PARTIAL,
    PROPOSAL,
    TYPED,
    YES,
)
from bot.sheets import Row

Sheets = Mapping[str, Sequence[Row]]


class DecisionsError(ValueError):
    """Decisions that cannot be taken: `mistakes` has a sentence each, with sheet and row."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


def joined_in(sheets: Sheets) -> frozenset[str]:
    """Give the likely pairs that a workbook says to be one person."""
    return frozenset(line[KEY] for _, line in _lines(sheets, LIKELY, []) if line.get(CHOICE) == YES)


def read_decisions(sheets: Sheets, found: Reconciliation, reader: CellReader) -> Decisions:
    """Read a workbook's decisions against the reconciliation with its pairs joined (`joined_in`).

    Raises DecisionsError with every mistake at once: an unknown choice, a key of other files, a value that
    has changed since the workbook was written.
    """
    work = _Decision(found, reader)
    for number, line in _lines(sheets, DIFFERENCES, work.mistakes):
        work.about_difference(number, line)
    for number, line in _lines(sheets, PARTIAL, work.mistakes):
        if work.choice(PARTIAL, number, line, (ADD, ADD_NOT)) == ADD:
            work.added[found.merged.get(line[KEY], line[KEY])] = number
    for number, line in _lines(sheets, LIKELY, work.mistakes):
        choice = work.choice(LIKELY, number, line, (YES, NO))
        if choice:
            (work.joined if choice == YES else work.apart).add(line[KEY])
    work.check_keys()
    work.check_added()
    if work.mistakes:
        raise DecisionsError(work.mistakes)
    return Decisions(
        work.values,
        frozenset(work.added),
        frozenset(work.joined),
        frozenset(work.apart),
        frozenset(work.left),
    )


@dataclass(slots=True)
class _Decision:
    found: Reconciliation
    reader: CellReader
    values: dict[str, Value] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    added: dict[str, int] = field(default_factory=dict)  # the row it was decided in
    joined: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    mistakes: list[str] = field(default_factory=list)

    def about_difference(self, number: int, line: Mapping[str, str]) -> None:
        choice, other = line.get(CHOICE, ""), line.get(TYPED, "")
        if not choice and not other:
            return
        difference = self._difference(line[KEY])
        if difference is None:
            self.mistakes.append(
                f"{_at(DIFFERENCES, number)}：{line.get('姓名', '')}的这一条不在这几个文件里，{_SAME_FILES}"
            )
            return
        try:
            self._is_as_shown(difference, line)
            value = decide(difference, self.found.ledgers, choice, other, self.reader)
            self._take(difference.key, value)
        except DecisionError as error:
            self.mistakes.append(f"{_at(DIFFERENCES, number)}：{error}")

    def _difference(self, key: str) -> Difference | None:
        person, _, name = key.partition(":")
        return self.found.by_key.get(f"{self.found.merged.get(person, person)}:{name}")

    def _is_as_shown(self, difference: Difference, line: Mapping[str, str]) -> None:
        """Refuse a decision taken on something else than what the files say now."""
        for place, ledger in enumerate(self.found.ledgers):
            seen, now = line.get(ledger.name, ""), difference.said_by(place)
            if seen and not seen.startswith("（没有") and seen not in {clean(now), *clean(now).split(" / ")}:
                raise DecisionError(f"{ledger.name}现在写的是“{now}”，不是工作簿里的“{seen}”，{_SAME_FILES}")
        proposal = clean(difference.proposal.text) if difference.proposal else ""
        if line.get(CHOICE) == "采用建议" and line.get(PROPOSAL, "") not in {proposal, ""}:
            raise DecisionError(f"建议已经变成“{proposal or '没有'}”，请看过新的工作簿再定")

    def _take(self, key: str, value: Value | None) -> None:
        if value is None:
            self.left.add(key)
        elif key in self.values and self.values[key].key != value.key:
            raise DecisionError("同一个人的这一项有两个不同的决定，请只留一个")
        else:
            self.values[key] = value

    def choice(self, sheet: str, number: int, line: Mapping[str, str], allowed: tuple[str, str]) -> str:
        said = line.get(CHOICE, "")
        if said and said not in allowed:
            self.mistakes.append(
                f"{_at(sheet, number)}：看不懂“{said}”，请选“{allowed[0]}”或“{allowed[1]}”，或空着"
            )
            return ""
        return said

    def check_added(self) -> None:
        """Refuse to add a row for somebody who may stand there already under another name or number."""
        for key in sorted(set(self.added) & self.found.in_doubt(self.apart), key=self.added.__getitem__):
            at = _at(PARTIAL, self.added[key])
            self.mistakes.append(f"{at}：要补的人在“{LIKELY}”里还没定，请先在那里选“{YES}”或“{NO}”")

    def check_keys(self) -> None:
        people = {person.key for person in self.found.people}
        pairs = {pair.key for pair in self.found.likely}
        if set(self.added) - people or (self.joined | self.apart) - pairs:
            self.mistakes.append(f"工作簿里有几行不在这几个文件里，{_SAME_FILES}")


_SAME_FILES = "请用写这个工作簿时的那几个文件，或重新对一次账"


def _lines(sheets: Sheets, name: str, mistakes: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a sheet by heading, with the number the user sees."""
    rows = sheets.get(name)
    if not rows:
        mistakes.append(f"没有工作表“{name}”，请用对账写出来的工作簿，不要改工作表的名字")
        return
    headings = [clean(cell) for cell in rows[0].cells]
    missing = [heading for heading in (KEY, CHOICE) if heading not in headings]
    if missing:
        mistakes.append(f"工作表“{name}”缺少“{'”“'.join(missing)}”列，请不要改表头")
        return
    for row in rows[1:]:
        line = {heading: clean(cell) for heading, cell in zip(headings, row.cells, strict=False)}
        if line.get(KEY):
            yield row.number, line


def _at(sheet: str, number: int) -> str:
    return f"{sheet} 第{number}行"
