"""Serves the tables until it is stopped, and makes them anew now and then."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import structlog
import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from bot.config import ConfigError, Settings
from bot.logs import describe
from bot.office.copies import Copies
from bot.office.door import LOGINS, Door
from bot.office.gate import Gate
from bot.office.pages import metadata
from bot.office.plugin import Plugin, keep_quiet
from data.db import StoreError

log = structlog.get_logger(__name__)
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_MOST_ROWS = 30_000  # of a saved query, which gives all it has as CSV
_SETTINGS = {
    "default_allow_sql": False,
    "allow_download": False,
    "max_returned_rows": _MOST_ROWS,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "default_cache_ttl": 0,
    "truncate_cells_html": 300,
}


def listen(settings: Settings) -> socket.socket:
    """Take the port, before anything is made. Raises ConfigError."""
    office = settings.office
    if office.host not in _LOCAL and not office.behind_tls:
        raise ConfigError(
            f"office.host: {office.host} is open to other machines; write 127.0.0.1 and put a proxy with TLS"
            " before it, see docs/office.md; `behind_tls: true` says that the proxy is there"
        )
    taken = socket.socket(socket.AF_INET6 if ":" in office.host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((office.host, office.port))
    except OSError as error:
        taken.close()
        raise ConfigError(
            f"office.port: {office.host}:{office.port} cannot be used ({error.strerror}); stop what runs"
            " there or name another port"
        ) from error
    return taken


def make_site(settings: Settings, copies: Copies, door: Door) -> Gate:
    """Put Datasette together with our part in it, and the gate before it."""
    keep_quiet()
    pm.register(Plugin(settings, copies), "kiteline")
    secure = settings.office.behind_tls
    site: Any = Datasette(
        files=[str(copies.path_of(login)) for login in LOGINS],
        metadata=metadata(settings.organisation.name, door),
        settings={**_SETTINGS, "force_https_urls": secure},
        secret=door.secret,
        template_dir=str(Path(__file__).with_name("templates")),  # before those of the other plugins
    )
    return Gate(site.app(), site, settings.office.names, secure=secure)


@contextlib.contextmanager
def prepared(copies: Copies) -> Iterator[None]:
    """Have the copies made for as long as they are served. Raises StoreError."""
    try:
        copies.open()
        copies.make()
        yield
    finally:
        copies.remove()


def serve(settings: Settings, door: Door, taken: socket.socket) -> None:
    """Serve until stopped. Raises StoreError."""
    copies = Copies(settings)
    with taken, prepared(copies):
        asyncio.run(_serve(settings, copies, door, taken))


async def _serve(settings: Settings, copies: Copies, door: Door, taken: socket.socket) -> None:
    site: Any = make_site(settings, copies, door)
    server = _Server(
        uvicorn.Config(site, log_config=None, access_log=False, server_header=False, lifespan="off")
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(name, server.stop)
    refreshing = asyncio.create_task(_refresh(copies, settings.office.refresh.total_seconds()))
    try:
        await server.serve(sockets=[taken])
    finally:
        refreshing.cancel()


class _Server(uvicorn.Server):
    """Ends when it is told to, and leaves signals to us: its own way of ending leaves the copies behind."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        """End as soon as what is being answered is answered."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for taken in sockets or []:
            host, port = taken.getsockname()[:2]
            log.info("ready", url=f"http://{host}:{port}/")


async def _refresh(copies: Copies, seconds: float) -> None:
    while seconds:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(copies.make)
        except StoreError as error:
            log.error("tables not prepared", why=str(error))
        except Exception as error:  # the tables that are there go on being shown
            log.error("tables not prepared", **describe(error))
