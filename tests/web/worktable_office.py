"""A small office without a gateway, and its clerks at the worktable, without a browser."""

from __future__ import annotations

import io
import re
from datetime import datetime
from urllib.parse import urlencode

from quart import Response
from quart.datastructures import FileStorage
from quart.typing import TestClientProtocol
from sqlite_utils import Database

from bot.clock import StoppedClock
from bot.config import Settings
from bot.domain.member import Member, Role
from bot.manual.desk import Desk
from bot.manual.hand import bot_by_hand
from bot.web.site import make_site
from bot.web.worktable.pages import make_pages
from data import login as logins
from data import member as members
from data import unit as units
from tests.conftest import BEIJING

NOW = datetime(2026, 11, 24, 9, 15, tzinfo=BEIJING)
NOTICE = "通知 全体 回执 周五18:00前：周六上午九点集中学习"
PASSWORD = "怀柔的秋天很美丽啊一二三"


class Office:
    """The bot by hand over a small roll, its site, and a clock that is put where a test wants it."""

    def __init__(self, db: Database, settings: Settings, *, trial: bool = False) -> None:
        self.db = db
        self.clock = StoppedClock(NOW)
        _add_people(db)
        self.bot = bot_by_hand(settings, db, self.clock)
        pages = make_pages(lambda: self.bot, trial=trial, clock=self.clock)
        self.site = make_site(settings.web, dict, [pages], home="/worktable/")

    @property
    def desk(self) -> Desk:
        """The desk at this moment."""
        return Desk(self.bot)

    def person(self, name: str) -> Member:
        """Give the one person of this name."""
        (found,) = members.named(self.db, name)
        return found

    def sit_down(self, name: str = "王主任") -> Clerk:
        """Let a clerk sit down who has signed in."""
        clerk = Clerk(self)
        cookie = logins.open_session(self.db, self.person(name).id, self.clock.now())
        clerk.client.set_cookie("localhost", "worktable", cookie, path="/worktable")
        return clerk

    def send_notice(self, order: str = NOTICE) -> None:
        """Let the first clerk announce something."""
        for words in (order, "确认"):
            self.desk.say(self.person("王主任"), words, f"test:{words}:{self.clock.moment}")

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Look into the store."""
        return list(self.db.execute(query).fetchall())


class Clerk:
    """A browser without scripts: sends forms, with the token of the page they stand on, and follows."""

    def __init__(self, office: Office) -> None:
        self.client: TestClientProtocol = office.site.test_client()
        self.status = 0
        self.place = ""
        self.token = ""

    async def open(self, path: str) -> str:
        """Open a page; gives what it holds."""
        return await self._note(await self.client.get(path))

    async def send(self, path: str, *, part: bool = False, **form: str | list[str]) -> str:
        """Send a form, and follow where it leads; `part`: as the script does."""
        headers = {
            "Origin": "http://localhost",
            "Referer": "http://localhost/worktable/",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        content = urlencode({"token": self.token, **form}, doseq=True)
        if part:
            headers["X-Part"] = "1"
        text = await self._note(await self.client.post(path, data=content, headers=headers))
        return await self.open(self.place) if self.status == 303 else text

    async def bring(self, name: str, content: bytes, *, words: str = "") -> str:
        """Say something to the bot with a picture or file, and follow."""
        sent = FileStorage(io.BytesIO(content), name)
        answer = await self.client.post(
            "/worktable/say",
            headers={"Origin": "http://localhost", "Referer": "http://localhost/worktable/"},
            form={"token": self.token, "words": words},
            files={"file": sent},
        )
        text = await self._note(answer)
        return await self.open(self.place) if self.status == 303 else text

    async def _note(self, response: Response) -> str:
        text = await response.get_data(as_text=True)
        self.status, self.place = response.status_code, response.headers.get("Location", "")
        if found := re.search(r'name="token" content="([^"]+)"', text):
            self.token = found[1]
        return text


def _add_people(db: Database) -> None:
    committee = units.committee(db, "怀柔人才党委").id
    first, second = (units.make(db, "branch", name, committee) for name in ("第一支部", "第二支部"))

    def add(name: str, branch: int | None, role: Role | None = None, **more: object) -> None:
        number = members.add(db, Member(0, name, branch_id=branch, **more))  # type: ignore[arg-type]
        if role:
            members.give_post(db, number, role, committee if role is Role.CLERK else first)

    add("王主任", None, Role.CLERK)
    add("钱主任", None, Role.CLERK)
    add("李书记", first, Role.SECRETARY)
    add("张三", first, phone="13800138000")
    add("李四", first)
    add("老周", first, wechat=False, phone="13900139000")
    add("张珊珊", second)
    add("孙七", second)
