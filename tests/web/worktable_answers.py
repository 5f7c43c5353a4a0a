"""What 260 people of the sample roll answer in their groups, as somebody copies it out of WeChat."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from tests.conftest import CONFIG

ROLL = CONFIG.parent / "data" / "sample" / "roll.csv"
SURE = (
    "收到",
    "收到！",
    "收到，谢谢书记",
    "已阅",
    "好的收到",
    "收到[玫瑰]",
    "不好意思，刚看到，收到",
    "收到，周六能到",
    "收到👌",
    "已收到",
    "收到收到",
    "收到，我在外地，周六赶不回来，请个假",
)
DOUBTFUL = "周六能到"  # an answer, perhaps
CHAT = ("今天可真冷啊", "谁有活动室的钥匙", "哈哈哈")
UNKNOWN = {"第二支部": "晓月清风🌸", "第七支部": "一路向北", "第九支部": "建材小刘"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the sample roll."""

    name: str
    branch: str
    wechat: bool


def read_roll() -> list[Person]:
    """Read the roll that was imported."""
    with ROLL.open(encoding="utf-8-sig", newline="") as file:
        return [Person(row["姓名"], row["所在支部"], row["微信"] == "是") for row in csv.DictReader(file)]


@dataclass(frozen=True, slots=True)
class Group:
    """What was written in a branch's group, and how many of it a person has to look at."""

    branch: str
    text: str
    answers: int
    messages: int  # as they are read: chat is one, too, and a list is one
    unknown: dict[str, str]  # by the nickname under which somebody wrote: the name on the roll
    doubtful: list[str]  # whose answer perhaps counts
    namesakes: set[str]  # names that two people of the group bear


def answer_all(people: Sequence[Person], now: datetime) -> list[Group]:
    """Let everybody with WeChat answer, group by group, each copied in another form."""
    by_branch: dict[str, list[str]] = defaultdict(list)
    for person in people:
        if person.wechat:
            by_branch[person.branch].append(person.name)
    return [
        _answer(branch, names, now, _FORMS[number % len(_FORMS)])
        for number, (branch, names) in enumerate(by_branch.items())
    ]


def _answer(branch: str, names: list[str], now: datetime, form: Form) -> Group:
    namesakes = {name for name in names if names.count(name) > 1}
    words = count()
    said: list[tuple[str, str]] = []
    unknown, doubtful = {}, []
    for place, name in enumerate(names):
        shown = name
        if place == 3 and branch in UNKNOWN:
            shown = UNKNOWN[branch]
            unknown[shown] = name
        is_doubtful = place == 5 and form in _DOUBTING and name not in namesakes
        doubtful += [name] if is_doubtful else []
        said.append((shown, DOUBTFUL if is_doubtful else SURE[next(words) % len(SURE)]))
    messages = 2 if form is _as_list else len(said) + len(said) // 7 * (form is _as_copied)
    return Group(branch, form(said, now), len(said), messages, unknown, doubtful, namesakes)


Form = Callable[[list[tuple[str, str]], datetime], str]


def _as_copied(said: list[tuple[str, str]], now: datetime) -> str:
    """Write it as several messages that were chosen and copied, each with its time, and chat between."""
    lines = [f"—————  {now:%Y-%m-%d}  —————"]
    for place, (name, words) in enumerate(said):
        lines += ["", f"{name}  {now:%H:%M}", "", words]
        if place % 7 == 6:
            lines += ["", f"{name}  {now:%H:%M}", "", CHAT[place // 7 % len(CHAT)]]
    return "\n".join(lines)


def _as_lines(said: list[tuple[str, str]], now: datetime) -> str:
    """Write a name, a colon and the words on each line."""
    del now
    return "\n".join(f"{name}：{words}" for name, words in said)


def _as_on_the_desktop(said: list[tuple[str, str]], now: datetime) -> str:
    """Write a name and a colon above the words."""
    del now
    return "\n".join(f"{name}:\n{words}\n" for name, words in said)


def _as_list(said: list[tuple[str, str]], now: datetime) -> str:
    """Write WeChat's solitaire list, below somebody's chat."""
    head = f"{said[0][0]}  {now:%H:%M}\n大家接一下\n\n#接龙\n收到请接龙\n"
    return head + "\n".join(f"{place}. {name}" for place, (name, _) in enumerate(said, start=1))


_FORMS: tuple[Form, ...] = (_as_copied, _as_copied, _as_lines, _as_list, _as_on_the_desktop)
_DOUBTING = {_as_copied, _as_lines, _as_on_the_desktop}
