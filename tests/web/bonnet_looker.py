"""Somebody who looks under the bonnet of the simulated WeChat."""

from __future__ import annotations

from pathlib import Path

from quart import Quart, render_template

from bot.ports import Quote
from bot.web.chat.bonnet import Bonnet, Memory, Table, open_incoming, open_said
from tests.conftest import Talk

ROOT = Path(__file__).parents[2]
NOTICE = "通知 全体 回执 周五18:00前：周六上午九点集中学习"


class Looker:
    """Somebody who says things and looks under the bonnet."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.memory = Memory(talk.db)
        talk.stage.watchers.append(self.memory)

    async def say(self, who: str, where: str, text: str, *, quote: Quote | None = None) -> Bonnet:
        await self.talk.say(who, where, text, quote=quote)
        return self.open(list(self.memory.taken)[-1])

    def open(self, message_id: str) -> Bonnet:
        one = self.memory.taken[message_id]
        return open_incoming(self.talk.db, self.talk.stage.settings, one.incoming, one.changes)

    def own(self, words: str) -> Bonnet:
        """Open what the bot said with these words."""
        said = next(
            said for said in self.talk.stage.wechat.recent if said.sender == "bot" and words in said.text
        )
        return open_said(self.talk.db, self.talk.stage.settings, said.message_id, self.memory.taken)


async def render(shown: Bonnet) -> str:
    """Show it as the page does, in a small site of its own."""
    site = Quart("bot.web.site", root_path=str(ROOT / "bot/web"))

    @site.get("/world/main/bonnet/<message_id>")
    async def show(message_id: str) -> str:
        return await render_template("chat/bonnet.html", bonnet=shown)

    answer = await site.test_client().get("/world/main/bonnet/x?as=wx-a&in=b")
    assert answer.status_code == 200
    return await answer.get_data(as_text=True)


def facts(shown: Bonnet) -> dict[str, str]:
    """Give what was received, by label."""
    return {fact.label: fact.value for fact in shown.received}


def stored(shown: Bonnet) -> dict[str, Table]:
    """Give the tables that changed, bookkeeping left out, by name."""
    return {table.name: table for table in shown.tables}
