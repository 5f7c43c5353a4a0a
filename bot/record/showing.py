"""A member's record put together for who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.context import Turn
from bot.domain import card
from bot.domain.card import Card, Since
from bot.domain.days import show_day
from bot.domain.field import Field
from bot.domain.member import Member, Role, Status
from bot.silence import listening
from data import account as accounts
from data import contact as contacts
from data import label as labels
from data import member as members
from data import record as records
from data import silence as silences
from data import unit as units

_MOST_CHANGES = 20


def show_member(turn: Turn, person: Member) -> str:
    """Write somebody's record for the sender: whole in private, with stars in the office room."""
    record = records.find(turn.db, person.id)
    status, since = _status(turn, person, record)
    shown = Card(
        person.id,
        record,
        status,
        since,
        _posts(turn, person),
        labels.of_member(turn.db, person.id),
        _account(turn, person),
        _heard(turn, person),
        _contact(turn, person),
    )
    return card.show_card(shown, turn.local_now.date(), masked=turn.is_in_office)


def show_history(turn: Turn, person: Member) -> str:
    """Write what stood in somebody's record before, the newest first."""
    changes = records.history(turn.db, person.id)
    if not changes:
        return f"{person.name}（编号 {person.id}）的记录没有改过。"
    names = {one.id: one.name for one in members.of_ids(turn.db, {change.by or 0 for change in changes})}
    lines = [
        card.show_change(change, _local(turn, change.at), names.get(change.by or 0), masked=turn.is_in_office)
        for change in changes[:_MOST_CHANGES]
    ]
    left = len(changes) - len(lines)
    title = f"{person.name}（编号 {person.id}）改过 {len(changes)} 处："
    return "\n".join([title, *lines, *([f"更早的还有 {left} 处"] if left else [])])


def _status(turn: Turn, person: Member, record: Mapping[Field, str | None]) -> tuple[Status, Since]:
    """Give the status with who said so: out of reach is a person's word of its own (失联)."""
    if (lost := silences.lost(turn.db).get(person.id)) and not person.status.has_ended:
        return Status.LOST, Since(_local(turn, lost.at), reason=lost.reason)
    status = Status(record[Field.STATUS] or Status.ACTIVE)
    change = records.status_since(turn.db, person.id)
    if change is None or change.after != status:
        return status, Since()
    by = members.find(turn.db, change.by).name if change.by else change.how.chinese
    return status, Since(_local(turn, change.at), by, change.reason)


def _local(turn: Turn, moment: datetime) -> date:
    return moment.astimezone(turn.zone).date()


def _posts(turn: Turn, person: Member) -> list[str]:
    return sorted(
        post.role.chinese
        if post.role in {Role.CLERK, Role.COMMITTEE}
        else f"{units.find(turn.db, post.unit_id).name}{post.role.chinese}"
        for post in members.posts(turn.db, person.id)
    )


def _account(turn: Turn, person: Member) -> str:
    own = accounts.of_member(turn.db, person.id)
    if not own:
        return "微信：没有绑定" if person.wechat else "微信：没有，打电话"
    several = f" {len(own)} 个账号" if len(own) > 1 else ""
    friend = "可私聊" if accounts.reachable(turn.db, person.id) else "不是好友，不能私聊"
    return f"微信：已绑定{several}，{friend}"


def _heard(turn: Turn, person: Member) -> str:
    if person.status.has_ended:
        return ""
    (standing,) = listening.standings(turn, [person])
    if standing.heard_at is None:
        return "消息：还没有过"
    day = _local(turn, standing.heard_at)
    return f"消息：上次 {show_day(day)}"


def _contact(turn: Turn, person: Member) -> str:
    found = contacts.of_member(turn.db, person.id)
    return f"联系人：{members.find(turn.db, found).name}" if found else ""
