"""What the bot stands on: clock and time zones, disk, memory, the port of its pages."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.cli.doctor import database
from bot.cli.doctor.finding import Finding
from bot.config import ConfigError, Settings, Web
from bot.web import server

# The program's own age bounds the clock from below: nothing can run before it was written.
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
LEAST_DISK = 300 * 1024**2
LEAST_MEMORY = 300 * 1024**2
_MEMINFO = Path("/proc/meminfo")


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the machine."""
    path = Path(settings.database)
    yield _clock(datetime.now(UTC), database.last_message(path))
    yield _timezones(settings)
    yield _disk(path)
    running = database.is_held(path)
    if not running:
        yield from _memory(_MEMINFO)
    yield _port(settings.web, running=running)


def _clock(now: datetime, last: datetime | None) -> Finding:
    shown = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < _WRITTEN:
        return Finding("clock", False, f"it says {shown}, which is past")
    if last and last > now + timedelta(minutes=5):
        return Finding(
            "clock",
            False,
            f"the last message was kept at {last:%Y-%m-%d %H:%M} UTC, but now is before: {shown}",
        )
    return Finding("clock", True, shown)


def _timezones(settings: Settings) -> Finding:
    now = datetime.now(UTC)
    try:
        here = now.astimezone(settings.organisation.zone)
        now.astimezone(ZoneInfo("America/New_York"))
    except ZoneInfoNotFoundError as error:
        return Finding("timezones", False, str(error))
    return Finding("timezones", True, f"in {settings.organisation.timezone} it is {here:%Y-%m-%d %H:%M}")


def _disk(path: Path) -> Finding:
    folder = next(each for each in path.absolute().parents if each.exists())
    free = shutil.disk_usage(folder).free
    wanted = max(LEAST_DISK, 3 * path.stat().st_size if path.exists() else 0)
    text = f"{free / 1024**3:.1f} GB free in {folder}, {wanted / 1024**3:.1f} GB wanted"
    return Finding("disk", free >= wanted, text)


def _memory(meminfo: Path) -> Iterator[Finding]:
    if not meminfo.exists():  # Linux only
        return
    match = re.search(r"^MemAvailable:\s+(\d+) kB", meminfo.read_text(encoding="ascii"), re.MULTILINE)
    if match:
        free = int(match[1]) * 1024
        text = f"{free / 1024**2:.0f} MB are free, {LEAST_MEMORY / 1024**2:.0f} MB wanted"
        yield Finding("memory", free >= LEAST_MEMORY, text)


def _port(web: Web, *, running: bool) -> Finding:
    address = f"{web.host}:{web.port}"
    if running:
        return Finding("port", True, f"{address} is the running bot's")
    try:
        with server.take_port(web) as listener:
            assert isinstance(listener, socket.socket)
    except ConfigError as error:
        return Finding("port", False, str(error))
    return Finding("port", True, f"{address} is free" if web.port else "any free port is taken")
