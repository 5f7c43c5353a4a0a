"""Tells systemd that the bot is ready and still alive; without systemd, nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket


def tell(state: str) -> None:
    """Send a state such as READY=1 to who started us, if that is systemd (see sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):  # a name without a file
        address = "\0" + address[1:]
    # A supervisor that does not listen is no reason to stop.
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.sendto(state.encode(), address)


async def keep_telling() -> None:
    """Tell for ever that the loop still turns, twice in the time systemd waits (WatchdogSec)."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    if not microseconds.isdigit() or not int(microseconds):
        return
    while True:
        tell("WATCHDOG=1")
        await asyncio.sleep(int(microseconds) / 2_000_000)
