"""Check-ins: 平安 in a member's own words, for oneself or for others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from operator import attrgetter

from bot import texts
from bot.checkin import amendment, clock, household
from bot.checkin.strangers import name_in_need
from bot.checkin.thanks import Kept, Unknown, acknowledge, forget_thanks
from bot.context import Turn, UserError
from bot.distress import alarm, clearing, mourning, ringing
from bot.domain import alarm as distress
from bot.domain import bereavement, checkin, consent, correction, proxy
from bot.domain.checkin import Intent, Reading, Report, Safety
from bot.domain.concern import Why
from bot.domain.member import Member
from bot.domain.proxy import How
from bot.domain.room import RoomKind
from bot.own import telling
from bot.reading import Explained, explain, read, wellbeing
from bot.reading.names import Roll
from bot.reading.solitaire import Solitaire
from bot.router import Router
from bot.silence import listening, rollcalling
from data import checkin as checkins
from data import concern as concerns
from data import receipt as receipts

router = Router()

_OPENERS = re.compile(r"[#/＃]?\s*(报平安|平安(?!银行|保险|夜|是福)|代报)")
_PROXY = re.compile(r"[#/＃]?\s*代报[\s:：]+\S[^?？\n]{1,30}")
_LIST = re.compile(r"\s*(?:#\s*接龙|接龙(?=[\s:：])|#\s*Group Note).*?平安", re.DOTALL)
# So long people go on pasting a list; the next week's is another.
_LIST_GOES_ROUND = timedelta(days=5)
_FIRST_ITEM = re.compile(r"^[ \t]*1 ?(?:[.、,，)）]|(?![月日号年])(?=[\u4e00-\u9fff]))", re.MULTILINE)
_SELF = re.compile("[我俺咱]")


@router.answer
def take_checkin(turn: Turn) -> bool:
    """Take a message that reports how somebody is; ordinary chat is left alone."""
    if turn.who is None or not _is_meant(turn):
        return False
    scope = household.scope(turn)
    dead = mourning.find_dead(turn, scope)
    bereaved = None if dead else mourning.find_bereaved(turn, scope)
    if right := amendment.put_right(turn, scope):
        withdrawn = checkins.withdraw_last(turn.db, turn.who.member.id, turn.day_start, turn.now)
        clearing.call_off(turn, withdrawn)
        forget_thanks(turn)
    text = right or turn.text
    understood = _explain(turn, bereavement.leave_out(text) if dead or bereaved else text, scope)
    reading = replace(understood.reading, reports=household.spread(turn, text, understood.reading.reports))
    if _may_be_talk(turn) and amendment.is_talk(turn, understood):
        return False
    if understood.doubt:
        alarm.ask_about(turn, understood.doubt)
        if turn.is_private:  # who does not answer the question may not be able to: somebody is to look
            turn.leave_to_keepers(turn.actor.member, Why.UNCLEAR)
    if reading.intent is Intent.OTHER and not dead and not bereaved:
        return bool(understood.doubt) or _ask_what_is_right(turn) or _ask_for_proxy(turn)
    kept, unknown, in_need = _keep_all(
        turn, text, [one for one in reading.reports if not dead or one.subject != dead.name], scope
    )
    _note_concerns(turn, kept, unknown)
    kept = _tell_who_is_well(turn, kept)
    well = [one.subject for one in reading.reports if one.safety is Safety.SAFE]
    clearing.hear_names_well(turn, well, listed=_is_list(turn))
    if dead:
        mourning.note_death(turn, dead)
    if bereaved:
        mourning.let_rest(turn, bereaved)
    strangers = [name for name in in_need if isinstance(name, str)]
    if in_need:
        alarm.raise_alarm(turn, [one for one in in_need if isinstance(one, Member)], strangers)
        return True
    if bereaved:
        mourning.ask_to_telephone(turn, bereaved)
        kept = [row for row in kept if row.person.id != bereaved.id]  # never "已记平安"
    acknowledge(turn, kept, unknown, for_others=bool(_PROXY.match(turn.text)))
    return True


def _tell_who_is_well(turn: Turn, kept: Sequence[Kept]) -> list[Kept]:
    """Tell who was alarmed; gives what is still to be answered: who is telephoned all the same hears so."""
    rest = list(kept)
    for row in kept:
        own = row.person.id == turn.actor.member.id
        over = not row.was_in_need or clearing.hear_well(turn, row.person, listed=_is_list(turn))
        if own and not over and turn.is_private:
            ringing.answer(turn, texts.load("distress")["still_calls"])
            rest.remove(row)
        if own:
            mourning.hear_from_the_dead(turn)
        listening.hear_from_the_lost(turn, row.person)
    return rest


def _explain(turn: Turn, text: str, scope: Sequence[Member]) -> Explained:
    understood = explain(
        text,
        now=turn.local_now,
        home=turn.settings.organisation.home,
        members=tuple(person.name for person in scope),
        sender=turn.actor.member.name,
    )
    if (
        understood.reading.intent is Intent.OTHER and amendment.alarmed(turn) and distress.is_all_clear(text)
    ) or rollcalling.is_bare_answer(turn):
        return replace(understood, reading=Reading(Intent.CHECKIN, (Report(safety=Safety.SAFE),)))
    if name := name_in_need(text, understood):
        reports = (replace(understood.reading.reports[0], subject=name),)
        return replace(understood, reading=Reading(Intent.HELP, reports))
    return understood


def _keep_all(
    turn: Turn, text: str, reports: Sequence[Report], scope: Sequence[Member]
) -> tuple[list[Kept], dict[str, tuple[Member, ...]], list[Member | str]]:
    """Store the reports; gives them, whom nobody knows, and who is in need (a name where nobody knows it)."""
    kept: list[Kept] = []
    unknown: dict[str, tuple[Member, ...]] = {}
    in_need: list[Member | str] = []
    for report in reports:
        person = _person(turn, report, scope)
        if person is None:
            unknown[report.subject or ""] = Roll(scope, attrgetter("name")).find(report.subject or "").people
        elif (row := _keep(turn, text, person, report, alone=len(reports) == 1)) is not None:
            kept.append(row)
        else:
            continue  # a list pasted again: this line was heard before
        if report.safety is Safety.HELP:
            in_need.append(person or report.subject or turn.actor.member)
    return kept, unknown, in_need


def _is_meant(turn: Turn) -> bool:
    """Whether the message may be a check-in said to the bot: addressed, or opened so in a member's room."""
    if turn.is_addressed:
        return True
    if not _opens(turn):
        return turn.who is not None and _is_in_members_room(turn) and amendment.corrects_soon(turn)
    return True


