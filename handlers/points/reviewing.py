"""名单 积分待审, 积分 通过, 积分 不通过: what members told of themselves, looked at by the secretary."""

from __future__ import annotations

from bot.context import Turn, UserError
from bot.domain.command import nothing
from bot.domain.points import review
from bot.domain.points.counting import Entry, State
from bot.domain.points.review import Which
from bot.domain.points.showing import show_waiting
from bot.points import reviewing, settling
from bot.router import Right, Router
from data import listing as listings
from data import member as members
from data import points
from data import unit as units

router = Router()

_SUBJECT = "points"


_MOST_LINES = 40


@router.command(
    "名单 积分待审",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 积分待审",
    does="等您看的积分申报，编好号私下发给您；书记自己的由党办看。",
    example="名单 积分待审",
)
def list_waiting(turn: Turn, _words: None) -> None:
    """List what waits for the sender's word."""
    mine = reviewing.waiting(turn)
    if not mine:
        turn.reply_privately("现在没有等您看的积分。", "名单")
        return
    turn.note_look({one.member_id for one in mine}, "名单 积分待审")
    shown = mine[:_MOST_LINES]
    people = {one.id: one for one in members.of_ids(turn.db, {one.member_id for one in shown})}
    branches = units.branch_names(turn.db) if turn.actor.is_clerk or len(turn.actor.leads) > 1 else {}
    book, today = settling.rules(turn), turn.local_now.date()
    lines = [
        show_waiting(
            one,
            place,
            people[one.member_id].name,
            branches.get(people[one.member_id].branch_id or 0, ""),
            book,
            turn.zone,
            today,
        )
        for place, one in enumerate(shown, 1)
    ]
    more = f"，先列 {_MOST_LINES} 项" if len(mine) > _MOST_LINES else ""
    end = f"回：{review.APPROVE_EXAMPLE}，或 {review.REFUSE_EXAMPLE}"
    turn.reply_with_list(
        _SUBJECT, f"等您看的积分 {len(mine)} 项{more}：", lines, [one.id for one in shown], end=end
    )


@router.command(
    "积分 通过",
    may=Right.SECRETARY,
    takes=review.read_pass,
    usage="积分 通过 1 3 | 积分 通过 全部",
    does="名单 积分待审 里的这几项算数，告诉本人。",
    example=review.APPROVE_EXAMPLE,
    spaced=True,
)
def pass_claims(turn: Turn, which: Which) -> None:
    """Let what waits count."""
    _decide(turn, which, State.APPROVED)


@router.command(
    "积分 不通过",
    may=Right.SECRETARY,
    takes=review.read_refusal,
    usage="积分 不通过 2 原因",
    does="名单 积分待审 里的这一项不算，原因会告诉本人。",
    example=review.REFUSE_EXAMPLE,
    spaced=True,
)
def refuse_claims(turn: Turn, which: Which) -> None:
    """Let what waits not count, and tell the member why."""
    _decide(turn, which, State.REFUSED)


def _decide(turn: Turn, which: Which, state: State) -> None:
    turn.check_privacy()
    entries = _meant(turn, which)
    titles = "、".join(reviewing.title(turn, one) for one in entries)
    missed = reviewing.decide(turn, entries, state, which.reason)
    done = f"通过了：{titles}" if state is State.APPROVED else f"没有通过：{titles}，原因：{which.reason}"
    told = f"{'、'.join(missed)}没有私信到，请看情况转告。" if missed else "已告诉本人。"
    turn.reply(f"{done}。{told}错了回“撤”。")


def _meant(turn: Turn, which: Which) -> list[Entry]:
    """Give the entries at these places of the sender's latest list. Raises UserError."""
    room = turn.incoming.room if turn.is_in_office else None
    listing = listings.latest(turn.db, turn.actor.member.id, turn.now, room_id=room)
    if listing is None or listing.subject != _SUBJECT:
        raise UserError("请先发“名单 积分待审”，再按那份名单的编号回。")
    places = which.places or range(1, len(listing.items) + 1)
    outside = [place for place in places if not 1 <= place <= len(listing.items)]
    if outside:
        raise UserError(
            f"名单里没有 {outside[0]} 号，一共 {len(listing.items)} 项。例：{review.APPROVE_EXAMPLE}"
        )
    found = points.of_numbers(turn.db, [listing.items[place - 1] for place in places])
    mine = [one for one in found if one.state is State.WAITING and reviewing.may_decide(turn, one)]
    if not mine:
        raise UserError("这几项已经看过，或者本人撤回了。再看一遍发：名单 积分待审")
    return mine
