"""How far a notice has come: who passed it on, where it arrived, how many have answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, read_number
from bot.domain.notice import Answer, Notice, show_deadline
from bot.domain.relay import Relay

_WIDE = "\u3000"  # as wide as a Chinese character, so that names line up on a phone
_GATHERED_FROM = 15  # with more branches than these, who is through stands in one line


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a branch have answered; `late` of the answered did so after the deadline."""

    branch: str
    answered: int
    maybe: int
    asked: int
    late: int = 0

    @property
    def is_through(self) -> bool:
        """Whether nobody's answer is missing."""
        return self.answered >= self.asked

    @property
    def is_silent(self) -> bool:
        """Whether nobody has answered at all."""
        return not self.answered and not self.maybe


@dataclass(frozen=True, slots=True)
class Arrival:
    """A room a notice was meant for: when it arrived there, or in words why not; neither: on its way."""

    room: str
    branch: str | None
    at: datetime | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What stands behind 进度 or 名单 未回."""

    number: int | None = None
    branches: tuple[str, ...] = ()
    picture: bool = False


def read_query(words: str) -> Query:
    """Read a number, 图 and branches, each at most once and in any order; raises Misfit for anything else."""
    number: int | None = None
    branches: tuple[str, ...] = ()
    picture = False
    for word in words.split():
        if word in {"图", "图片"} and not picture:
            picture = True
        elif word.endswith("支部") and not branches:
            branches = tuple(branch_name(name) for name in word.replace(",", "、").split("、"))
        elif number is None:
            number = read_number(word.removesuffix("通知"))
        else:
            raise Misfit(words)
    return Query(number, branches, picture)


def read_list_query(words: str) -> Query:
    """Read what stands behind 名单 未回: there is no picture of a list."""
    query = read_query(words)
    if query.picture:
        raise Misfit(words)
    return query


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

    def show(self, own: frozenset[str] | None = None) -> str:
        """Write a line a branch; with `own` only these in full and first, the others by their numbers."""
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
        """Whether the branch's secretary has yet to pass the notice on."""
        passed = self.relays.get(branch)
        return passed is not None and passed.passed_on_at is None

    def _head(self) -> str:
        notice = self.notice
        sent = notice.sent_at.astimezone(self.zone)
        head = f"第{notice.number}号通知 {sent.month}月{sent.day}日 {sent:%H:%M} 发出"
        if notice.deadline:
            head += f"，{show_deadline(notice.deadline.astimezone(self.zone))}截止"
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
                    _show_count(row) if self.notice.receipt else "",
                )
                if part
            )
            for row in rows
        ]

    def _show_way(self, branch: str) -> str:
        """Write how a notice came to a branch: passed on when, arrived when."""
        if self.waits(branch):
            return "未转发"
        there = [one for one in self.arrivals if one.branch == branch]
        if not there:
            by_branch = self.relays or any(one.branch for one in self.arrivals)
            return "没有群" if by_branch else ""
        passed = self.relays[branch].passed_on_at if branch in self.relays else None
        if passed and all(one.at and self._clock(one.at) == self._clock(passed) for one in there):
            return f"{self._clock(passed)} 转发到群"
        steps = [f"{self._clock(passed)} 转发"] if passed else []
        return " ".join([*steps, *map(self._show_arrival, there)])

    def _show_room(self, arrival: Arrival) -> str:
        return f"{arrival.room} {self._show_arrival(arrival)}"

    def _show_arrival(self, arrival: Arrival) -> str:
        if arrival.at:
            return f"{self._clock(arrival.at)} 到"
        return f"没发到：{arrival.problem}" if arrival.problem else "正在发"

    def _clock(self, moment: datetime) -> str:
        local, sent = moment.astimezone(self.zone), self.notice.sent_at.astimezone(self.zone)
        day = "" if local.date() == sent.date() else f"{local.month}月{local.day}日 "
        return f"{day}{local:%H:%M}"

    def _sums(self) -> list[str]:
        if not self.notice.receipt:
            return []
        return [show_sum(self.rows), *show_choices(self.notice, self.choices)]


def show_sum(rows: Sequence[Progress]) -> str:
    """Write the counts of all branches together."""
    late, maybe = sum(row.late for row in rows), sum(row.maybe for row in rows)
    line = f"合计 {sum(row.answered for row in rows)}/{sum(row.asked for row in rows)}"
    return line + (f"，晚回 {late}" if late else "") + (f"，可能已回 {maybe}" if maybe else "")


def show_choices(notice: Notice, choices: Mapping[str, int]) -> list[str]:
    """Write how often each answer was given, as offered; numbers are added up, words are not told."""
    if not choices or notice.answer in {None, Answer.RECEIPT, Answer.WORDS}:
        return []
    if notice.answer is Answer.NUMBER:
        total = sum(float(number) * count for number, count in choices.items())
        return [f"填的数合计 {total:.12g}，{sum(choices.values())} 人填了"]
    offered = notice.options or ("是", "否")
    order = [*(one for one in offered if one in choices), *(one for one in choices if one not in offered)]
    return ["，".join(f"{choice} {choices[choice]} 人" for choice in order)]


def _show_in_brief(rows: Sequence[Progress]) -> list[str]:
    width = max((len(row.branch) for row in rows), default=0)
    return [f"{row.branch.ljust(width, _WIDE)} {_show_count(row)}" for row in rows]


def _show_count(row: Progress) -> str:
    marks = [f"晚 {row.late}"] * bool(row.late) + [f"可能已回 {row.maybe}"] * bool(row.maybe)
    return f"{row.answered}/{row.asked}" + (f"（{'、'.join(marks)}）" if marks else "")


def show_phone(phone: str | None, *, whole: bool) -> str:
    """Write a telephone number, whole only for who has to call it: 138****8000; of a short one nothing."""
    if phone is None or whole:
        return phone or ""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else ""
