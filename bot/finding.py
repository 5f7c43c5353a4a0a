"""Who and what a command names: one person within the sender's scope, one branch of the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from bot.context import Turn, UserError
from bot.domain.audience import Called, branch_name, general_name, show_unknown
from bot.domain.member import Member
from bot.domain.unit import Unit, UnitKind
from bot.reading import names
from data import listing as listings
from data import member as members
from data import unit as units

_NEAR_SHOWN = 3
_NEAR_ENOUGH = 0.65
# What people leave away of a name: 望京 is 望京支部.
_ENDINGS = {
    UnitKind.BRANCH: ("支部",),
    UnitKind.GENERAL: ("总支",),
    UnitKind.STATION: ("服务站", "站"),
}


def one_person(turn: Turn, called: Called, example: str) -> Member:
    """Find the one person meant, of those the sender may see.

    `example` is the command with {} where the name stands. Raises UserError: nobody of this name, with the
    nearest ones; several of it, asking which; somebody the sender may not see is not there.
    """
    return one_of(turn, called, example, _scope(turn, called.name))


def one_of(turn: Turn, called: Called, example: str, found: Sequence[Member]) -> Member:
    """Find the one person meant among people of this name; raises as `one_person` does."""
    if not found:
        raise UserError(_show_nobody(turn, called.name))
    branches = units.branch_names(turn.db)
    fitting = [
        one
        for one in found
        if (not called.tail or (one.phone or "").endswith(called.tail))
        and (not called.branch or branches.get(one.branch_id or 0) == called.branch)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise UserError(f"{called.name}有，但支部或手机尾号对不上，请核对后再发。")
    if turn.room and not turn.is_in_office:  # what tells them apart is not for a room
        raise UserError(f"有 {len(fitting)} 位{called.name}，请私信我再发一遍，我列出来您选。")
    raise UserError(_ask_which(called.name, fitting, branches, example))


def in_list(turn: Turn, subject: str, place: int, command: str) -> Member:
    """Find who stands at a place of the list the sender saw last, if it is of this subject.

    `command` is what shows the list anew. Raises UserError.
    """
    listing = listings.latest(turn.db, turn.actor.member.id, turn.now)
    if listing is None or listing.subject != subject:
        raise UserError(f"编号要对着一天以内的名单写：请先发“{command}”，或者写姓名。")
    if not 1 <= place <= len(listing.items):
        raise UserError(f"名单上没有{place}号，只到{len(listing.items)}号。写姓名也行。")
    person = members.find(turn.db, listing.items[place - 1])
    if not turn.actor.may_see(person.branch_id):
        raise UserError(f"{person.name}不在您这里了，请那个支部的书记来记。")
    return person


def _scope(turn: Turn, name: str) -> list[Member]:
    return [person for person in members.named(turn.db, name) if turn.actor.may_see(person.branch_id)]


def _show_nobody(turn: Turn, name: str) -> str:
    everybody = [one for one in members.known(turn.db) if turn.actor.may_see(one.branch_id)]
    near = names.Roll(everybody, lambda person: person.name).find(name)
    close = list(dict.fromkeys(person.name for person in near.people))[:_NEAR_SHOWN]
    # A name cut short or one character off: 潘慧 for 潘慧玲.
    close = close or get_close_matches(name, {one.name for one in everybody}, _NEAR_SHOWN, _NEAR_ENOUGH)
    guess = f"是{'、'.join(close)}吗？" if close else "请看看名字写得对不对。"
    return f"您管的名册里没有“{name}”。{guess}"


def _ask_which(name: str, people: Sequence[Member], branches: dict[int, str], example: str) -> str:
    lines = [
        f"· {branches.get(person.branch_id or 0, '没有支部')}，手机尾号 {(person.phone or '没有')[-4:]}"
        for person in people
    ]
    apart = {person.branch_id for person in people}
    first = people[0]
    mark = (
        f"{name}（{branches.get(first.branch_id or 0, '')}）"
        if len(apart) == len(people)
        else f"{name}{(first.phone or '')[-4:]}"
    )
    return "\n".join([f"有 {len(people)} 位{name}，是哪一位？", *lines, f"例：{example.format(mark)}"])


def one_branch(turn: Turn, words: str) -> Unit:
    """Find a branch as people write it (三, 三支部); raises UserError with the nearest name."""
    return one_unit(turn, words, UnitKind.BRANCH)


def one_unit(turn: Turn, words: str, *kinds: UnitKind) -> Unit:
    """Find a unit of these kinds as people write it, by a former name, too; raises UserError as above.

    A bare number means what the first kind is: 三 is 第三支部.
    """
    complete = general_name if kinds[0] is UnitKind.GENERAL else branch_name
    spellings = [
        complete(words),
        *(f"{words}{ending}" for kind in kinds for ending in _ENDINGS.get(kind, ())),
    ]
    found = next((one for each in spellings if (one := units.meant(turn.db, each, *kinds))), None)
    if found is None:
        known = [unit.name for kind in kinds for unit in units.of_kind(turn.db, kind)]
        raise UserError(show_unknown(words, known))
    return found
