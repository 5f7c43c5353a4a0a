"""Remind whose turn a transfer is, tell the office of who lets it lie, warn of letters about to lapse."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Tick
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.member import Role
from bot.domain.request import State as Settled
from bot.domain.transfer import Act, State, Transfer
from bot.transfer import steps, telling
from data import member as members
from data import request as requests
from data import transfer as transfers

WHEN = {"minute": "*/15"}
_HOLDS = timedelta(days=2)


def run(tick: Tick) -> None:
    """Look after every transfer that is under way."""
    for one in transfers.under_way(tick.db):
        if steps.has_left(members.find(tick.db, one.member_id), one):
            _let_lapse(tick, one)
        elif one.state.is_decided:
            _remind(tick, one)
        elif one.valid_until is not None and tick.local_now.date() > one.valid_until:
            _take_back(tick, one)
    for one in transfers.lapsing(tick.db, (tick.local_now + tick.settings.transfers.warn_before).date()):
        _warn(tick, one)


def _let_lapse(tick: Tick, one: Transfer) -> None:
    """End one whose member has died, left, or come into another branch by other ways."""
    transfers.note(tick.db, one, Act.LAPSED, None, tick.now)
    transfers.move(tick.db, one.number, State.LAPSED, tick.now)
    requests.settle(tick.db, one.number, Settled.LAPSED, by=None, now=tick.now)


def _remind(tick: Tick, one: Transfer) -> None:
    """Ask once more after two days, and after five, when the office hears it, too."""
    wanted = tick.settings.transfers
    waited, reminded = tick.now - one.since, one.reminded
    if reminded == 0 and waited >= wanted.answer_within:  # after an outage: one reminder, not two
        transfers.note_reminded(tick.db, one.number)
        reminded = 1
    patience = (wanted.remind_after, wanted.answer_within)
    if reminded >= len(patience) or waited < patience[reminded]:
        return
    transfers.note_reminded(tick.db, one.number)
    steps_done = len(transfers.steps(tick.db, one.number))
    key = f"transfer:{one.number}:{one.state}:{steps_done}:reminder:{reminded}"
    telling.nudge(tick, one, key, "再提醒一声，")
    if reminded and one.state is not State.OFFICE:
        body = (
            f"【转接{one.number}号】{telling.title(tick, one)}，等{telling.whose_turn(tick, one)}已经"
            f" {waited.days} 天，还没答复，请催一下；问好了，您回“同意 {one.number}号”也行。"
        )
        tick.tell_clerks(f"{key}:late", body, Kind.REMINDER, not_after=tick.now + _HOLDS)


def _warn(tick: Tick, one: Transfer) -> None:
    """Tell the member, the secretary and the office that a letter is about to lapse."""
    assert one.valid_until is not None
    transfers.note_warned(tick.db, one.number, tick.now)
    last = show_day(one.valid_until, tick.local_now.date())
    key, until = f"transfer:{one.number}:warning:{one.valid_until}", tick.now + _HOLDS
    body = (
        f"您转到{one.destination}的介绍信{last}到期，还没收到那边的回执。报到了请和党办说一声；有难处也说。"
    )
    name = members.find(tick.db, one.member_id).name
    about = f"转接{one.number}号：{name}转到{one.destination}的介绍信（{one.letter}）{last}到期，"
    about += "还没有回执，请问一声。"
    telling.tell_member(tick, one, key, body, about)
    for role, unit in ((Role.SECRETARY, one.home_id), (Role.CLERK, None)):
        for keeper in members.holders(tick.db, role, unit):
            if keeper.id not in {one.member_id, one.asked_by}:
                more = f"\n到了就发：回执 {one.number}号 已到" if role is Role.CLERK else ""
                tick.tell(keeper.id, key, about + more, Kind.REMINDER, not_after=until)


def _take_back(tick: Tick, one: Transfer) -> None:
    """Put one whose letter has lapsed back on the office's list; the member is told."""
    transfers.note(tick.db, one, Act.OVERDUE, None, tick.now, one.letter or "")
    steps.hand_on(tick, one, State.OFFICE)
    body = (
        f"您转到{one.destination}的介绍信过期了，还没收到那边的回执。您仍是我们支部的人，什么都没丢。"
        "已经报到了请告诉党办；没报到，党办给您重开。"
    )
    step = len(transfers.steps(tick.db, one.number))
    telling.tell_member(tick, one, f"transfer:{one.number}:overdue:{step}", body)
