"""After a time without WeChat: where a question is open, people are asked to answer it once more."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.context import Context
from bot.domain import gap
from bot.domain.delivery import Kind, quiet_until
from bot.domain.gap import Gap
from bot.domain.notice import Answer
from bot.domain.rollcall import Rollcall
from bot.domain.room import RoomKind
from data import fact as facts
from data import notice as notices
from data import occasion
from data import receipt as receipts
from data import rollcall as rollcalls
from data import room as rooms

_RECEIPT, _ANSWER, _CHECKIN = "回过“收到”", "回过通知", "报过平安"


def note_seen(db: Database, now: datetime) -> None:
    """Note that the bot hears everything at this moment."""
    facts.write_moment(db, "seen_at", now)


def note_return(ctx: Context) -> Gap | None:
    """Note that the bot hears again; gives the gap that ends with it, and asks again where it matters."""
    seen = facts.read_moment(ctx.db, "seen_at")
    note_seen(ctx.db, ctx.now)
    if seen is None or ctx.now - seen <= gap.SHORTEST:
        if facts.read(ctx.db, "online_since") is None:
            facts.write_moment(ctx.db, "online_since", ctx.now)
        return None
    ended = Gap(seen.astimezone(ctx.zone), ctx.local_now)
    facts.write_moment(ctx.db, "online_since", ctx.now)
    facts.write_moment(ctx.db, "gap_start", ended.start)
    facts.write_moment(ctx.db, "gap_end", ended.end)
    _ask_again(ctx, ended)
    return ended


def last_gap(db: Database, zone: ZoneInfo) -> Gap | None:
    """Give the last gap, on a clock."""
    start, end = facts.read_moment(db, "gap_start"), facts.read_moment(db, "gap_end")
    return Gap(start.astimezone(zone), end.astimezone(zone)) if start and end else None


def _ask_again(ctx: Context, ended: Gap) -> None:
    waiting = _waiting_rooms(ctx)
    for room_id, answers in waiting.items():
        _ask_room(ctx, ended, room_id, "或".join(answers))
    if ended.length <= gap.LONG:
        return
    for member_id in _asked_privately(ctx):
        _ask_person(ctx, ended, member_id)
    ctx.tell_clerks(
        ended.key,
        gap.tell_office(ended, len(waiting)),
        Kind.REMINDER,
        not_after=ctx.now + Kind.NOTICE.patience,
    )


def _waiting_rooms(ctx: Context) -> dict[str, list[str]]:
    """Map each room in which somebody still owes an answer to the words for what is open there."""
    found: dict[str, list[str]] = defaultdict(list)
    for asked in notices.open_notices(ctx.db, ctx.now, ctx.settings.notices.open_for):
        words = _RECEIPT if asked.answer is Answer.RECEIPT else _ANSWER
        for room_id, _ in receipts.silent_rooms(ctx.db, asked.number):
            heard = occasion.has_heard(ctx.db, f"notice:{asked.number}:", conversation=room_id)
            if heard and words not in found[room_id]:
                found[room_id].append(words)
    for room_id in _rooms_of_rounds(ctx):
        found[room_id].append(_CHECKIN)
    return found


def _rooms_of_rounds(ctx: Context) -> set[str]:
    """Find the rooms that were asked in a roll call and where somebody is silent."""
    seats = rooms.sitting_members(ctx.db)
    return {
        room.room_id
        for called in _open_rounds(ctx)
        for silent in [{person.id for person in rollcalls.silent(ctx.db, called.number)}]
        for member_id, room in seats
        if member_id in silent
        and occasion.has_heard(ctx.db, f"rollcall:{called.number}:", conversation=room.room_id)
    }


def _open_rounds(ctx: Context) -> list[Rollcall]:
    return [called for called in rollcalls.still_open(ctx.db) if called.deadline > ctx.now]


def _ask_room(ctx: Context, ended: Gap, room_id: str, answers: str) -> None:
    room = rooms.find(ctx.db, room_id)
    if room is None or room.kind is None:
        return
    abroad = room.kind is RoomKind.OVERSEAS
    start = None if abroad else quiet_until(ctx.now, ctx.settings.delivery.quiet_rooms, ctx.zone)
    words = gap.ask_again(ended, at_once=start is None, abroad=abroad, answers=answers)
    until = (start or ctx.now) + gap.PATIENCE
    ctx.say(f"{ended.key}:room:{room_id}", room_id, words, Kind.REMINDER, not_before=start, not_after=until)


def _asked_privately(ctx: Context) -> list[int]:
    """List who was written to privately about something that this person still owes an answer to."""
    open_now = notices.open_notices(ctx.db, ctx.now, ctx.settings.notices.open_for)
    owing = {
        (f"notice:{asked.number}:", person.id)
        for asked in open_now
        for person, maybe in receipts.silent(ctx.db, asked.number)
        if not maybe
    } | {
        (f"rollcall:{called.number}:", person.id)
        for called in _open_rounds(ctx)
        for person in rollcalls.silent(ctx.db, called.number)
    }
    return sorted({person for key, person in owing if occasion.has_heard(ctx.db, key, member_id=person)})


def _ask_person(ctx: Context, ended: Gap, member_id: int) -> None:
    words = gap.ask_again(ended, at_once=True, abroad=False, answers="回过")
    ctx.tell(member_id, ended.key, words, Kind.REMINDER, not_after=ctx.now + gap.PATIENCE)
