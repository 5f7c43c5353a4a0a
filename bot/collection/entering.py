"""What was answered enters the roll, and is taken out of it again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot import drafting, recording
from bot.collection import result, standing
from bot.collection.result import Entry
from bot.context import Turn, UserError
from bot.domain.collection import Collection, State
from bot.domain.delivery import Kind
from bot.domain.field import Field
from bot.domain.record import How
from data import audit, occasion
from data import collection as collections
from data import record as records


def propose(turn: Turn, asked: Collection) -> None:
    """Show what would change on the roll, and keep it until 确认. Raises UserError where that is nothing."""
    listed = result.entries(asked, standing.cases(turn, asked))
    if not listed:
        raise UserError(f"{asked.name}里没有要改名册的：收到的和名册一样，或者还没有人回。")
    numbered = [member for member, _ in result.contradicting(listed)]
    turn.note_look(numbered, f"看{asked.name}入册")
    arguments = {
        "number": asked.number,
        "entries": [[one.member_id, one.field.name, one.before, one.after] for one in listed],
        "numbered": numbered,
    }
    still = "（还在收，入册后就不再收了）" if asked.state is State.OPEN else ""
    shown = result.show_entries(listed, asked)
    drafting.propose(
        turn,
        "entering",
        arguments,
        "\n".join([*shown, f"回复“确认”写进名册{still}，“确认 除 3”留下几位，“取消”作罢。"]),
    )


def enter(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Write what was answered into the roll; what changed there meanwhile is left alone."""
    if not turn.actor.is_clerk:
        raise UserError("入册要由党办来办。")
    asked = standing.find(turn, int(arguments["number"]))
    if asked.state is State.ENTERED:
        raise UserError(f"{asked.name}已经入册了。")
    spared = _spared(arguments["numbered"], words)
    listed = [Entry(one[0], "", Field[one[1]], one[2], one[3]) for one in arguments["entries"]]
    known = records.of_ids(turn.db, {entry.member_id for entry in listed})
    wanted = [entry for entry in listed if entry.member_id not in spared]
    fitting = [entry for entry in wanted if known[entry.member_id][entry.field] == entry.before]
    collections.note_entered(turn.db, asked.number, turn.actor.member.id, turn.now)
    people = result.by_person(fitting)
    done = sum(
        len(recording.change(turn, member, values, How.COLLECTION, asked.name)) for member, values in people
    )
    changed = len(wanted) - len(fitting)
    turn.reply(
        f"{asked.name}入册了：{len(people)} 人、{done} 处。"
        + (f"留下 {len(spared)} 人没动。" if spared else "")
        + (f"有 {changed} 处这期间改过，没有动。" if changed else "")
        + f"要收回发“收集 撤回 {asked.number}号”。"
    )


def _spared(numbered: list[int], words: str) -> set[int]:
    places = [int(place) for place in re.findall(r"\d+", words)]
    if unknown := [place for place in places if not 0 < place <= len(numbered)]:
        raise UserError(f"刚才没有第{unknown[0]}位，没有写。请再发一遍“收集 入册”。")
    return {numbered[place - 1] for place in places}


def undo_entry(turn: Turn, asked: Collection) -> str:
    """Put back what stood on the roll before; gives what to say of it."""
    assert asked.entered_by is not None
    assert asked.entered_at is not None
    made = records.made_by(turn.db, asked.entered_by, asked.entered_at)
    mine = [one for one in made if one.how is How.COLLECTION and one.reason == asked.name]
    undone = records.undo(turn.db, mine, turn.now)
    people = {one.member_id for one in undone}
    audit.note(turn.db, turn.actor.member.id, f"撤回{asked.name}入册", people, turn.now)
    collections.settle(turn.db, asked.number, State.CLOSED)
    left = len(mine) - len(undone)
    return f"名册改回来了：{len(people)} 人、{len(undone)} 处。" + (
        f"有 {left} 处后来又改过，没有动。" if left else ""
    )


def withdraw(turn: Turn, asked: Collection) -> None:
    """Call a collection off: nobody is asked any more, what was asked is called back."""
    collections.settle(turn.db, asked.number, State.WITHDRAWN)
    prefix = f"collection:{asked.number}:"
    reached = occasion.places(turn.db, f"{prefix}room:", sent=True)
    occasion.cancel(turn.db, prefix, "the collection was withdrawn")
    for conversation, _ in reached:
        key = f"collection:{asked.number}:withdrawn:{conversation}"
        turn.say(key, conversation, f"{asked.name}撤回了，不用再回。", Kind.NOTICE)
    turn.reply(f"{asked.name}撤回了，不再问也不再收；已经收到的留在结果里，没有进名册。")
