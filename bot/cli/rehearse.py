"""`python -m bot rehearse`: plays files one after the other and shows the transcript."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.markup import escape

from bot import config, logs
from bot.config import ConfigError, Log
from bot.rehearse import Failed, Line, rehearse


async def play(files: Sequence[Path], config_path: Path, transcript: Path | None, *, quiet: bool) -> int:
    """Play the files; gives the exit code: 0 as expected, 1 otherwise, 2 for a bad file."""
    logs.configure(Log(level="error", format="console"))  # what is shown is the conversation
    console = Console(highlight=False, soft_wrap=True)
    worst = 0
    with contextlib.ExitStack() as stack:
        out: IO[str] | None = None
        if transcript:
            out = stack.enter_context(transcript.open("w", encoding="utf-8"))

        def show(line: Line) -> None:
            if out:
                out.write(line.as_json() + "\n")
            if not quiet:
                where = line.room or (f"私聊 {line.to}" if line.by_bot else f"私聊 {line.sender}")
                colour = "green" if line.by_bot else "cyan"
                console.print(
                    f"[dim]{line.at[5:16].replace('T', ' ')}[/dim] 〔{escape(where)}〕"
                    f"[{colour}]{escape(line.sender)}[/{colour}]  {escape(line.text)}"
                )

        for path in files:
            try:
                await rehearse(path, lambda overrides: config.load(config_path, overrides), show)
                print(f"{path}: as expected")
            except Failed as failure:
                print(failure, file=sys.stderr)
                worst = max(worst, 1)
            except ConfigError as mistake:
                print(mistake, file=sys.stderr)
                worst = 2
    return worst