def _may_be_talk(turn: Turn) -> bool:
    """Whether the message counts for nothing but its opening as a correction."""
    answers = receipts.is_from(turn.db, turn.incoming.message_id)
    return not turn.is_addressed and not answers and not _opens(turn)


def _is_in_members_room(turn: Turn) -> bool:
    return turn.room is not None and turn.room.kind in {RoomKind.BRANCH, RoomKind.OVERSEAS}


def _opens(turn: Turn) -> bool:
    if receipts.is_from(turn.db, turn.incoming.message_id):
        return True  # what stands beside a receipt, its handler has handed on: it is for us
    if not _is_in_members_room(turn):
        return False
    if _is_list(turn):
        title = _FIRST_ITEM.split(turn.text, maxsplit=1)[0]
        return Solitaire(title, ()).is_checkin
    if _OPENERS.match(turn.text) or clearing.clears_own_here(turn):
        return True
    return rollcalling.answers_question(turn)


def _is_list(turn: Turn) -> bool:
    return bool(_LIST.match(turn.text))


def _ask_what_is_right(turn: Turn) -> bool:
    """Answer a bare 不对 after a check-in of today."""
    if (
        not turn.is_addressed
        or not correction.is_bare(turn.text)
        or not amendment.told_last(turn, turn.day_start)
    ):
        return False
    turn.reply("哪里不对？请直接写对的，例：不对，我在苏州。要撤掉刚才那条，回“撤”。")
    return True


def _ask_for_proxy(turn: Turn) -> bool:
    """Say where a report for somebody else was not understood: who wrote it thinks that it is done."""
    if not _PROXY.fullmatch(turn.text):
        return False
    turn.reply("没看懂，还没记上。请这样写：代报 张三 平安 在苏州")
    return True


# Whom it is about


