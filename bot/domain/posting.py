"""What is to be posted by hand, and who has not answered, as one page a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.days import show_whole_day


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who has not answered: what is missing, as people call it."""

    member_id: int
    name: str
    phone: str | None
    wants: tuple[str, ...]


def show_page(topic: str, at: datetime, texts: Sequence[str], missing: Sequence[Missing]) -> str:
    """Write the page of a room: what to paste, in its order, then the numbered list to telephone from."""
    lines = [f"{topic}　{show_whole_day(at)} {at:%H:%M}", ""]
    if texts:
        lines += [f"要贴到群里的，共 {len(texts)} 条，一条一条贴：", ""]
        for number, text in enumerate(texts, start=1):
            lines += [f"———— 第 {number} 条 ————", text, ""]
    else:
        lines += ["没有要贴的。", ""]
    if missing:
        lines.append(f"———— 还没回的 {len(missing)} 人（不要贴到群里）————")
        lines += [
            f"{number} {one.name}　{one.phone or '没有电话'}　缺：{'、'.join(one.wants)}"
            for number, one in enumerate(missing, start=1)
        ]
        lines += ["", "打过电话的，写上编号，例如：3 7 12 电话平安"]
    return "\n".join(lines).rstrip() + "\n"
