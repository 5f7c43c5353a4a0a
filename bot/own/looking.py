"""Who looked at a record: refusals noted, and the log written for the member and for the office."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Context, Refused, Turn, UserError
from bot.domain.member import Role
from bot.domain.own.showing import Look, show_look
from data import audit
from data import member as members
from data import unit as units


def note_refusal(turn: Turn, mistake: UserError) -> None:
    """Note in the audit that somebody gave a command without the right to it."""
    if isinstance(mistake, Refused):
        audit.note(turn.db, turn.actor.member.id, f"拒绝 {mistake.command}", [None], turn.now)


def show(here: Context, looks: Sequence[Look]) -> list[str]:
    """Write a line for each who and what of a log, with the post that explains it."""
    return [show_look(look, name_of(here, look.actor_id), here.zone) for look in looks]


def name_of(here: Context, actor_id: int | None) -> str:
    """Name who did something, with the post held now."""
    if actor_id is None:
        return "系统"
    person = members.find(here.db, actor_id)
    posts = sorted(members.posts(here.db, actor_id), key=lambda post: tuple(Role).index(post.role))
    if not posts:
        return person.name
    unit = units.find(here.db, posts[0].unit_id)
    where = unit.name if unit.kind == "branch" else ""
    return f"{person.name}（{where}{posts[0].role.chinese}）"
