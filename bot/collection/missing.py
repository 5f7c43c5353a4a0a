"""Who has not filled in all: the list for secretaries and the office, and one reminder more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.collection import asking, standing
from bot.context import Turn, UserError
from bot.domain.collection import Case, Collection, State
from bot.domain.progress import Query
from data import unit as units

_LISTED = 60  # people of all branches listed at once; more are counted by branch


def show(turn: Turn, asked: Collection, wanted: Query) -> None:
    """Answer with a numbered list of the branches wanted, or a line a branch where that is too long."""
    found = _find(turn, asked, wanted)
    if not found:
        turn.reply_privately(f"{asked.name}都填齐了。")
    elif len(found) > _LISTED and not wanted.branches:
        rows = [f"{row.branch} {row.asked} 人" for row in standing.rows(turn, asked, found)]
        end = f"发“名单 未填 {asked.number}号 {rows[0].split()[0]}”看一个支部的名单。"
        turn.reply_privately("\n".join([f"{asked.name}还没填齐的 {len(found)} 人：", *rows, end]), "名单")
    else:
        _send_list(turn, asked, found)


def _find(turn: Turn, asked: Collection, wanted: Query) -> list[Case]:
    """List the cases not complete that the sender may see, in the branches wanted or in all."""
    branches = _branches(turn, wanted)
    return [
        case
        for case in standing.cases(turn, asked)
        if turn.actor.may_see(case.person.branch_id)
        and not case.is_complete(asked.items)
        and (not branches or case.person.branch_id in branches)
    ]


def _branches(turn: Turn, wanted: Query) -> set[int]:
    known = {branch.name: branch.id for branch in units.branches(turn.db)}
    if unknown := [name for name in wanted.branches if name not in known]:
        raise UserError(f"没有“{unknown[0]}”。例：名单 未填 {next(iter(known), '第三支部')}")
    found = {known[name] for name in wanted.branches}
    if not all(map(turn.actor.may_see, found)):
        raise UserError("别的支部的名单由那个支部的书记看，您看本支部的就好：名单 未填")
    return found


def _send_list(turn: Turn, asked: Collection, found: Sequence[Case]) -> None:
    title = f"{asked.name}还没填齐的 {len(found)} 人："
    whole = not turn.actor.is_clerk and turn.is_private
    lines, ids = asking.list_cases(turn, asked, found, whole=whole), [case.person.id for case in found]
    turn.note_look(ids, "看名单 未填")
    turn.reply_with_list(f"collection:{asked.number}", title, lines, ids, end=asking.show_end(asked, found))


def remind(turn: Turn, asked: Collection, wanted: Query) -> None:
    """Ask those who have not filled in all once more, but not too often. Raises UserError."""
    if asked.state is not State.OPEN or asked.deadline <= turn.now:
        raise UserError(f"{asked.name}已经收完了。要接着收，请党办发：收集 延期 {asked.number}号 明天")
    mine = _find(turn, asked, wanted)
    fresh = {
        branch for branch in {one.person.branch_id for one in mine} if asking.may_remind(turn, asked, branch)
    }
    if mine and not fresh:
        raise UserError(f"{asked.name}刚提醒过，隔几个小时可以再提醒。")
    told = asking.remind(
        turn, asked, [case for case in mine if case.person.branch_id in fresh], turn.incoming.message_id
    )
    left = len(mine) - told
    turn.reply(
        f"{asked.name}：私信提醒了 {told} 位。"
        + (
            f"有 {left} 位我联系不到或正在休息，请打电话，发“名单 未填 {asked.number}号”看是谁。"
            if left
            else ""
        )
        if mine
        else f"{asked.name}都填齐了，不用提醒。"
    )
