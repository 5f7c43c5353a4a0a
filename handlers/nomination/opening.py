"""提名 开始, 提名 结果, 提名 结束: nominations opened, counted, closed by office or secretary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import nomination
from bot.domain.command import read_number
from bot.domain.member import Member
from bot.domain.nomination import OPEN_EXAMPLE, Nomination, Opening
from bot.domain.notice import show_deadline
from bot.meeting import nominating
from bot.router import Right, Router
from data import member as members
from data import nomination as nominations
from data import unit as units
from data.db import read_stamp, stamp

router = Router()


@router.command(
    "提名 开始",
    may=Right.SECRETARY,
    takes=nomination.read_opening,
    usage="提名 开始 优秀党员 [每人2名] [截止 周五18:00] [全体|支部 一,三]",
    does="请党员私下提名。先给您看，回“确认”才发到群里；谁提了谁不公开，截止后只有票数。",
    example=OPEN_EXAMPLE,
)
def draft_opening(turn: Turn, opening: Opening) -> None:
    """Show what 确认 would open, and keep it."""
    deadline = nominating.deadline_of(turn, opening.deadline)
    reach = nominating.find_reach(turn, opening.audience)
    shown = (
        f"将请{reach.title}的 {len(reach.people)} 人提名“{opening.title}”，每人最多 {opening.places} 名，"
        f"{show_deadline(deadline, since=turn.now)}截止，发到 {len(reach.rooms)} 个群"
        f"{f'，另私信 {len(reach.alone)} 人' if reach.alone else ''}。\n回复“确认”发送，“取消”作罢。"
    )
    arguments = {
        "title": opening.title,
        "places": opening.places,
        "deadline": stamp(deadline),
        "branches": [one.id for one in reach.branches],
        "whole": reach.title == "全体",
    }
    drafting.propose(turn, "nomination", arguments, shown)


@router.confirms("nomination")
def open_nomination(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Open it, and tell the rooms."""
    if words or not all(turn.actor.may_see(one) for one in arguments["branches"]):
        raise UserError("这几个支部的提名由本支部书记或党办发起，没有发。")
    deadline = read_stamp(arguments["deadline"]).astimezone(turn.zone)
    if deadline <= turn.now:
        raise UserError(f"截止时间已经过了，请换一个。例：{OPEN_EXAMPLE}")
    reach = nominating.reach_again(turn, arguments["branches"], whole=arguments["whole"])
    opening = Opening(arguments["title"], arguments["places"], "", None)
    one, alone = nominating.open_up(turn, opening, reach, deadline)
    privately = f"、私信 {alone} 人" if alone else ""
    turn.reply(
        f"提名{one.number}号开始了，发到 {len(reach.rooms)} 个群{privately}。"
        f"截止后看票数：提名 结果 {one.number}号；提前结束：提名 结束 {one.number}号"
    )


@router.command(
    "提名 结果",
    may=Right.SECRETARY,
    takes=read_number,
    usage="提名 结果 1号",
    does="截止以后看每个名字的票数，只给发起人和党办；谁提的谁已经删掉了。",
    example="提名 结果 1号",
)
def show_result(turn: Turn, number: int | None) -> None:
    """Show the counts of one that is closed."""
    one = _own(turn, number)
    if one.closed_at is None:
        so_far = nominations.count_voters(turn.db, one.number)
        due = show_deadline(one.deadline.astimezone(turn.zone), since=turn.now)
        turn.reply_privately(f"提名{one.number}号{due}截止，现在 {so_far} 人提了。票数截止后才有。", "结果")
        return
    counts = nominations.counts(turn.db, one.number)
    people = {each.id: each for each in members.of_ids(turn.db, [who for who, _ in counts])}
    turn.note_look(people, "提名结果")
    shown = [(_called(turn, people[who], one), votes) for who, votes in counts]
    turn.reply_privately(nomination.show_result(one, shown), "结果")


def _called(turn: Turn, person: Member, one: Nomination) -> str:
    names = units.branch_names(turn.db)
    return (
        person.name if len(one.branches) == 1 else f"{person.name}（{names.get(person.branch_id or 0, '')}）"
    )


@router.command(
    "提名 结束",
    may=Right.SECRETARY,
    takes=read_number,
    usage="提名 结束 1号",
    does="不等截止就结束，只留票数；结束了不能再开。",
    example="提名 结束 1号",
)
def close_early(turn: Turn, number: int | None) -> None:
    """Close one before its time."""
    one = _own(turn, number)
    if one.closed_at is not None:
        raise UserError(f"提名{one.number}号已经结束了。看票数发：提名 结果 {one.number}号")
    nominations.close(turn.db, one.number, turn.now)
    turn.reply(f"提名{one.number}号结束了。看票数发：提名 结果 {one.number}号")


def _own(turn: Turn, number: int | None) -> Nomination:
    """Find one that the sender opened, or, for a clerk, any; without a number the newest."""
    mine = nominations.opened(turn.db, None if turn.actor.is_clerk else turn.actor.member.id)
    found = next((one for one in mine if number in {None, one.number}), None)
    if found is None:
        raise UserError(f"没有您发起的提名{number}号。" if number else f"还没有提名。例：{OPEN_EXAMPLE}")
    return found
