"""An event: when and where, who is asked, who said to come, and how it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from bot.domain.notice import Clock, show_deadline

EXAMPLE = "活动 12月15日 16:30 社区活动中心 座谈会 限30人"


class State(StrEnum):
    """Whether an event is to take place."""

    OPEN = "open"
    CANCELLED = "cancelled"


class Choice(StrEnum):
    """What somebody said to an invitation."""

    COMES = "comes"
    WAITS = "waits"  # all places are taken
    DECLINES = "declines"
    LEAVE = "leave"  # 请假, mostly with a reason

    @property
    def chinese(self) -> str:
        """The word people read."""
        return {
            Choice.COMES: "参加",
            Choice.WAITS: "候补",
            Choice.DECLINES: "不参加",
            Choice.LEAVE: "请假",
        }[self]

    @property
    def means_to_come(self) -> bool:
        """Whether the person wishes to come."""
        return self in {Choice.COMES, Choice.WAITS}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands now."""

    number: int
    title: str
    place: str
    starts_at: datetime
    audience: str  # 全体, 第一支部
    opened_by: int
    opened_at: datetime
    ends_at: datetime | None = None
    seats: int | None = None
    answer_by: datetime | None = None
    branch_id: int | None = None  # whose it is; None: the office's
    sequence: int = 0  # how often its time or place was changed
    state: State = State.OPEN
    reason: str = ""  # why it was cancelled

    @property
    def name(self) -> str:
        """What it is called in every line about it; a quote of one names it so."""
        return f"活动{self.number}号"

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.state is State.CANCELLED


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said, or a secretary said for them; nobody said it who moved up the waiting list."""

    row_id: int
    member_id: int
    choice: Choice
    reason: str
    said_by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How many said what."""

    comes: int = 0
    waits: int = 0
    declines: int = 0
    leave: int = 0
    asked: int = 0

    @property
    def shown(self) -> str:
        """The counts in words; nothing stands for none."""
        parts = [
            f"参加 {self.comes} 位",
            f"候补 {self.waits} 位" if self.waits else "",
            f"请假 {self.leave} 位" if self.leave else "",
            f"不参加 {self.declines} 位" if self.declines else "",
            f"没回 {silent} 位" if (silent := self.silent) else "",
        ]
        return "，".join(filter(None, parts))

    @property
    def silent(self) -> int:
        """How many have said nothing."""
        return max(0, self.asked - self.comes - self.waits - self.declines - self.leave)


def show_when(
    event: Event, zone: tzinfo, since: datetime, *, abroad: bool = False, clocks: Sequence[Clock] = ()
) -> str:
    """Write when an event is: 12月15日（周二）16:30，到18:00."""
    shown = show_deadline(event.starts_at.astimezone(zone), since=since, abroad=abroad, clocks=clocks)
    if event.ends_at is None:
        return shown
    end = event.ends_at.astimezone(zone)
    return (
        f"{shown}，到{'' if end.date() == event.starts_at.astimezone(zone).date() else '第二天'}{end:%H:%M}"
    )


def show_details(event: Event, when: str) -> list[str]:
    """Write time and place, a line each."""
    return [f"时间：{when}", f"地点：{event.place}"]


def show_how_to_answer(event: Event, zone: tzinfo, since: datetime) -> str:
    """Say how an invitation is answered, by when, and that places are few."""
    seats = f"限{event.seats}人，报满了排候补。" if event.seats else ""
    until = show_deadline(event.answer_by.astimezone(zone), since=since) + "前" if event.answer_by else ""
    return f"{seats}能来请{until}回“参加”，来不了回“不参加”或“请假 原因”；开始前都能改。"


def show_invitation(event: Event, when: str, answering: str, *, news: str = "") -> str:
    """Write an invitation, or (`news`: 改期) what has become of one."""
    title = f"【{event.name}{news and '·' + news}】{event.title}"
    return "\n".join([title, *show_details(event, when), answering])


def show_cancellation(event: Event, when: str) -> str:
    """Write that an event does not take place."""
    why = f"原因：{event.reason}。" if event.reason else ""
    return f"【{event.name}·取消】{event.title}（{when}）不办了。{why}已经报名的不用再回。"


def show_place_of(choice: Choice, place: int) -> str:
    """Write what was said and which place that is: 参加（第12位）, 候补第2位."""
    if choice is Choice.WAITS:
        return f"人满了，先排候补第{place}位，有人退出我马上告诉您"
    return f"参加（第{place}位）" if choice is Choice.COMES else choice.chinese
