"""建组, 小组, 加入, 退出, 解散: study groups that members start, join and leave by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import group as rules
from bot.domain.command import nothing
from bot.domain.delivery import Kind
from bot.domain.group import Group, Named
from bot.router import Right, Router
from data import group as groups

router = Router()


def _is_meant(turn: Turn) -> bool:
    """Whether words that people also say to each other (加入, 退出) were said to the bot."""
    return turn.is_addressed or turn.is_in_office


@router.command(
    "建组",
    may=Right.MEMBER,
    takes=rules.read_name,
    usage="建组 名称",
    does="自己建一个学习小组，谁都能加入，人数不限。群里请先@我。",
    example="建组 周末读书会",
    spaced=True,
)
def found_group(turn: Turn, name: str) -> None:
    """Make a group, with who asked for it in it."""
    if not _is_meant(turn):
        return
    if same := groups.named(turn.db, name):
        raise UserError(f"已经有“{same.name}”了，是 {same.number}号。要加入就发：加入 {same.number}号")
    number = groups.found(turn.db, name, turn.actor.member.id, turn.now)
    turn.reply(
        f"建好了：小组{number}号“{name}”，您在里面。请大家发“加入 {number}号”，谁来了我晚上一起告诉您。"
    )


@router.command(
    "小组",
    may=Right.MEMBER,
    takes=rules.read_maybe,
    usage="小组 [2号]",
    does="看有哪些学习小组，各多少人；自己在里面的，能看到组里都有谁。",
    example="小组 2号",
    spaced=True,
)
def show_groups(turn: Turn, named: Named | None) -> None:
    """List the groups, or show one; names only to who is in it."""
    if (named is None and not _is_meant(turn)) or (named and _is_chat(turn, named)):
        return
    mine = groups.of_member(turn.db, turn.actor.member.id)
    if named is None:
        turn.reply(rules.show_groups(groups.there(turn.db), mine if turn.is_private else frozenset()))
        return
    group = _find(turn, named)
    if group.number not in mine:
        turn.reply(rules.show_outside(group))
        return
    names = [one.name for one in groups.people(turn.db, group.number)]
    turn.reply_privately(rules.show_group(group, names), "名单")


def _find(turn: Turn, named: Named) -> Group:
    """Find the group meant. Raises UserError with the nearest name, or what there is."""
    if found := _look(turn, named):
        return found
    there = groups.there(turn.db)
    near = get_close_matches(named.name, [one.name for one in there], 1, 0.4) if named.name else []
    guess = next((f"是{one.number}号“{one.name}”吗？" for one in there if one.name in near), "")
    said = f"{named.number}号小组" if named.number is not None else f"“{named.name}”这个小组"
    raise UserError(f"没有{said}。{guess}看有哪些发“小组”。")


def _is_chat(turn: Turn, named: Named) -> bool:
    """Whether 加入 and 退出 in a room name no group: talk among people."""
    return not _is_meant(turn) and _look(turn, named) is None


def _look(turn: Turn, named: Named) -> Group | None:
    if named.number is not None:
        return groups.find(turn.db, named.number)
    return groups.named(turn.db, named.name)


@router.command(
    "加入",
    may=Right.MEMBER,
    takes=rules.read_group,
    usage="加入 2号",
    does="加入一个学习小组，写编号或名称。群里请先@我。",
    example="加入 2号",
    spaced=True,
)
def join_group(turn: Turn, named: Named) -> None:
    """Join a group; its founder hears of it in the evening."""
    if _is_chat(turn, named):
        return
    group = _find(turn, named)
    _join(turn, group)


def _join(turn: Turn, group: Group) -> None:
    if groups.join(turn.db, group.number, turn.actor.member.id, turn.now):
        turn.reply(f"加入了“{group.name}”，现在 {group.size + 1} 人。看都有谁发“小组 {group.number}号”。")
    else:
        turn.reply(f"您已经在“{group.name}”里了。")


@router.command(
    "退出",
    may=Right.MEMBER,
    takes=rules.read_group,
    usage="退出 2号",
    does="退出一个学习小组，不用说原因，也不告诉别人；最后一位退出，小组就没有了。",
    example="退出 2号",
    spaced=True,
)
def leave_group(turn: Turn, named: Named) -> None:
    """Leave a group; with the last one it closes."""
    if _is_chat(turn, named):
        return
    _leave(turn, _find(turn, named))


def _leave(turn: Turn, group: Group) -> None:
    if not groups.leave(turn.db, group.number, turn.actor.member.id, turn.now):
        turn.reply(f"您不在“{group.name}”里，不用退。")
        return
    gone = groups.find(turn.db, group.number) is None
    turn.reply(f"退出了“{group.name}”。" + ("您是最后一位，小组就此没有了。" if gone else ""))


_IN_WORDS = re.compile(r"我?(?:想要?|要)?(?P<verb>加入|参加|退出)(?P<rest>.{2,40})")


@router.answer
def hear_joining(turn: Turn) -> bool:
    """Take 我想加入周末读书会 without a space, said to the bot, where there is such a group."""
    if not turn.is_addressed or turn.who is None:
        return False
    if re.fullmatch(r"建组\S{1,20}", turn.text):
        raise UserError(f"“建组”后面空一格，再写小组的名字。{rules.EXAMPLE}")
    match = _IN_WORDS.fullmatch(turn.text)
    if match is None:
        return False
    words = match["rest"].strip(" 。.!！")
    group = next(
        (one for word in (words, words.removesuffix("小组")) if (one := groups.named(turn.db, word))), None
    )
    if group is None:
        return False
    (_leave if match["verb"] == "退出" else _join)(turn, group)
    return True


@router.command(
    "小组 统计",
    may=Right.CLERK,
    takes=nothing,
    usage="小组 统计",
    does="小组多少个、各多少人、每个支部多少人参加；只有人数，没有名字。",
    example="小组 统计",
)
def count_groups(turn: Turn, _words: None) -> None:
    """Count the groups and who is in one, without names."""
    by_branch = groups.count_by_branch(turn.db)
    turn.reply(rules.show_statistics(groups.there(turn.db), by_branch, sum(by_branch.values())))


@router.command(
    "解散",
    may=Right.CLERK,
    takes=rules.read_group,
    usage="解散 2号",
    does="解散一个小组，组里的人会收到一句话。先给您看，回“确认”才办。",
    example="解散 2号",
    spaced=True,
)
def draft_closing(turn: Turn, named: Named) -> None:
    """Show which group would be closed, and keep it until 确认."""
    if _is_chat(turn, named):
        return
    group = _find(turn, named)
    drafting.propose(
        turn,
        "closing",
        {"number": group.number},
        f"将解散小组{group.number}号“{group.name}”，组里 {group.size} 人会收到一句话。\n"
        "回复“确认”解散，“取消”作罢。",
    )


@router.confirms("closing")
def close_group(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Close the group and tell who was in it."""
    if words or not turn.actor.is_clerk:
        raise UserError("解散小组只由党办回“确认”。")
    group = _find(turn, Named(arguments["number"]))
    key, body = f"group:{group.number}:closed", f"小组“{group.name}”由党办解散了，有疑问可以问党办。"
    others = [one.id for one in groups.people(turn.db, group.number) if one.id != turn.actor.member.id]
    until = turn.now + timedelta(days=1)
    told = sum(turn.tell(one, key, body, Kind.REMINDER, not_after=until) for one in others)
    groups.close(turn.db, group.number, turn.actor.member.id, turn.now)
    turn.reply(f"“{group.name}”解散了，告诉了 {told} 人。")
