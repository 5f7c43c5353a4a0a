"""`python -m bot audit`: who saw or changed whose record, the newest first."""

from __future__ import annotations

import json

from rich.console import Console
from rich.markup import escape
from sqlite_utils import Database

from bot.config import Settings
from data import audit
from data import member as members

_MOST = 200  # of the newest; --json has them all


def show_audit(db: Database, settings: Settings, *, member: int | None, as_json: bool) -> None:
    """Print the log, of one person's record (and what that person did) or of all; reading it is noted."""
    entries = audit.newest(db, -1 if as_json else _MOST, member)
    names = {one.id: one.name for one in members.known(db)}
    rows = [
        {
            "at": one.at.astimezone(settings.organisation.zone).isoformat(timespec="seconds"),
            "who": names.get(one.actor_id or 0),
            "action": one.action,
            "whose": names.get(one.member_id or 0),
            "detail": one.detail,
        }
        for one in entries
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    for row in rows:
        line = "  ".join(str(row[name] or "–") for name in ("at", "who", "action", "whose", "detail"))
        console.print(escape(line))
    if not rows:
        console.print("nothing noted yet")
