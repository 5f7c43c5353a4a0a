"""How far a notice has come: 进度, 名单 未回, and plain questions for them."""

from __future__ import annotations

import re
from pathlib import Path

from bot import missing, pictures
from bot.context import Turn, UserError
from bot.domain import progress, receipt
from bot.domain.delivery import Kind
from bot.domain.member import Role
from bot.domain.notice import Notice
from bot.domain.progress import Query, Tree
from bot.domain.room import RoomKind
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
    rf"{_WHICH}(?:还?[差缺]{_WHO}(?:没回复?)?|(?:还有)?{_WHO}(?:还没|没有|没|未)回复?|还有{_WHO}){_END}"
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
        progresses.arrivals(turn.db, asked.number),
        passing,
        _secretaries(turn) if _may_read_names(turn) else {},
        turn.zone,
        receipts.choices(turn.db, asked.number),
    )


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
        f"第{asked.number}号通知 {asked.body.splitlines()[0]}",
        [
            Bar(row.branch, row.answered, row.asked, row.late, "未转发" if tree.waits(row.branch) else "")
            for row in tree.rows
        ],
        f"{turn.local_now.month}月{turn.local_now.day}日 {turn.local_now:%H:%M}",
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


def _find_branches(turn: Turn, asked: Query) -> set[int]:
    known = {branch.name: branch.id for branch in units.branches(turn.db)}
    if unknown := [name for name in asked.branches if name not in known]:
        raise UserError(f"没有“{unknown[0]}”。例：名单 未回 {next(iter(known), '第三支部')}")
    return {known[name] for name in asked.branches}


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
