"""`GET /health`: whether the bot is well, for people and for service managers."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart

from bot.config import ConfigError, Status


def take_port(status: Status) -> socket.socket:
    """Listen on the configured address before anything else starts. Raises ConfigError if it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((status.host, status.port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        if error.errno != errno.EADDRINUSE:
            raise ConfigError(
                f"status.host: cannot listen on {status.host}:{status.port} ({error.strerror});"
                " write an address of this machine, such as 127.0.0.1"
            ) from error
        raise ConfigError(
            f"status.port: {status.host}:{status.port} is taken by another program, perhaps another Kiteline;"
            " stop it or choose another port in config.yaml"
        ) from error
    return listener


def make_page(health: Callable[[], dict[str, Any]]) -> Quart:
    """Make the web application over a function that tells the bot's health."""
    page = Quart(__name__)

    @page.get("/health")
    async def tell_health() -> dict[str, Any]:
        return health()

    return page


async def show(page: Quart, listener: socket.socket) -> None:
    """Serve the application on a listening socket until cancelled."""
    config = Config()
    config.bind = [f"fd://{os.dup(listener.fileno())}"]  # hypercorn closes what it is given
    config.errorlog = None  # our own log tells what matters
    await serve(page, config)
