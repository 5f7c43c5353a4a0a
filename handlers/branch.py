"""本支部: the branch at a glance, for its secretary."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Turn, UserError
from bot.domain import branch
from bot.domain.command import nothing
from bot.router import Right, Router
from data import checkin as checkins
from data import member as members
from data import unit as units

router = Router()


@router.command(
    "本支部",
    may=Right.SECRETARY,
    takes=nothing,
    usage="本支部",
    does="本支部一眼看全：多少人，近一周多少人有消息，哪几位只有电话。私下发给您。",
    example="本支部",
)
def show_branch(turn: Turn, _words: None) -> None:
    """Show the branches the sender is secretary of."""
    if not turn.actor.leads:
        raise UserError("“本支部”是给支部书记看的，各支部的情况在每周一的周报里。")
    heard = dict(checkins.count_heard(turn.db, turn.now - timedelta(days=7)))
    by_telephone = [
        one.id for unit in turn.actor.leads for one in members.of_branch(turn.db, unit) if not one.wechat
    ]
    turn.note_look(by_telephone, "本支部")
    turn.reply_privately(
        "\n\n".join(
            branch.show_glance(
                units.find(turn.db, unit_id).name,
                members.of_branch(turn.db, unit_id),
                heard.get(unit_id, 0),
            )
            for unit_id in sorted(turn.actor.leads)
        )
    )
