"""`python -m bot reconcile A B …`: ledgers laid side by side, a workbook to decide in, corrected copies."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.domain.ledger import Decisions, Ledger, LedgerError, Reconciliation, correct
from bot.ledger import (
    Copied,
    DecisionsError,
    cell_reader,
    joined_in,
    name_ledgers,
    read_decisions,
    read_ledgers,
    reconcile_ledgers,
    write_copy,
    write_workbook,
)
from bot.sheets import SheetError, read_sheets

_MOST_LINES = 20  # of one kind; the workbook and --json have them all


@dataclass(frozen=True, slots=True)
class _Done:
    found: Reconciliation
    decisions: Decisions | None
    workbook: Path
    copies: tuple[Copied, ...]


def reconcile_command(
    files: Sequence[Path],
    folder: Path,
    *,
    today: date,
    names: Sequence[str] = (),
    decisions: Path | None = None,
    as_json: bool = False,
) -> int:
    """Do it, print what came out; gives the exit code: 1 for files or decisions that will not do, else 0."""
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True, quiet=as_json),
        transient=True,
    )
    try:
        with progress:
            done = _work(files, name_ledgers(files, names), folder, decisions, today, progress)
    except (SheetError, LedgerError, DecisionsError) as error:
        return _fail(str(error), as_json)
    except OSError as error:
        return _fail(f"{folder} 写不进去（{error.strerror}），请换一个文件夹：--out 文件夹", as_json)
    if as_json:
        print(json.dumps(_as_object(done), ensure_ascii=False))
    else:
        _show(done)
    return 0


def _work(
    files: Sequence[Path],
    names: Sequence[str],
    folder: Path,
    decided: Path | None,
    today: date,
    progress: Progress,
) -> _Done:
    ledgers, reading = [], read_ledgers(files, names, today=today)
    for file, name in zip(files, names, strict=True):
        task = progress.add_task(f"读 {escape(file.name)}")
        ledgers.append(next(reading))
        progress.update(
            task, description=f"读了 {escape(name)}，{len(ledgers[-1].entries)} 行", completed=True
        )
    sheets = read_sheets(decided) if decided else {}
    progress.add_task("逐人逐项核对")
    found = reconcile_ledgers(ledgers, joined_in(sheets) if decided else ())
    decisions = read_decisions(sheets, found, cell_reader(today)) if decided else None
    progress.add_task("写结果")
    folder.mkdir(parents=True, exist_ok=True)
    copies = _copies(files, ledgers, folder, found, decisions) if decisions else ()
    workbook = _free(folder)
    write_workbook(workbook, found, decisions)
    return _Done(found, decisions, workbook, copies)


def _copies(
    files: Sequence[Path],
    ledgers: Sequence[Ledger],
    folder: Path,
    found: Reconciliation,
    decisions: Decisions,
) -> tuple[Copied, ...]:
    return tuple(
        write_copy(file, folder, ledger, correct(ledger, found, decisions))
        for file, ledger in zip(files, ledgers, strict=True)
    )


def _free(folder: Path) -> Path:
    """Give a name that is not taken: in a workbook that is there, somebody may have decided already."""
    path, number = folder / "对账.xlsx", 1
    while path.exists():
        number += 1
        path = folder / f"对账-{number}.xlsx"
    return path


def _fail(text: str, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": text}, ensure_ascii=False))
    else:
        print(text, file=sys.stderr)
    return 1


def _show(done: _Done) -> None:
    found = done.found
    console = Console(highlight=False, soft_wrap=True)
    table = Table("", *(ledger.name for ledger in found.ledgers), title="对账", title_justify="left")
    table.add_row("行", *(str(len(ledger.entries)) for ledger in found.ledgers))
    lacking = [
        sum(place not in person.ledgers for person in found.people) for place in range(len(found.ledgers))
    ]
    table.add_row("没有的人", *map(str, lacking))
    invalid = Counter(each.ledger for each in found.findings if each.value.problem)
    table.add_row("无效的格", *(str(invalid[place]) for place in range(len(found.ledgers))))
    console.print(table)
    console.print(
        f"共 {len(found.people)} 人；不一致 {len(found.differences)} 处，疑似同一人 {len(found.likely)} 对，"
        f"重复 {len(found.doubles)} 人"
    )
    by_field = Counter(each.field for each in found.differences)
    if by_field:
        console.print(
            "不一致的项目：" + "，".join(f"{name} {count}" for name, count in by_field.most_common())
        )
    _show_findings(console, found)
    for copied in done.copies:
        console.print(
            f"[green]已改[/] {escape(str(copied.path))}：改了 {copied.cells} 格，补了 {copied.rows} 行"
        )
        for note in copied.notes[:_MOST_LINES]:
            console.print(f"  {escape(note)}")
    console.print(f"请在这里决定：[bold]{escape(str(done.workbook))}[/]")


def _show_findings(console: Console, found: Reconciliation) -> None:
    for ledger in found.ledgers:
        for note in ledger.notes:
            console.print(f"[yellow]{escape(ledger.name)}[/]：{escape(note)}")
    wrong = [each for each in found.findings if each.value.problem]
    for each in wrong[:_MOST_LINES]:
        console.print(
            f"  [red]{escape(found.ledgers[each.ledger].name)}[/] “{escape(each.entry.sheet)}”"
            f"第{each.entry.number}行 {escape(each.field)}：{escape(each.value.problem)}"
        )
    if len(wrong) > _MOST_LINES:
        console.print(f"  ……还有 {len(wrong) - _MOST_LINES} 格（在工作簿的“无效”里）")


def _as_object(done: _Done) -> dict[str, object]:
    found = done.found
    names = [ledger.name for ledger in found.ledgers]
    return {
        "workbook": str(done.workbook),
        "ledgers": [
            {"name": each.name, "role": each.role.value, "rows": len(each.entries)} for each in found.ledgers
        ],
        "people": len(found.people),
        "partial": [
            {"key": person.key, "name": person.name, "in": [names[place] for place in sorted(person.ledgers)]}
            for person in found.partial
        ],
        "differences": [
            {
                "key": each.key,
                "name": each.person.name,
                "field": each.field,
                "kind": each.kind.value,
                "said": {name: each.said_by(place) for place, name in enumerate(names)},
                "proposal": each.proposal.text if each.proposal else None,
                "why": each.proposal.why if each.proposal else None,
            }
            for each in found.differences
        ],
        "likely": [
            {"key": each.key, "names": [each.one.name, each.other.name], "reasons": each.reasons}
            for each in found.likely
        ],
        "doubles": [person.name for person in found.doubles],
        "invalid": [
            {
                "ledger": names[each.ledger],
                "sheet": each.entry.sheet,
                "row": each.entry.number,
                "field": each.field,
                "value": each.value.shown,
                "problem": each.value.problem,
            }
            for each in found.findings
            if each.value.problem
        ],
        "copies": [
            {"path": str(each.path), "cells": each.cells, "rows": each.rows, "notes": each.notes}
            for each in done.copies
        ],
    }
