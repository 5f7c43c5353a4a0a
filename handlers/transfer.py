"""转接, 转接 进度, 转接 撤回: a membership goes to another branch or committee."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import letter
from bot.domain import transfer as rules
from bot.domain.request import Request
from bot.domain.transfer import State, Transfer, Wish
from bot.router import Right, Router
from bot.transfer import asking, ending, steps, telling
from data import member as members
from data import transfer as transfers

router = Router()

# Asking for one


@router.command(
    "转接",
    may=Right.MEMBER,
    takes=rules.read_wish,
    usage="转接 第三支部 原因 | 转接 海安市驻宁党委 原因",
    does="把组织关系转到别的支部，或者转到外面的党组织（请写全名）。请私信我。"
    "书记、党办替人提：转接 张三 第三支部 原因。",
    example="转接 第三支部 搬到北房镇了",
)
def draft_transfer(turn: Turn, wish: Wish) -> None:
    """Show what would happen with a transfer, and keep it until 确认."""
    turn.check_privacy()
    if wish.number is not None:
        show_course(turn, wish.number)
        return
    person = asking.whose_wish(turn, wish)
    destination, host_id = asking.where_to(turn, wish.destination)
    asking.check_may_begin(turn, person, host_id, destination)
    arguments = {
        "member": person.id,
        "destination": destination,
        "host": host_id,
        "reason": wish.reason,
    }
    drafting.propose(turn, "transfer", arguments, asking.show_draft(turn, person, arguments))


@router.confirms("transfer")
def begin_transfer(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep the transfer, and ask who decides first."""
    person = members.find(turn.db, arguments["member"])
    if words or (person.id != turn.actor.member.id and not turn.actor.may_see(person.branch_id)):
        raise UserError("这一位不在您管的名册里，没有提。")
    asking.check_may_begin(turn, person, arguments["host"], arguments["destination"])
    started = steps.begin(turn, person, arguments["destination"], arguments["host"], arguments["reason"])
    own = person.id == turn.actor.member.id
    if not own:
        body = (
            f"{turn.actor.member.name}替您提了转接{started.number}号：转到{started.destination}"
            f"{rules.show_reason(started.reason)}。不想转，请回“转接 撤回 {started.number}号”。"
        )
        telling.tell_member(turn, started, f"transfer:{started.number}:asked", body)
    turn.reply(
        f"提好了，转接{started.number}号，等{telling.whose_turn(turn, started)}，"
        f"最晚{telling.show_due(turn, started)}。\n"
        f"看进度：转接进度；不转了：转接 撤回 {started.number}号"
    )


@router.answer
def hear_transfer_wish(turn: Turn) -> bool:
    """Take 我想把组织关系转到第三支部 as 转接 第三支部, and say how to whoever asks; in private only."""
    if not turn.is_private or turn.who is None:
        return False
    if wish := rules.read_sentence(turn.text):
        draft_transfer(turn, wish)
    elif rules.asks_stand(turn.text):
        show_course(turn, None)
    elif rules.asks_how(turn.text):
        turn.reply(rules.HOW)
    else:
        return False
    return True


# Deciding


@router.decides(steps.KIND)
def decide(turn: Turn, asked: Request, agreed: bool, reason: str) -> None:
    """Hand a transfer on, finish or refuse it, as the secretary or the office said."""
    found = transfers.find(turn.db, asked.number)
    assert found is not None
    if not agreed:
        told = "已经婉转告诉本人" if ending.refuse(turn, found, reason) else "私信不到本人，请转告"
        turn.reply_privately(f"转接{found.number}号没有同意，{told}：{reason}", "答复")
    elif found.state is not State.OFFICE:
        handed = steps.agree(turn, found)
        what = "记下了，您这边同意" if not turn.actor.is_clerk else "记下了，算支部同意"
        turn.reply_privately(
            f"{what}转接{found.number}号（{telling.title(turn, found)}）。"
            f"接下来等{telling.whose_turn(turn, handed)}。" + _own_part(turn, handed),
            "答复",
        )
    elif found.is_within:
        ending.finish(turn, found)
        turn.reply_privately(
            f"办好了，转接{found.number}号：{telling.title(turn, found)}。名册已经改了。", "答复"
        )
    else:
        raise UserError(f"转接{found.number}号转到外面，要开介绍信：{_letter_example(found)}")


