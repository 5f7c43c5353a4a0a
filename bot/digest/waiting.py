"""What waits for the office: cries nobody took, claims, ledgers behind the roll, unsent; birthdays, too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.account import tying
from bot.context import Context
from bot.domain.days import show_day
from bot.domain.digest.item import Behind, Item, Part, Subject, Todo
from bot.domain.greeting import personal_occasions
from bot.domain.pending import show_counts
from bot.greeting import planning
from bot.organisation.keeping import OFFICE, friday
from data import alarm as alarms
from data import backlog, lately, pending
from data import request as requests

_AHEAD = 7  # days in which a birthday is told
_NAMED = 6  # people whose birthdays are named; of more only the number
_CRIES = 3  # for help, named one by one; more in one
_WEEK = timedelta(days=7)


def digest_items(ctx: Context, _first: date, _last: date) -> Part:
    """Tell birthdays, pending ledgers and what could not be sent; and what the office has to do about it."""
    today = ctx.local_now.date()
    due = pending.due(ctx.db)
    unsent = backlog.count_unsent(ctx.db, ctx.now - _WEEK)
    behind = [Behind(one.member_id, None, note=f"{one.ledger} {one.field.value}") for one in due]
    items = [
        Item(Subject.PENDING, behind, _show_pending),
        _birthdays(ctx, today),
        Item(Subject.UNSENT, [Behind(None, None)] * unsent, _show_unsent),
    ]
    todos = [*_cries(ctx, today), *_claims(ctx, today)]
    if due:
        todos.append(Todo(f"改好几本账：{show_counts(due)}（发“待改”）", OFFICE, friday(today), 7))
    if unsent:
        todos.append(Todo("看看没发出的消息（发“队列”）", OFFICE, today, 6))
    return Part(items, todos)


def _cries(ctx: Context, today: date) -> list[Todo]:
    found = [one for one in alarms.unfinished(ctx.db) if one.taken_by is None]
    if len(found) > _CRIES:
        return [Todo(f"接手 {len(found)} 件还没有人接的求助（发“名单 求助”）", OFFICE, today, 0)]
    return [
        Todo(
            f"接手{one.number}号求助（{one.name}，{show_day(one.at.astimezone(ctx.zone))}），还没有人接",
            OFFICE,
            today,
            0,
        )
        for one in reversed(found)
    ]


def _claims(ctx: Context, today: date) -> list[Todo]:
    waiting = [one for one in requests.waiting(ctx.db, tying.KIND) if ctx.now - one.opened_at >= _WEEK / 3]
    return (
        [Todo(f"{len(waiting)} 个微信认领等了几天，催书记核实", OFFICE, friday(today), 5)] if waiting else []
    )


def _show_pending(rows: Sequence[Behind]) -> str:
    ledgers = [row.note.rsplit(" ", 1)[0] for row in rows]
    counted = "、".join(f"{name} {ledgers.count(name)} 处" for name in dict.fromkeys(ledgers))
    return f"待改：{counted}"


def _show_unsent(rows: Sequence[Behind]) -> str:
    return f"没发出的消息 {len(rows)} 条"


def _birthdays(ctx: Context, today: date) -> Item:
    """List whose birthday is greeted in the days ahead; who is left in peace is left in peace here, too."""
    days = [today + timedelta(days=ahead) for ahead in range(_AHEAD)]
    # 29 February is kept on the 28th of other years; personal_occasions knows when.
    keys = {f"{day:%m-%d}" for day in days}
    keys |= {"02-29"} if "02-28" in keys else set()
    people = lately.may_have_birthday(ctx.db, keys)
    silent = planning.why_silent(ctx, people)
    found = [
        (day, person)
        for day in days
        for person in people
        if person.id not in silent and personal_occasions(person, day, anniversaries=False)
    ]
    shown = {
        person.id: f"{show_day(day)} {person.name}{'' if person.wechat else '（只有电话）'}"
        for day, person in found
    }
    rows = [
        Behind(person.id, person.branch_id, note=show_day(day) + ("" if person.wechat else "，只有电话"))
        for day, person in found
    ]

    def show(rows: Sequence[Behind]) -> str:
        # The names stand below: what is kept of a line is its first.
        named = "、".join(shown[row.member_id or 0] for row in rows[:_NAMED])
        return f"七天内过生日 {len(rows)} 位" + (f"\n{named}" if len(rows) <= _NAMED else "")

    return Item(Subject.BIRTHDAY, rows, show)
