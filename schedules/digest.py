"""The weekly page, Monday at nine: to the office, and of each branch to its secretary; never on a holiday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot import almanac
from bot.context import Tick
from bot.digest import drawing, making
from bot.digest.making import Made
from bot.domain.delivery import Kind
from bot.domain.digest import page as digest
from bot.domain.digest.kept import OFFICE
from bot.domain.member import Role
from bot.domain.room import RoomKind
from data import absence as absences
from data import account as accounts
from data import audit, lately
from data import digest as digests
from data import greeting as greetings
from data import member as members
from data import room as rooms

WHEN = {"minute": "*/15"}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PICTURE_AFTER = timedelta(seconds=2)


def run(tick: Tick) -> None:
    """Send last week's page to the office room, or where there is none to each clerk privately."""
    for monday, moment in _due(tick):
        made = making.make(tick, *digest.week_before(monday))
        year, week, _ = monday.isocalendar()
        key, not_after = f"digest:{year}-W{week:02}", moment + tick.settings.digest.late
        _send_to_office(tick, made, key, not_after)
        if tick.settings.digest.branches:
            _send_to_secretaries(tick, made, key, not_after)


def _due(tick: Tick) -> list[tuple[date, datetime]]:
    """List the weeks (by Monday) whose page is due in the span; a long holiday moves two to one morning."""
    found = []
    monday = tick.since.astimezone(tick.zone).date()
    monday -= timedelta(days=monday.weekday() + 14)
    while monday <= tick.local_now.date():
        day = monday + timedelta(days=_WEEKDAYS.index(tick.settings.digest.weekday))
        moment = datetime.combine(almanac.next_working_day(day), tick.settings.digest.at, tick.zone)
        if tick.covers(moment):
            found.append((monday, moment))
        monday += timedelta(days=7)
    return found


def _send_to_office(tick: Tick, made: Made, key: str, not_after: datetime) -> None:
    assert made.office is not None
    text = made.office.show()
    clerks = members.holders(tick.db, Role.CLERK)
    places = {one.room_id: f"room:{one.room_id}" for one in rooms.of_kind(tick.db, RoomKind.OFFICE)}
    for room_id, place in places.items():
        tick.say(f"{key}:{place}", room_id, text, Kind.DIGEST, not_after=not_after)
    if not places:
        tick.tell_clerks(key, text, Kind.DIGEST, not_after=not_after)
        reached = ((accounts.reachable(tick.db, one.id), one) for one in clerks)
        places = {account: f"member:{one.id}" for account, one in reached if account}
    _send_picture(tick, made, key, places, not_after)
    for clerk in clerks:
        _note_read(tick, made, clerk.id, [OFFICE])


def _send_picture(tick: Tick, made: Made, key: str, places: dict[str, str], not_after: datetime) -> None:
    wanted = tick.settings.digest.picture and not tick.settings.is_by_hand
    if not wanted or not places or not_after <= tick.now:
        return
    path = drawing.draw(tick, making.find(tick, made.number, OFFICE), key)
    after = tick.now + _PICTURE_AFTER
    for conversation, place in places.items():
        tick.say(
            f"{key}:picture:{place}",
            conversation,
            "",
            Kind.DIGEST,
            not_before=after,
            not_after=not_after,
            file=path,
        )


def _send_to_secretaries(tick: Tick, made: Made, key: str, not_after: datetime) -> None:
    """Send each secretary the pages of the own branches, in as few messages as carry them."""
    resting = greetings.resting(tick.db, tick.now) | absences.on(tick.db, tick.local_now.date()).keys()
    for secretary, led in lately.secretaries(tick.db).items():
        own = [unit for unit in led if unit in made.branches]
        if not own or secretary in resting:
            continue
        pages = [made.branches[unit].show(making.call_of(tick, unit, own)) for unit in own]
        told = [
            tick.tell(secretary, f"{key}:branch:{at}", words, Kind.DIGEST, not_after=not_after)
            for at, words in enumerate(making.show_several(pages), start=1)
        ]
        if any(told):
            _note_read(tick, made, secretary, own)


def _note_read(tick: Tick, made: Made, reader: int, unit_ids: Iterable[int]) -> None:
    """Note whom the pages name, and that their lines are what the reader asks for by number."""
    shown = list(unit_ids)
    named = {one for unit in shown for one in making.named_on(tick, made.week, unit)}
    audit.note(tick.db, reader, "周报", sorted(named), tick.now)
    digests.note_seen(tick.db, reader, made.number, shown[0] if len(shown) == 1 else None, tick.now)
