"""Calls the person who runs the bot: in the log always, and at a webhook where one is configured."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog

from bot.clock import Clock
from bot.config import ConfigError

log = structlog.get_logger(__name__)

# The same alarm rings once in this time: who is called twice a minute stops listening.
REST = timedelta(minutes=10)
TIMEOUT = 10  # seconds for one try
TRIES = 3
PAUSE = timedelta(seconds=2)  # before the second try; before the third twice as long


def read_webhook(path: Path) -> str:
    """Read the address to call out of its file. Raises ConfigError saying what is wrong with it."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"operator.webhook_file: {path} cannot be read ({error})") from error
    address = urlsplit(lines[0]) if len(lines) == 1 else None
    if address is None or not address.hostname:
        raise ConfigError(
            f"operator.webhook_file: {path} must hold one address, such as https://example.org/hook"
        )
    if address.scheme != "https" and not (address.scheme == "http" and _is_here(address.hostname)):
        raise ConfigError(
            f"operator.webhook_file: the address in {path} must begin with https://"
            " (http:// only towards this machine)"
        )
    return lines[0]


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


class Operator:
    """Calls for a person; what is said holds no personal data and no message's text."""

    def __init__(self, webhook_file: str | None, clock: Clock, *, pause: timedelta = PAUSE) -> None:
        self._webhook_file = Path(webhook_file) if webhook_file else None
        self._clock = clock
        self._pause = pause
        self._called: dict[str, datetime] = {}
        self._posting: set[asyncio.Task[None]] = set()

    def call(self, what: str, text: str) -> None:
        """Log an alarm, and post it unless the same was posted in the last ten minutes; never waits."""
        now = self._clock.now()
        log.error("the operator is needed", what=what, text=text)
        last = self._called.get(what)
        if self._webhook_file is None or (last and timedelta(0) <= now - last < REST):
            return
        self._called[what] = now
        posting = asyncio.ensure_future(self._post({"what": what, "text": text, "at": now.isoformat()}))
        self._posting.add(posting)
        posting.add_done_callback(self._posting.discard)

    async def settle(self, seconds: float = TIMEOUT) -> None:
        """Wait for what is being posted, so long at most: at the end of a run."""
        if self._posting:
            await asyncio.wait(self._posting, timeout=seconds)

    async def _post(self, alarm: dict[str, str]) -> None:
        assert self._webhook_file
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(self._pause.total_seconds() * attempt)
            try:
                # Read anew each time: an address that was wrong can be mended while the bot runs.
                address = await asyncio.to_thread(read_webhook, self._webhook_file)
                await asyncio.to_thread(_post, address, alarm)
            except (ConfigError, OSError, ValueError) as error:  # the address itself is a secret
                reason = str(error) if isinstance(error, ConfigError) else type(error).__name__
                log.warning("webhook not reached", what=alarm["what"], attempt=attempt + 1, error=reason)
            else:
                return


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """An alarm goes where it was meant to, or fails."""


def _post(address: str, alarm: dict[str, str]) -> None:
    request = urllib.request.Request(  # noqa: S310 -- read_webhook has looked at the scheme
        address,
        json.dumps(alarm, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8"},
    )
    with urllib.request.build_opener(_NoRedirects).open(request, timeout=TIMEOUT):
        pass
