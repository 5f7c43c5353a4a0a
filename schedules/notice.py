"""Ask once more, before a notice's deadline, where people are still silent; tell its sender what failed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from bot.context import Tick
from bot.domain import notice
from bot.domain.audience import Scope
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.notice import Notice
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast, reminding
from bot.operation.backlog import why_unsent
from data import backlog, occasion
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data import room as rooms
from data.db import stamp

WHEN = {"minute": "*/5"}


def run(tick: Tick) -> None:
    """Remind, never by name, where somebody has not answered; then tell senders of places not reached."""
    for asked in notices.reminders_due(tick.db, tick.now):
        silent = {person.id: person for person, maybe in receipts.silent(tick.db, asked.number) if not maybe}
        if asked.scope.is_private:
            _remind_people(tick, asked, silent.values())
        else:
            _remind_rooms(tick, asked, silent)
    _tell_failures(tick)


def _remind_rooms(tick: Tick, asked: Notice, silent: Iterable[int]) -> None:
    owing = _owing(tick, asked, set(silent))
    gap = broadcast.spacing(tick, len(owing))
    for place, (room, people) in enumerate(owing.items()):
        if room.kind is not RoomKind.OVERSEAS and reminding.is_night_in_rooms(tick):
            continue
        if reminding.is_done_by_hand(tick, asked, room.unit_id):
            continue
        key = _fresh_key(tick, asked, f"room:{room.room_id}")
        if key is None:
            continue
        start = tick.now + place * gap
        body, last = reminding.show_in_room(tick, asked, room, people), reminding.until(asked, start)
        tick.say(key, room.room_id, body, Kind.REMINDER, not_before=start, not_after=last)
        reminding.note_asked(tick, asked.number, room.unit_id, by_clock=True)


def _owing(tick: Tick, asked: Notice, silent: set[int]) -> dict[TiedRoom, int]:
    """Count the silent a room the notice has reached; who sits in two is asked in one, overseas first."""
    reached = {place for place, _ in occasion.places(tick.db, f"notice:{asked.number}:room:", sent=True)}
    homes: dict[int, TiedRoom] = {}
    for member_id, room in rooms.sitting_members(tick.db):
        leads_only = room.kind is RoomKind.SECRETARY and asked.scope is not Scope.SECRETARIES
        if member_id not in silent or room.room_id not in reached or leads_only:
            continue
        if member_id not in homes or room.kind is RoomKind.OVERSEAS:
            homes[member_id] = room
    return dict(sorted(Counter(homes.values()).items(), key=lambda owing: owing[0].room_id))


def _remind_people(tick: Tick, asked: Notice, silent: Iterable[Member]) -> None:
    for person in silent:
        if reminding.is_night_for(tick, person) or reminding.is_done_by_hand(tick, asked, person.branch_id):
            continue
        if key := _fresh_key(tick, asked, f"member:{person.id}"):
            body, last = reminding.show_to_person(tick, asked, person), reminding.until(asked, tick.now)
            tick.tell(person.id, key, body, Kind.REMINDER, not_after=last)
            reminding.note_asked(tick, asked.number, person.branch_id, by_clock=True)


def _fresh_key(tick: Tick, asked: Notice, place: str) -> str | None:
    """Name the next try of a reminder; None where one went out or still may. A new deadline starts anew."""
    assert asked.deadline is not None
    stem = f"reminder:{asked.number}:{stamp(asked.deadline)}:{place}:"
    tried = occasion.states(tick.db, stem)
    if not {"expired", "cancelled"}.issuperset(tried):
        return None
    occasion.forget_expired(tick.db, stem)  # it is not lost, but counted anew
    return f"{stem}{len(tried) + 1}"


def _tell_failures(tick: Tick) -> None:
    """Tell who sent a notice where it did not arrive, in one message for all places that just failed."""
    failed: dict[int, dict[str, str]] = defaultdict(dict)
    for row in backlog.unsent(tick.db, tick.since, tick.now):
        head, _, rest = row.key.partition(":")
        if head == "notice":
            place = _name_place(tick, row.conversation, row.member_id)
            only = "只差附件，" if rest.endswith(":enclosure") else ""
            failed[int(rest.partition(":")[0])].setdefault(place, only + why_unsent(row))
    for number, places in failed.items():
        body = notice.show_failures(number, places)
        key = f"unsent:{number}:{stamp(tick.now)}"
        if not tick.tell(notices.sender_of(tick.db, number), key, body, Kind.REPLY):
            tick.tell_clerks(key, body, Kind.REPLY)


def _name_place(tick: Tick, conversation: str, member_id: int | None) -> str:
    if member_id is not None:
        return members.find(tick.db, member_id).name
    room = rooms.find(tick.db, conversation)
    return room.topic if room else conversation
