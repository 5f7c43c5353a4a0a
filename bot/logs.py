"""What the log looks like: structlog on standard error; ids and outcomes, never a message's text."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

from bot.config import ConfigError, Log


def configure(settings: Log) -> None:
    """Set up the log once, at the start of a command. Raises ConfigError: no file can be written there."""
    out = sys.stderr
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if settings.file is not None:
        rolling = open_file(settings.file, settings.rotate_at, settings.keep)
        out = cast(TextIO, _Both(sys.stderr, rolling))
        handlers.append(rolling)
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=settings.file is None and sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(out),
    )
    # Libraries speak only when something is wrong, and never of what people wrote.
    for handler in handlers:
        handler.setFormatter(_Line())
    logging.basicConfig(handlers=handlers, level=logging.ERROR)


def open_file(path: str, rotate_at: int, keep: int) -> RollingFile:
    """Open a log file, so many bytes at most and so many older ones beside it. Raises ConfigError."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return RollingFile(path, maxBytes=rotate_at, backupCount=keep, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"log.file: {path} cannot be written ({error.strerror}); check the folder and its rights, or"
            " write null"
        ) from error


class RollingFile(RotatingFileHandler):
    """A log file of the owner's alone; whether it or an outside logrotate puts the old one away."""

    def _open(self) -> Any:
        handle = os.open(self.baseFilename, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
        return os.fdopen(handle, self.mode, encoding=self.encoding)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; into a new file where the old one was taken away."""
        # Windows lets nobody take away an open file.
        if os.name != "nt" and self.stream and not _is_at(self.stream, Path(self.baseFilename)):
            self.stream.close()
            self.stream = self._open()
        super().emit(record)


def _is_at(stream: TextIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except OSError:
        return False


class _Line(logging.Formatter):
    """Our own lines as they are; those of libraries with the library's name."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return f"{record.name}: {line}" if record.name else line


class _Both:
    """Standard error and a file, as one."""

    def __init__(self, screen: TextIO, rolling: RollingFile) -> None:
        self._screen = screen
        self._rolling = rolling

    def write(self, text: str) -> int:
        self._rolling.handle(logging.makeLogRecord({"msg": text.rstrip("\n")}))
        return self._screen.write(text)

    def flush(self) -> None:
        self._screen.flush()


def describe(error: BaseException) -> dict[str, str]:
    """Tell of an error what may stand in a log: its kind and places; its text may quote people."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "where": " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames)),
    }
