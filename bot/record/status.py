"""A new status of a membership: shown first, then kept with its reason; who has left is on no list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot import drafting, finding, recording
from bot.context import Turn, UserError
from bot.domain.card import show_status
from bot.domain.edit import STATUS_EXAMPLE
from bot.domain.field import Field
from bot.domain.member import Member, Status
from bot.domain.record import How, read_status
from bot.domain.roll.cells import CellError
from data import greeting as greetings
from data import member as members
from data import silence as silences
from data import unit as units

_NEEDS_REASON = {Status.SUSPENDED, Status.RETAINED, Status.MOVED}


def draft(turn: Turn, person: Member, words: str) -> None:
    """Show what a new status would mean, and keep it until 确认; words are the status and what follows."""
    first, rest = _cut(words)
    if first.removesuffix("党员") in {"正式", "预备"}:
        raise UserError(f"正式、预备请这样改：改 {person.name} 类别 正式党员")
    try:
        status = Status(read_status(first) or "")
    except CellError as error:
        raise UserError(f"{error}。例：{STATUS_EXAMPLE}") from error
    branch = None
    if person.status.has_ended and not status.has_ended:
        branch, rest = _read_branch(turn, person, status, rest)
    _check(turn, person, status, rest)
    arguments = {"member": person.id, "status": status, "reason": rest, "branch": branch}
    shown = [f"将把{_called(turn, person)}的状态由“{person.status.chinese}”改为“{status.chinese}”。"]
    shown += [f"原因：{rest}"] if rest else []
    shown += _consequences(person, status, branch)
    drafting.propose(turn, "status", arguments, "\n".join([*shown, "回复“确认”记下，“取消”作罢。"]))


def _cut(words: str) -> tuple[str, str]:
    """Take the first word off, whatever stands behind it."""
    first, *rest = re.split(r"[\s,，、:：;；]+", words.strip(), maxsplit=1)
    return first, (rest[0] if rest else "").strip()


def _read_branch(turn: Turn, person: Member, status: Status, words: str) -> tuple[str, str]:
    first, reason = _cut(words)
    if not first:
        raise UserError(
            f"{person.name}现在不在任何支部，请写上回到哪个支部。"
            f"例：改 {person.name} 状态 {status.chinese} 第三支部"
        )
    return finding.one_branch(turn, first).name, reason


def _check(turn: Turn, person: Member, status: Status, reason: str) -> None:
    if status is Status.LOST:
        raise UserError(f"失联请这样记：失联 {person.name} 电话停机。联系上了发：联系上 {person.name}")
    if status is person.status:
        raise UserError(f"{person.name}的状态本来就是“{status.chinese}”，没有改。")
    if status in _NEEDS_REASON and not reason:
        raise UserError(f"请写上原因，以后好查。例：改 {person.name} 状态 {status.chinese} 支部大会决定")
    if status.has_ended and (posts := members.posts(turn.db, person.id)):
        held = "、".join(f"{units.find(turn.db, post.unit_id).name}的{post.role.chinese}" for post in posts)
        raise UserError(f"{person.name}还担任{held}，请先换人，再改状态。")


def _called(turn: Turn, person: Member) -> str:
    branch = units.branch_names(turn.db).get(person.branch_id or 0, "没有支部")
    return f"{person.name}（{branch}，编号 {person.id}）"


def _consequences(person: Member, status: Status, branch: str | None) -> list[str]:
    back = f"回来了发：改 {person.name} 状态 在册 支部名称"
    if status is Status.DECEASED:
        return [
            "以后不再祝福、点名、提醒，也不出现在名单里；我不会给本人的微信发任何消息，也不会问家里人。",
            "编号和以前的记录都留着。",
        ]
    if status.has_ended:
        return [f"以后不再祝福、点名、提醒，也不出现在名单里；编号和以前的记录都留着，{back}"]
    if branch:
        return [f"编入{branch}，编号和以前的记录照旧。"]
    return [f"以后按“{show_status(status)}”。"] if not status.is_greeted else []


def settle(turn: Turn, arguments: Mapping[str, Any]) -> None:
    """Keep the confirmed status; rights were checked, what stands there is looked at once more."""
    person, status = members.find(turn.db, arguments["member"]), Status(arguments["status"])
    _check(turn, person, status, arguments["reason"])
    values: dict[Field, str | None] = {Field.STATUS: status.value}
    if status.has_ended:
        values[Field.BRANCH] = None
        silences.find_again(turn.db, person.id, turn.now)
    elif arguments["branch"]:
        values[Field.BRANCH] = arguments["branch"]
    recording.change(turn, person.id, values, How.OFFICE, arguments["reason"])
    if status is Status.DECEASED:
        own = turn.actor.member.id
        greetings.rest(turn.db, person.id, greetings.FOR_GOOD, reason="death", said_by=own, now=turn.now)
    elif person.status is Status.DECEASED:
        greetings.wake(turn.db, person.id, turn.now)
    turn.reply(f"{person.name}的状态已记为“{show_status(status)}”。一小时内可以回“撤”。")
