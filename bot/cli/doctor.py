"""`python -m bot doctor`: looks at everything the bot stands on, and says what is wrong with it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot import config
from bot.cli.gateway import gateway_settings
from bot.config import ConfigError, Settings
from bot.operation.operator import read_webhook
from data.db import StoreError, check_store

# The program's own age bounds the clock from below: nothing can run before it was written.
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what to do if not."""

    what: str
    well: bool
    text: str


def examine(config_path: Path) -> list[Finding]:
    """Look at the configuration, the database, the clock and the gateway; changes nothing."""
    try:
        settings = config.load(config_path)
    except ConfigError as error:
        return [Finding("configuration", False, line) for line in str(error).splitlines()]
    return [
        Finding("configuration", True, f"{config_path} is complete"),
        *_texts(),
        *_rules(settings),
        *_database(Path(settings.database), settings),
        *_clock(Path(settings.database)),
        *_gateway(settings),
        *_webhook(settings),
    ]


def _texts() -> list[Finding]:
    from bot import texts  # noqa: PLC0415

    findings = []
    for path in sorted(texts.FOLDER.glob("*.yaml")):
        try:
            texts.load(path.stem)
        except ConfigError as error:
            findings.append(Finding("texts", False, str(error)))
    return findings or [Finding("texts", True, f"{texts.FOLDER} can be read")]


def _rules(settings: Settings) -> list[Finding]:
    from bot.dues import rules  # noqa: PLC0415
    from bot.greeting import wording  # noqa: PLC0415
    from bot.points import rulebook  # noqa: PLC0415

    reads: dict[str, Callable[[], object]] = {
        settings.points.rules: partial(rulebook.load, settings.points.rules),
        "data/rules/dues.yaml": rules.load,
        "data/texts/greetings.yaml": partial(wording.festivals, settings),
    }
    return [finding for name, read in reads.items() for finding in _read_rules(name, read)]


def _read_rules(name: str, read: Callable[[], object]) -> list[Finding]:
    try:
        read()
    except ConfigError as error:
        return [Finding("rules", False, line) for line in str(error).splitlines()]
    return [Finding("rules", True, f"{name} is complete")]


def _database(path: Path, settings: Settings) -> list[Finding]:
    if not path.exists():
        return [Finding("database", True, f"{path} is not there yet; the first start makes it")]
    try:
        check_store(path)
    except StoreError as error:
        return [Finding("database", False, str(error))]
    try:
        # Read-only, so that a running bot is not disturbed and nothing is made or migrated.
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            (result,) = db.execute("PRAGMA integrity_check").fetchone()
            world = db.execute("SELECT value FROM facts WHERE name = 'world'").fetchone()
            (people,) = db.execute("SELECT count(*) FROM members").fetchone()
    except sqlite3.Error as error:
        return [
            Finding("database", False, f"{path} cannot be used ({error}); restore a backup or name another")
        ]
    findings = [
        Finding(
            "database", result == "ok", f"{path}: integrity check says {result}; {people} people on the roll"
        )
    ]
    wanted = "simulated" if settings.transport == "simulated" else "real"
    if world and world[0] != wanted:
        text = f"{path} holds data of a {world[0]} WeChat, transport wants a {wanted} one; name another file"
        findings.append(Finding("database", False, text))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        findings.append(Finding("database", False, f"{path} can be read by others; run: chmod 600 {path}"))
    return findings


def _clock(path: Path) -> list[Finding]:
    now = datetime.now(UTC)
    if now < _WRITTEN:
        return [
            Finding(
                "clock", False, f"it says {now:%Y-%m-%d %H:%M} UTC, which is past; set the machine's time"
            )
        ]
    last = _last_message(path)
    if last and last > now + timedelta(minutes=5):
        return [
            Finding(
                "clock", False, f"the last message was kept at {last:%Y-%m-%d %H:%M} UTC, but now is before"
            )
        ]
    return [Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")]


def _last_message(path: Path) -> datetime | None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            (text,) = db.execute("SELECT max(received_at) FROM inbox").fetchone()
    except sqlite3.Error:
        return None
    return datetime.fromisoformat(text) if text else None


def _gateway(settings: Settings) -> list[Finding]:
    if settings.transport == "simulated":
        return [Finding("gateway", True, "none is needed: the WeChat is simulated")]
    if settings.transport == "manual":
        return [Finding("gateway", True, "none is needed: people post by hand")]
    try:
        gateway = gateway_settings(settings)
    except ConfigError as error:
        return [Finding("gateway", False, str(error))]
    return [*_token_file(settings), asyncio.run(_reach(gateway.host, gateway.port))]


def _token_file(settings: Settings) -> list[Finding]:
    name = settings.wechaty.token_file
    if settings.wechaty.token_env or not name or os.name == "nt":
        return []
    if stat.S_IMODE(Path(name).stat().st_mode) & 0o077:
        return [Finding("gateway", False, f"{name} can be read by others; run: chmod 600 {name}")]
    return []


def _webhook(settings: Settings) -> list[Finding]:
    name = settings.operator.webhook_file
    if name is None:
        return []
    try:
        read_webhook(Path(name))
    except ConfigError as error:
        return [Finding("webhook", False, str(error))]
    if os.name != "nt" and stat.S_IMODE(Path(name).stat().st_mode) & 0o077:
        return [Finding("webhook", False, f"{name} can be read by others; run: chmod 600 {name}")]
    # Called only in an emergency: an examination must not get anybody out of bed.
    return [Finding("webhook", True, f"{name} holds an address to call")]


async def _reach(host: str, port: int) -> Finding:
    # A connection only: logging in would cut off a bot that is running.
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 5)
    except (OSError, TimeoutError) as error:
        reason = str(error) or "no answer within 5 s"
        return Finding(
            "gateway", False, f"{host}:{port} cannot be reached ({reason}); is the gateway running?"
        )
    writer.close()
    return Finding("gateway", True, f"{host}:{port} takes connections")
