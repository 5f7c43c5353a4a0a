"""When a conversation is left in peace: the quiet hours of rooms, and of people on their own clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.delivery import quiet_until
from bot.domain.room import RoomKind
from data import account as accounts
from data import member as members
from data import preference as preferences
from data import room as rooms
from data.outbox import Row


def rest_until(db: Database, settings: Settings, row: Row, now: datetime) -> datetime | None:
    """Tell until when a message that nobody asked for rests, or None; whoever is mentioned rests, too."""
    people = [row.member_id] if row.member_id else []
    people += [who.member.id for account in row.mentions if (who := accounts.actor(db, account))]
    ends = [_person_rests_until(db, settings, person, now) for person in people]
    room = rooms.find(db, row.conversation)
    if room is None and not people:
        ends.append(quiet_until(now, settings.delivery.quiet_people, settings.organisation.zone))
    elif room and room.kind is not RoomKind.OVERSEAS:  # there it is always somebody's day
        ends.append(quiet_until(now, settings.delivery.quiet_rooms, settings.organisation.zone))
    return max((end for end in ends if end), default=None)


def _person_rests_until(db: Database, settings: Settings, member_id: int, now: datetime) -> datetime | None:
    zone = members.find(db, member_id).timezone
    hours = preferences.quiet_hours(db, member_id) or settings.delivery.quiet_people
    return quiet_until(now, hours, ZoneInfo(zone) if zone else settings.organisation.zone)
