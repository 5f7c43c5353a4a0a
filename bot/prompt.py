"""A plain prompt on the simulated WeChat: be anybody, speak anywhere, move the clock."""

from __future__ import annotations

import asyncio
import re
import sys
import threading
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.domain.member import Role
from bot.ports import Link, MessageKind
from bot.simulation import Stage
from bot.transport.simulated import Said
from data import account as accounts
from data import member as members
from data import unit as units

_HELP = """[b]怎么玩[/b]
  我是 廖萍        换一个人（谁都行；“我是 党办”“我是 书记 第三支部”也认）
  在 第三支部群    到一个群里说话；“私聊”回到和机器人的私聊
  图 照片.png      发一张图片；“文件 名单.xlsx”发文件，“链接 网址 标题”发链接
  谁 / 群          看看有谁、有哪些群
  +1d +2h +30m     把时钟往前拨，路上该发生的都会发生
  退出             结束
其他的话都是您说的。先试试：
  [cyan]通知 全体 回执 明天18:00前：周六上午九点集中学习[/cyan]
再回 [cyan]确认[/cyan]。"""


class Prompt:
    """The conversation with whoever sits at the terminal."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._console = Console(highlight=False)
        self._room: str | None = None
        self._account = ""
        self._name = ""
        self._waiting = False
        self._again: asyncio.TimerHandle | None = None
        stage.wechat.listeners.append(self._show)

    async def talk(self) -> None:
        """Take lines until 退出 or the end of the input."""
        lines = _read_lines()
        await asyncio.sleep(0.2)  # the log's first lines go before the prompt
        self._console.print(_HELP)
        self._be(self._first(Role.CLERK))
        self._go("中心党委群")
        while True:
            self._print_where()
            self._waiting = True
            line = await lines.get()
            self._waiting = False
            if line is None or line.strip() in {"退出", "exit", "quit"}:
                return
            await self._take(line.strip())
            await asyncio.sleep(0.3)  # let an immediate answer come before the next prompt

    async def _take(self, line: str) -> None:
        if not line:
            return
        word, _, rest = line.partition(" ")
        move = re.fullmatch(r"\+(\d{1,3})([mhd])", line)
        if move:
            await self._move(int(move[1]), move[2])
        elif word == "我是" and rest:
            self._be(self._find(rest.strip()))
        elif re.match(r"\+\s*\d", line):
            self._console.print("[yellow]拨钟写成 +30m、+2h 或 +1d。[/yellow]")
        elif word == "在" and (topic := self._topic(rest)):
            self._go(topic)
        elif word == "在":
            self._console.print("[yellow]没有这个群，发“群”看看有哪些。[/yellow]")
        elif line == "私聊":
            self._room = None
        elif line in {"谁", "群", "?", "？"}:
            self._list(line)
        elif word in {"图", "文件"} and rest:
            self._send_file(word, rest.strip().strip("\"'"))
        elif word == "链接" and (card := re.fullmatch(r"(https?://\S+)(?:\s+(.+))?", rest.strip())):
            self._speak("", link=Link(card[2] or card[1], card[1]))
        else:
            self._speak(line)

    def _send_file(self, word: str, name: str) -> None:
        path = Path(name).expanduser()
        if path.is_file():
            self._speak("", file=str(path), kind=MessageKind.IMAGE if word == "图" else MessageKind.FILE)
        else:
            self._console.print(f"[yellow]没有这个文件：{escape(str(path))}[/yellow]")

    async def _move(self, amount: int, unit: str) -> None:
        span = timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[unit]: amount})
        await self._stage.run_until(self._stage.clock.now() + span)

    def _speak(
        self, text: str, *, file: str | None = None, kind: MessageKind | None = None, link: Link | None = None
    ) -> None:
        bot_name = self._stage.wechat.own.nickname
        seats = self._stage.wechat.seats.get(self._room or "", {})
        if self._room and self._account not in seats:
            self._console.print(f"[yellow]{escape(self._name)}不在这个群里，先“在 某群”或“私聊”。[/yellow]")
            return
        named = {match[1] for match in re.finditer(r"@(\S+)", text)}
        self._stage.wechat.speak(
            self._account,
            seats.get(self._account, self._name),
            text,
            room=self._room,
            mentions=tuple(account for account, nickname in seats.items() if nickname in named),
            mentions_bot=bot_name in named,
            file=file,
            kind=kind,
            link=link,
        )

    def _be(self, account_id: str | None) -> None:
        actor = accounts.actor(self._stage.db, account_id) if account_id else None
        if account_id is None or actor is None:
            self._console.print("[yellow]没有这个人，发“谁”看看。[/yellow]")
            return
        self._account, self._name = account_id, actor.member.name
        if self._room and account_id not in self._stage.wechat.seats[self._room]:
            self._room = None

    def _find(self, words: str) -> str | None:
        """Find somebody by name, 党办, or 书记 with a branch's name."""
        db = self._stage.db
        if words == "党办":
            return self._first(Role.CLERK)
        if words.startswith("书记"):
            wanted = words.removeprefix("书记").strip()
            for person in members.holders(db, Role.SECRETARY):
                if not wanted or wanted in self._describe(person.id):
                    return next(iter(accounts.of_member(db, person.id)), None)
            return None
        found = [
            account for person in members.named(db, words) for account in accounts.of_member(db, person.id)
        ]
        return found[0] if found else None

    def _first(self, role: Role) -> str | None:
        people = members.holders(self._stage.db, role)
        return next((a for person in people for a in accounts.of_member(self._stage.db, person.id)), None)

    def _describe(self, member_id: int) -> str:
        branch_id = members.find(self._stage.db, member_id).branch_id
        return units.find(self._stage.db, branch_id).name if branch_id else ""

    def _go(self, topic: str) -> None:
        room_id = next(room for room, known in self._stage.wechat.topics.items() if known == topic)
        if self._account in self._stage.wechat.seats[room_id]:
            self._room = room_id
        else:
            self._console.print(f"[yellow]{escape(self._name)}不在{topic}。[/yellow]")

    def _topic(self, words: str) -> str | None:
        """Find a room by its topic, with or without 群 at its end."""
        topics = self._stage.wechat.topics.values()
        return next((topic for topic in topics if topic in {words.strip(), words.strip() + "群"}), None)

    def _list(self, what: str) -> None:
        if what == "群":
            for room_id, topic in self._stage.wechat.topics.items():
                self._console.print(f"  {topic}  {len(self._stage.wechat.seats[room_id])} 人")
        elif what == "谁":
            for role, title in ((Role.CLERK, "党办"), (Role.SECRETARY, "书记")):
                people = members.holders(self._stage.db, role)
                self._console.print(
                    f"  {title}：" + "、".join(f"{p.name}({self._describe(p.id)})" for p in people)
                )
            room = self._stage.wechat.seats.get(self._room or "", {})
            self._console.print(
                "  这个群里：" + "、".join(room.values()) if room else "  到某个群里再看党员。"
            )
        else:
            self._console.print(_HELP)

    def _print_where(self) -> None:
        place = self._stage.wechat.topics[self._room] if self._room else "私聊"
        clock = self._stage.clock.now().astimezone(self._stage.settings.organisation.zone)
        self._console.print(
            f"[dim]{clock:%m月%d日 %H:%M}[/dim] [b]{escape(self._name)}[/b] @ {place} ▸ ", end=""
        )

    def _show(self, said: Said) -> None:
        """Print what the bot says, wherever it says it."""
        if said.sender != self._stage.wechat.own.account_id:
            return
        actor = accounts.actor(self._stage.db, said.partner) if said.partner else None
        to = actor.member.name if actor else said.partner
        where = self._stage.wechat.topics[said.room] if said.room else f"私聊 {to}"
        words = said.text if said.recalled is None else f"{said.text} {said.recalled}"
        words += f"  {said.file}" if said.file else ""  # in full, to open it
        body = escape(words).replace("\n", "\n    ")
        self._console.print(f"\n[green]〔{escape(where)}〕{escape(said.nickname)}[/green]\n    {body}")
        if self._waiting:
            self._print_where_soon()

    def _print_where_soon(self) -> None:
        """Show the prompt again once the bot has said what it had to say."""
        if self._again:
            self._again.cancel()
        self._again = asyncio.get_running_loop().call_later(0.3, self._print_where)


def _read_lines() -> asyncio.Queue[str | None]:
    """Read the terminal in a thread that never keeps the process alive; None is the end of the input."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    return lines
