"""How far a notice has come: 进度, 名单 未回, 提醒, and plain questions for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot import pictures
from bot.context import Turn, UserError
from bot.domain import progress, receipt
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.member import Role
from bot.domain.notice import Notice
from bot.domain.progress import Arrival, Query
from bot.domain.relay import Relay
from bot.domain.room import RoomKind
from bot.domain.tree import Tree
from bot.domain.unit import UnitKind
from bot.notice import missing, reminding
from bot.operation import piloting
from bot.pictures import Bar
from bot.router import Right, Router
from data import member as members
from data import notice as notices
from data import progress as progresses
from data import receipt as receipts
from data import relay as relays
from data import unit as units

router = Router()

# What people ask in plain words, with or without the notice's number before it.
_WHICH = r"(?:第?\d{1,6}号)?(?:通知)?"
_WHO = r"(?:谁|哪些人?|哪几[位个]|几[个位]人?|多少人)"
_END = r"[啊呢呀了的\s?？]*"
_WHO_IS_MISSING = re.compile(
    rf"{_WHICH}(?:还?[差缺]{_WHO}(?:没回复?)?|(?:还有)?{_WHO}(?:还没|没有|没|未)(?:回复?|收到|答|填|选|报)|还有{_WHO}){_END}"
)
_HOW_FAR = re.compile(
    rf"{_WHICH}(?:(?:发|转|现在)?到哪[儿里]?|进度(?:怎么样|如何|呢)|回了{_WHO}|{_WHO}回){_END}|{_WHICH}进度"
)


@router.command(
    "进度",
    may=Right.SECRETARY,
    takes=progress.read_query,
    usage="进度 [12号] [第三支部] [图]",
    does="每个支部一行：谁转发的，几点到群，多少人已回。不写号就是最新的通知；加“图”发成一张图。",
    example="进度 12号",
)
def show_progress(turn: Turn, asked: Query) -> None:
    """Show a notice's way and its answers, as text or as a picture."""
    found = _find_notice(turn, asked.number)
    if asked.picture:
        _send_picture(turn, found)
    else:
        turn.reply(_grow_tree(turn, found).show(_shown_in_full(turn, asked)))


def _find_notice(turn: Turn, number: int | None) -> Notice:
    """Give the notice of this number, of a quote, the newest open one, or the newest of all."""
    if number is None and turn.incoming.quote:
        number = receipt.read_number(turn.incoming.quote.text)
    waiting = notices.open_notices(turn.db, turn.now, turn.settings.notices.open_for)
    if number is None and waiting:
        return waiting[0]
    found = notices.find(turn.db, number)
    if found is None:
        raise UserError(f"没有第{number}号通知。" if number else "还没有发过要回执的通知。")
    return found


def _shown_in_full(turn: Turn, asked: Query) -> frozenset[str] | None:
    """Name the branches that are shown in full: those asked for, a secretary's own; None: all."""
    named = _find_branches(turn, asked)
    shown = named if turn.actor.is_clerk else turn.actor.leads
    return frozenset(units.find(turn.db, branch).name for branch in shown) or None


def _grow_tree(turn: Turn, asked: Notice) -> Tree:
    passing = {one.branch: one for one in relays.of_notice(turn.db, asked.number)}
    return Tree(
        asked,
        receipts.progress(turn.db, asked.number),
        [*progresses.arrivals(turn.db, asked.number), *_kept_back(turn, passing.values())],
        passing,
        _secretaries(turn) if _may_read_names(turn) else {},
        turn.zone,
        receipts.choices(turn.db, asked.number),
        "还没贴" if turn.settings.is_by_hand else "正在发",
    )


def _kept_back(turn: Turn, handed: Iterable[Relay]) -> list[Arrival]:
    """Name the branches whose secretaries a pilot does not let us ask."""
    return [
        Arrival("", one.branch, None, held="试点中没发")
        for one in handed
        if one.passed_on_at is None and not piloting.lets_work(turn.db, one.branch_id)
    ]


def _may_read_names(turn: Turn) -> bool:
    """Whether nobody else reads along: a secretary who has not passed it on is silent, too."""
    return turn.is_private or (turn.room is not None and turn.room.kind is RoomKind.OFFICE)


def _secretaries(turn: Turn) -> dict[str, str]:
    found = {}
    for branch in units.branches(turn.db):
        holders = members.holders(turn.db, Role.SECRETARY, branch.id)
        found[branch.name] = "、".join(person.name for person in holders) or "没有书记"
    return found


def _send_picture(turn: Turn, asked: Notice) -> None:
    """Draw the counts and send them where they were asked for."""
    if not asked.receipt:
        raise UserError(f"第{asked.number}号通知没有要回执，发“进度 {asked.number}号”看到了哪些群。")
    tree = _grow_tree(turn, asked)
    path = pictures.keep_progress(
        Path(turn.settings.database).parent,
        f"notice-{asked.number}-{turn.now:%Y%m%d%H%M%S}",
        f"第{asked.number}号通知 {asked.body.partition(chr(10))[0]}".strip(),
        [
            Bar(row.branch, row.answered, row.asked, row.late, "未转发" if tree.waits(row.branch) else "")
            for row in tree.rows
        ],
        f"{show_day(turn.local_now)} {turn.local_now:%H:%M}",
    )
    key = f"picture:{turn.incoming.message_id}"
    turn.say(key, turn.incoming.conversation, "", Kind.REPLY, file=path)


