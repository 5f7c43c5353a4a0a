"""How somebody is, as told by who looks after that person and went through a list."""

from __future__ import annotations

from bot.checkin import amendment, clock
from bot.context import Turn
from bot.distress import clearing
from bot.domain import proxy
from bot.domain.checkin import Intent, Report, Safety
from bot.domain.concern import Why
from bot.domain.member import Member
from bot.domain.proxy import How
from bot.own import telling
from bot.reading import read
from bot.silence import listening
from data import checkin as checkins
from data import concern as concerns


def read_report(turn: Turn, words: str) -> tuple[Intent, Report]:
    """Read what was said of a person; 都好 and what says no more count as safe."""
    reading = read(words, now=turn.local_now, home=turn.settings.organisation.home)
    if reading.intent is Intent.OTHER or not reading.reports:
        safe = bool(proxy.SAFE.search(words))
        return (Intent.CHECKIN if safe else Intent.OTHER), Report(safety=Safety.SAFE if safe else None)
    return reading.intent, reading.reports[0]


def vouch(turn: Turn, person: Member, words: str, how: How) -> Intent:
    """Keep a report about a person; gives what it is (OTHER: nothing was kept, it says nothing of safety).

    Distress is told on like any other; who was rung for the person hears of 平安, too, and it rings on.
    """
    intent, report = read_report(turn, words)
    if intent is Intent.OTHER:
        return intent
    was_in_need = report.safety is Safety.SAFE and amendment.is_alarmed(turn, person.id)
    known = checkins.latest(turn.db, person.id, turn.day_start)
    surest = checkins.strongest(turn.db, person.id, turn.day_start)
    now_known = proxy.weigh(known[0] if known else None, surest, report, how)
    turn.note_look([person.id], "代报")
    may_be_kept = telling.place_of(turn, person, now_known)
    checkins.add(
        turn.db,
        person.id,
        may_be_kept,
        intent=intent,
        said_by=turn.actor.member.id,
        message_id=turn.incoming.message_id,
        words=telling.words_of(turn, person, now_known, words),
        now=turn.now,
        how=how,
        zone=clock.zone_told(turn, person, may_be_kept),
    )
    # Who leads the branch has seen those words by now.
    concerns.settle(turn.db, person.id, (Why.UNCLEAR, Why.UNREADABLE), turn.now)
    if was_in_need:
        clearing.hear_well(turn, person)
    listening.hear_from_the_lost(turn, person)
    return intent
