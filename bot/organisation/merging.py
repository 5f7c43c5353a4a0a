"""Merging one branch into another: people, rooms, and what is open go along, the history stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.context import Turn
from bot.domain.delivery import Kind
from bot.domain.field import Field
from bot.domain.member import Member, Role
from bot.domain.notice import Notice
from bot.domain.post import Term
from bot.domain.record import How
from bot.domain.relay import Relay
from bot.domain.room import RoomKind, TiedRoom
from bot.domain.unit import Unit
from bot.notice import relaying
from bot.organisation import appointing
from data import alarm as alarms
from data import member as members
from data import notice as notices
from data import post as posts
from data import record as records
from data import relay as relays
from data import request as requests
from data import room as rooms
from data import unit as units

_STAYS_USEFUL = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Merger:
    """What goes from one branch into another."""

    source: Unit
    target: Unit
    people: tuple[Member, ...]
    rooms: tuple[TiedRoom, ...]
    posts: tuple[Term, ...]
    notices: tuple[Notice, ...]  # open ones that asked people of the source
    waiting: tuple[Relay, ...]  # what its secretary has not passed on yet


def plan(turn: Turn, source: Unit, target: Unit) -> Merger:
    """Work out what a merger would move."""
    people = members.of_branch(turn.db, source.id)
    open_for = turn.settings.notices.open_for
    asking = [
        one
        for one in notices.open_notices(turn.db, turn.now, open_for)
        if any(notices.was_asked(turn.db, one.number, person.id) for person in people)
    ]
    waiting = [one for one in relays.waiting(turn.db, turn.now, open_for) if one.branch_id == source.id]
    return Merger(
        source,
        target,
        tuple(people),
        tuple(rooms.of_kind(turn.db, RoomKind.BRANCH, source.id)),
        tuple(posts.held(turn.db, unit_id=source.id)),
        tuple(asking),
        tuple(waiting),
    )


def merge(turn: Turn, merger: Merger) -> None:
    """Merge: what waits to be passed on goes out first, while the source still has its room."""
    _pass_on(turn, merger)
    reason = f"合并支部：{merger.source.name}并入{merger.target.name}"
    for person in merger.people:
        values = {Field.BRANCH: merger.target.name}
        by = turn.actor.member.id
        records.change(turn.db, person.id, values, by=by, how=How.OFFICE, now=turn.now, reason=reason)
    turn.note_look([person.id for person in merger.people], "合并支部")
    for term in merger.posts:
        if term in posts.held(turn.db, unit_id=merger.source.id):  # a stand-in goes with whom it stands for
            appointing.end(turn, term, turn.actor.member.id)
    for room in merger.rooms:
        rooms.tie(turn.db, room.room_id, RoomKind.BRANCH, merger.target.id)
    _hand_on_what_is_open(turn, merger)
    units.close(turn.db, merger.source.id, turn.now, merger.target.id)


def tell_receivers(turn: Turn, merger: Merger) -> None:
    """Tell the secretary of the branch that grew who came; a person once, and not the clerk who merged."""
    words = (
        f"您好！{merger.source.name}并入{merger.target.name}了，{len(merger.people)} 位党员转到您这里，"
        "请您多关心。发“本支部”看看。"
    )
    for term in posts.held(turn.db, role=Role.SECRETARY, unit_id=merger.target.id):
        if term.member_id != turn.actor.member.id:
            key = f"merger:{merger.source.id}:{term.member_id}"
            turn.tell(term.member_id, key, words, Kind.REMINDER, not_after=turn.now + _STAYS_USEFUL)


def _pass_on(turn: Turn, merger: Merger) -> None:
    for one in merger.waiting:
        sent = notices.find(turn.db, one.number)
        assert sent is not None
        if relaying.pass_on(
            turn, sent, [one], turn.actor.member, ""
        ):  # it has no room: nothing waits for one
            relays.pass_on(turn.db, one.number, one.branch_id, turn.actor.member.id, "", turn.now)


def _hand_on_what_is_open(turn: Turn, merger: Merger) -> None:
    for asked in requests.waiting(turn.db):
        if asked.unit_id == merger.source.id:
            requests.ask_instead(turn.db, asked.number, asked.asks, merger.target.id, asked.title)
    for person in merger.people:
        alarm = alarms.open_about(turn.db, person.id)
        if alarm is not None:
            alarms.locate(turn.db, alarm.number, alarm.room_id, merger.target.id)
