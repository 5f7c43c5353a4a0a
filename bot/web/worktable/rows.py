"""The rows of what was read out of a paste: what they show, offer, and hand back to be mended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quart import abort

from bot.domain.command import UserError
from bot.domain.concern import Why
from bot.domain.member import Member
from bot.domain.room import TiedRoom
from bot.manual.hearing import Heard
from bot.manual.mending import Line
from bot.reading.pasted import Pasted
from bot.web.worktable.table import Table
from data import member as members
from data import room as rooms
from data import unit as units

_LIST_OF_ALL = 1500  # people; of a longer roll only those that are near are offered, others are typed
_CALM = {"chat", "known"}
Offered = tuple[tuple[Member, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the table: a message, how it was read, and what the page hands back to mend it."""

    number: str
    heard: Heard
    line: str
    near: Offered = ()
    opened: bool = False  # with the boxes to mend it
    told: str = ""

    @property
    def at(self) -> datetime | None:
        """When it was said."""
        return self.heard.pasted.at

    @property
    def is_calm(self) -> bool:
        """Whether there is nothing to see: chat, or known from before."""
        return self.heard.outcome in _CALM and not self.opened


def show(
    table: Table,
    number: str,
    heard: Heard,
    room: TiedRoom | None,
    *,
    before: Line | None = None,
    opened: bool = False,
    told: str = "",
) -> Shown:
    """Make the row of a message; `before` is what the page handed back of it, `told` what went wrong."""
    one = heard.pasted
    line = {
        "name": one.name,
        "at": one.at.isoformat() if one.at else None,
        "text": one.text,
        "room": room.room_id if room else None,
        "when": heard.when or (before.when if before else ""),
        "person": heard.person.id if heard.person else None,
        "reported": bool(heard.kept.reports) or (before is not None and before.reported),
        "key": heard.key,
        "verdict": heard.verdict,
    }
    asked = [one.name] if heard.person is None or opened else []
    asked += [concern.detail for concern in heard.kept.concerns if concern.why is Why.NAME]
    near = tuple(one for one in offer(table, asked, room) if one[0] != heard.person)
    return Shown(number, heard, json.dumps(line, ensure_ascii=False), near, opened, told)


def offer(table: Table, words: Sequence[str | None], room: TiedRoom | None = None) -> Offered:
    """Offer who may be meant by these names, each with the branch."""
    names = units.branch_names(table.db)
    near = dict.fromkeys(person for word in words for person in table.mender.near(word, room))
    return tuple((person, names.get(person.branch_id or 0, "党办")) for person in near)


def read_line(table: Table, text: str) -> Line:
    """Read what `show` wrote; whoever writes it otherwise could paste the same."""
    try:
        line = json.loads(text)
        at = datetime.fromisoformat(line["at"]).astimezone(table.local_now.tzinfo) if line["at"] else None
        pasted = Pasted(1, line["name"], at, str(line["text"]))
        person = members.of_ids(table.db, [int(line["person"])]) if line["person"] else []
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
    except (ValueError, KeyError, TypeError):
        abort(400, "页面过期了，请重新贴一遍。")


# Whom and where


def find_room(table: Table, room_id: str) -> TiedRoom | None:
    """Find the room that was chosen; None for what was not said in one."""
    return rooms.find(table.db, room_id) if room_id not in {"", "-"} else None


def find_person(table: Table, words: str) -> Member | None:
    """Find a person by id, or by the name as it stands in the list: 张三 or 张三（第一支部）."""
    if words.isdecimal():
        return next(iter(members.of_ids(table.db, [int(words)])), None)
    name, _, branch = words.strip().removesuffix("）").partition("（")
    found = members.named(table.db, name)
    if branch:
        names = units.branch_names(table.db)
        found = [person for person in found if names.get(person.branch_id or 0, "党办") == branch]
    if len(found) > 1:
        raise UserError(f"{name}不止一位，请从列表里选，写明支部，如：{name}（第一支部）")
    if words.strip() and not found:
        raise UserError(f"名册上没有“{words.strip()}”，请从列表里选一位。")
    return found[0] if found else None


def list_people(table: Table) -> list[str]:
    """List everybody known, as `find_person` finds them."""
    people, names = members.known(table.db), units.branch_names(table.db)
    if len(people) > _LIST_OF_ALL:
        return []
    return [f"{person.name}（{names.get(person.branch_id or 0, '党办')}）" for person in people]
