"""The web server: one port of this machine, and an end that no open page can hold up."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from typing import Any

import pytest
from quart import Quart, Response

from bot.config import ConfigError, Web
from bot.web.server import show, take_port

WEB = Web(host="127.0.0.1", port=0, names=[])


class Shown:
    """A site with a stream that says one thing and then never ends, being shown."""

    def __init__(self) -> None:
        self.left = False
        self.told_to_stop = asyncio.Event()
        self.complaints: list[dict[str, Any]] = []
        site = Quart(__name__)

        @site.get("/stream")
        async def tell() -> Response:
            response = Response(self._tell(), mimetype="text/event-stream")
            response.timeout = None
            return response

        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, complaint: self.complaints.append(complaint))
        loop.add_signal_handler(signal.SIGTERM, self.told_to_stop.set)
        self._writers: list[asyncio.StreamWriter] = []
        self._listener = take_port(WEB)
        self.showing = asyncio.create_task(show(site, self._listener))

    async def _tell(self) -> AsyncIterator[str]:
        try:
            yield "data: 1\n\n"
            await asyncio.Event().wait()
        finally:
            self.left = True

    async def get(self, path: str, until: bytes) -> asyncio.StreamReader:
        """Ask for a path and read until some words; the connection stays open."""
        reader, writer = await asyncio.open_connection(*self._listener.getsockname())
        self._writers.append(writer)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await asyncio.wait_for(reader.readuntil(until), 20)
        return reader

    async def end(self) -> None:
        """End as the run does."""
        self.showing.cancel()
        await asyncio.wait({self.showing}, timeout=20)

    async def tidy_up(self) -> None:
        """End, and close what was opened from outside."""
        await self.end()
        self._listener.close()
        for writer in self._writers:
            writer.close()
            await writer.wait_closed()


@pytest.fixture
async def shown() -> AsyncIterator[Shown]:
    """The site, shown until the test is over."""
    site = Shown()
    yield site
    await site.tidy_up()


def test_an_address_of_another_machine_is_refused_with_a_sentence() -> None:
    elsewhere = Web(host="192.0.2.1", port=0, names=[])
    with pytest.raises(
        ConfigError, match=r"web\.host: cannot listen on 192\.0\.2\.1:0 .* such as 127\.0\.0\.1"
    ):
        take_port(elsewhere)


async def test_neither_a_stream_nor_an_idle_page_holds_up_the_end(shown: Shown) -> None:
    stream = await shown.get("/stream", b"data: 1")
    idle = await shown.get("/nowhere", b"404")
    await shown.end()
    assert shown.showing.done()
    assert shown.left
    await stream.read()  # to its end
    await idle.read()
    assert not shown.complaints


async def test_the_signals_stay_with_the_run(shown: Shown) -> None:
    await shown.get("/stream", b"data: 1")
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(shown.told_to_stop.wait(), 20)
    assert not shown.showing.done()