@router.command(
    "名单 未回",
    may=Right.SECRETARY,
    takes=progress.read_list_query,
    usage="名单 未回 [12号] [第三支部]",
    does="谁还没回，编了号，私下发给您；书记看本支部，党办看全部。打过电话的回编号，如“3 7 12 电话平安”。",
    example="名单 未回 12号",
)
def list_silent(turn: Turn, asked: Query) -> None:
    """List who has not answered, within the asker's scope."""
    found = _find_notice(turn, asked.number)
    if not found.receipt:
        raise UserError(f"第{found.number}号通知没有要回执。")
    if found.withdrawn_at:
        raise UserError(f"第{found.number}号通知已经撤回，不用回了。")
    wanted = _find_branches(turn, asked)
    if not all(map(turn.actor.may_see, wanted)):
        raise UserError("别的支部的名单由那个支部的书记看，您看本支部的就好：名单 未回")
    missing.send_list(turn, found, wanted)


@router.command(
    "提醒",
    may=Right.SECRETARY,
    takes=progress.read_reminder,
    usage="提醒 [12号] [第三支部]",
    does="再问一遍还没回的：能私信的各私信一句，别的在群里说一声还差几位，不点名。刚问过的，隔一阵才能再问。",
    example="提醒 12号",
)
def remind_silent(turn: Turn, asked: Query) -> None:
    """Ask the silent of the own branch, or of those named, again; the office of all, in rooms only."""
    found = _find_asking(turn, asked)
    wanted = _find_branches(turn, asked) or set(turn.actor.leads)
    if not all(map(turn.actor.may_see, wanted)):
        raise UserError("别的支部由那个支部的书记提醒，您提醒本支部的就好：提醒")
    alone = bool(wanted) or found.scope.is_private
    branches = wanted or {branch.id for branch in units.branches(turn.db)}
    outcome = reminding.ask_again(turn, found, _may_be_asked(turn, found, branches), privately=alone)
    here = turn.room.unit_id if turn.room and turn.room.kind is RoomKind.BRANCH else None
    said = reminding.show(found, outcome, to_all=here is not None)
    said = said or f"第{found.number}号通知没有要再问的了。"
    if not outcome.rooms or branches != {here}:  # else the room has just read it
        turn.reply(said)


def _find_asking(turn: Turn, asked: Query) -> Notice:
    """Give the notice that is meant, if it still waits for answers and it is no night."""
    found = _find_notice(turn, asked.number)
    if not found.receipt or found.withdrawn_at:
        raise UserError(
            f"第{found.number}号通知{'已经撤回' if found.withdrawn_at else '没有要回执'}，不用提醒。"
        )
    if found.deadline and found.deadline <= turn.now:
        raise UserError(
            f"第{found.number}号通知已经过了截止时间。要接着收，请党办先改：截止 {found.number}号 明天"
        )
    if reminding.is_night_in_rooms(turn) and not found.scope.is_private:
        raise UserError("现在是休息时间，群里先不打扰，请早上再提醒。")
    return found


def _may_be_asked(turn: Turn, asked: Notice, branches: set[int]) -> set[int]:
    """Leave out the branches that have not got the notice yet, and those that were asked just now."""
    handed = relays.of_notice(turn.db, asked.number)
    waiting = {one.branch_id for one in handed if one.passed_on_at is None}
    if branches <= waiting:
        raise UserError(f"第{asked.number}号通知还没转发到群里，先回“转发 {asked.number}号”。")
    rest = {branch: reminding.may_ask_from(turn, asked.number, branch) for branch in branches - waiting}
    from_then = [moment for moment in rest.values() if moment]
    if from_then and len(from_then) == len(rest):
        when = min(from_then).astimezone(turn.zone)
        raise UserError(f"第{asked.number}号通知刚提醒过，{when:%H:%M} 以后可以再提醒。")
    return {branch for branch, moment in rest.items() if moment is None}


def _find_branches(turn: Turn, asked: Query) -> set[int]:
    found = {name: units.meant(turn.db, name, UnitKind.BRANCH) for name in asked.branches}
    if unknown := [name for name, unit in found.items() if unit is None]:
        first = next((branch.name for branch in units.branches(turn.db)), "第三支部")
        raise UserError(f"没有“{unknown[0]}”。例：名单 未回 {first}")
    return {unit.id for unit in found.values() if unit}


@router.answer
def take_question(turn: Turn) -> bool:
    """Take 还差谁 and 到哪了, said to the bot by who may know, for 名单 未回 and 进度."""
    if not turn.is_addressed or Right.of(turn.who) < Right.SECRETARY:
        return False
    number = re.match(r"第?(\d{1,6})号", turn.text)
    asked = Query(int(number[1]) if number else None)
    if _WHO_IS_MISSING.fullmatch(turn.text):
        list_silent(turn, asked)
    elif _HOW_FAR.fullmatch(turn.text):
        show_progress(turn, asked)
    else:
        return False
    return True