def _person(turn: Turn, report: Report, scope: Sequence[Member]) -> Member | None:
    """Find whom a report is about; two of the same name are never guessed."""
    own = turn.actor.member
    if report.subject is None:
        if (
            report.safety is Safety.SAFE
            and not _SELF.search(turn.text)
            and correction.is_false_alarm(turn.text)
        ):
            return amendment.alarmed(turn) or own
        if not correction.is_one(turn.text):
            return own
        told = amendment.told_last(turn, turn.day_start)
        if (corrected := amendment.corrected(turn)) is None and report.safety is not Safety.HELP and told:
            raise UserError("要改哪一位的？请带上名字，例：不对，张三在苏州")
        return corrected or own
    if shares := household.find(turn, report.subject):
        return shares
    found = amendment.bearing(turn, report.subject, scope)
    if own in found and _is_list(turn):
        return own  # who pastes a list stands in it
    here = [person for person in found if turn.room and person.branch_id == turn.room.unit_id]
    return found[0] if len(found) == 1 else here[0] if len(here) == 1 else None


def _keep(turn: Turn, text: str, person: Member, report: Report, *, alone: bool) -> Kept | None:
    """Store a report; a list pasted again with the same line says nothing new (None).

    A second one of the same day amends the first, and both are kept. Who is ailing is no longer 平安.
    """
    known, how = checkins.latest(turn.db, person.id, turn.day_start), _how(turn, text, person)
    surest = checkins.strongest(turn.db, person.id, turn.day_start)
    now_known = proxy.weigh(known[0] if known else None, surest, report, how)
    if alone and report.safety is None and wellbeing.is_ailing(text):
        now_known = replace(now_known, safety=None)
    if _is_list(turn):
        before = checkins.latest(turn.db, person.id, turn.now - timedelta(hours=20))
        if before and before[0] == replace(now_known, subject=None) and _LIST.match(before[1]):
            return None
    was_in_need = report.safety is Safety.SAFE and amendment.is_alarmed(turn, person.id)
    said_of, now_known = now_known, telling.place_of(turn, person, now_known)
    turn.note_look([person.id], "代报")
    row_id = checkins.add(
        turn.db,
        person.id,
        now_known,
        intent=Intent.HELP if now_known.safety is Safety.HELP else Intent.CHECKIN,
        said_by=turn.actor.member.id,
        message_id=turn.incoming.message_id,
        words=telling.words_of(turn, person, said_of, text),
        now=turn.now,
        how=how,
        zone=clock.zone_told(turn, person, now_known),
    )
    corrected = text != turn.text or (known is not None and correction.is_one(turn.text))
    by_another = how is not How.OWN and known is not None and surest is How.OWN
    outweighed = by_another and known is not None and now_known != checkin.amend(known[0], report)
    left_out = said_of != now_known
    said = consent.leave_places_out(report) if left_out else report
    return Kept(row_id, person, said, now_known, corrected, was_in_need, outweighed, left_out)


def _how(turn: Turn, text: str, person: Member) -> How:
    """Tell how a report was had: from the person, or as who gives it says (代报 张三 电话 平安)."""
    if person.id == turn.actor.member.id:
        return How.OWN
    if household.find(turn, person.name):
        return How.FAMILY
    return proxy.read_how(text) or (How.LIST if _is_list(turn) else How.OTHER)


def _note_concerns(turn: Turn, kept: list[Kept], unknown: Unknown) -> None:
    """Take off the look-at list what is answered now, and put on it whom nobody knows.

    What was said in words stays: a question or a worry is not answered by 平安. Where who leads the branch
    reports for a person, those words were seen.
    """
    own = turn.actor.member
    asked = concerns.names_asked(turn.db, own.id)
    for row in kept:
        led = row.person.id != own.id and turn.actor.may_see(row.person.branch_id)
        whys = (Why.UNCLEAR, Why.UNREADABLE) if led else (Why.UNREADABLE,)
        concerns.settle(turn.db, row.person.id, whys, turn.now)
        for name in asked:
            if row.person in Roll([row.person], attrgetter("name")).find(name).people:
                concerns.settle_name(turn.db, own.id, name, turn.now)
    listed_since = turn.now - _LIST_GOES_ROUND if _is_list(turn) else None
    for name in unknown:
        turn.leave_to_keepers(own, Why.NAME, name, seen_since=listed_since)


@router.answer
def hear_unbound(turn: Turn) -> bool:
    """Take distress and a bereavement of somebody not bound, said privately or to the bot in a room."""
    if turn.who is not None or not _is_meant(turn):
        return False
    bereaved = bereavement.is_told(turn.text)
    text = bereavement.leave_out(turn.text) if bereaved else turn.text
    reading = read(text, now=turn.local_now, home=turn.settings.organisation.home)
    if reading.intent is Intent.HELP:
        alarm.raise_for_unbound(turn)
    elif bereaved:
        mourning.hear_unbound(turn)
    return bereaved or reading.intent is Intent.HELP
