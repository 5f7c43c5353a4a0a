"""授权, 取消授权: what a member consents to, seen, given and taken back."""

from __future__ import annotations

from bot import texts
from bot.context import Turn
from bot.domain import consent
from bot.domain.consent import State, What
from bot.domain.days import show_whole_day
from bot.own import telling
from bot.router import Right, Router
from data import consent as consents

router = Router()


@router.command(
    "授权",
    may=Right.MEMBER,
    takes=consent.read_what,
    usage="授权 | 授权 位置 | 授权 分享",
    does="看您同意了什么：用我传话、记您在哪、把资料告诉流入地党组织；每样都能单独同意、单独取消。",
    example="授权 位置",
)
def give(turn: Turn, what: What | None) -> None:
    """Show how the consents stand, or give one."""
    _change(turn, what, State.GIVEN)


@router.command(
    "取消授权",
    may=Right.MEMBER,
    takes=consent.read_what,
    usage="取消授权 位置 | 分享",
    does="不再同意的，说一声就行，别的一样不少。取消“位置”，以前记的地方也抹掉。",
    example="取消授权 位置",
)
def take_back(turn: Turn, what: What | None) -> None:
    """Take a consent back; without a word, show how they stand."""
    _change(turn, what, State.WITHDRAWN)


def _change(turn: Turn, what: What | None, state: State) -> None:
    turn.check_privacy(own=True, is_told=False)
    if what is None:
        turn.reply(_show(turn))
    elif what is What.SERVICE and state is State.WITHDRAWN:
        turn.reply(texts.load("consent")[state.value][what.value])  # 退订 全部 does it, and says what follows
    else:
        turn.reply(telling.change(turn, what, state))


def _show(turn: Turn) -> str:
    known = consents.find(turn.db, turn.actor.member.id)
    days = {}
    for what, one in known.items():
        day = one.at.astimezone(turn.zone)
        days[what] = show_whole_day(day)
    return consent.show_all(known, days, texts.load("consent")["meaning"])
