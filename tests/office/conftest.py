"""The office's tables as a process of their own, over a made-up store, and readers with a browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import pytest
from playwright.sync_api import Browser, Page

from bot.config import read_yaml
from tests.conftest import CONFIG
from tests.office.made_up import make_store
from tests.web.conftest import PATIENCE, People, browser, chromium

__all__ = ["browser", "chromium"]  # fixtures that are shared with the pages' tests


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a request."""

    status: int
    text: str
    headers: dict[str, str]


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Client:
    """Somebody who asks without a browser, with cookies of their own; redirections are not followed."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies), _StayHere())

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """Ask for a path, or send a form to it."""
        data = urlencode(form).encode() if form is not None else None
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            found = self._opener.open(Request(f"{self._address}{path}", data, names), timeout=PATIENCE)
        except HTTPError as error:
            found = error
        with found:
            text = found.read().decode("utf-8")
            return Answer(int(found.status or 0), text, {k.lower(): v for k, v in found.headers.items()})

    def sign_in(self, login: str, password: str) -> Answer:
        """Sign in as the page does."""
        token = re.findall(r'name="csrftoken" value="([^"]+)"', self.ask("/-/login").text)[0]
        return self.ask("/-/login", {"username": login, "password": password, "csrftoken": token})


class Tables:
    """`python -m bot office` as a process of its own."""

    def __init__(self, folder: Path, **office: Any) -> None:
        settings: Any = read_yaml(CONFIG)
        settings["database"] = str(folder / "kiteline.db")
        settings["office"] = {**settings["office"], "port": 0, **office}
        self.folder, self.config = folder, folder / "config.yaml"
        self.config.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
        self.log: list[str] = []
        self._inside: dict[str, Client] = {}
        self._said = threading.Condition()
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "bot", "--config", str(self.config), "office"],
            cwd=CONFIG.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        self.address = re.findall(r"http://[\d.]+:\d+", self.wait_for("ready"))[0]
        self.passwords = dict(re.findall(r"^  (office\S*) +(\S+-\S+)", "".join(self.log), re.MULTILINE))

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                with self._said:
                    self.log.append(line)
                    self._said.notify_all()

    def wait_for(self, words: str) -> str:
        """Wait until a line of the log holds these words, and give it."""
        with self._said:
            found = self._said.wait_for(lambda: [line for line in self.log if words in line], PATIENCE)
        assert found, f"the tables did not say {words!r}:\n{''.join(self.log)}"
        return found[0]

    def client(self, login: str | None = None) -> Client:
        """Give somebody who asks, signed in or (None) not; who is signed in is the same in every test."""
        if login is None:
            return Client(self.address)
        if login not in self._inside:
            self._inside[login] = Client(self.address)
            assert self._inside[login].sign_in(login, self.passwords[login]).status == 302
        return self._inside[login]

    def stop(self) -> int:
        """End the process as a service manager does; gives its exit code."""
        self._process.terminate()
        try:
            return self._process.wait(PATIENCE)
        finally:
            self._process.kill()  # does nothing to a process that has ended
            self._process.wait()
            self._reading.join()


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    """The tables, started once for all tests that only read."""
    folder = tmp_path_factory.mktemp("office")
    make_store(folder / "kiteline.db")
    started = Tables(folder)
    yield started
    assert started.stop() == 0, "".join(started.log)
    assert "Traceback" not in "".join(started.log), "".join(started.log)


@pytest.fixture
def readers(browser: Browser) -> Iterator[People]:
    """Whoever looks at the tables in this test; it fails if anything goes wrong in one of their pages."""
    looking = People(browser)
    yield looking
    looking.close()
    assert not looking.troubles, "\n".join(looking.troubles)


def enter(readers: People, tables: Tables, login: str, **options: Any) -> Page:
    """Sign in with a browser, as a person does."""
    page = readers.open(f"{tables.address}/", **options)
    page.get_by_label("登录名").select_option(login)
    page.get_by_label("密码").fill(tables.passwords[login])
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="数据表").wait_for()
    return page
