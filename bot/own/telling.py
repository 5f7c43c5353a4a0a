"""What a member is told before data are kept: once, after the first private message; answering consents."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from bot import texts
from bot.context import Turn
from bot.domain import consent
from bot.domain.checkin import Report
from bot.domain.consent import State, What
from bot.domain.member import Member
from data import checkin as checkins
from data import consent as consents


def version() -> str:
    """Give the version of the text that consents are given to."""
    return str(texts.load("consent")["version"])


def hear(turn: Turn, *, taken: bool) -> None:
    """After a private message was `taken`: send the notice where it was never read, else note the consent.

    By hand a clerk carries the words, and the rooms' welcome stands for it.
    """
    if turn.who is None or not turn.is_private or turn.settings.is_by_hand:
        return
    own = turn.actor.member.id
    known = consents.find(turn.db, own).get(What.SERVICE)
    if known is None or known.version != version():
        words = texts.load("consent")["notice"]
        turn.reply(
            words.format(name=turn.settings.bot.name, committee=turn.settings.organisation.name).strip()
        )
        note(turn, What.SERVICE, State.SHOWN)
    elif taken and known.state is State.SHOWN:
        note(turn, What.SERVICE, State.GIVEN)


def note_met(db: Database, member_id: int, now: datetime) -> None:
    """Note of somebody of a made-up world that the notice was read and answered before it began."""
    consents.note(db, member_id, What.SERVICE, State.GIVEN, version=version(), now=now)


def note(turn: Turn, what: What, state: State) -> bool:
    """Note the sender's word about a consent; False where it was said before."""
    own, message = turn.actor.member.id, turn.incoming.message_id
    return consents.note(turn.db, own, what, state, version=version(), now=turn.now, message_id=message)


def change(turn: Turn, what: What, state: State) -> str:
    """Note a consent given or taken back, and do what follows from it; gives the answer."""
    note(turn, what, state)
    if what is What.WHEREABOUTS and state is State.WITHDRAWN:
        checkins.forget_places(turn.db, turn.actor.member.id)
    return str(texts.load("consent")[state.value][what.value])


def place_of(turn: Turn, person: Member, report: Report) -> Report:
    """Give a report as it may be kept.

    A place that the person wrote is the consent to keep it; where that was taken back, none is kept.
    """
    if not consent.tells_a_place(report):
        return report
    if consents.is_withdrawn(turn.db, person.id, What.WHEREABOUTS):
        return consent.leave_places_out(report)
    if person.id == turn.actor.member.id:
        note(turn, What.WHEREABOUTS, State.GIVEN)
    return report


def words_of(turn: Turn, person: Member, report: Report, words: str) -> str:
    """Give the words of a report as they may be kept: none, where they tell a place that may not be."""
    return "" if place_of(turn, person, report) != report else words
