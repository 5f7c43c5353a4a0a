"""How far a notice has come: who passed it on, where it arrived, how many have answered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, read_number
from bot.domain.notice import Answer, Notice

MANY = 40  # of more branches only the worst are named
WORST = 10


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
    def share(self) -> float:
        """Which part of the branch has answered."""
        return self.answered / self.asked if self.asked else 1.0

    @property
    def is_silent(self) -> bool:
        """Whether nobody has answered at all."""
        return not self.answered and not self.maybe


@dataclass(frozen=True, slots=True)
class Arrival:
    """A room a notice was meant for: when it arrived there, or in words why not; neither: on its way.

    `held` says what keeps it by intent, where no problem is.
    """

    room: str
    branch: str | None
    at: datetime | None
    problem: str | None = None
    held: str | None = None


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


def read_reminder(words: str) -> Query:
    """Read what stands behind 提醒; 提醒大家带伞 is ordinary chat (Misfit)."""
    return read_list_query(_SILENT.sub("", words))


_SILENT = re.compile(
    r"^(?:一下)?(?:还)?[没未]回复?的?(?:同志|党员|人)?\s*|\s*(?:还)?[没未]回复?的(?:同志|党员|人)?$"
)


def show_count(row: Progress) -> str:
    """Write how many of a branch have answered: 3/5（晚 1、可能已回 1）."""
    marks = [f"晚 {row.late}"] * bool(row.late) + [f"可能已回 {row.maybe}"] * bool(row.maybe)
    return f"{row.answered}/{row.asked}" + (f"（{'、'.join(marks)}）" if marks else "")


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


def show_people(counts: Mapping[str, int]) -> list[str]:
    """Write how many people of each branch; of many branches only where they are most, the rest together."""
    if len(counts) <= MANY:
        return [f"{branch} {people} 人" for branch, people in counts.items()]
    most = sorted(counts, key=lambda branch: -counts[branch])[:WORST]
    rest = sum(counts.values()) - sum(counts[branch] for branch in most)
    return [
        *(f"{branch} {counts[branch]} 人" for branch in most),
        f"其余 {len(counts) - WORST} 个支部 {rest} 人",
    ]


def show_phone(phone: str | None, *, whole: bool) -> str:
    """Write a telephone number, whole only for who has to call it: 138****8000; of a short one nothing."""
    if phone is None or whole:
        return phone or ""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else ""
