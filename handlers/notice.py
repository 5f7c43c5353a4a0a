"""Notices: 通知, 进度, 名单 未回."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from bot.context import Turn, UserError
from bot.domain import notice
from bot.domain.command import read_number
from bot.domain.delivery import Kind, quiet_until
from bot.domain.member import Member
from bot.domain.notice import Notice, Order, Scope
from bot.domain.pace import forecast
from bot.domain.room import RoomKind, TiedRoom
from bot.reading import deadlines
from bot.router import Right, Router
from data import draft as drafts
from data import member as members
from data import notice as notices
from data import room as rooms
from data import unit as units

router = Router()


@router.command(
    "通知",
    may=Right.CLERK,
    takes=notice.read_order,
    usage="通知 全体|书记|支部 一,三|境外 [回执] [截止时间前]：正文",
    does="把通知发到各群；要回执时收“收到”。先给您看发给谁，回“确认”才发。",
    example=notice.EXAMPLE,
)
def draft_notice(turn: Turn, order: Order) -> None:
    """Show who will get a notice, and keep it until 确认."""
    if turn.room and turn.room.kind not in {RoomKind.OFFICE, RoomKind.CENTRAL}:
        raise UserError("请在党办群、中心群或私信里发通知。")
    deadline = _read_deadline(turn, order)
    audience, people = _audience(turn, order)
    targets = _targets(turn, order)
    if not targets:
        raise UserError("还没有可以发的群。请先在各群里发“关联群 …”。")
    arguments = {
        "body": order.body,
        "scope": order.scope,
        "receipt": order.receipt or deadline is not None,
        "deadline": deadline.isoformat() if deadline else None,
        "rooms": [room.room_id for room in targets],
        "members": [person.id for person in people],
    }
    drafts.keep(turn.db, "notice", turn.incoming.sender, turn.incoming.conversation, arguments, turn.now)
    telephone = sum(not person.wechat for person in people)
    lines = [
        f"将发给{audience}，共 {len(people)} 人" + (f"（其中 {telephone} 人只有电话）" if telephone else ""),
        f"群：{_name_rooms(targets)}，{len(targets)} 条，{_duration(turn, len(targets))}",
        f"截止：{order.deadline}，即{notice.show_deadline(deadline)}" if deadline else "截止：不限",
        "要回执" if arguments["receipt"] else "不要回执",
        f"正文：{order.body}",
        "回复“确认”发送，“取消”作罢。",
    ]
    turn.reply("\n".join(lines))


def _read_deadline(turn: Turn, order: Order) -> datetime | None:
    if order.deadline is None:
        return None
    deadline = deadlines.read_deadline(order.deadline, turn.local_now)
    if deadline is None:
        raise UserError(f"“{order.deadline}”没看懂。例：{notice.EXAMPLE}")
    if deadline <= turn.now:
        raise UserError(f"截止时间{notice.show_deadline(deadline)}已经过了，请换一个。")
    return deadline


def _audience(turn: Turn, order: Order) -> tuple[str, list[Member]]:
    """Name the audience and list the people of the roll in it."""
    match order.scope:
        case Scope.ALL:
            return "全体", members.everybody(turn.db)
        case Scope.SECRETARIES:
            return "支部书记", members.secretaries(turn.db)
        case Scope.OVERSEAS:
            return "境外党员", [
                members.find(turn.db, person)
                for person in sorted(
                    {m for m, room in rooms.sitting_members(turn.db) if room.kind is RoomKind.OVERSEAS}
                )
            ]
        case Scope.BRANCHES:
            branches = _branches(turn, order)
            return "、".join(branch.name for branch in branches), [
                person for branch in branches for person in members.of_branch(turn.db, branch.id)
            ]


def _branches(turn: Turn, order: Order) -> list[units.Unit]:
    known = {branch.name: branch for branch in units.branches(turn.db)}
    missing = [name for name in order.branches if name not in known]
    if missing:
        raise UserError(f"没有“{'、'.join(missing)}”。现有：{'、'.join(known)}")
    return [known[name] for name in order.branches] or list(known.values())


def _targets(turn: Turn, order: Order) -> list[TiedRoom]:
    """List the rooms a notice goes to, the secretaries' first."""
    match order.scope:
        case Scope.ALL:
            kinds = (RoomKind.SECRETARY, RoomKind.BRANCH, RoomKind.OVERSEAS)
            return [room for kind in kinds for room in rooms.of_kind(turn.db, kind)]
        case Scope.SECRETARIES:
            return rooms.of_kind(turn.db, RoomKind.SECRETARY)
        case Scope.OVERSEAS:
            return rooms.of_kind(turn.db, RoomKind.OVERSEAS)
        case Scope.BRANCHES:
            return [
                room
                for branch in _branches(turn, order)
                for room in rooms.of_kind(turn.db, RoomKind.BRANCH, branch.id)
            ]


def _name_rooms(targets: list[TiedRoom]) -> str:
    parts = []
    for kind, group in groupby(targets, key=lambda room: room.kind):
        size = len(list(group))
        assert kind is not None
        parts.append(f"{size} 个{kind.chinese}群" if kind is RoomKind.BRANCH else f"{kind.chinese}群")
    return "、".join(parts)


