"""A study item and a piece of home news: what they are, how they read, how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.domain.audience import Audience
from bot.domain.days import show_day

_WEEKDAYS = "一二三四五六日"


class State(StrEnum):
    """How far a study item has come."""

    WAITING = "waiting"  # for its moment
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        """The word for who asks about it."""
        return {"waiting": "还没发", "open": "正在学", "closed": "学完了", "withdrawn": "撤回了"}[self]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read: a link, a file or only words; `due_at` is when it goes or went out."""

    number: int
    title: str
    url: str | None
    path: Path | None
    source: str
    audience: Audience
    relayed: bool
    state: State
    due_at: datetime
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    reminded_at: datetime | None = None
    said_by: int = 0

    @property
    def name(self) -> str:
        """What people call it."""
        return f"学习{self.number}号"

    @property
    def called(self) -> str:
        """Its name and title: 学习5号《全会公报》."""
        return f"{self.name}{quoted(self.title)}"


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news from home."""

    number: int
    title: str
    url: str | None
    path: Path | None
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """How many of a branch have read an item, and written about it."""

    branch: str
    read: int
    asked: int
    reflections: int
    waits: bool = False  # for its secretary to pass the item on


def quoted(title: str) -> str:
    """Put a title into its marks, unless it brings some."""
    return title if "《" in title else f"《{title}》"


def show_moment(moment: datetime) -> str:
    """Write when something goes out: 11月30日（周一）8:00."""
    return f"{show_day(moment)}（周{_WEEKDAYS[moment.weekday()]}）{moment:%H:%M}"


def show_pushed(item: Item, least: int) -> str:
    """Write an item as its readers get it; the number stands in the first line, so that a quote names it."""
    lines = [f"【{item.name}】{item.title}"]
    if item.source:
        lines.append(f"来源：{item.source}")
    number = item.number
    lines.append(
        f"看过回“已学 {number}号”；想写几句发“心得 {number}号 …”，{least} 字以上，只给书记和党办看。"
    )
    return "\n".join(lines)


def show_discreetly(item: Item) -> str:
    """Write the same for who wishes nothing on the lock screen that shows the membership."""
    return f"有一条新内容给您，编号 {item.number}号，方便时回“学习”来看。"


def show_news(news: News) -> str:
    """Write a piece of home news as its readers get it."""
    source = f"（{news.source}）" if news.source else ""
    return f"【家乡要闻】{news.title}{source}"


def show_handover(item: Item, branches: Sequence[str], least: int) -> str:
    """Write an item as the secretary gets it who is to pass it on."""
    rooms = "、".join(f"{branch}群" for branch in branches)
    beside = "（链接或文件会一起发）" if item.url or item.path else ""
    return f"{show_pushed(item, least)}\n————\n回“转发 {item.name}”，我就发到{rooms}{beside}。"


def show_open(items: Sequence[Item], read: frozenset[int] | set[int]) -> str:
    """Write a member's open items, what is still to be read marked, each with its link."""
    if not items:
        return "现在没有要学的内容。"
    lines = ["正在学的："]
    for item in items:
        mark = "已学" if item.number in read else "还没学"
        lines.append(f"{item.number}号 {item.title}（{mark}）")
        if item.url:
            lines.append(item.url)
    if left := next((item for item in items if item.number not in read), None):
        lines.append(f"看过回“已学 {left.number}号”。")
    return "\n".join(lines)


def show_row(row: Row) -> str:
    """Write a branch's line: 第一支部 3/20，心得 2."""
    reflections = f"，心得 {row.reflections}" if row.reflections else ""
    return f"{row.branch} {row.read}/{row.asked}{reflections}" + ("（等书记转发）" if row.waits else "")


def show_progress(item: Item, rows: Sequence[Row]) -> str:
    """Write how far an item has come, a line a branch; none with a name."""
    lines = [f"{item.called}，{item.state.chinese}："]
    lines += map(show_row, rows)
    if len(rows) > 1:
        read, asked = sum(row.read for row in rows), sum(row.asked for row in rows)
        lines.append(f"合计 {read}/{asked}，心得 {sum(row.reflections for row in rows)}")
    return "\n".join(lines)


def show_reference(new: Sequence[Item], still: Sequence[Item]) -> str:
    """Write the list that branch meetings may take their reading from; "" where there is nothing."""
    lines = list[str]()
    for title, items in (("这一周的", new), ("还在学的", still)):
        if items:
            lines.append(f"{title}：")
            lines += [_show_with_link(item) for item in items]
    return "\n".join(["【本周学习参考】支部开会可以选用：", *lines]) if lines else ""


def _show_with_link(item: Item) -> str:
    source = f"（{item.source}）" if item.source else ""
    return f"{item.number}号 {item.title}{source}" + (f"\n{item.url}" if item.url else "")
