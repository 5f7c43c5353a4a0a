"""提名: opened by office or secretary, named privately by members, counted in the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import drafting, finding
from bot.context import Overheard, Turn, UserError
from bot.domain import nomination
from bot.domain.audience import read_person
from bot.domain.command import Misfit, read_number
from bot.domain.member import Member
from bot.domain.nomination import EXAMPLE, OPEN_EXAMPLE, Nomination, Opening, Wish
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
    "提名",
    may=Right.MEMBER,
    takes=nomination.read_wish,
    usage="提名 [1号] 张三 [李四]",
    does="私信我提名本支部的同志，截止前可以改。谁提了谁不公开，截止后只留票数，理由不记。只写“提名”看进行中的。",
    example=EXAMPLE,
    spaced=True,
)
def nominate(turn: Turn, wish: Wish) -> None:
    """Keep whom a member nominates, said privately."""
    if not turn.is_private:
        _leave_to_private(turn, wish)
    elif wish.words:
        turn.reply(nominating.take(turn, turn.actor.member, wish))
    else:
        turn.reply(_show_open(turn))


def _leave_to_private(turn: Turn, wish: Wish) -> None:
    """Say in a room that names are for private; talk about the matter is left alone."""
    called = read_person(wish.words[0]).name if wish.words else ""
    own = turn.actor.member.branch_id
    names = any(one.branch_id == own or turn.actor.is_clerk for one in members.named(turn.db, called))
    if turn.is_addressed or names:
        raise Overheard(is_told=bool(wish.words))


def _show_open(turn: Turn) -> str:
    own = turn.actor.member
    mine = [one for one in nominations.still_open(turn.db) if own.branch_id in one.branches]
    if not mine:
        return "现在没有进行中的提名。"
    lines = [
        f"{one.number}号 {one.title}，每人最多 {one.places} 名，"
        f"{show_deadline(one.deadline.astimezone(turn.zone), since=turn.now)}截止，"
        f"您提了 {len(nominations.chosen(turn.db, one.number, own.id))} 名"
        for one in mine
    ]
    return "\n".join(["进行中的提名：", *lines, f"例：{EXAMPLE}"])


_CLOSE = re.compile(r"(?:我|想|要|就)*+提名(?P<who>(?:\d{1,3}号)?[\u4e00-\u9fff·]{2,12})[。!！]?")


@router.answer
def hear_nomination(turn: Turn) -> bool:
    """Take 我想提名张三 without a space, privately, while there is a nomination; it goes to nobody else."""
    said = _CLOSE.fullmatch(turn.text) if turn.is_private and turn.who and len(turn.text) <= 40 else None
    if said is None or not nominations.still_open(turn.db):
        return False
    turn.reply(nominating.take(turn, turn.actor.member, nomination.read_wish(said["who"])))
    return True


def _read_instead(words: str) -> tuple[str, Wish]:
    who, _, rest = words.strip().partition(" ")
    if not who or not rest.strip():
        raise Misfit(words)
    return who.strip("：:"), nomination.read_wish(rest)


@router.command(
    "提名 代",
    may=Right.SECRETARY,
    takes=_read_instead,
    usage="提名 代 老周 张三",
    does="替本支部不用微信的同志提名，照他电话里说的记。请私信我。",
    example="提名 代 老周 张三",
    spaced=True,
)
def nominate_instead(turn: Turn, said: tuple[str, Wish]) -> None:
    """Keep what somebody without WeChat said by telephone."""
    if not turn.is_private:
        raise Overheard
    person = finding.one_person(turn, read_person(said[0]), "提名 代 {} 张三")
    if person.wechat:
        raise UserError(f"{person.name}用微信，请本人私信我。")
    turn.reply(nominating.take(turn, person, said[1]))


def _read_taken_back(words: str) -> int | None:
    """Read 1号, behind 提名 撤, 提名 撤回 or 提名 撤销."""
    return read_number(words[:30].lstrip("回销掉 ").strip())


@router.command(
    "提名 撤",
    may=Right.MEMBER,
    takes=_read_taken_back,
    usage="提名 撤 [1号]",
    does="撤掉您自己提的名，再重新提。请私信我。",
    example="提名 撤 1号",
)
def take_back(turn: Turn, number: int | None) -> None:
    """Forget whom the sender nominated."""
    if not turn.is_private:
        raise Overheard(is_told=False)
    one = nominating.for_whom(turn, turn.actor.member, number)
    gone = nominations.take_back(turn.db, one.number, turn.actor.member.id)
    turn.reply(f"撤了，提名{one.number}号您的 {gone} 名都不算了。" if gone else "您还没有提过，不用撤。")


def _told_last(turn: Turn, since: datetime) -> datetime | None:
    return nominations.nominated_last(turn.db, turn.actor.member.id, since)


def _undo(turn: Turn, at: datetime) -> list[str]:
    gone = nominations.take_back_at(turn.db, turn.actor.member.id, at)
    return [f"已撤：刚才提的 {gone} 名。要提请再发一次。"] if gone else []


router.undoes(_told_last, _undo)


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
