"""线上党课, 线上党课 取消, 线上党课 改期: lessons held online, told in rooms, put off, called off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot import drafting
from bot.context import Refused, Turn, UserError
from bot.domain import lesson as rules
from bot.domain.lesson import Lesson
from bot.domain.room import MEMBERS_ROOMS
from bot.lesson import attending, order, telling
from bot.notice.audience import Reach
from bot.notice.preview import name_rooms
from bot.router import Right, Router
from data import lesson as lessons
from data import occasion

router = Router()

_SHOWN_AHEAD = timedelta(days=60)


# Announcing


@router.command(
    "线上党课",
    may=Right.MEMBER,
    takes=str.strip,
    usage="线上党课 [时间 题目 链接 [全体|支部 一,三] [口令 春风]]",
    does="看最近有哪些线上党课。党办、书记（本支部）写上时间、题目和链接就能开一次：先给您看，回“确认”才发，"
    "开课前一小时群里提醒一句。",
    example=rules.EXAMPLE,
)
def draft_lesson(turn: Turn, words: str) -> None:
    """List what is coming, or show what a new lesson would say and to whom."""
    if not (turn.is_addressed or turn.is_in_office):
        return  # 线上党课讲得真好: talk among people
    words = words.lstrip("：: ")
    if not words:
        _show_coming(turn)
        return
    if not _may_order(turn):
        raise Refused("线上党课", "开线上党课由党办和支部书记来发。看有哪些发“线上党课”。")
    if turn.room and not turn.is_in_office:
        raise UserError("请私信我，或在党办群里发线上党课。")
    ordered = order.read(turn, words)
    reach = order.find_reach_of(turn, ordered.audience)
    _propose(turn, ordered, reach)


def _may_order(turn: Turn) -> bool:
    return turn.actor.is_clerk or bool(turn.actor.leads)


def _show_coming(turn: Turn) -> None:
    since = turn.now - rules.MARKED_UNTIL
    found = lessons.held_between(turn.db, since, turn.now + _SHOWN_AHEAD)
    if not found:
        turn.reply("最近没有线上党课，有了会在群里说。")
        return
    own = lessons.attended_by(turn.db, turn.actor.member.id) if turn.is_private else set()
    lines = [
        rules.show_line(one, telling.when(turn, one), came=one.number in own, now=turn.now) for one in found
    ]
    turn.reply("\n".join(["线上党课：", *lines, f"听了课回“到课 {found[0].number}号”。"]))


def _propose(turn: Turn, ordered: order.Order, reach: Reach) -> None:
    rooms = [room for room in reach.rooms if room.kind in MEMBERS_ROOMS] or list(reach.rooms)
    arguments = {
        "title": ordered.title,
        "url": ordered.url,
        "keyword": ordered.keyword,
        "starts_at": ordered.starts_at.isoformat(),
        "audience": reach.title,
        "rooms": [room.room_id for room in rooms],
        "members": [person.id for person in reach.people],
        "branches": [unit.id for unit in reach.branches],
    }
    telephone = sum(not person.wechat for person in reach.people)
    lesson = _make(0, arguments, turn.actor.member.id)
    lines = [
        f"将在{name_rooms(rooms)}开线上党课（{reach.title}，共 {len(reach.people)} 人）：",
        f"{lesson.title}，{telling.when(turn, lesson)}",
        f"链接：{lesson.url}" if lesson.url else "没有写链接，群里看不到从哪里进。",
        f"口令：{lesson.keyword}（群里不显示，请老师课上说）" if lesson.keyword else "签到不要口令。",
    ]
    lines += [f"{telephone} 人只有电话，课后可以“代签”。"] if telephone else []
    lines += [f"{branch}还没有关联群，{people} 人看不到。" for branch, people in reach.roomless]
    drafting.propose(turn, "lesson", arguments, "\n".join([*lines, "回复“确认”发送，“取消”作罢。"]))


def _make(number: int, arguments: Mapping[str, Any], by: int) -> Lesson:
    return Lesson(
        number,
        arguments["title"],
        arguments["url"],
        arguments["keyword"],
        datetime.fromisoformat(arguments["starts_at"]),
        arguments["audience"],
        tuple(arguments["rooms"]),
        by,
    )


@router.confirms("lesson")
def announce_lesson(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep the lesson and tell the rooms of it."""
    own = turn.actor.member.id
    lesson = _make(0, arguments, own)
    if words or not (turn.actor.is_clerk or set(arguments["branches"]) <= turn.actor.leads != frozenset()):
        raise UserError("线上党课由党办和本支部书记回“确认”来发。")
    if lesson.starts_at <= turn.now:
        raise UserError("开课时间已经过了，请重新发一遍。")
    number = lessons.add(
        turn.db,
        title=lesson.title,
        url=lesson.url,
        keyword=lesson.keyword,
        starts_at=lesson.starts_at,
        audience=lesson.audience,
        room_ids=lesson.rooms,
        member_ids=arguments["members"],
        by=own,
        now=turn.now,
    )
    kept = attending.one(turn, number)
    if lesson.starts_at - turn.now <= rules.REMINDED_BEFORE:
        lessons.note_reminded(turn.db, number, turn.now)  # the announcement itself is reminder enough
    telling.announce(turn, kept)
    turn.reply(f"{kept.name}发到 {len(lesson.rooms)} 个群。看谁到课发：名单 党课 {number}号")


