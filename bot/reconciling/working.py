"""The work of a reconciliation that may take seconds: files in, workbook and copies out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.domain.ledger import Decisions, LedgerError, Reconciliation, correct
from bot.domain.question import Case
from bot.ledger import (
    Copied,
    DecisionsError,
    cell_reader,
    joined_in,
    read_decisions,
    read_ledgers,
    reconcile_ledgers,
    write_copy,
    write_workbook,
)
from bot.sheets import SheetError, read_sheets
from data.ledger import Kept, Reconciled

ADDED, JOINED, APART = "added", "joined", "apart"
_MISTAKES = 8


@dataclass(frozen=True, slots=True)
class Done:
    """What came out of the work; `problem` is why nothing did, as the clerk reads it."""

    problem: str = ""
    found: Reconciliation | None = None
    decisions: Decisions | None = None
    book: Path | None = None
    copies: tuple[Copied, ...] = ()


def work(rec: Reconciled, cases: Collection[Case], book: Path, today: date) -> Done:
    """Do the task of a reconciliation; `cases` is what was decided so far, `book` the workbook's name.

    It needs no store and may run in a thread.
    """
    assert rec.task
    try:
        sheets = read_sheets(rec.task.file) if rec.task.file else {}
        joined = rec.marks.get(JOINED, frozenset()) | joined_in(sheets)
        read = list(
            read_ledgers([one.path for one in rec.ledgers], [one.name for one in rec.ledgers], today=today)
        )
        found = reconcile_ledgers(read, joined)
        if rec.task.what in {"decide", "apply"}:
            return Done(found=found, decisions=read_decisions(sheets, found, cell_reader(today)))
        decided = _decisions(rec, cases)
        if rec.task.what == "issue":
            return Done(found=found, copies=_copy(rec, found, decided, book.parent))
        book.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_workbook(book, found, decided)
        return Done(found=found, book=book)
    except DecisionsError as error:
        return Done(_show_mistakes(error))
    except (SheetError, LedgerError) as error:
        return Done(str(error))
    except OSError:
        return Done("原来的表格已经不在了，请重新发来，再回“对账”。")


def _decisions(rec: Reconciled, cases: Collection[Case]) -> Decisions:
    return Decisions(
        {case.key: case.value for case in cases if case.value},
        rec.marks.get(ADDED, frozenset()),
        rec.marks.get(JOINED, frozenset()),
        rec.marks.get(APART, frozenset()),
        frozenset(case.key for case in cases if case.state == "left"),
    )


def _copy(rec: Reconciled, found: Reconciliation, decided: Decisions, folder: Path) -> tuple[Copied, ...]:
    out = folder / f"改好的 {rec.number}号"
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tuple(
        write_copy(kept.path, out, ledger, correct(ledger, found, decided))
        for kept, ledger in zip(rec.ledgers, found.ledgers, strict=True)
        if not kept.is_roll
    )


def _show_mistakes(error: DecisionsError) -> str:
    shown = [f"· {one}" for one in error.mistakes[:_MISTAKES]]
    more = len(error.mistakes) - len(shown)
    return "\n".join(
        [
            f"有 {len(error.mistakes)} 处没法照办，一处也没有记。请改好再发来：",
            *shown,
            *([f"……还有 {more} 处"] if more else []),
        ]
    )


def show_result(rec: Reconciled, found: Reconciliation) -> str:
    """Sum up what was found, with what to do next."""
    sizes = "、".join(f"{one.name} {len(one.entries)} 人" for one in found.ledgers)
    people = {one.person.key for one in found.differences}
    proposed = sum(1 for one in found.differences if one.proposal)
    lines = [
        f"{rec.name}：{sizes}，合起来 {len(found.people)} 人。",
        f"一致 {sum(found.same.values())} 处，不一致 {len(found.differences)} 处（{len(people)} 人）",
        *(_show_partial(rec.ledgers, found)),
        *([f"同一本里重复 {len(found.doubles)} 人"] if found.doubles else []),
        *([f"无效 {count} 格"] if (count := sum(bool(one.value.problem) for one in found.findings)) else []),
        *([f"疑似同一人 {len(found.likely)} 对，等您定"] if found.likely else []),
        *(f"{ledger.name}：{note}" for ledger in found.ledgers for note in ledger.notes),
    ]
    if not found.differences and not found.partial and not found.likely:
        return "\n".join([*lines, "几本账是平的。"])
    lines.append("详细的在表里。接下来：")
    if proposed:
        lines.append(f"· 有建议的 {proposed} 处，看过都同意，回“对账 采用 {rec.number}号”")
    lines += [
        f"· 问本人和书记，回“对账 问 {rec.number}号”",
        "· 在表里选好，把表发回来，回“对账 决定”",
        f"· 要改好的表，随时回“对账 出表 {rec.number}号”",
    ]
    return "\n".join(lines)


def _show_partial(ledgers: Collection[Kept], found: Reconciliation) -> list[str]:
    if not found.partial:
        return []
    lacking: Counter[str] = Counter()
    for person in found.partial:
        lacking.update(one.name for place, one in enumerate(ledgers) if place not in person.ledgers)
    each = "、".join(f"{name}缺 {count}" for name, count in lacking.items())
    return [f"不是每本都有 {len(found.partial)} 人（{each}）"]
