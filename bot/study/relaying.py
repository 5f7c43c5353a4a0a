"""Study items that go through the secretaries: handed over, passed on, asked after once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from bot.domain.study import item as items
from bot.domain.study.item import Item
from bot.notice import relaying
from data import member as members
from data import occasion
from data import room as rooms
from data import study as studies
from data.study import Relay


def hand_over(ctx: Context, item: Item, branch_ids: Sequence[int]) -> None:
    """Give an item to the secretaries of these branches; of those that nobody hears for tell the office."""
    studies.hand_over(ctx.db, item.number, branch_ids)
    waiting = studies.relays(ctx.db, item.number)
    unheard = list(waiting)
    for secretary, own in _by_secretary(ctx, waiting):
        body = items.show_handover(item, [one.branch for one in own], ctx.settings.study.reflection_length)
        if ctx.tell(secretary.id, f"study:{item.number}:handover:{secretary.id}", body, Kind.NOTICE):
            unheard = [one for one in unheard if one not in own]
    if not unheard:
        return
    said = f"{item.called}等各位书记转发到本支部群，回“转发 {item.name}”就行。"
    led = [one for one in unheard if _secretaries(ctx, one)]
    if led and relaying.tell_secretaries_room(ctx, f"study:{item.number}:handover", said, Kind.NOTICE):
        unheard = [one for one in unheard if one not in led]
    if unheard:
        tell_lost(ctx, item, unheard)


def tell_lost(ctx: Context, item: Item, branches: Sequence[Relay]) -> None:
    """Tell the office which branches have nobody to pass an item on."""
    names = "、".join(one.branch for one in branches)
    words = f"{item.called}没人转发到：{names}。要直接发到群里，请回“转发 {item.name} 全部”。"
    relaying.tell_office(ctx, f"study:{item.number}:lost", words, Kind.NOTICE)


def _secretaries(ctx: Context, one: Relay) -> list[Member]:
    return members.holders(ctx.db, Role.SECRETARY, one.branch_id)


def _by_secretary(ctx: Context, branches: Sequence[Relay]) -> list[tuple[Member, list[Relay]]]:
    found: dict[int, tuple[Member, list[Relay]]] = {}
    for one in branches:
        for secretary in _secretaries(ctx, one):
            found.setdefault(secretary.id, (secretary, []))[1].append(one)
    return list(found.values())


def note_passed(ctx: Context, item: Item, branches: Sequence[Relay], by: int) -> None:
    """Note that an item was passed on to these branches, and call off what would still ask for it."""
    for one in branches:
        studies.pass_on(ctx.db, item.number, one.branch_id, by, ctx.now)
    left = [one for one in studies.relays(ctx.db, item.number) if one.passed_on_at is None]
    asked = {secretary.id for secretary, _ in _by_secretary(ctx, left)}
    for secretary, _ in _by_secretary(ctx, branches):
        if secretary.id not in asked:
            for what in ("handover", "relay"):
                occasion.cancel(ctx.db, f"study:{item.number}:{what}:{secretary.id}:", "passed on")


def roomless(ctx: Context, branches: Sequence[Relay]) -> list[Relay]:
    """List the branches that have no room an item could go to."""
    return [one for one in branches if not rooms.of_kind(ctx.db, RoomKind.BRANCH, one.branch_id)]


def ask_again(ctx: Context) -> None:
    """Remind the secretaries once who have not passed an item on; later the office hears of it."""
    patience = ctx.settings.notices.relay_within
    late = studies.relays_to_remind(ctx.db, ctx.now - patience)
    for number, group in groupby(late, key=lambda one: one.number):
        _remind(ctx, number, list(group))
    left = studies.relays_to_report(ctx.db, ctx.now - patience)
    for number, group in groupby(left, key=lambda one: one.number):
        _report(ctx, number, list(group))


def _remind(ctx: Context, number: int, waiting: list[Relay]) -> None:
    item = studies.find(ctx.db, number)
    assert item
    for secretary, own in _by_secretary(ctx, waiting):
        places = "、".join(f"{one.branch}群" for one in own)
        words = f"{item.called}还没转发到{places}，回“转发 {item.name}”就行。不方便的话告诉党办一声。"
        ctx.tell(secretary.id, f"study:{number}:relay:{secretary.id}", words, Kind.REMINDER)
    studies.note_relays_reminded(ctx.db, waiting, ctx.now)


def _report(ctx: Context, number: int, waiting: list[Relay]) -> None:
    item = studies.find(ctx.db, number)
    assert item
    names = "、".join(one.branch for one in waiting[:15]) + ("等" if len(waiting) > 15 else "")
    words = f"{item.called}还有 {len(waiting)} 个支部没转发：{names}。要直接发，请回“转发 {item.name} 全部”。"
    if relaying.tell_office(ctx, f"study:{number}:report", words, Kind.REMINDER):
        studies.note_relays_reported(ctx.db, waiting, ctx.now)
