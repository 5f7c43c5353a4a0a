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
from pathlib import Path
from typing import Any

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
        assert "[error" not in said, said
        assert "Traceback" not in said, said


@pytest.fixture
def start_kiteline(tmp_path: Path) -> Iterator[StartKiteline]:
    """Give a function that starts Kiteline over a database of its own: start_kiteline(transport="manual", …).

    A section's values are laid over those of config.yaml: start_kiteline(web={"names": ["kite.example"]}).
    """
    with ExitStack() as running:

        def start(**changes: Any) -> Kiteline:
            settings: Any = read_yaml(CONFIG)
            for changed in ({"database": str(tmp_path / "kiteline.db"), "web": {"port": 0}}, changes):
                for name, value in changed.items():
                    settings[name] = {**settings[name], **value} if isinstance(value, dict) else value
            path = tmp_path / "config.yaml"
            path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
            started = Kiteline(path)
            running.callback(started.stop)
            started.wait_until_ready()
            return started

        yield start


@pytest.fixture
def kiteline(start_kiteline: StartKiteline) -> Kiteline:
    """Kiteline as delivered, on the simulated WeChat."""
    return start_kiteline()


@pytest.fixture
def people(browser: Browser, start_kiteline: StartKiteline) -> Iterator[People]:
    """Whoever looks at pages in this test; it fails if anything goes wrong in one of them."""
    # Takes start_kiteline to close the pages before Kiteline ends.
    looking = People(browser)
    yield looking
    looking.close()
    assert not looking.troubles, "\n".join(looking.troubles)
