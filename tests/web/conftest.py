"""A real browser, people who look at pages with it, and Kiteline as a process to look at."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from bot.config import read_yaml
from tests.conftest import CONFIG

StartKiteline = Callable[..., "Kiteline"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HERE = re.compile(r"http://127\.0\.0\.1:|about:|blob:|data:")
ELSEWHERE = re.compile(rf"^(?!{HERE.pattern})")
TALK = "今天降温，外出的同志多穿一点，路上慢些，到了给家里报个信"
PATIENCE = 20.0  # seconds until something that does not come counts as missing; a busy machine is slow


# The browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """The browser of the whole run, started once, and Playwright's loop; tests take `people` or `browser`."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no browser is installed: run `make browser`"
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()
        expect.set_options(timeout=PATIENCE * 1000)
        root = os.geteuid() == 0  # Chromium's sandbox does not work for root
        started = playwright.chromium.launch(executable_path=path, args=QUIET, chromium_sandbox=not root)
        asyncio._set_running_loop(None)
        yield started, loop
        asyncio._set_running_loop(loop)
        started.close()


@pytest.fixture
def browser(chromium: tuple[Browser, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """The browser during one test."""
    started, loop = chromium
    # Between its calls Playwright leaves its loop running in this thread; asynchronous tests run theirs here.
    asyncio._set_running_loop(loop)
    yield started
    asyncio._set_running_loop(None)


class People:
    """Opens pages, each as somebody of their own; what goes wrong in any of them is in `troubles`."""

    def __init__(self, browser: Browser) -> None:
        self.troubles: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(self, address: str, **options: Any) -> Page:
        """Open a page as somebody new, with cookies of their own; options are those of Browser.new_context.

        Their further tabs come from `page.context.new_page()`, and are watched as well.
        """
        chosen = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **options}
        context = self._browser.new_context(**chosen)
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        context.route(ELSEWHERE, lambda route: route.abort())
        context.on("request", lambda request: self._check(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.troubles.append(f"uncaught: {error.error}"))
        page = context.new_page()
        page.goto(address)
        return page

    def _check(self, url: str) -> None:
        if not HERE.match(url):
            self.troubles.append(f"asked for {url}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} ({message.location.get('url')})")

    def take_troubles(self) -> list[str]:
        """Give what went wrong so far, for a test that expects it; what is taken does not fail the test."""
        taken, self.troubles = self.troubles, []
        return taken

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()


# Kiteline


class Kiteline:
    """`python -m bot run` as a process of its own; `address` is where it shows its pages."""

    address = ""

    def __init__(self, config: Path) -> None:
        self.log: list[str] = []
        self.expected: list[str] = []  # words of errors that belong to what a test does
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "--config", str(config), "run"],
            cwd=CONFIG.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self.log.append(line)
                self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, words: str) -> str:
        """Wait for the next line of the log that holds these words, and give it."""
        with suppress(queue.Empty):
            while (line := self._lines.get(timeout=PATIENCE)) is not None:
                if words in line:
                    return line
        pytest.fail(f"Kiteline did not say {words!r}:\n{''.join(self.log)}")

    def wait_until_ready(self) -> None:
        """Wait until pages are shown, and note where."""
        self.address = re.findall(r"http://[\d.]+:\d+", self.wait_for(" ready "))[0]

    @cached_property
    def token(self) -> str:
        """What a form must bring along."""
        with urlopen(f"{self.address}/world/main/") as page:
            return str(re.findall(r'name="token" content="([^"]+)"', page.read().decode())[0])

    def post(self, path: str, **form: str) -> None:
        """Send a form as a page of this run does."""
        headers = {"Origin": self.address, "X-Token": self.token}
        urlopen(Request(f"{self.address}/world/main/{path}", urlencode(form).encode(), headers)).close()

    def begin_again(self) -> None:
        """Empty the simulated WeChat; its clock shows the present moment."""
        self.post("happen", what="again")

    def fill_room(self, account: str, room: str, messages: int) -> None:
        """Let somebody write many messages of an ordinary length, 第1条 and so on."""
        where = f"say?{urlencode({'as': account, 'in': room})}"
        for number in range(1, messages + 1):
            self.post(where, text=f"第{number}条：{TALK}")

    def stop(self) -> None:
        """End the process as a service manager does, and see that it ended well."""
        self._process.terminate()
        try:
            code = self._process.wait(PATIENCE)
        finally:
            self._process.kill()  # does nothing to a process that has ended
            self._process.wait()
            self._reading.join()
        said = "".join(self.log)
        assert code == 0, said
        errors = [line for line in self.log if "[error" in line]
        assert not [line for line in errors if not any(words in line for words in self.expected)], said
        assert "Traceback" not in said, said


