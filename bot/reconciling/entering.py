"""What was decided, brought into the roll after one look; and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import finding, recording
from bot.context import Turn, UserError
from bot.domain.field import Field
from bot.domain.ledger.values import DAYS
from bot.domain.question import Case
from bot.domain.record import How, show_value
from data import audit
from data import difference as differences
from data import ledger as ledgers
from data import record as records
from data.ledger import Reconciled
from data.record import FIELDS

_SHOWN = 30
_NEVER = {Field.STATUS, Field.WECHAT}  # they have consequences of their own: 改 张三 状态 …


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that the roll would take over."""

    member_id: int
    name: str
    field: Field
    before: str | None
    after: str


def entries(turn: Turn, rec: Reconciled) -> tuple[list[Entry], list[str]]:
    """List what the roll would take over, and what it cannot, in words."""
    cases = [case for case in differences.of(turn.db, rec.number, "decided") if case.member_id]
    known = records.of_ids(turn.db, {case.member_id for case in cases if case.member_id})
    found, problems = [], []
    for case in cases:
        field = next((one for one in FIELDS if one == case.field and one not in _NEVER), None)
        if field is None or case.member_id is None:
            continue
        try:
            after = _read(turn, field, case)
        except UserError as error:
            problems.append(f"{case.name}的{field.value}没法写：{error}")
            continue
        before = known[case.member_id][field]
        if before != after and not _is_fuller(field, before, case):
            found.append(Entry(case.member_id, case.name, field, before, after))
    return found, problems


def _read(turn: Turn, field: Field, case: Case) -> str:
    assert case.value
    if field is Field.BRANCH:
        return finding.one_branch(turn, case.value.shown).name
    words = case.value.key if field in DAYS else case.value.shown
    return recording.read_value(turn, field, words or "")


def _is_fuller(field: Field, before: str | None, case: Case) -> bool:
    """Whether the roll knows the day already, where only its month was agreed."""
    key = case.value.key if case.value else None
    return field in DAYS and bool(before and key and len(key) == 7 and before.startswith(key))


def show(turn: Turn, rec: Reconciled, found: Sequence[Entry], problems: Sequence[str]) -> str:
    """Write what would change on the roll."""
    masked = turn.is_in_office
    lines = [
        f"· {one.name} {one.field.value}：{show_value(one.field, one.before, masked=masked)}"
        f" → {show_value(one.field, one.after, masked=masked)}"
        for one in found[:_SHOWN]
    ]
    more = [f"……还有 {len(found) - _SHOWN} 处"] if len(found) > _SHOWN else []
    people = len({one.member_id for one in found})
    head = f"{rec.name}定下的，名册上要改 {people} 人、{len(found)} 处："
    return "\n".join([head, *lines, *more, *problems, "回复“确认”写进名册，“取消”作罢。"])


def enter(turn: Turn, rec: Reconciled, found: Sequence[Entry]) -> tuple[int, int]:
    """Write these into the roll; gives how many cells, and how many had changed meanwhile and were left."""
    known = records.of_ids(turn.db, {one.member_id for one in found})
    fitting = [one for one in found if known[one.member_id][one.field] == one.before]
    done = 0
    for member_id in dict.fromkeys(one.member_id for one in fitting):
        values: dict[Field, str | None] = {
            one.field: one.after for one in fitting if one.member_id == member_id
        }
        done += len(recording.change(turn, member_id, values, How.LEDGER, rec.name))
    ledgers.note_entered(turn.db, rec.number, turn.actor.member.id, turn.now)
    return done, len(found) - len(fitting)


def take_out(turn: Turn, rec: Reconciled) -> str:
    """Put the roll back as it was; gives what to say of it."""
    assert rec.entered_at
    assert rec.entered_by is not None
    made = records.made_by(turn.db, rec.entered_by, rec.entered_at, (How.LEDGER,))
    mine = [one for one in made if one.reason == rec.name]
    undone = records.undo(turn.db, mine, turn.now)
    people = {one.member_id for one in undone}
    audit.note(turn.db, turn.actor.member.id, f"撤回{rec.name}入册", people, turn.now)
    ledgers.note_entered(turn.db, rec.number, None, None)
    left = len(mine) - len(undone)
    return f"名册改回来了：{len(people)} 人、{len(undone)} 处。" + (
        f"有 {left} 处后来又改过，没有动。" if left else ""
    )
