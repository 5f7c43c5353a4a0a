"""Whom somebody may visit and report on: the own branch's people, and those entrusted to a contact person."""

from __future__ import annotations

from datetime import datetime

from bot import finding
from bot.context import Turn, UserError
from bot.domain.audience import read_person
from bot.domain.member import Member
from data import contact as contacts
from data import listing as listings
from data import member as members
from data import parcel as parcels
from data import visit as visits
from data.contact import Contact

# Lists whose numbers stand for something else than people.
_NO_PEOPLE = frozenset({"ledger", "pending", "points"})


def person(turn: Turn, who: str, example: str) -> Member:
    """Find whom a name or the number of the sender's latest list means, among those in the sender's care.

    `example` is the command with {} where the name stands. Raises UserError.
    """
    if who.isdigit():
        found = _of_list(turn, int(who))
        if not (turn.actor.may_see(found.branch_id) or found.id in entrusted(turn)):
            raise UserError(f"{found.name}不在您这里，走访和联系由本支部书记或联系人来记。")
        return found
    called = read_person(who)
    own = entrusted(turn)
    named = [
        one
        for one in members.named(turn.db, called.name)
        if turn.actor.may_see(one.branch_id) or one.id in own
    ]
    return finding.one_of(turn, called, example, named)


def _of_list(turn: Turn, number: int) -> Member:
    listing = listings.latest(turn.db, turn.actor.member.id, turn.now)
    subject = listing.subject.partition(":")[0] if listing else ""
    if listing is None or subject in _NO_PEOPLE or not 1 <= number <= len(listing.items):
        raise UserError(f"最近一天给您的名单里没有 {number} 号，请写名字。")
    return members.find(turn.db, listing.items[number - 1])


def entrusted(turn: Turn) -> set[int]:
    """Give the ids of those whom the sender is contact person of; who has left the roll is nobody's."""
    if turn.actor.member.status.has_ended:
        return set()
    return set(looked_after(turn, contacts.entrusted_to(turn.db, turn.actor.member.id)))


def looked_after(turn: Turn, entries: list[Contact]) -> list[int]:
    """Give the people of these entries; an area's are those who live there by the roll, as it is now."""
    found = [one.member_id for one in entries if one.member_id is not None]
    for one in entries:
        if one.area is not None:
            people = (
                members.of_branch(turn.db, one.branch_id) if one.branch_id else members.everybody(turn.db)
            )
            found += [each.id for each in people if each.residence and one.area in each.residence]
    return [one.id for one in members.of_ids(turn.db, found) if not one.status.has_ended]


def logged_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last logged a visit, a call or a parcel, from `since` on."""
    own = turn.actor.member.id
    told = visits.told_last(turn.db, own, since)
    moments = told and told.at, parcels.sent_last(turn.db, own, since)
    return max((moment for moment in moments if moment), default=None)


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender logged at a moment; gives what was taken back, a line each."""
    own, lines = turn.actor.member.id, []
    told = visits.told_last(turn.db, own, at)
    if told and told.at == at:
        visits.withdraw(turn.db, own, at, turn.now)
        lines.append(f"已撤：{told.kind.chinese}{members.find(turn.db, told.member_id).name}的记录。")
    if sent := [one for one in parcels.since(turn.db, at) if one.said_by == own and one.sent_at == at]:
        parcels.withdraw(turn.db, own, at, turn.now)
        names = "、".join(members.find(turn.db, one.member_id).name for one in sent)
        lines.append(f"已撤：给{names}的寄书。")
    return lines
