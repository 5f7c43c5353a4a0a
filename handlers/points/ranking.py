"""积分 排行, 积分 公开, 积分 不公开: branches by points a head, and those people who agreed to be seen."""

from __future__ import annotations

from datetime import datetime

from bot.context import Turn
from bot.domain.command import nothing
from bot.domain.points import ranking
from bot.points import standing
from bot.router import Right, Router
from data import points

router = Router()


@router.command(
    "积分 排行",
    may=Right.MEMBER,
    takes=ranking.read_kind,
    usage="积分 排行 [个人]",
    does="各支部今年人均多少分；“积分 排行 个人”只列本人愿意公开的，私下发给您。",
    example="积分 排行",
)
def show_ranking(turn: Turn, of_people: bool) -> None:
    """Show branches where it was asked, or people privately."""
    year = turn.local_now.year
    if not of_people:
        turn.reply(ranking.show_branches(standing.branches(turn), year))
        return
    people, where = standing.people(turn)
    turn.reply_privately(ranking.show_people(people, where, year), "排行")


@router.command(
    "积分 公开",
    may=Right.MEMBER,
    takes=nothing,
    usage="积分 公开",
    does="愿意在个人排行里让本支部的同志看到自己的积分；默认不公开。",
    example="积分 公开",
)
def show_own(turn: Turn, _words: None) -> None:
    """Let the sender stand in the ranking of people."""
    points.show(turn.db, turn.actor.member.id, turn.now)
    turn.reply_privately("好的，个人排行里会有您，本支部的同志和党办看得到。不想了发：积分 不公开", "答复")


def _shown_last(turn: Turn, since: datetime) -> datetime | None:
    return points.shown_since(turn.db, turn.actor.member.id, since)


def _undo(turn: Turn, _at: datetime) -> list[str]:
    points.hide(turn.db, turn.actor.member.id)
    return ["已撤：个人排行里没有您了。"]


router.undoes(_shown_last, _undo)


@router.command(
    "积分 不公开",
    may=Right.MEMBER,
    takes=nothing,
    usage="积分 不公开",
    does="不在个人排行里出现，马上生效，不影响积分。",
    example="积分 不公开",
)
def hide_own(turn: Turn, _words: None) -> None:
    """Take the sender out of the ranking of people."""
    points.hide(turn.db, turn.actor.member.id)
    turn.reply_privately("好的，个人排行里没有您，积分照样记。", "答复")
