"""Names of people in a row: as they are typed, as they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEHIND = r"(?:[（(][^（()）]{1,20}[)）])?\d{0,11}"
CALLED = rf"[\u4e00-\u9fff][\u4e00-\u9fff·]{{1,19}}{_BEHIND}"  # 张三, 张三（第一支部）, 张三8000
SHORTLY_CALLED = rf"[\u4e00-\u9fff][\u4e00-\u9fff·]{{1,9}}{_BEHIND}"  # where longer words are talk
# 张三和李四 are two, 李和平 is one: what stands on both sides of 和 has to be long enough for a name.
BETWEEN = re.compile(
    r"[\s，,、;；]+(?:[和与][\s，,、;；]+)?|(?<=[\u4e00-\u9fff]{2})[和与](?=[\u4e00-\u9fff]{2})"
)


def cut_names(words: str) -> tuple[str, ...]:
    """Cut 张三 李四、王五和赵六 into what stands between, each once; whether they are names is not asked."""
    return tuple(dict.fromkeys(part for part in BETWEEN.split(words) if part))


def show_names(names: Sequence[str], most: int, unit: str = "位") -> str:
    """Write so many names at the most, and how many there are where some are left out."""
    more = f"等 {len(names)} {unit}" if len(names) > most else ""
    return "、".join(names[:most]) + more
