"""`python -m bot read`: what the bot understands of messages, as JSON lines or explained to a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.reading import Explained, explain
from bot.reading.wire import Request, answer_line, parse_line, report_as_object

_FIELDS = ("safety", "whereabouts", "place", "heading_to", "leaves_on", "returns_on", "phone")


def read_lines(lines: IO[bytes], out: TextIO) -> None:
    """Answer each line with one line, in order. Raises ValueError naming the line that is wrong."""
    for number, text in _texts(lines):
        out.write(answer_line(text, number) + "\n")
        out.flush()


def explain_lines(lines: IO[bytes], out: TextIO, *, home: str, now: datetime) -> None:
    """Show of each message which words gave which field.

    A line is a request as for read_lines, or a message as it is typed, sent `now` from a member of `home`.
    """
    console = Console(file=out, highlight=False)
    for number, text in _texts(lines):
        if text.lstrip().startswith("{"):
            asked = parse_line(text, number)
        else:
            asked = Request(number, now, home, text.rstrip("\r\n"), (), None)
        found = explain(
            asked.text, now=asked.now, home=asked.home, members=asked.members, sender=asked.sender
        )
        _show(console, asked.text, found)


def _texts(lines: IO[bytes]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise ValueError(f"Line {number} is not UTF-8; save the file as UTF-8.") from None
        if text.strip():
            yield number, text


def _show(console: Console, text: str, found: Explained) -> None:
    console.print(Text(text, style="bold"))
    console.print(f"intent: {found.reading.intent}")
    table = Table(show_header=True, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("of", "field", "understood", "from the words"):
        table.add_column(column, overflow="fold")
    for report in found.reading.reports:
        words = {r.field: r.words for r in found.reasons if r.subject == report.subject}
        values = report_as_object(report)
        who = report.subject or "the sender"
        if report.subject:
            table.add_row(who, "subject", report.subject, words.get("subject", ""))
            who = ""
        for name in _FIELDS:
            if values[name] is not None:
                table.add_row(who, name, _value(values[name]), words.get(name, ""))
                who = ""
        if who:
            table.add_row(who, "", "named, nothing said", "")
    if found.reading.reports:
        console.print(table)
    for words_left, why in found.left_out:
        console.print(Text(f"left out: {words_left} ({why})"))
    if found.doubt:
        console.print(Text(f"not taken as distress: {found.doubt}"))
    console.print()


def _value(value: object) -> str:
    if isinstance(value, dict):
        parts = [str(part) for part in value.values() if part]
        return (" to " if "from" in value else " ").join(dict.fromkeys(parts))
    return str(value)
