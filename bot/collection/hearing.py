"""Answers: read, checked value by value, kept with who gave them, read back in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot import recording
from bot.collection import standing
from bot.context import Context, Turn, UserError
from bot.domain import collection
from bot.domain.collection import Case, Collection, Item
from bot.domain.field import Field
from bot.domain.filling import Filling, Part, What
from bot.domain.proxy import How
from bot.reading import fields, gazetteer
from bot.reading.fields import Said
from data import collection as collections

_SHOWN = 3  # leftovers shown back
_NAMES_IT = r"(?:回复?|填|答)?\s*第?\s?{number}\s?号收集|[Cc]\s?{number}(?!\d)"


@dataclass(slots=True)
class Heard:
    """What became of an answer."""

    kept: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # what cannot be, with how to write it
    left: list[str] = field(default_factory=list)
    stands: list[str] = field(default_factory=list)  # labels where the person's own word stands


def read(ctx: Context, asked: Collection, case: Case, text: str) -> Said:
    """Read a text as what a person answers; the collection's own number is left out of it."""
    plain = re.sub(_NAMES_IT.format(number=asked.number), " ", text, count=1).strip(" :：,，")
    home = gazetteer.home_of(ctx.settings.organisation.home)
    names = {case.person.name, f"我是{case.person.name}"}
    return fields.read_fields(plain, case.wishes(asked.items), home, own_names=names)


def keep(turn: Turn, asked: Collection, case: Case, said: Said, how: How) -> Heard:
    """Keep what was said of each item; what cannot be a value is told and not kept."""
    heard = Heard(left=said.left[:_SHOWN])
    for item in asked.items:
        part = said.parts.get(item.key)
        if part is None:
            continue
        try:
            what, value = _check(turn, case, item, part)
        except UserError as error:
            heard.wrong.append(str(error))
            continue
        own = turn.actor.member.id
        filling = Filling(case.person.id, item.key, what, value, how, own, turn.now)
        if collections.keep(turn.db, asked.number, filling):
            heard.kept.append(collection.show_part(item, Part(what), value))
        else:
            heard.stands.append(item.label)
    return heard


def _check(turn: Turn, case: Case, item: Item, part: Part) -> tuple[What, str | None]:
    """Check a value by the rules of the record; raises UserError with how to write it."""
    if part.what is What.SAME and case.on_record(item) is None:
        before = case.given.get(item.key)
        if before and before.what is What.VALUE:
            return What.VALUE, before.value
        raise UserError(f"{item.label}名册上还没有，请写一下。例：{item.example}")
    if part.what is not What.VALUE:
        return part.what, None
    words = _with_tail(case, item, part) if part.tail else part.value
    if item.field is None:
        return What.VALUE, words.strip()[:60]
    if words in {"无", "没有"}:
        return What.NONE, None
    value = recording.read_value(turn, item.field, words)
    same = case.on_record(item) == value
    return (What.SAME, None) if same else (What.VALUE, value)


def _with_tail(case: Case, item: Item, part: Part) -> str:
    """Put the end of a number right: 尾号是1112."""
    known = case.value(item)
    if item.field is not Field.PHONE or not known or len(known) < 8:
        raise UserError(f"请写整个{item.label}。例：{item.example}")
    return known[: -len(part.value)] + part.value


def read_back(turn: Turn, asked: Collection, before: Case, heard: Heard) -> str:
    """Write what was understood in a short line, and once what is still missing, with an example."""
    missing = standing.case_of(turn, asked, before.person).missing(asked.items)
    was_complete = before.is_complete(asked.items)
    lines = [f"已{'改' if was_complete else '记'}：{'、'.join(heard.kept)}。"] if heard.kept else []
    lines += [f"{wrong}" for wrong in heard.wrong]
    if heard.left:
        lines.append(f"{'、'.join(f'“{one[:20]}”' for one in heard.left)}没看懂，没有记。")
    untold = [item for item in missing if not any(one.startswith(item.label) for one in heard.wrong)]
    if untold and collections.note_asked_on(turn.db, asked.number, before.person.id, turn.now):
        labels = "、".join(item.label for item in untold)
        lines.append(f"还差{labels}，例：{untold[0].example}")
    elif not missing and heard.kept and not was_complete:
        lines.append("都齐了，谢谢！不对请直接改。")
    # What ends in an example stands in a line of its own.
    return "".join(line if line.endswith("。") else f"{line}\n" for line in lines).strip()
