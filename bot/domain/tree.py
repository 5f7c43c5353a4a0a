"""The way of a notice as a tree: office, secretary, room, how many have answered; written for a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.days import show_day
from bot.domain.notice import Notice, show_deadline
from bot.domain.progress import MANY, WORST, Arrival, Progress, show_choices, show_count, show_sum
from bot.domain.relay import Relay

_WIDE = "\u3000"  # as wide as a Chinese character, so that names line up on a phone
_GATHERED_FROM = 15  # with more branches than these, who is through stands in one line
_WAYS = ("没发到", "没有群", "未转发", "还没发", "试点没发", "到了")  # the worst first


@dataclass(frozen=True, slots=True)
class Tree:
    """All that is known of a notice on its way; moments are shown on the clock of `zone`."""

    notice: Notice
    rows: Sequence[Progress]
    arrivals: Sequence[Arrival]
    relays: Mapping[str, Relay]  # by branch
    secretaries: Mapping[str, str]  # by branch; empty where names may not be read
    zone: tzinfo
    choices: Mapping[str, int]
    on_its_way: str = "正在发"  # what is said of a room it has not come to yet

    def show(self, own: frozenset[str] | None = None) -> str:
        """Write a line a branch; with `own` only these in full and first, the others by their numbers.

        Of many branches the others are counted, and only the worst named.
        """
        if len(self.rows) > MANY:
            return self._show_many(own)
        mine = [row for row in self.rows if own is None or row.branch in own]
        others = [row for row in self.rows if row not in mine]
        groups = self._gather(self.rows if own is None else others)
        gathered = [row for _, rows in groups for row in rows]
        lines = [
            self._head(),
            *self._show_in_full([row for row in mine if own or row not in gathered]),
            *_show_in_brief([row for row in others if row not in gathered]),
            *(f"{what} {len(rows)} 个支部：{'、'.join(row.branch for row in rows)}" for what, rows in groups),
        ]
        if own is None:
            lines += [self._show_room(one) for one in self.arrivals if one.branch is None]
        return "\n".join([*lines, *self._sums()])

    def _show_many(self, own: frozenset[str] | None) -> str:
        if own is not None:
            mine = self._show_in_full([row for row in self.rows if row.branch in own])
            return "\n".join([self._head(), *mine, *self._sums()])
        ways = {row.branch: self._find_way(row.branch) for row in self.rows}
        worst = sorted(
            (row for row in self.rows if self._is_behind(row, ways[row.branch])),
            key=lambda row: (row.share if self.notice.receipt else 0, _WAYS.index(ways[row.branch])),
        )
        lines = [self._head()]
        if self._goes_by_branch():
            lines.append(_count_ways(list(ways.values())))
        if worst:
            lines += [f"最慢的 {min(len(worst), WORST)} 个支部：", *self._show_in_full(worst[:WORST])]
        lines += [self._show_room(one) for one in self.arrivals if one.branch is None]
        example = worst[0].branch if worst else self.rows[0].branch
        number = self.notice.number
        whole = f"；看全部：进度 {number}号 图" if self.notice.receipt else ""
        return "\n".join([*lines, *self._sums(), f"看一个支部：进度 {number}号 {example}{whole}"])

    def _find_way(self, branch: str) -> str:
        """Tell in a word how far a notice has come to a branch."""
        there = [one for one in self.arrivals if one.branch == branch]
        if self.waits(branch):
            return "未转发"
        if not there:
            return "没有群"
        if any(one.problem for one in there):
            return "没发到"
        if any(one.held for one in there):
            return "试点没发"
        return "到了" if all(one.at for one in there) else "还没发"

    def _is_behind(self, row: Progress, way: str) -> bool:
        return not row.is_through if self.notice.receipt else way != "到了"

    def _gather(self, rows: Sequence[Progress]) -> list[tuple[str, list[Progress]]]:
        """Put together what needs no line of its own where there are many branches."""
        if len(self.rows) <= _GATHERED_FROM or not self.notice.receipt:
            return []
        through = [row for row in rows if row.is_through]
        silent = [row for row in rows if row.is_silent and self._has_arrived(row.branch)]
        return [(what, found) for what, found in (("已回齐", through), ("还没人回", silent)) if found]

    def _has_arrived(self, branch: str) -> bool:
        there = [one for one in self.arrivals if one.branch == branch]
        return not self.waits(branch) and bool(there) and all(one.at for one in there)

    def waits(self, branch: str) -> bool:
        """Whether the branch's secretary was asked and has yet to pass the notice on."""
        handed = self.relays.get(branch)
        if handed is None or handed.passed_on_at is not None:
            return False
        return not any(one.held for one in self.arrivals if one.branch == branch)

    def _head(self) -> str:
        notice = self.notice
        sent = notice.sent_at.astimezone(self.zone)
        head = f"第{notice.number}号通知 {show_day(sent)} {sent:%H:%M} 发出"
        if notice.deadline:
            head += f"，{show_deadline(notice.deadline.astimezone(self.zone), since=notice.sent_at)}截止"
        return head + ("，已撤回" if notice.withdrawn_at else "" if notice.receipt else "，不要回执")

    def _show_in_full(self, rows: Sequence[Progress]) -> list[str]:
        width = max((len(row.branch) for row in rows), default=0)
        names = max((len(self.secretaries.get(row.branch, "")) for row in rows), default=0)
        return [
            " ".join(
                part
                for part in (
                    row.branch.ljust(width, _WIDE),
                    self.secretaries.get(row.branch, "").ljust(names, _WIDE) if self.relays else "",
                    self._show_way(row.branch),
                    show_count(row) if self.notice.receipt else "",
                )
                if part
            )
            for row in rows
        ]

    def _goes_by_branch(self) -> bool:
        return bool(self.relays) or any(one.branch for one in self.arrivals)

    def _show_way(self, branch: str) -> str:
        """Write how a notice came to a branch: passed on when, arrived when."""
        if self.waits(branch):
            return "未转发"
        there = [one for one in self.arrivals if one.branch == branch]
        if not there:
            return "没有群" if self._goes_by_branch() else ""
        passed = self.relays[branch].passed_on_at if branch in self.relays else None
        by = self._show_stand_in(branch)
        if passed and all(one.at and self._clock(one.at) == self._clock(passed) for one in there):
            return f"{self._clock(passed)} {by}转发到群"
        steps = [f"{self._clock(passed)} {by}转发"] if passed else []
        arrived = dict.fromkeys(map(self._show_arrival, there))  # two rooms of a branch, the same minute
        return " ".join([*steps, *arrived])

    def _show_stand_in(self, branch: str) -> str:
        """Name who passed it on in the secretary's place, where names may be read."""
        by = self.relays[branch].passed_on_by if branch in self.relays else None
        return f"由{by}" if by and self.secretaries and by not in self.secretaries.get(branch, "") else ""

    def _show_room(self, arrival: Arrival) -> str:
        return f"{arrival.room} {self._show_arrival(arrival)}"

    def _show_arrival(self, arrival: Arrival) -> str:
        if arrival.at:
            return f"{self._clock(arrival.at)} 到"
        return f"没发到：{arrival.problem}" if arrival.problem else arrival.held or self.on_its_way

    def _clock(self, moment: datetime) -> str:
        local, sent = moment.astimezone(self.zone), self.notice.sent_at.astimezone(self.zone)
        day = "" if local.date() == sent.date() else f"{show_day(local)} "
        return f"{day}{local:%H:%M}"

    def _sums(self) -> list[str]:
        if not self.notice.receipt:
            return []
        return [show_sum(self.rows), *show_choices(self.notice, self.choices)]


def _count_ways(ways: Sequence[str]) -> str:
    counted = Counter(ways)
    return f"{len(ways)} 个支部：" + "，".join(
        f"{way} {counted[way]}" for way in reversed(_WAYS) if counted[way]
    )


def _show_in_brief(rows: Sequence[Progress]) -> list[str]:
    width = max((len(row.branch) for row in rows), default=0)
    return [f"{row.branch.ljust(width, _WIDE)} {show_count(row)}" for row in rows]
