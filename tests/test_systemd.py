"""What systemd hears of the bot."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.cli import systemd


@pytest.fixture
def supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listener


def test_systemd_hears_what_is_told(supervisor: socket.socket) -> None:
    systemd.tell("READY=1")
    assert supervisor.recv(100) == b"READY=1"


async def test_systemd_hears_again_and_again_that_the_loop_turns(
    supervisor: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "2000")
    telling = asyncio.create_task(systemd.keep_telling())
    said = [await asyncio.to_thread(supervisor.recv, 100) for _ in range(3)]
    telling.cancel()
    with suppress(asyncio.CancelledError):
        await telling
    assert said == [b"WATCHDOG=1"] * 3


@pytest.mark.parametrize("microseconds", ["", "0", "soon"])
async def test_without_a_watchdog_nothing_is_told(
    supervisor: socket.socket, monkeypatch: pytest.MonkeyPatch, microseconds: str
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", microseconds)
    await systemd.keep_telling()
    supervisor.setblocking(False)
    with pytest.raises(BlockingIOError):
        supervisor.recv(100)


def test_a_supervisor_that_is_gone_stops_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    systemd.tell("READY=1")
