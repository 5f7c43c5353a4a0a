"""介绍信, 回执: a member goes to another committee with a letter, and arrives there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import letter as rules
from bot.domain.days import show_day, show_whole_day
from bot.domain.letter import Letter
from bot.domain.transfer import State, Transfer
from bot.router import Right, Router
from bot.transfer import ending, telling
from data import member as members
from data import transfer as transfers
from data import unit as units

router = Router()


@router.command(
    "介绍信",
    may=Right.CLERK,
    takes=rules.read_letter,
    usage="介绍信 2号 文号 [11月20日开] [有效 90天]",
    does="登记转到外面的介绍信，告诉本人去哪里报到、几号前有效；快到期提醒。写错了再发一遍就改。请私信我。",
    example=rules.EXAMPLE,
)
def keep_letter(turn: Turn, letter: Letter) -> None:
    """Keep a letter's number and validity, and tell the member."""
    turn.check_privacy()
    found = _one_outgoing(turn, letter.number, {State.OFFICE, State.LETTER})
    day = _day_of(turn, letter)
    days = letter.days or turn.settings.transfers.letter_valid.days
    until = day + timedelta(days=days)
    if days > rules.LONGEST or until < turn.local_now.date():
        raise UserError(f"这样算，介绍信到{show_whole_day(until)}，日期或天数不对吧？例：{rules.EXAMPLE}")
    told = ending.send_with_letter(turn, found, letter.mark, day, until)
    last = show_day(until, turn.local_now.date())
    warn = turn.settings.transfers.warn_before.days
    turn.reply(
        f"记下了，转接{found.number}号的介绍信 {letter.mark}，{last}前有效，"
        f"{'已告诉本人' if told else '私信不到本人，请转告'}。到期前 {warn} 天我提醒。\n"
        f"收到回执请发：回执 {found.number}号 已到；对方不收请发：转接 撤回 {found.number}号"
    )


def _day_of(turn: Turn, letter: Letter) -> date:
    """Give the day a letter was issued: today where it is not written, never one to come."""
    today = turn.local_now.date()
    if letter.day is None:
        return today
    try:
        day = date(today.year, *letter.day)
        return day if day <= today else day.replace(year=today.year - 1)
    except ValueError:
        raise UserError(f"没有{letter.day[0]}月{letter.day[1]}日这一天。例：{rules.EXAMPLE}") from None


def _one_outgoing(turn: Turn, number: int | None, states: set[State]) -> Transfer:
    """Find the transfer to another committee that is meant; without a number the only one there is."""
    there = [one for one in transfers.under_way(turn.db) if not one.is_within and one.state in states]
    found = [one for one in there if number in {None, one.number}]
    if len(found) == 1:
        return found[0]
    if number is None and found:
        raise UserError("\n".join(["有好几件，请写上号：", *telling.list_lines(turn, found)]))
    other = transfers.find(turn.db, number) if number is not None else None
    if other is None:
        raise UserError(
            "没有等着的转出。看全部：转接进度" if number is None else f"没有转接{number}号。看全部：转接进度"
        )
    if other.is_within:
        raise UserError(
            f"转接{number}号是在本党委里转，不用介绍信和回执，支部都同意了党办回“同意 {number}号”就好。"
        )
    raise UserError(
        f"转接{number}号现在是“{other.state.chinese}”，这一步还用不上。看进度：转接进度 {number}号"
    )


def draft_arrival(turn: Turn, said: tuple[int | None, str]) -> None:
    """Show what word of arrival would end, and keep it until 确认."""
    turn.check_privacy()
    number, remark = said
    found = _one_outgoing(turn, number, {State.LETTER, State.OFFICE})
    if found.letter is None:
        raise UserError(f"转接{found.number}号还没登记介绍信，请先发：{rules.EXAMPLE}")
    name = members.find(turn.db, found.member_id).name
    shown = (
        f"转接{found.number}号：{found.destination}收到{name}的组织关系了。\n"
        f"{name}会从{units.find(turn.db, found.home_id).name}的名册里转出，"
        "状态记“转出”，记录留着，会告诉本人。\n"
        "回复“确认”办理，“取消”作罢。"
    )
    drafting.propose(turn, "arrival", {"number": found.number, "remark": remark}, shown)


for _name, _example in (("回执", "回执 2号 已到"), ("转接 完成", "转接 完成 2号")):
    router.command(
        _name,
        may=Right.CLERK,
        takes=rules.read_arrival,
        usage=f"{_name} 2号",
        does="对方收到了组织关系，转出办完。先给您看，回“确认”才办。请私信我。",
        example=_example,
        spaced=True,  # 转接完成了吗 is a question
    )(draft_arrival)


@router.confirms("arrival")
def end_membership(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """End the membership here, as the other side confirmed."""
    if words or not turn.actor.is_clerk:
        raise UserError("回执由党办登记，没有办。")
    found = _one_outgoing(turn, arguments["number"], {State.LETTER, State.OFFICE})
    ending.arrive(turn, found, arguments["remark"])
    turn.reply(
        f"办好了，转接{found.number}号：{members.find(turn.db, found.member_id).name}已转出，记录都留着。"
    )