def _letter_example(found: Transfer) -> str:
    return letter.EXAMPLE.replace("2号", f"{found.number}号", 1)


def _own_part(turn: Turn, handed: Transfer) -> str:
    """Say to a clerk that the next word is the office's own."""
    if handed.state is not State.OFFICE or not turn.actor.is_clerk:
        return ""
    if handed.is_within:
        return f"要马上转，再回一次“同意 {handed.number}号”。"
    return f"开好了请发：{_letter_example(handed)}"


# How far it has come


@router.command(
    "转接 进度",
    may=Right.MEMBER,
    takes=rules.read_which,
    usage="转接 进度 [2号]",
    does="办到哪一步了，等谁，最晚哪天。本人看自己的，书记看本支部的，党办看全部。私下发给您。",
    example="转接 进度 2号",
)
def show_course(turn: Turn, number: int | None) -> None:
    """Show one transfer step by step, or a list of those the asker has to do with."""
    mine = _in_sight(turn)
    if number is None and len(mine) > 1:
        turn.note_look([one.member_id for one in mine], "转接进度")
        lines = [f"在办的转接 {len(mine)} 件：", *telling.list_lines(turn, mine), "看一件：转接进度 号"]
        turn.reply_privately("\n".join(lines), "进度")
        return
    found = mine[0] if number is None and mine else _one_in_sight(turn, number)
    turn.note_look([found.member_id], "转接进度")
    turn.reply_privately(telling.show_course(turn, found), "进度")


def _in_sight(turn: Turn) -> list[Transfer]:
    return [one for one in transfers.under_way(turn.db) if _may_see(turn, one)]


def _may_see(turn: Turn, one: Transfer) -> bool:
    own = turn.actor.member.id
    if own in {one.member_id, one.asked_by} or turn.actor.may_see(one.home_id):
        return True
    # A branch that may take somebody learns of it when it is asked.
    is_asked = one.state is not State.HOME
    return one.host_id is not None and is_asked and turn.actor.may_see(one.host_id)


def _one_in_sight(turn: Turn, number: int | None) -> Transfer:
    found = transfers.find(turn.db, number) if number else transfers.latest_of(turn.db, turn.actor.member.id)
    if found is None or not _may_see(turn, found):
        raise UserError(f"没有您能看的转接{number}号。" if number else f"现在没有在办的转接。{rules.HOW}")
    return found


@router.command(
    "转接 撤回",
    may=Right.MEMBER,
    takes=rules.read_which,
    usage="转接 撤回 [2号]",
    does="不想转了，撤回来，支部不变。",
    example="转接 撤回 2号",
)
def take_back(turn: Turn, number: int | None) -> None:
    """End a transfer at the wish of the member, or of who asked for it."""
    turn.check_privacy()
    found = transfers.find(turn.db, number) if number else transfers.open_of(turn.db, turn.actor.member.id)
    if found is None or not _may_see(turn, found):
        raise UserError(f"没有您能撤回的转接{number}号。" if number else "您没有在办的转接，不用撤回。")
    if found.state.has_ended:
        raise UserError(f"转接{found.number}号已经{found.state.chinese}，不用撤回。")
    own = turn.actor.member.id
    if own not in {found.member_id, found.asked_by} and not turn.actor.is_clerk:
        raise UserError(f"转接{found.number}号由本人撤回；您不同意，请回“不同意 {found.number}号 原因”。")
    if found.letter is not None and not turn.actor.is_clerk:
        raise UserError("介绍信已经开了，请和党办说一声，由党办撤回。")
    ending.withdraw(turn, found)
    turn.reply(f"撤回了，转接{found.number}号不办了，支部不变。")