# What the bot says by the calendar, so that a test means the same on any day it is run.
UNDISTURBED: dict[str, Any] = {
    "greetings": {"birthdays": False, "anniversaries": False, "festivals": False},
    "dues": {"reminders": False, "declarations": False},
    "reports": {"monthly": False, "yearly": False},
    "meetings": {
        "due": dict.fromkeys(("congress", "committee", "group", "lesson", "day")),
        "report_remind_before": None,
    },
}


def start_in(folder: Path, **changes: Any) -> Kiteline:
    """Start Kiteline over a database in a folder, with changes to config.yaml, and wait until it is ready."""
    settings: Any = read_yaml(CONFIG)
    for changed in ({"database": str(folder / "kiteline.db"), "web": {"port": 0}}, changes):
        for name, value in changed.items():
            settings[name] = {**settings[name], **value} if isinstance(value, dict) else value
    path = folder / "config.yaml"
    path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    started = Kiteline(path)
    started.wait_until_ready()
    return started


@pytest.fixture
def start_kiteline(tmp_path: Path) -> Iterator[StartKiteline]:
    """Give a function that starts Kiteline over a database of its own: start_kiteline(transport="manual", …).

    It says nothing by the calendar, unless that section is given.
    A section's values are laid over those of config.yaml: start_kiteline(web={"names": ["kite.example"]}).
    """
    with ExitStack() as running:

        def start(**changes: Any) -> Kiteline:
            started = start_in(tmp_path, **{**UNDISTURBED, **changes})
            running.callback(started.stop)
            return started

        yield start


@pytest.fixture
def kiteline(start_kiteline: StartKiteline) -> Kiteline:
    """Kiteline as delivered, on the simulated WeChat."""
    return start_kiteline()


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiteline]:
    """Kiteline without pauses, started once for many tests; they take it as `brisk`."""
    started = start_in(tmp_path_factory.mktemp("standing"), delivery=at_once(), **UNDISTURBED)
    yield started
    started.stop()


@pytest.fixture
def brisk(standing: Kiteline) -> Kiteline:
    """Kiteline that says at once whatever it has to say, at any time of the day; nothing was said yet."""
    standing.begin_again()
    return standing


def at_once() -> dict[str, Any]:
    """Give settings of the delivery without pauses; the quiet hours are the minute farthest from now."""
    far = (datetime.now(UTC) + timedelta(hours=8 + 12)).hour  # Beijing's
    quiet = f"{far:02}:00-{far:02}:01"
    gaps = dict.fromkeys(("room_gap", "jitter_from", "jitter_to", "broadcast_gap"), "0s")
    return {**gaps, "per_minute": 60, "per_day": 20_000, "quiet_rooms": quiet, "quiet_people": quiet}


@pytest.fixture
def people(browser: Browser, start_kiteline: StartKiteline) -> Iterator[People]:
    """Whoever looks at pages in this test; it fails if anything goes wrong in one of them."""
    # Takes start_kiteline to close the pages before Kiteline ends.
    looking = People(browser)
    yield looking
    looking.close()
    assert not looking.troubles, "\n".join(looking.troubles)
