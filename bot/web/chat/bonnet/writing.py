"""How values, moments and places are written in the panel."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.days import show_day
from data import account as accounts
from data import room as rooms
from data.trace import Value

_LONGEST = 80  # characters of a stored value


def write_place(db: Database, conversation: str) -> str:
    """Name a room with what it is, or the person of a private chat."""
    if room := rooms.find(db, conversation):
        return f"{room.topic}（{room.kind.chinese if room.kind else '还没关联'}）"
    who = accounts.actor(db, conversation)
    return f"和{who.member.name}的私聊" if who else f"和没绑定的 {conversation} 的私聊"


def write_moment(moment: datetime, settings: Settings) -> str:
    """Write a moment as the committee's clock shows it."""
    local = moment.astimezone(settings.organisation.zone)
    return f"{show_day(local)} {local:%H:%M:%S}"


def cut(value: Value) -> str:
    """Write a stored value, a long one only in its beginning."""
    text = "空" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…（共 {len(text)} 字）"
