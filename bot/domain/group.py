"""Study groups that members start, join and leave by themselves: names, lists, counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.command import Misfit, UserError, narrow

_LONGEST = 16  # characters of a name
_SHOWN = 40  # groups in one list
EXAMPLE = "例：建组 周末读书会"


@dataclass(frozen=True, slots=True)
class Group:
    """One study group and how many are in it; `founded_by` may have left it since."""

    number: int
    name: str
    founded_by: int
    founded_at: datetime
    size: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A group as typed: by its number, or its name."""

    number: int | None = None
    name: str = ""


def read_name(words: str) -> str:
    """Read the name of a new group. Raises UserError for one that cannot be a name."""
    name = " ".join(_without_marks(words).split()).strip("“”\"'《》「」。，,！!")
    if not name:
        raise Misfit(words)
    if re.fullmatch(r"\d{1,6}号?", name):
        raise UserError(f"小组的名字不能只是数字，请起个名字。{EXAMPLE}")
    if not 2 <= len(name) <= _LONGEST:
        raise UserError(f"小组的名字要 2 到 {_LONGEST} 个字，这个有 {len(name)} 个。{EXAMPLE}")
    if not re.fullmatch(r"[\w\u3400-\u9fff·（）()、+\- ]+", name):
        raise UserError(f"小组的名字只用汉字、字母和数字就好。{EXAMPLE}")
    return name


def _without_marks(words: str) -> str:
    """Leave out what is not seen: control, bidirectional and zero-width characters."""
    plain = unicodedata.normalize("NFC", narrow(words))
    return "".join(
        one for one in plain if one in " \n\t" or unicodedata.category(one) not in {"Cc", "Cf", "Co"}
    )


def read_group(words: str) -> Named:
    """Read 2号, 第2号小组 or a group's name."""
    text = _without_marks(words).strip()
    if not text or len(text) > 2 * _LONGEST or "\n" in text:
        raise Misfit(words)
    if match := re.fullmatch(r"(?:小组)?第?\s*(\d{1,6})\s*号?(?:小组)?", text):
        return Named(int(match[1]))
    return Named(name=text.strip("“”\"'《》「」"))


def read_maybe(words: str) -> Named | None:
    """Read which group is to be shown; no words ask for all."""
    return read_group(words) if words.strip() else None


def show_groups(groups: Sequence[Group], mine: frozenset[int]) -> str:
    """List the groups with their sizes; the own ones are marked."""
    if not groups:
        return f"还没有小组。想和大家一起读书、活动，发“建组 名称”就有了。{EXAMPLE}"
    lines = [
        f"{one.number}号 {one.name}（{one.size} 人{'，您在里面' if one.number in mine else ''}）"
        for one in groups[:_SHOWN]
    ]
    more = [f"还有 {len(groups) - _SHOWN} 个，发“小组 名称”找。"] if len(groups) > _SHOWN else []
    number = groups[0].number
    return "\n".join(
        [f"现有小组 {len(groups)} 个：", *lines, *more, f"加入发“加入 {number}号”，自己建发“建组 名称”。"]
    )


def show_group(group: Group, names: Sequence[str]) -> str:
    """Show a group to who is in it."""
    head = f"【小组{group.number}号】{group.name}，{len(names)} 人："
    return "\n".join([head, "、".join(names), f"不想待了发“退出 {group.number}号”。"])


def show_outside(group: Group) -> str:
    """Show a group to who is not in it: no names."""
    head = f"【小组{group.number}号】{group.name}，{group.size} 人。"
    return f"{head}名字只有组里的人看得到，想加入发“加入 {group.number}号”。"


def show_statistics(groups: Sequence[Group], by_branch: Mapping[str, int], people: int) -> str:
    """Count groups and who is in one, a line a branch; nobody is named."""
    if not groups:
        return "还没有小组。"
    lines = [f"{one.number}号 {one.name} {one.size} 人" for one in groups]
    branches = [f"{branch} {count} 人" for branch, count in by_branch.items()]
    return "\n".join(
        [f"小组 {len(groups)} 个，{people} 人参加：", *lines, "按支部（一人在几个组只算一次）：", *branches]
    )


def show_joined(group: Group, names: Sequence[str]) -> str:
    """Tell a founder who has come in since yesterday, in one line."""
    return f"今天有 {len(names)} 位加入了“{group.name}”：{'、'.join(names)}。现在 {group.size} 人。"
