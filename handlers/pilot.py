"""试点: one branch only is written to, each line after its secretary's 确认."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import audience, pilot
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.room import RoomKind
from bot.domain.unit import UnitKind
from bot.operation import piloting
from bot.router import Right, Router
from data import member as members
from data import outbox
from data import pilot as pilots
from data import room as rooms
from data import unit as units
from data.unit import Unit

router = Router()


@router.command(
    "试点",
    may=Right.SECRETARY,
    takes=pilot.read_words,
    usage="试点 支部 · 试点 结束 · 试点",
    does="只在一个支部试用：别的群和人都不发，这个支部的每条先给书记看，回“确认”才发。"
    "由党办开始和结束；书记发“试点”看等着确认的。",
    example=pilot.EXAMPLE,
    spaced=True,
)
def change_pilot(turn: Turn, words: str | None) -> None:
    """Show what waits, or how a pilot would begin or end, and keep that until 确认."""
    if words is None:
        _show_pilot(turn)
        return
    if not turn.actor.is_clerk:
        raise UserError("试点由党办开始和结束。等您确认的，发“试点”就能看到。")
    if words == pilot.END:
        _draft_end(turn)
        return
    branch = _find_branch(turn, words)
    who = piloting.keeper(turn.db, branch.id)
    arguments = {"branch": branch.id, "keeper": who.id if who else None}
    drafting.propose(turn, "pilot", arguments, _show_beginning(turn, branch, who))


def _show_pilot(turn: Turn) -> None:
    running = piloting.note(turn.db)
    waiting = pilots.held(turn.db, None if turn.actor.is_clerk else turn.actor.member.id)
    if not running or not waiting:
        turn.reply(f"{running}没有等着确认的。" if running else "现在没有试点。开始发“试点 第三支部”。")
        return
    items = piloting.gather(turn.db, waiting)
    if turn.reply_privately(pilot.show_waiting(items)):
        pilots.note_shown(turn.db, turn.actor.member.id, [item.rows for item in items])


def _draft_end(turn: Turn) -> None:
    if pilots.branch(turn.db) is None:
        raise UserError(f"现在没有试点。开始发“{pilot.EXAMPLE}”。")
    held = len(pilots.held(turn.db))
    left = f"还没确认的 {held} 条不再发。" if held else ""
    shown = f"结束试点：从确认起，各支部都照常发。{left}\n回“确认”结束，“取消”作罢。"
    drafting.propose(turn, "pilot", {"branch": None}, shown)


def _find_branch(turn: Turn, name: str) -> Unit:
    found = units.meant(turn.db, name, UnitKind.BRANCH)
    if found is None:
        raise UserError(audience.show_unknown(name, [branch.name for branch in units.branches(turn.db)]))
    return found


def _show_beginning(turn: Turn, branch: Unit, who: Member | None) -> str:
    people = members.of_branch(turn.db, branch.id)
    tied = rooms.of_kind(turn.db, RoomKind.BRANCH, branch.id)
    confirms = f"每条先给{who.name}看，回“确认”才发" if who else "书记和党办都还没加我为好友，什么都发不出去"
    lines = [
        f"试点{branch.name}：从确认起，只发{branch.name}的群和 {len(people)} 位党员的私信，{confirms}。",
        "别的群和人都不发，正在排队的也不发。求助照常，您和书记自己问的照答。",
    ]
    if not tied:
        lines.append(f"{branch.name}还没有关联群，请在群里发“关联群 支部 {branch.name}”。")
    return "\n".join([*lines, "回“确认”开始，“取消”作罢。"])


def _show_keeper(who: Member | None) -> str:
    """Say who confirms now, since it is somebody else than was shown."""
    if who is None:
        return "书记和党办现在都不能私信，什么都发不出去。"
    return f"和刚才说的不同：现在每条先给{who.name}看。"


@router.confirms("pilot")
def settle_pilot(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Begin or end the pilot that was shown."""
    if words:
        raise UserError("试点不能“除”。回“取消”再发一遍，或只回“确认”。")
    if not turn.actor.is_clerk:
        raise UserError("试点由党办开始和结束。")
    for row in pilots.held(turn.db):
        outbox.settle(turn.db, row.id, "cancelled", pilots.ENDED)
    if arguments["branch"] is None:
        pilots.end(turn.db)
        turn.reply("试点结束了，各支部都照常发。")
        return
    branch = units.find(turn.db, arguments["branch"])
    pilots.begin(turn.db, branch.id)
    who = piloting.keeper(turn.db, branch.id)
    changed = "" if (who.id if who else None) == arguments["keeper"] else _show_keeper(who)
    turn.reply(f"试点开始：{branch.name}。{changed}结束发“试点 结束”。")
    if who and who.id != turn.actor.member.id:
        turn.tell(
            who.id,
            f"pilot-begins:{turn.incoming.message_id}",
            f"{branch.name}开始试点。我要在群里和私信里说的，每条先给您看，"
            "回“确认”才发，“取消”不发。漏看了发“试点”。",
            Kind.NOTICE,
        )


@router.answer
def take_choice(turn: Turn) -> bool:
    """Let go, or drop, what the sender was shown."""
    choice = pilot.read_choice(turn.text) if turn.who and pilots.branch(turn.db) else None
    may_answer = turn.is_private or (turn.room is not None and turn.room.kind is RoomKind.OFFICE)
    items = pilots.shown(turn.db, turn.actor.member.id) if choice and may_answer else []
    if not choice or not items or not (turn.actor.is_clerk or turn.actor.leads):
        return False
    wrong = [number for number in choice.numbers if not 0 < number <= len(items)]
    if wrong:
        raise UserError(f"没有第 {wrong[0]} 条，刚才一共 {len(items)} 条。发“试点”再看一遍。")
    numbers = choice.numbers or tuple(range(1, len(items) + 1))
    done = sum(_settle_item(turn, items[number - 1], sends=choice.sends) for number in set(numbers))
    left = len(pilots.held(turn.db, turn.actor.member.id))
    more = "还有等您看的，发“试点”。" if left else ""
    if not done:
        turn.reply(f"这几条已经不等了（发过、取消过，或过了时间）。{more}")
    else:
        turn.reply((f"好，{done} 条发出去。" if choice.sends else f"好，{done} 条不发了。") + more)
    return True


def _settle_item(turn: Turn, rows: list[int], *, sends: bool) -> bool:
    """Let an item go or drop it; False where none of it waits any more."""
    by = turn.actor.member.id
    waiting = {row.id for row in pilots.held(turn.db)} & set(rows)
    for row_id in sorted(waiting):
        if sends:
            pilots.approve(turn.db, row_id, by)
        else:
            outbox.settle(turn.db, row_id, "cancelled", pilots.REFUSED)
    return bool(waiting)