def _spacing(turn: Turn, messages: int) -> timedelta:
    return turn.settings.delivery.broadcast_gap if messages > 10 else timedelta(0)


def _duration(turn: Turn, messages: int) -> str:
    delivery = turn.settings.delivery
    gap = max(_spacing(turn, messages), (delivery.jitter_from + delivery.jitter_to) / 2)
    return notice.show_wait(forecast(messages, delivery.per_minute, gap))


@router.confirms("notice")
def send_notice(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Give the notice its number and queue it for every room."""
    if words:
        raise UserError("通知不能“除”几位。要改发给谁，请回“取消”再发一遍；不改就回“确认”。")
    if not turn.actor.is_clerk:
        raise UserError("通知要由党办来发。")
    deadline = datetime.fromisoformat(arguments["deadline"]) if arguments["deadline"] else None
    if deadline and deadline <= turn.now:
        raise UserError("截止时间已经过了，请重新发一遍通知。")
    receipt = arguments["receipt"]
    reminder = notice.remind_at(turn.now, deadline, turn.settings.notices.remind_before) if receipt else None
    if reminder:
        # Whom to ask is looked up when it may be said, not before the night.
        reminder = quiet_until(reminder, turn.settings.delivery.quiet_rooms, turn.zone) or reminder
    sent = notices.send(
        turn.db,
        body=arguments["body"],
        audience=arguments["scope"],
        receipt=receipt,
        deadline=deadline,
        remind_at=reminder,
        by=turn.actor.member.id,
        room_ids=arguments["rooms"],
        member_ids=arguments["members"],
        now=turn.now,
    )
    gap = _spacing(turn, len(arguments["rooms"]))
    in_branches = Scope(arguments["scope"]) is not Scope.SECRETARIES
    for place, room_id in enumerate(arguments["rooms"]):
        _queue_for_room(turn, sent, room_id, turn.now + place * gap, in_branches=in_branches)
    turn.reply(
        f"第{sent.number}号通知开始发送，共 {len(arguments['rooms'])} 条，"
        f"{_duration(turn, len(arguments['rooms']))}。"
        + (f"看进度发“进度 {sent.number}号”。" if receipt else "")
    )


def _queue_for_room(
    turn: Turn, sent: Notice, room_id: str, not_before: datetime, *, in_branches: bool
) -> None:
    room = rooms.find(turn.db, room_id)
    if room is None or room.kind is None:
        return
    local = _on_committee_clock(turn, sent)
    body = notice.show_notice(local, abroad=room.kind is RoomKind.OVERSEAS)
    if sent.receipt and room.kind is RoomKind.SECRETARY and in_branches:
        body += "\n各位书记：本支部还差谁，发“名单 未回”就能看到。"
    key = f"notice:{sent.number}:room:{room_id}"
    turn.say(key, room_id, body, Kind.NOTICE, not_before=not_before, not_after=sent.deadline)


def _on_committee_clock(turn: Turn, sent: Notice) -> Notice:
    deadline = sent.deadline.astimezone(turn.zone) if sent.deadline else None
    return Notice(sent.number, sent.body, sent.receipt, deadline, sent.sent_at)


@router.command(
    "进度",
    may=Right.SECRETARY,
    takes=read_number,
    usage="进度 [12号]",
    does="每个支部一行：多少人已回。不写号就是最新的通知。",
    example="进度 12号",
)
def show_progress(turn: Turn, number: int | None) -> None:
    """Say how many of each branch have answered."""
    asked = _find_notice(turn, number)
    turn.reply(notice.show_progress(asked, notices.progress(turn.db, asked.number)))


def _find_notice(turn: Turn, number: int | None) -> Notice:
    found = notices.find(turn.db, number)
    if found is None:
        raise UserError(f"没有第{number}号通知。" if number else "还没有发过要回执的通知。")
    if not found.receipt:
        raise UserError(f"第{found.number}号通知没有要回执。")
    return found


@router.command(
    "名单 未回",
    may=Right.SECRETARY,
    takes=read_number,
    usage="名单 未回 [12号]",
    does="谁还没回通知，编了号，私下发给您；书记看本支部的，党办看全部。",
    example="名单 未回 12号",
)
def list_silent(turn: Turn, number: int | None) -> None:
    """List who has not answered, within the asker's scope."""
    asked = _find_notice(turn, number)
    mine = [
        entry for entry in notices.silent(turn.db, asked.number) if turn.actor.may_see(entry[0].branch_id)
    ]
    if not mine:
        turn.reply_privately(f"第{asked.number}号通知都回了。")
        return
    lines = [f"第{asked.number}号通知还没回的 {len(mine)} 人："]
    branches = {branch.id: branch.name for branch in units.branches(turn.db)}
    count = 0
    for branch_id, group in groupby(mine, key=lambda entry: entry[0].branch_id):
        lines.append(branches.get(branch_id or 0, "党办"))
        for person, maybe in group:
            count += 1
            marks = ("（可能已回）" if maybe else "") + ("" if person.wechat else "（只有电话）")
            lines.append(f"{count} {person.name}{marks}")
    turn.reply_privately("\n".join(lines))
