"""What the log looks like: structlog on standard error; ids and outcomes, never a message's text."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

import structlog

from bot.config import Log


def configure(settings: Log) -> None:
    """Set up the log once, at the start of a command."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # Libraries speak only when something is wrong, and never of what people wrote.
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(name)s: %(message)s")


def describe(error: BaseException) -> dict[str, str]:
    """Tell of an error what may stand in a log: its kind and places; its text may quote people."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "where": " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames)),
    }
