"""What the bot speaks to: the gateway, and the address that calls a person."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bot.cli.doctor.finding import Finding, too_open
from bot.cli.gateway import gateway_settings
from bot.config import ConfigError, Settings
from bot.operation.operator import read_webhook


def examine(settings: Settings) -> Iterator[Finding]:
    """Look whether the gateway takes connections, and at the files that hold secrets."""
    yield from _gateway(settings)
    yield from _webhook(settings)


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
    if settings.wechaty.token_env or not name or not (said := too_open(Path(name))):
        return []
    return [Finding("gateway", False, said)]


def _webhook(settings: Settings) -> list[Finding]:
    name = settings.operator.webhook_file
    if name is None:
        return []
    try:
        read_webhook(Path(name))
    except ConfigError as error:
        return [Finding("webhook", False, str(error))]
    if said := too_open(Path(name)):
        return [Finding("webhook", False, said)]
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
