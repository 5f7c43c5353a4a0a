"""`python -m bot import FILE` and `export roll FILE`: the roll from a spreadsheet, and into one."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from sqlite_utils import Database

from bot.domain.roll import RollError
from bot.reading.places import zone_of_words
from bot.record import book
from bot.recording import READERS
from bot.sheets import SheetError
from data import audit
from data import member as members
from data.roll import ImportResult, load

_MOST_LINES = 20  # of one kind; --json has them all


def import_roll_command(
    path: Path, db: Database, committee: str, *, home: str, now: datetime, as_json: bool = False
) -> int:
    """Import the file, print what happened, and give the exit code: 1 for a file that is no roll, else 0."""
    try:
        with Console(stderr=True, quiet=as_json).status("正在导入……"):
            result = load(
                path,
                db,
                committee=committee,
                now=now,
                readers=READERS,
                zone_of=lambda words: zone_of_words(words, home),
            )
    except (SheetError, RollError) as error:
        if as_json:
            print(json.dumps({"error": str(error)}, ensure_ascii=False))
        else:
            print(error, file=sys.stderr)
        return 1
    if as_json:
        print(json.dumps(asdict(result), ensure_ascii=False))
    else:
        _show(path, result)
    return 0


def export_roll_command(path: Path, db: Database, now: datetime) -> int:
    """Write the whole roll as a workbook for its owner only; gives the exit code."""
    people = [person.id for person in members.everybody(db)]
    try:
        with Console(stderr=True).status("正在导出……"):
            book.write(db, path, people, masked=False)
    except OSError as error:
        print(f"{path} 写不了（{error.strerror}），请检查文件夹和权限。", file=sys.stderr)
        return 1
    with db.atomic():
        audit.note(db, None, "导出花名册", people, now)
    print(f"{path}：{len(people)} 人")
    return 0


def _show(path: Path, result: ImportResult) -> None:
    console = Console(highlight=False, soft_wrap=True)
    total = result.new + result.changed + result.unchanged
    console.print(
        f"[bold]{escape(path.name)}[/]：{total} 人，"
        f"新增 {result.new}，更新 {result.changed}，未变 {result.unchanged}"
    )
    _list(console, f"[red]没有导入 {len(result.refused)} 行[/]", [str(refusal) for refusal in result.refused])
    _list(console, f"[red]没有导入 {len(result.cells)} 格[/]", [str(cell) for cell in result.cells])
    _list(console, f"[yellow]名册中有而表中没有 {len(result.missing)} 人（没有删除）[/]", result.missing)
    _list(console, "说明", result.notes)


def _list(console: Console, title: str, lines: list[str] | tuple[str, ...]) -> None:
    if not lines:
        return
    console.print(title)
    for line in lines[:_MOST_LINES]:
        console.print(f"  {escape(line)}")
    if len(lines) > _MOST_LINES:
        console.print(f"  ……还有 {len(lines) - _MOST_LINES} 条（--json 可看全部）")
