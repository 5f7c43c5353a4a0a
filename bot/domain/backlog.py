"""What waits to be said and what could not be, as the office reads it (队列, 状态)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.notice import show_wait

_KINDS = {
    Kind.DISTRESS: "求助",
    Kind.REPLY: "回复",
    Kind.NOTICE: "通知",
    Kind.REMINDER: "提醒",
    Kind.DIGEST: "周报",
    Kind.GREETING: "祝福",
}
_LINES = 8


@dataclass(frozen=True, slots=True)
class Loss:
    """A message that ended unsent: where, what, and why in a few words."""

    place: str
    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class Backlog:
    """The outbox at a moment; moments are on the committee's clock."""

    now: datetime
    due: Mapping[Kind, int] = field(default_factory=dict)
    takes: timedelta | None = timedelta(0)  # None: people post it by hand
    later: int = 0
    later_from: datetime | None = None
    oldest: tuple[str, datetime] | None = None
    doubts: int = 0
    held: int = 0
    losses: Sequence[Loss] = ()
    stopped: str | None = None  # since when and by whom, or None
    paused_until: datetime | None = None

    @property
    def waiting(self) -> int:
        """How many messages wait for their turn now."""
        return sum(self.due.values())


def show_moment(moment: datetime, now: datetime) -> str:
    """Write a moment: 9:05, on another day 11月22日9:05."""
    day = "" if moment.date() == now.date() else show_day(moment)
    return f"{day}{moment.hour}:{moment:%M}"


def show_rest(log: Backlog) -> list[str]:
    """Say that nothing is sent, by whose will and until when; no line where all goes on."""
    lines = [f"停发中（{log.stopped}）。发“恢复”继续。"] if log.stopped else []
    if log.paused_until:
        lines.append(f"微信说发得太快，停到 {show_moment(log.paused_until, log.now)}，到时自己继续。")
    return lines


def show_backlog(log: Backlog) -> str:
    """Write what waits by kind and how long it takes, what is in doubt, what could not be sent."""
    lines = show_rest(log)
    if log.waiting:
        kinds = "、".join(f"{_KINDS[kind]} {number}" for kind, number in log.due.items())
        lines.append(
            f"等着贴 {log.waiting} 条：{kinds}。"
            if log.takes is None
            else f"在排队 {log.waiting} 条：{kinds}，{show_wait(log.takes)}发完。"
        )
    else:
        lines.append("没有等着贴的。" if log.takes is None else "没有在排队的。")
    if log.oldest and log.now - log.oldest[1] > timedelta(minutes=1):
        place, since = log.oldest
        lines.append(f"最早的一条从 {show_moment(since, log.now)} 等到现在，发给{place}。")
    if log.later and log.later_from:
        lines.append(f"定在以后的 {log.later} 条，最早 {show_moment(log.later_from, log.now)}。")
    if log.doubts:
        lines.append(f"不知道发到没有的 {log.doubts} 条，一分钟里见分晓。")
    if log.held:
        lines.append(f"试点里等人确认的 {log.held} 条，发“试点”看。")
    return "\n".join([*lines, *show_losses(log.losses)])


def show_losses(losses: Sequence[Loss]) -> list[str]:
    """List what could not be sent in the last day, the same together."""
    if not losses:
        return ["近 24 小时该发的都发出去了。"]
    counted = Counter(losses).most_common()
    lines = [
        f"· {loss.place}，{_KINDS[loss.kind]}{f' {number} 条' if number > 1 else ''}：{loss.reason}"
        for loss, number in counted[:_LINES]
    ]
    more = sum(number for _, number in counted[_LINES:])
    return [f"近 24 小时没发出去 {len(losses)} 条：", *lines, *([f"另有 {more} 条。"] if more else [])]


def show_resumed(log: Backlog, lost: Sequence[Loss], *, names: bool) -> str:
    """Say that sending goes on: what lapsed meanwhile, what waits; rooms but the office's hear no places."""
    parts = ["恢复了。"]
    if lost and names:
        places = Counter(loss.place for loss in lost).most_common()
        where = "、".join(f"{place} {number} 条" for place, number in places[:_LINES])
        parts.append(
            f"停发期间有 {len(lost)} 条过了时间没有发：{where}{'等' if len(places) > _LINES else ''}。"
        )
    elif lost:
        parts.append(f"停发期间有 {len(lost)} 条过了时间没有发，发“队列”看是哪些。")
    if log.waiting:
        parts.append(
            f"还有 {log.waiting} 条等着贴。"
            if log.takes is None
            else f"还有 {log.waiting} 条在排队，{show_wait(log.takes)}发完。"
        )
    if log.paused_until:
        parts.append(f"不过微信说发得太快，要等到 {show_moment(log.paused_until, log.now)} 才继续。")
    return "".join(parts)
