"""The web server: one listening port of this machine, taken before anything else starts."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from quart import Quart

from bot.config import ConfigError, Web


def take_port(web: Web) -> socket.socket:
    """Listen on the configured address before anything else starts. Raises ConfigError if it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        # There, the option below would let a second program listen on the same port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((web.host, web.port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        if error.errno != errno.EADDRINUSE:
            raise ConfigError(
                f"web.host: cannot listen on {web.host}:{web.port} ({error.strerror});"
                " write an address of this machine, such as 127.0.0.1"
            ) from error
        raise ConfigError(
            f"web.port: {web.host}:{web.port} is taken by another program, perhaps another Kiteline;"
            " stop it or choose another port in config.yaml"
        ) from error
    return listener


def address_of(web: Web, listener: socket.socket) -> str:
    """Give the address people type, such as http://127.0.0.1:8420."""
    return f"http://{web.host}:{listener.getsockname()[1]}"


async def show(site: Quart, listener: socket.socket) -> None:
    """Serve the site on a listening socket until cancelled; open streams end first."""
    config = Config()
    # Hypercorn closes what it is given. On Windows only a socket's own copy is a socket, os.dup's is not.
    config.bind = [f"fd://{listener.dup().detach()}"]
    config.errorlog = None  # our own log tells what matters
    config.graceful_timeout = 0.2
    closing = asyncio.Event()
    # With a trigger of its own, hypercorn leaves the signals to the run.
    serving = asyncio.ensure_future(
        serve(_ending(site, closing), config, shutdown_trigger=closing.wait, mode="asgi")
    )
    try:
        await asyncio.shield(serving)
    finally:
        closing.set()
        await asyncio.wait({serving}, timeout=2)
        serving.cancel()


def _ending(site: Quart, closing: asyncio.Event) -> Any:
    """Tell every request that its browser has left once the site closes.

    A page holds its stream of events for ever, and from Python 3.12 on a server waits for every connection.
    """

    async def application(scope: Any, receive: Any, send: Any) -> None:
        async def receive_or_leave() -> Any:
            told, over = asyncio.ensure_future(receive()), asyncio.ensure_future(closing.wait())
            try:
                await asyncio.wait({told, over}, return_when=asyncio.FIRST_COMPLETED)
                return told.result() if told.done() else {"type": "http.disconnect"}
            finally:
                told.cancel()
                over.cancel()

        await site(scope, receive_or_leave if scope["type"] == "http" else receive, send)

    return application
