"""A branch at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.card import show_status
from bot.domain.member import Member


def show_glance(name: str, people: Sequence[Member], heard: int) -> str:
    """Write a branch's state in a few lines: its people, and how many were heard of in the last week."""
    quiet = [
        f"{person.name}（{show_status(person.status)}）" for person in people if not person.status.is_greeted
    ]
    telephone = [person.name for person in people if not person.wechat]
    lines = [f"{name}，{len(people)} 人", f"近一周有消息 {heard} 人"]
    if telephone:
        lines.append(f"只有电话 {len(telephone)} 人：{'、'.join(telephone)}")
    if quiet:
        lines.append(f"另有 {'、'.join(quiet)}")
    return "\n".join(lines)
