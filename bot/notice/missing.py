"""Who has not answered a notice, listed for who may know: numbered, so that the numbers can be answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count, groupby

from bot.context import Turn
from bot.domain import receipt
from bot.domain.member import Member
from bot.domain.notice import Answer, Notice
from bot.domain.progress import show_people, show_phone
from bot.domain.room import RoomKind
from data import receipt as receipts
from data import relay as relays
from data import unit as units

_LISTED = 60  # people of all branches listed at once; more are counted by branch


@dataclass(frozen=True, slots=True)
class _Missing:
    """A person who has not answered: perhaps did (`maybe`), or saw the notice (`seen`)."""

    person: Member
    maybe: bool
    seen: bool


def send_list(turn: Turn, asked: Notice, branches: Collection[int]) -> None:
    """Send the asker alone who has not answered, of these branches or (none given) of the own scope."""
    seen = receipts.seen(turn.db, asked.number)
    missing = [
        _Missing(person, maybe, person.id in seen)
        for person, maybe in receipts.silent(turn.db, asked.number)
        if turn.actor.may_see(person.branch_id) and (not branches or person.branch_id in branches)
    ]
    if not missing:
        turn.reply_privately(f"第{asked.number}号通知都回了。")
    elif len(missing) > _LISTED and turn.actor.is_clerk and not branches:
        turn.reply_privately(_count(turn, asked, missing))
    else:
        _send(turn, asked, missing)


def _count(turn: Turn, asked: Notice, missing: list[_Missing]) -> str:
    names = units.branch_names(turn.db)
    counts = Counter(names.get(one.person.branch_id or 0, "党办") for one in missing)
    lines = [f"第{asked.number}号通知还没回的 {len(missing)} 人，各支部：", *show_people(counts)]
    example = names.get(missing[-1].person.branch_id or 0, "第一支部")
    return "\n".join([*lines, f"发“名单 未回 {asked.number}号 {example}”看一个支部的名单。"])


def _send(turn: Turn, asked: Notice, missing: list[_Missing]) -> None:
    names, places = units.branch_names(turn.db), count(1)
    lines = []
    waiting = {one.branch_id for one in relays.of_notice(turn.db, asked.number) if one.passed_on_at is None}
    for branch_id, group in groupby(missing, key=lambda one: one.person.branch_id):
        lines.append(names.get(branch_id or 0, "党办") + ("（还没转发到群）" if branch_id in waiting else ""))
        lines += [f"{next(places)} {one.person.name}{_show_marks(turn, one)}" for one in group]
    title = f"第{asked.number}号通知还没回的 {len(missing)} 人："
    end = _show_end(asked, len(missing))
    if waiting & turn.actor.leads:
        end = f"先回“转发 {asked.number}号”，我把通知发到群里。{end}"
    turn.note_look([one.person.id for one in missing], "名单 未回")
    turn.reply_with_list(f"notice:{asked.number}", title, lines, [one.person.id for one in missing], end=end)


def _show_marks(turn: Turn, one: _Missing) -> str:
    marks = ["可能已回"] * one.maybe + ["看到了，还没答"] * (one.seen and not one.maybe)
    if not one.person.wechat:
        # Their secretary has to telephone; anybody else who may see the list reads a masked number.
        in_office_room = turn.room is not None and turn.room.kind is RoomKind.OFFICE
        whole = one.person.branch_id in turn.actor.leads and not in_office_room
        marks.append(f"只有电话 {show_phone(one.person.phone, whole=whole)}".strip())
    return f"（{'，'.join(marks)}）" if marks else ""


def _show_end(asked: Notice, people: int) -> str:
    """Show how a list is answered, with an answer that fits the notice."""
    said = "平安" if asked.answer is Answer.RECEIPT else f"：{receipt.example_for(asked)}"
    return f"打过电话的，回编号就行：{'1 2' if people > 1 else '1'} 电话{said}"