# Changing


@router.command(
    "线上党课 取消",
    may=Right.SECRETARY,
    takes=rules.read_cancelling,
    usage="线上党课 取消 2号 原因",
    does="取消一次线上党课，告诉发过的群。先给您看，回“确认”才发。",
    example="线上党课 取消 2号 老师临时有事",
)
def draft_cancelling(turn: Turn, wanted: tuple[int, str]) -> None:
    """Show that a lesson would fall out."""
    number, reason = wanted
    lesson = _one_to_change(turn, number)
    shown = f"将取消{lesson.name}“{lesson.title}”（{telling.when(turn, lesson)}），原因：{reason}。\n"
    shown += f"{len(lesson.rooms)} 个群会听到。回复“确认”取消这次课，“取消”就不动。"
    drafting.propose(turn, "lesson_change", {"number": number, "reason": reason}, shown)


@router.command(
    "线上党课 改期",
    may=Right.SECRETARY,
    takes=rules.read_moving,
    usage="线上党课 改期 2号 下周日 19:30",
    does="给一次线上党课换时间，告诉发过的群。先给您看，回“确认”才发。",
    example="线上党课 改期 2号 下周日 19:30",
)
def draft_moving(turn: Turn, wanted: tuple[int, str]) -> None:
    """Show a lesson's new time."""
    number, words = wanted
    lesson = _one_to_change(turn, number)
    starts_at = order.read_time(turn, words)
    moved = Lesson(**{**_fields(lesson), "starts_at": starts_at})
    shown = (
        f"{lesson.name}“{lesson.title}”将从{telling.when(turn, lesson)}改到{telling.when(turn, moved)}。\n"
    )
    shown += f"{len(lesson.rooms)} 个群会听到。回复“确认”改期，“取消”作罢。"
    drafting.propose(turn, "lesson_change", {"number": number, "starts_at": starts_at.isoformat()}, shown)


def _fields(lesson: Lesson) -> dict[str, Any]:
    return {name: getattr(lesson, name) for name in Lesson.__slots__}


@router.confirms("lesson_change")
def change_lesson(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Move a lesson or call it off, and tell the rooms."""
    if words or not _may_order(turn):
        raise UserError("改线上党课由党办和本支部书记回“确认”。")
    lesson = _one_to_change(turn, arguments["number"])
    occasion.cancel(turn.db, f"lesson:{lesson.number}:reminder:", "the lesson was changed")
    if "reason" in arguments:
        lessons.cancel(turn.db, lesson.number, arguments["reason"], turn.now)
        telling.announce_end(turn, lesson, arguments["reason"])
        turn.reply(f"{lesson.name}取消了，告诉了 {len(lesson.rooms)} 个群。")
        return
    starts_at = datetime.fromisoformat(arguments["starts_at"])
    if starts_at <= turn.now:
        raise UserError("新的时间已经过了，请重新发一遍。")
    lessons.move(turn.db, lesson.number, starts_at, turn.now)
    telling.announce_move(turn, attending.one(turn, lesson.number))
    turn.reply(f"{lesson.name}改期了，告诉了 {len(lesson.rooms)} 个群。")


def _one_to_change(turn: Turn, number: int) -> Lesson:
    """Find a lesson that has not begun, of the sender's own or any for a clerk. Raises UserError."""
    lesson = attending.one(turn, number)
    if not turn.actor.is_clerk and lesson.opened_by != turn.actor.member.id:
        raise UserError(f"{lesson.name}不是您开的，请党办来改。")
    if lesson.starts_at <= turn.now:
        raise UserError(f"{lesson.name}已经开课了，不能再改。")
    return lesson
