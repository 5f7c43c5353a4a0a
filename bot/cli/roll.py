"""`python -m bot import FILE`: a spreadsheet onto the roll, and a summary people can read."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from sqlite_utils import Database

from bot.domain.roll import RollError
from bot.reading.places import zone_of_words
from bot.sheets import SheetError
from data.roll import ImportResult, load

_MOST_LINES = 20  # of one kind; --json has them all


def import_roll_command(
    path: Path, db: Database, committee: str, *, home: str, today: date, as_json: bool = False
) -> int:
    """Import the file, print what happened, and give the exit code: 1 for a file that is no roll, else 0."""
    try:
        with Console(stderr=True, quiet=as_json).status("正在导入……"):
            result = load(
                path, db, committee=committee, today=today, zone_of=lambda words: zone_of_words(words, home)
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


def _show(path: Path, result: ImportResult) -> None:
    console = Console(highlight=False, soft_wrap=True)
    total = result.new + result.changed + result.unchanged
    console.print(
        f"[bold]{escape(path.name)}[/]：{total} 人，"
        f"新增 {result.new}，更新 {result.changed}，未变 {result.unchanged}"
    )
    _list(console, f"[red]没有导入 {len(result.refused)} 行[/]", [str(refusal) for refusal in result.refused])
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
