"""Offices without a gateway that run as a process, and what their clerks do at the worktable in a browser."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from bot import config
from bot.clock import StoppedClock
from bot.config import read_yaml
from bot.manual.desk import Desk
from bot.manual.hand import bot_by_hand
from data import login as logins
from data import member as members
from data.db import open_store
from tests.conftest import CONFIG
from tests.web.conftest import Kiteline, People
from tests.web.visiting import follow
from tests.web.worktable_answers import ROLL

FIRST_CLERK, SECOND_CLERK = "王雅琴", "龚明亮"
PASSWORD = "怀柔的秋天很美丽啊一二三"
NOTICE = "通知 全体 回执 后天18:00前：周六上午九点集中学习"


class Terminal:
    """The commands that people type beside the running bot, over a store of their own."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "kiteline.db"
        self.config = folder / "config.yaml"
        settings = {**read_yaml(CONFIG), "database": str(self.store), "transport": "manual"}  # type: ignore[dict-item]
        self.config.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")

    def type(self, *words: str) -> str:
        """Give what a command prints."""
        command = [sys.executable, "-m", "bot", "--config", str(self.config), *words]
        done = subprocess.run(command, cwd=CONFIG.parent, capture_output=True, text=True, check=True)
        return done.stdout

    def query(self, question: str) -> list[tuple[object, ...]]:
        """Ask the store, once nobody else works in it."""
        with closing(sqlite3.connect(self.store)) as db:
            return list(db.execute(question))

    def dismiss(self, name: str) -> None:
        """Take somebody's posts away, while nobody else works in the store."""
        with closing(sqlite3.connect(self.store)) as db, db:
            db.execute("DELETE FROM posts WHERE member_id = (SELECT id FROM members WHERE name = ?)", (name,))


def prepare(folder: Path) -> Path:
    """Make a store with the roll and two clerks who know their password."""
    terminal = Terminal(folder)
    terminal.type("import", str(ROLL))
    with closing(open_store(terminal.store)) as db, db.atomic():
        for name in (FIRST_CLERK, SECOND_CLERK):
            (clerk,) = members.named(db, name)
            logins.keep(db, clerk.id, logins.seal(PASSWORD), datetime.now(UTC))
    return terminal.store


def announce(terminal: Terminal) -> Path:
    """Let a notice have gone out an hour ago, and its cards have been posted; gives the store."""
    now = datetime.now(UTC) - timedelta(hours=1)
    with closing(open_store(terminal.store)) as db:
        desk = Desk(bot_by_hand(config.load(terminal.config, {}), db, StoppedClock(now)))
        (clerk,) = members.named(db, FIRST_CLERK)
        for words in (NOTICE, "确认"):
            desk.say(clerk, words, f"prepared:{words}")
        for post in (post for card in desk.cards() for post in card.posts):
            desk.mark(post.row_id, clerk)
    return terminal.store


def lay(store: Path, folder: Path) -> Terminal:
    """Put a prepared store where a test's process works."""
    shutil.copy(store, folder / "kiteline.db")
    return Terminal(folder)


# At the page


def sit_down(people: People, kiteline: Kiteline, name: str, **options: object) -> Page:
    """Let a clerk sign in, in a browser of his own."""
    page = people.open(f"{kiteline.address}/worktable/login", **options)
    sign_in(page, name)
    return page


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill the boxes of the door."""
    page.fill("#name", name)
    page.fill("#password", password)
    follow(page, page.locator("#enter"))


def turn_to(page: Page, tab: str) -> None:
    """Turn to cards, back or progress by its tab."""
    follow(page, page.locator(f"#tab-{tab}"))


def say(page: Page, words: str, answer: str) -> None:
    """Write to the bot, and read its answer."""
    page.fill("#words", words)
    page.click("#say-it")
    expect(page.locator("#talk-lines .line.bot", has_text=answer)).to_be_visible()


def cards(page: Page) -> Locator:
    """Find the cards on which something waits."""
    return page.locator("article.card:not(.through)")


def posted(page: Page, title: str) -> Locator:
    """Find the card of a room on which all is posted, in its place."""
    return page.locator(f'article.card.through[data-title="{title}"]')


def card(page: Page, title: str) -> Locator:
    """Find the card of a room on which something waits."""
    return cards(page).filter(has=page.get_by_role("heading", name=title, exact=True))


def paste(page: Page, room: str, text: str, read: int) -> None:
    """Read pasted chat in, and see how many messages it was."""
    page.select_option("#room", label=room)
    page.fill("#pasted", text)
    page.click("#read-in")
    expect(page.locator("#pasted")).to_have_value("")
    expect(page.locator("#result-count")).to_contain_text(f"读了 {read} 条")


def row_of(page: Page, name: str) -> Locator:
    """Find the row of a message by who wrote it, as it was written or read."""
    return page.locator(
        "table.heard tbody", has=page.locator("td.name", has_text=re.compile(f"^{re.escape(name)}"))
    )
