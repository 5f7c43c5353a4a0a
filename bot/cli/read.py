"""`python -m bot read`: what the bot understands of messages, as JSON lines."""

from __future__ import annotations

from typing import IO, TextIO

from bot.reading.wire import answer_line


def read_lines(lines: IO[bytes], out: TextIO) -> None:
    """Answer each line with one line, in order. Raises ValueError naming the line that is wrong."""
    for number, line in enumerate(lines, start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise ValueError(f"Line {number} is not UTF-8; save the file as UTF-8.") from None
        if text.strip():
            out.write(answer_line(text, number) + "\n")
            out.flush()
