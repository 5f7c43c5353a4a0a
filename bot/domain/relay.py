"""A notice on its way through the secretaries: what they are asked, what they type, what the office hears."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.audience import branch_name
from bot.domain.command import Misfit, UserError
from bot.domain.days import show_day

EXAMPLE = "转发 12号 周六我开车接大家"
WORDS_LIMIT = 300  # characters a secretary may add; more would bury the notice
# Branches, each with the names of its secretaries; None where names are not to be read.
Names = Mapping[str, Sequence[str] | None]
_NAMED = 15  # branches named to the office one by one


@dataclass(frozen=True, slots=True)
class Relay:
    """A branch's part of a notice that goes through the secretaries."""

    number: int
    branch_id: int
    branch: str
    passed_on_by: str | None = None
    passed_on_at: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What stands behind 转发; `number` None means the one that waits longest, no branches the own ones."""

    number: int | None = None
    branches: tuple[str, ...] = ()
    everywhere: bool = False
    words: str = ""


_NUMBER = re.compile(
    r"(?:第\s?(?P<a>\d{1,6})\s?号|[Nn]\s?(?P<b>\d{1,6})(?!\d)|(?P<c>\d{1,6})\s?号)(?:通知)?(?=[\s,，。:：]|$)"
)
_NTH = "第?[一二三四五六七八九十0-9]{1,3}"
_NAME = r"(?:(?!支部)[^\s,，、:：]){1,12}支部"
_BRANCHES = re.compile(
    rf"(?:(?P<all>全部(?:支部)?|所有支部|各支部)|"
    rf"(?P<some>(?:{_NTH}[,，、])*{_NAME}(?:[,，、]?{_NAME}|[\s,，、]+{_NTH}支部)*))(?=[\s,，:：]|$)"
)
_SAYS_DONE = re.compile(
    r"(?:(?:好的?|收到)[，,。\s]*)?(?:我?(?:都|已经?)?转发?(?:了|过了?|好了|完了|到群里了?)|已转发?|"
    r"(?:请|帮我?)?转发?(?:到|进)群里?吧?|(?:请?帮我|请)转发(?:一下)?|转发?一下)[。!！~\s]*"
)
_OWN = {"本支部", "我支部", "我们支部"}
_BETWEEN = " \t\n,，:：。"


def read_order(words: str) -> Order:
    """Read what stands behind 转发; words without a number may be chat about anything, so they do not fit."""
    if not words:
        return Order()
    if re.fullmatch(r"\d{1,6}", unicodedata.normalize("NFKC", words)):
        return Order(int(words))
    numbered = _NUMBER.match(words)
    if not numbered and not _BRANCHES.fullmatch(words):
        raise Misfit(words)
    number = int(next(part for part in numbered.groups() if part)) if numbered else None
    rest = words[numbered.end() :].strip(_BETWEEN) if numbered else words
    places = _BRANCHES.match(rest)
    own = rest[places.end() :].strip(_BETWEEN) if places else rest
    if len(own) > WORDS_LIMIT:
        raise UserError(f"附言请短一点，{WORDS_LIMIT} 字以内。例：{EXAMPLE}")
    named = re.split(r"[\s,，、]+", places["some"]) if places and places["some"] else []
    branches = tuple(dict.fromkeys(branch_name(name) for name in named if name and name not in _OWN))
    return Order(number, branches, bool(places and places["all"]), own)


def says_done(text: str) -> bool:
    """Whether a secretary speaks of passing on without the word that does it: 已转发, 帮我转发到群里."""
    return bool(_SAYS_DONE.fullmatch(text))


def show_not_done(number: int, branches: Sequence[str]) -> str:
    """Tell who says so that the notice waits: what is pasted by hand takes no answers."""
    rooms = "、".join(f"{branch}群" for branch in branches)
    return f"第{number}号通知我还没发到{rooms}，那里回的“收到”我记不上。回“转发 {number}号”，我马上就发。"


def is_to_be_reported(relay: Relay, now: datetime, deadline: datetime | None, patience: timedelta) -> bool:
    """Whether the secretary, asked again, had time enough; before a near deadline half of what was left."""
    if relay.reminded_at is None:
        return False
    wait = min(patience, (deadline - relay.reminded_at) / 2) if deadline else patience
    return now >= relay.reminded_at + wait


def show_handover(notice: str, number: int, branches: Sequence[str], *, enclosed: bool = False) -> str:
    """Write a notice as a secretary gets it, who is to pass it on; its number stands in the first line."""
    rooms = "、".join(f"{branch}群" for branch in branches)
    beside = "（附的图片或文件会一起发）" if enclosed else ""
    return (
        f"{notice}\n————\n请您把这条转到{rooms}：回“转发 {number}号”，我就发过去{beside}。"
        f"想加一句就写在后面，例：转发 {number}号 周六我开车接大家"
    )


def show_in_room(number: int) -> str:
    """Write what the secretaries' room reads where not all secretaries can be written to privately."""
    return f"第{number}号通知等各位书记转发到本支部群，回“转发 {number}号”就行。"


def show_called_off(number: int) -> str:
    """Write what those read who hold a notice that was taken back and have not passed it on."""
    return f"第{number}号通知已撤回，不用转发了。"


def show_reminder(number: int, branches: Sequence[str]) -> str:
    """Write what a secretary hears once who has not passed a notice on."""
    rooms = "、".join(f"{branch}群" for branch in branches)
    return f"第{number}号通知还没转发到{rooms}，回“转发 {number}号”就行。不方便的话告诉党办一声，由党办来发。"


def show_room_reminder(number: int, waiting: int) -> str:
    """Write the same for the secretaries' room: how many wait, and nobody's name."""
    return f"第{number}号通知还有 {waiting} 个支部没转发，请书记回“转发 {number}号”。"


def show_lost(number: int, lost: Names) -> str:
    """Write for the office which branches nobody can pass a notice on to: no secretary, or none we reach."""
    unreached = {branch: [f"{name}没加我好友" for name in names or ()] for branch, names in lost.items()}
    to = "、".join(lost) if len(lost) <= _NAMED else "全部"
    return (
        f"第{number}号通知有 {len(lost)} 个支部没人转发：{_name(unreached)}。"
        f"要直接发到群里，请回“转发 {number}号 {to}”。"
    )


def show_waiting(number: int, waiting: Names) -> str:
    """Write for the office which branches wait for their secretaries, and how to send to them without."""
    what = f"第{number}号通知还有 {len(waiting)} 个支部没转发：{_name(waiting)}。"
    one = f"；只发一个支部，回“转发 {number}号 {next(iter(waiting))}”" if len(waiting) > 1 else ""
    return f"{what}要直接发到群里，请回“转发 {number}号 全部”{one}。"


def _name(branches: Names) -> str:
    named = [
        branch if names is None else f"{branch}（{'、'.join(names) or '没有书记'}）"
        for branch, names in branches.items()
    ]
    return "、".join(named[:_NAMED]) + (f" 等 {len(named)} 个支部" if len(named) > _NAMED else "")


def show_done(branches: Sequence[str]) -> str:
    """Write that a notice was passed on."""
    if len(branches) > _NAMED:
        return f"开始转发，共 {len(branches)} 个支部。"
    return f"已转发到{'、'.join(f'{branch}群' for branch in branches)}。"


def show_moment(moment: datetime, now: datetime) -> str:
    """Write a moment of the last days as people say it; both stand on the same clock."""
    days = (now.date() - moment.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, show_day(moment))
    return f"{day} {moment:%H:%M}"
