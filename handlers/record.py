"""查 and 改: a member's record, looked at and changed by the secretary or the office."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot import finding, recording
from bot.context import Refused, Turn, UserError
from bot.domain import edit, lookup
from bot.domain.edit import Edit
from bot.domain.field import Field
from bot.domain.lookup import Query
from bot.domain.member import Member
from bot.domain.record import Change, How, show_value
from bot.record import listing, showing, status, undoing
from bot.router import Right, Router
from data import member as members
from data import record as records

router = Router()
router.undoes(undoing.changed_last, undoing.undo)

_LOOKS_UP = re.compile(r"(?:帮我|请|麻烦)?查(?:一下|查|询|看|找)?(?!无|不)\s*(?P<whom>\S.*)", re.DOTALL)


@router.command(
    "查",
    may=Right.SECRETARY,
    takes=lookup.read_query,
    usage="查 张三 [历史] | 编号 12 | 尾号 8000 | 标签 先锋岗",
    does="一位党员的记录，私下发给您；书记看本支部的，党办看全部。加“历史”看以前是什么、谁改的。谁查过会记下来。",
    example="查 张三",
    spaced=True,
)
def look_up(turn: Turn, asked: Query) -> None:
    """Show somebody's record, or whom a number or label may mean."""
    people = _find(turn, asked)
    turn.note_look([one.id for one in people], "查")
    if asked.label or len(people) > 1:
        title = f"有 {len(people)} 位，看哪一位发“查 编号 {people[0].id}”这样的：" if not asked.label else ""
        rows = listing.lines(turn, people)
        numbers = [f"{row}，编号 {one.id}" for row, one in zip(rows, people, strict=True)]
        turn.reply_privately(
            "\n".join([title or f"标签“{asked.label}” {len(people)} 人：", *numbers]), "名单"
        )
        return
    show = showing.show_history if asked.history else showing.show_member
    turn.reply_privately(show(turn, people[0]), "查的结果")


def _find(turn: Turn, asked: Query) -> list[Member]:
    if asked.called:
        former = [] if members.named(turn.db, asked.called.name) else _formerly(turn, asked.called.name)
        return former or [finding.one_person(turn, asked.called, "查 {}")]
    if asked.label:
        return listing.of_label(turn, asked.label)
    ids = [asked.number] if asked.number else records.with_tail(turn.db, asked.tail or "")
    people = [one for one in members.of_ids(turn.db, ids) if turn.actor.may_see(one.branch_id)]
    if not people:
        what = f"编号 {asked.number}" if asked.number else f"尾号 {asked.tail}"
        raise UserError(f"您管的名册里没有{what}，请核对后再发。例：查 张三")
    return people


def _formerly(turn: Turn, name: str) -> list[Member]:
    found = members.of_ids(turn.db, records.formerly_named(turn.db, name))
    return [one for one in found if turn.actor.may_see(one.branch_id)]


def _may(turn: Turn, command: str) -> bool:
    """Whether the sender may give a command that other words stand for; a lesser post may not share it."""
    shares = turn.settings.posts.shares
    return turn.who is not None and Right.of(turn.who.lending(shares, command)) >= Right.SECRETARY


@router.answer
def take_look_up(turn: Turn) -> bool:
    """Take 查一下张三, 查张三的电话, said to the bot by who may know."""
    match = _LOOKS_UP.fullmatch(turn.text)
    if match is None or not turn.is_addressed or not _may(turn, "查"):
        return False
    try:
        asked = lookup.read_query(match["whom"].strip(" ，。,.?？吧呗"))
    except ValueError:
        return False
    look_up(turn, asked)
    return True


@router.command(
    "改",
    may=Right.SECRETARY,
    takes=edit.read_edit,
    usage="改 张三 手机 13800001111 [单位 …] | 改 张三 状态 转出 原因",
    does="改一位党员的记录，几样可以写在一条里。书记改本支部的电话、单位、住址、从业、学历；"
    "姓名、生日、入党时间、身份证号、支部、状态由党办改，状态要确认。错了一小时内回“撤”。",
    example=edit.EXAMPLE,
    spaced=True,
)
def change_record(turn: Turn, wanted: Edit) -> None:
    """Change fields of a record at once; a status is shown first."""
    turn.check_privacy()
    if not turn.actor.is_clerk and (beyond := edit.OFFICE_ONLY & wanted.values.keys()):
        names = "、".join(field.value for field in Field if field in beyond)
        raise Refused(
            "改", f"{names}要由党办来改。您可以改电话、单位、住址、从业类别、学历，例：{edit.EXAMPLE}"
        )
    person = finding.one_person(turn, wanted.called, "改 {} 手机 13800001111")
    if (words := wanted.values.get(Field.STATUS)) is not None:
        if len(wanted.values) > 1:
            raise UserError(f"状态请单独一条来改。例：{edit.STATUS_EXAMPLE}")
        status.draft(turn, person, words)
        return
    turn.reply(_change(turn, person, wanted.values))


@router.answer
def take_change(turn: Turn) -> bool:
    """Take 改张三 手机13800001111 where somebody of that name is there: it is no news of one's own."""
    if not turn.is_addressed or not turn.text.startswith("改") or not _may(turn, "改"):
        return False
    try:
        wanted = edit.read_edit(turn.text.removeprefix("改"))
    except (ValueError, UserError):
        return False
    if not any(turn.actor.may_see(one.branch_id) for one in members.named(turn.db, wanted.called.name)):
        return False
    change_record(turn, wanted)
    return True


@router.confirms("status")
def set_status(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep a status that was shown."""
    if words or not turn.actor.is_clerk:
        raise UserError("状态要由党办来改，没有记。")
    status.settle(turn, arguments)


def _change(turn: Turn, person: Member, wanted: Mapping[Field, str | None]) -> str:
    """Change the fields; says what was done, and what was so already."""
    if person.status.has_ended and Field.BRANCH in wanted:
        raise UserError(
            f"{person.name}的状态是“{person.status.chinese}”，回来了请发：改 {person.name} 状态 在册 第三支部"
        )
    values = {field: _read(turn, field, words) for field, words in wanted.items()}
    how = How.OFFICE if turn.actor.is_clerk else How.SECRETARY
    done = recording.change(turn, person.id, values, how)
    same = [field.value for field in wanted if field not in {one.field for one in done}]
    lines = [f"已改{person.name}：", *(_show(turn, one) for one in done), "错了回“撤”。"] if done else []
    return "\n".join([*lines, *([f"{person.name}的{'、'.join(same)}本来就是这样，没有改。"] if same else [])])


def _read(turn: Turn, field: Field, words: str | None) -> str | None:
    if words is None:
        return None
    if field is Field.BRANCH:
        return finding.one_branch(turn, words).name
    return recording.read_value(turn, field, words)


def _show(turn: Turn, one: Change) -> str:
    masked = turn.is_in_office or one.field is Field.ID_NUMBER
    before, after = (show_value(one.field, value, masked=masked) for value in (one.before, one.after))
    return f"{one.field.value}：{before} → {after}"
