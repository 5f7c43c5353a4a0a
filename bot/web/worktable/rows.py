"""The rows of what was read out of a paste: what they show, offer, and hand back to be mended."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quart import abort

from bot.domain.command import UserError
from bot.domain.concern import Why
from bot.domain.member import Member
from bot.domain.room import TiedRoom
from bot.manual.hearing import Heard
from bot.manual.mending import Line
from bot.manual.overlooked import Asked, Overlooked
from bot.reading.pasted import Pasted
from bot.web.worktable.table import Table, number
from data import member as members
from data import room as rooms
from data import unit as units

_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_LIST_OF_ALL = 1500  # people; of a longer roll only those that are near are offered, others are typed
Offered = tuple[tuple[Member, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the table: a message, how it was read, and what the page hands back to mend it."""

    row: str
    heard: Heard
    line: str
    near: Offered = ()
    opened: bool = False  # with the boxes to mend it
    told: str = ""
    reported: bool = False  # a check-in was read out of it
    may_answer: bool = False  # it was left as chat, and its writer is still to answer something
    asked: tuple[Asked, ...] = ()

    @property
    def at(self) -> datetime | None:
        """When it was said."""
        return self.heard.pasted.at

    @property
    def fold(self) -> str:
        """Where it is folded away, with nothing to see: among the chat, or what is known from before."""
        stands = self.opened or self.may_answer
        return self.heard.outcome if self.heard.outcome in {"chat", "known"} and not stands else ""


def show(
    table: Table,
    row: str,
    heard: Heard,
    room: TiedRoom | None,
    *,
    before: Line | None = None,
    opened: bool = False,
    told: str = "",
    overlooked: Overlooked | None = None,
) -> Shown:
    """Make the row of a message; `before` is what the page handed back of it, `told` what went wrong."""
    one = heard.pasted
    reported = bool(heard.kept.reports) or (before is not None and before.reported)
    line = {
        "name": one.name,
        "by_day": one.by_day,
        "at": one.at.isoformat() if one.at else None,
        "text": one.text,
        "room": room.room_id if room else None,
        "when": heard.when or (before.when if before else ""),
        "person": heard.person.id if heard.person else None,
        "reported": reported,
        "key": heard.key,
        "verdict": heard.verdict,
    }
    asked = [one.name] if heard.person is None or opened else []
    asked += [concern.detail for concern in heard.kept.concerns if concern.why is Why.NAME]
    near = tuple(one for one in offer(table, asked, room) if one[0] != heard.person)
    may, clicks = _look_again(heard, overlooked)
    packed = json.dumps(line, ensure_ascii=False)
    return Shown(row, heard, packed, near, opened, told, reported, may, clicks)


def _look_again(heard: Heard, overlooked: Overlooked | None) -> tuple[bool, tuple[Asked, ...]]:
    return (overlooked.may_answer(heard), overlooked.of(heard)) if overlooked else (False, ())


def offer(table: Table, words: Sequence[str | None], room: TiedRoom | None = None) -> Offered:
    """Offer who may be meant by these names, each with the branch, and what tells apart who shares both."""
    names = units.branch_names(table.db)
    near = dict.fromkeys(person for word in words for person in table.mender.near(word, room))
    return tuple((person, _where(person, members.named(table.db, person.name), names)) for person in near)


def _where(person: Member, namesakes: Sequence[Member], names: Mapping[int, str]) -> str:
    branch = names.get(person.branch_id or 0, "党办")
    if sum(one.branch_id == person.branch_id for one in namesakes) < 2:
        return branch
    return f"{branch}，电话尾号{person.phone[-4:]}" if person.phone else f"{branch}，没有电话"


def read_line(table: Table, text: str) -> Line:
    """Read what `show` wrote; whoever writes it otherwise could paste the same."""
    try:
        line = json.loads(text)
        name, person_id = line["name"], number(str(line["person"]))
        at, by_day = _read_moment(table, line["at"]), bool(line["by_day"])
        pasted = Pasted(1, str(name) if name else None, at, str(line["text"]), by_day)
        person = members.of_ids(table.db, [person_id]) if person_id is not None else []
        place = find_room(table, line["room"] or "")
        own = person[0] if person else None
        return Line(
            pasted,
            place,
            str(line["when"]),
            own,
            bool(line["reported"]),
            str(line["key"]),
            str(line["verdict"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        abort(400, "页面过期了，请重新贴一遍。")


def _read_moment(table: Table, text: str | None) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text).astimezone(table.local_now.tzinfo)
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:  # nothing can be reckoned from its edges
        raise ValueError(text)
    return at


# Whom and where


def find_room(table: Table, room_id: str) -> TiedRoom | None:
    """Find the room that was chosen; None for what was not said in one."""
    return rooms.find(table.db, room_id) if room_id not in {"", "-"} else None


def find_person(table: Table, words: str) -> Member | None:
    """Find a person by id, or by the name as the list has it: 张三 or 张三（第一支部）. Raises UserError."""
    if (member_id := number(words)) is not None:
        return next(iter(members.of_ids(table.db, [member_id])), None)
    name, _, branch = words.strip().removesuffix("）").partition("（")
    found, names = members.named(table.db, name), units.branch_names(table.db)
    if branch:
        found = [
            person for person in found if branch in {_where(person, found, names), _where(person, [], names)}
        ]
    if len(found) > 1:
        raise UserError(f"{name}不止一位，请从列表里选，如：{name}（{_where(found[0], found, names)}）")
    if words.strip() and not found:
        raise UserError(f"名册上没有“{words.strip()}”，请从列表里选一位。")
    return found[0] if found else None


def list_people(table: Table) -> list[str]:
    """List everybody known, as `find_person` finds them."""
    people, names = members.known(table.db), units.branch_names(table.db)
    if len(people) > _LIST_OF_ALL:
        return []
    namesakes: dict[str, list[Member]] = defaultdict(list)
    for person in people:
        namesakes[person.name].append(person)
    return [f"{person.name}（{_where(person, namesakes[person.name], names)}）" for person in people]
