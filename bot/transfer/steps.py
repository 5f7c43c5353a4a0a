"""A transfer step by step: asked for, agreed to, handed on to whose turn it is next."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from bot.context import Context, Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.request import Asks
from bot.domain.transfer import Act, State, Transfer
from bot.transfer import telling
from data import member as members
from data import request as requests
from data import transfer as transfers
from data import unit as units

KIND = "transfer"  # of request
_COURSE = (State.HOME, State.HOST, State.OFFICE)
_DONE = {State.HOME: Act.HOME, State.HOST: Act.HOST}


def begin(turn: Turn, person: Member, destination: str, host_id: int | None, reason: str) -> Transfer:
    """Keep a transfer that was confirmed, and ask whose turn it is first."""
    assert person.branch_id is not None
    own = turn.actor.member.id
    draft = Transfer(0, person.id, person.branch_id, host_id, destination, reason, own, State.HOME, turn.now)
    agreed = turn.actor.leads - turn.actor.lent if own != person.id else frozenset()
    state = _first_of(turn, draft, _COURSE, agreed)
    asks, unit = _asked_of(draft, state)
    number = requests.add(
        turn.db,
        KIND,
        person.id,
        account_id=turn.incoming.sender,
        said_by=own,
        asks=asks,
        unit_id=unit,
        title=telling.title(turn, draft),
        now=turn.now,
    )
    started = replace(draft, number=number, state=state)
    transfers.add(turn.db, started)
    if draft.home_id in agreed:
        transfers.note(turn.db, started, Act.HOME, own, turn.now)
    _ask(turn, started)
    return started


def course_of(ctx: Context, transfer: Transfer, agreed: Set[int] = frozenset()) -> list[str]:
    """Name through whose hands a transfer will go, in order; `agreed` are branches that need not be asked."""
    names = []
    for state in _COURSE[:2]:
        unit = _unit_of(transfer, state)
        if unit is None:
            continue
        heads = "、".join(one.name for one in telling.deciders(ctx, transfer, state))
        branch = units.find(ctx.db, unit).name
        if heads and unit not in agreed:
            names.append(f"{branch}{heads}")
    return [*dict.fromkeys(names), "党办办理" if transfer.is_within else "党办开介绍信"]


def _unit_of(transfer: Transfer, state: State) -> int | None:
    return transfer.home_id if state is State.HOME else transfer.host_id if state is State.HOST else None


def _first_of(ctx: Context, transfer: Transfer, states: tuple[State, ...], agreed: Set[int]) -> State:
    """Find the first state in which somebody is there to decide who has not done so."""
    for state in states:
        unit = _unit_of(transfer, state)
        if unit is not None and unit not in agreed and telling.deciders(ctx, transfer, state):
            return state
    return State.OFFICE


def _asked_of(transfer: Transfer, state: State) -> tuple[Asks, int | None]:
    unit = _unit_of(transfer, state)
    return (Asks.SECRETARY, unit) if unit is not None else (Asks.CLERK, None)


def agree(turn: Turn, transfer: Transfer) -> Transfer:
    """Note that a secretary (or the office instead) agreed, and hand the transfer on."""
    check_person(turn, transfer)
    own = turn.actor
    transfers.note(turn.db, transfer, _DONE[transfer.state], own.member.id, turn.now)
    rest = _COURSE[_COURSE.index(transfer.state) + 1 :]
    # Who leads both branches has said it once for both; a clerk's word stands for the one it was asked of.
    state = _first_of(turn, transfer, rest, own.leads if not own.is_clerk else frozenset())
    handed = hand_on(turn, transfer, state)
    step = "您的支部同意了" if transfer.state is State.HOME else f"{transfer.destination}同意接收"
    words = f"{step}，接下来等{telling.whose_turn(turn, handed)}，最晚{telling.show_due(turn, handed)}。"
    telling.tell_member(
        turn, transfer, f"transfer:{transfer.number}:{state}:agreed", f"您的转接有进展：{words}"
    )
    return handed


def hand_on(ctx: Context, transfer: Transfer, state: State) -> Transfer:
    """Put a transfer into the next hands, and ask them."""
    transfers.move(ctx.db, transfer.number, state, ctx.now)
    handed = replace(transfer, state=state, since=ctx.now, reminded=0)
    asks, unit = _asked_of(handed, state)
    requests.ask_instead(ctx.db, transfer.number, asks, unit, telling.title(ctx, handed))
    _ask(ctx, handed)
    return handed


def _ask(ctx: Context, transfer: Transfer) -> None:
    """Ask whose turn it is; where a secretary cannot be written to, the office hears that."""
    key = f"transfer:{transfer.number}:{transfer.state}:{len(transfers.steps(ctx.db, transfer.number))}"
    if not telling.nudge(ctx, transfer, key) and transfer.state in {State.HOME, State.HOST}:
        body = (
            f"【转接{transfer.number}号】{telling.title(ctx, transfer)}，"
            f"等{telling.whose_turn(ctx, transfer)}答复，可我私信不到。"
            f"请打个电话；问好了，您回“同意 {transfer.number}号”也行。"
        )
        ctx.tell_clerks(f"{key}:unreached", body, Kind.REMINDER, not_after=telling.due(ctx, transfer))


def check_person(ctx: Context, transfer: Transfer) -> Member:
    """Give the person, still there where the transfer starts. Raises UserError."""
    person = members.find(ctx.db, transfer.member_id)
    if has_left(person, transfer):
        home = units.find(ctx.db, transfer.home_id).name
        raise UserError(
            f"{person.name}现在不在{home}了，转接{transfer.number}号办不了。"
            f"请回“不同意 {transfer.number}号 原因”了结它，要转再重新提。"
        )
    return person


def has_left(person: Member, transfer: Transfer) -> bool:
    """Whether a person is no longer where the transfer starts."""
    return person.status.has_ended or person.branch_id != transfer.home_id
