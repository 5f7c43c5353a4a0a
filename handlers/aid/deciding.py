"""互助 通过, 互助 不通过, 名单 互助: what rooms may read, by the office's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.aid import answering, passing, posting, telling
from bot.context import Turn, UserError
from bot.domain import aid as rules
from bot.domain.aid import Aid, State
from bot.domain.command import nothing
from bot.router import Right, Router
from data import aid as aids
from data import member as members

router = Router()

# What the office does


@router.command(
    "互助 通过",
    may=Right.CLERK,
    takes=rules.read_passing,
    usage="互助 通过 3号 [全体|支部 一,三|境外]",
    does="让一件互助发到群里，先给您看，回“确认”才发。一个群一天最多一件，多的第二天上午发。",
    example="互助 通过 3号 支部 一,三",
)
def draft_passing(turn: Turn, passed: tuple[int | None, list[str]]) -> None:
    """Show in which rooms one would be read."""
    _check_office(turn)
    number, words = passed
    aid = _one_to_decide(turn, number)
    reach = passing.find_rooms(turn, words)
    turn.note_look([aid.member_id], "互助 通过")
    arguments = {"number": aid.number, "rooms": [room.room_id for room in reach.rooms]}
    drafting.propose(turn, "aid", arguments, passing.show(turn, aid, reach))


@router.confirms("aid")
def pass_aid(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Let one through; rooms that are free read it at once."""
    if words or not turn.actor.is_clerk:
        raise UserError("互助由党办回“确认”来发。")
    aid = _one_to_decide(turn, arguments["number"])
    aids.decide(turn.db, aid.number, State.OPEN, turn.actor.member.id, turn.now)
    aids.queue_for(turn.db, aid.number, arguments["rooms"])
    now = posting.post_due(turn).get(aid.number, 0)
    later = len(arguments["rooms"]) - now
    body = (
        f"您的互助{aid.number}号通过了，发到 {len(arguments['rooms'])} 个群。有人回应我私信转给您；"
        f"{rules.LASTS.days} 天后自动结束，早结束发：互助 结束 {aid.number}号"
    )
    told = telling.to_member(turn, aid, "passed", body)
    shown = f"互助{aid.number}号" + (f"，现在发 {now} 个群" if now else "通过了")
    shown += f"，{later} 个群等轮到再发（一个群一天一件，上午九点起）" if later else ""
    turn.reply(f"{shown}。" + ("已告诉本人。" if told else "我私信不到本人，请转告。"))


@router.command(
    "互助 不通过",
    may=Right.CLERK,
    takes=rules.read_refusal,
    usage="互助 不通过 3号 原因",
    does="这件互助不发，原因会婉转告诉本人。错了可以再发“互助 通过 3号”。",
    example="互助 不通过 3号 租房的事请找正规中介",
)
def refuse_aid(turn: Turn, refused: tuple[int, str]) -> None:
    """Leave one out and tell the member why."""
    _check_office(turn)
    number, reason = refused
    aid = _one_to_decide(turn, number)
    turn.note_look([aid.member_id], "互助 不通过")
    aids.decide(turn.db, number, State.REFUSED, turn.actor.member.id, turn.now, reason)
    body = f"您的互助{number}号这次没发成，原因：{reason}。改一改可以再发，也可以问党办。"
    told = telling.to_member(turn, aid, "refused", body)
    heard = "已经婉转告诉本人" if told else "我私信不到本人，请转告"
    turn.reply(f"互助{number}号没有发，{heard}。错了发：互助 通过 {number}号")


@router.command(
    "名单 互助",
    may=Right.CLERK,
    takes=nothing,
    usage="名单 互助",
    does="等您看的和正在群里的互助，带名字，私下发给您。",
    example="名单 互助",
)
def list_aids(turn: Turn, _words: None) -> None:
    """List what waits and what is open, with names."""
    waiting, there = aids.waiting(turn.db), aids.there(turn.db)
    if not waiting and not there:
        turn.reply("现在没有互助。")
        return
    turn.note_look({one.member_id for one in (*waiting, *there)}, "名单 互助")
    names = {one.id: one.name for one in members.known(turn.db)}
    lines = [rules.show_line(one, f"（{names[one.member_id]}）") for one in waiting]
    shown = [f"等您看的互助 {len(waiting)} 件：", *lines] if waiting else []
    lines = [rules.show_line(one, f"（{names[one.member_id]}）") for one in there]
    shown += [f"正在群里的 {len(there)} 件：", *lines] if there else []
    turn.reply_privately(
        "\n".join([*shown, "回：互助 通过 3号 全体；互助 不通过 3号 原因；互助 结束 3号"]), "名单"
    )


def _check_office(turn: Turn) -> None:
    if turn.room and not turn.is_in_office:
        raise UserError("请在党办群或私信里办互助。")


def _one_to_decide(turn: Turn, number: int | None) -> Aid:
    """Find the one that waits for a clerk's word; one that was refused may still be let through."""
    if number is None:
        waiting = aids.waiting(turn.db)
        if len(waiting) != 1:
            there = f"有 {len(waiting)} 件互助在等，请写上号" if waiting else "现在没有等着的互助"
            raise UserError(f"{there}。看全部发“名单 互助”。")
        return waiting[0]
    aid = answering.find(turn, number)
    if aid.state not in {State.WAITING, State.REFUSED}:
        raise UserError(f"互助{number}号已经{aid.state.chinese}，不用再看。")
    return aid
