"""Signing in at the worktable: what a password must be, how long a session lasts, how often one may err."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.command import UserError

LEAST = 10  # characters of a password
LONGEST = 200  # beyond it a password is a way to keep the machine busy
SESSION_LIFE = timedelta(hours=12)  # after it was last seen
TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)


def check_password(name: str, password: str, again: str) -> None:
    """Refuse a new password that is too easy, or was not typed twice alike. Raises UserError."""
    if password != again:
        raise UserError("两次输入的密码不一样，请再输一遍。")
    if len(password) < LEAST:
        raise UserError(f"密码至少要 {LEAST} 个字符，可以是一句自己记得住的话。")
    if len(password) > LONGEST:
        raise UserError(f"密码太长了，{LONGEST} 个字符以内就好。")
    if len(set(password)) == 1:
        raise UserError("密码不能全是同一个字符，请换一个。")
    if name and not password.replace(name, "").strip():
        raise UserError("密码不能就是自己的名字，请换一个。")


def may_try_from(tries: Sequence[datetime], now: datetime) -> datetime | None:
    """Tell until when one has to wait after wrong tries (oldest first); None: one may try now."""
    lately = [moment for moment in tries if moment > now - TRIES_WITHIN]
    return lately[-TRIES] + TRIES_WITHIN if len(lately) >= TRIES else None


def show_wait(until: datetime, now: datetime) -> str:
    """Say how long to wait."""
    minutes = max(1, -int((now - until) // timedelta(minutes=1)))
    return f"输错太多次了，请等 {minutes} 分钟再试。"
