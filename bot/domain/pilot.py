"""试点: one branch only is written to; what may go, what its secretary is asked about, what is dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.audience import branch_name
from bot.domain.command import Misfit
from bot.domain.delivery import Kind

EXAMPLE = "试点 第三支部"
END = "结束"


class Ruling(StrEnum):
    """What becomes of a line while a pilot runs."""

    GO = "go"
    ASK = "ask"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be known of a line: its kind, whose branch reads it, and whose work the pilot is."""

    kind: Kind
    branch_id: int | None  # of the room, or of the person written to; None for rooms of no branch
    to_office: bool = False  # the office's room
    to_keeper: bool = False  # a clerk's private chat, or that of the branch's secretary
    was_asked_for: bool = False  # it answers a clerk, or the branch's secretary


def rule(branch_id: int, line: Line) -> Ruling:
    """Decide about a line: distress and the office's own work go on, the branch's secretary sees the rest."""
    if line.kind is Kind.DISTRESS or line.to_office or line.to_keeper or line.was_asked_for:
        return Ruling.GO
    return Ruling.ASK if line.branch_id == branch_id else Ruling.DROP


def read_words(words: str) -> str | None:
    """Read what stands behind 试点: a branch's name, 结束, or nothing (None)."""
    if not words:
        return None
    if words in {"结束", "完", "停止"}:
        return END
    if re.fullmatch(r"\S{1,20}支部|第?[0-9０-９一二三四五六七八九十]{1,3}", words):
        return branch_name(words)
    raise Misfit(words)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits for 确认: the same words, for one place or several."""

    rows: tuple[int, ...]
    places: tuple[str, ...]
    words: str

    @property
    def where(self) -> str:
        """Name the places: 第三支部群, 张三等 20 人."""
        return "、".join(self.places) if len(self.places) < 4 else f"{self.places[0]}等 {len(self.places)} 处"


_ASK_ALL = "回“确认”发出，“取消”不发。"
_ASK_SOME = "回“确认”全部发出，“确认 1 2”只发这几条，“取消 3”只去掉这条。"


def show_waiting(items: Sequence[Item]) -> str:
    """Ask about what waits, word for word; several are numbered."""
    if len(items) == 1:
        return f"试点：准备对{items[0].where}说：\n{items[0].words}\n{_ASK_ALL}"
    listed = [f"{number}. 对{item.where}说：\n{item.words}" for number, item in enumerate(items, start=1)]
    return "\n".join([f"试点：有 {len(items)} 条等您看：", *listed, _ASK_SOME])


@dataclass(frozen=True, slots=True)
class Choice:
    """确认 or 取消, of these numbers or (none) of all."""

    sends: bool
    numbers: tuple[int, ...]


def read_choice(text: str) -> Choice | None:
    """Read 确认, 取消, 确认 1 3; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip(' 。!“”"')
    match = re.fullmatch(r"(确认|取消)[”\"]?(?:发[出送]|吧)?[\s,、和号第条\d]*", plain)
    if not match:
        return None
    return Choice(match[1] == "确认", tuple(int(number) for number in re.findall(r"\d{1,3}", plain)))
