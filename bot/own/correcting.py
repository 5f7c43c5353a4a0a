"""A member puts the own record right: contact data at once, the rest by the secretary's word."""

from __future__ import annotations

from collections.abc import Mapping

from bot import recording
from bot.context import Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.field import Field
from bot.domain.member import Member, Role
from bot.domain.own.correcting import (
    CONTACT,
    EXAMPLE,
    MAY_BE_CORRECTED,
    Correction,
    barred,
    called,
    show_changed,
)
from bot.domain.record import Change, How, show_value
from bot.domain.request import Asks, Request
from data import member as members
from data import record as records
from data import request as requests
from data import unit as units

Values = Mapping[Field, str]


def put_right(turn: Turn, said: Correction) -> None:
    """Take what the sender says of the own record. Raises UserError with a right example."""
    turn.check_privacy(own=True)
    if wrong := barred(said.values):
        raise UserError(
            f"{wrong[0].value}由党组织来定，请找书记。您能改的有：{MAY_BE_CORRECTED}。例：{EXAMPLE}"
        )
    keep(turn, _read(turn, said.values))


def keep(turn: Turn, values: Values) -> None:
    """Keep what the sender says, of values that were read, and say what became of each."""
    own = turn.actor.member.id
    before = records.find(turn.db, own)
    new = {field: value for field, value in values.items() if before[field] != value}
    lines = [
        f"{called(field)}本来就是 {show_value(field, value)}，没有改。"
        for field, value in values.items()
        if field not in new
    ]
    done = recording.change(turn, own, {one: new[one] for one in new if one in CONTACT}, How.OWN)
    lines += _tell_of(turn, done)
    if asked := {field: value for field, value in new.items() if field not in CONTACT}:
        lines.append(_ask_keeper(turn, asked, before))
    turn.reply("\n".join(lines))


def secretaries_of(turn: Turn, person: Member) -> list[str]:
    """Name the secretaries of a person's branch."""
    if person.branch_id is None:
        return []
    return [one.name for one in members.holders(turn.db, Role.SECRETARY, person.branch_id)]


def _read(turn: Turn, typed: Values) -> dict[Field, str]:
    """Read the values; of the first that is wrong a right example is told, and nothing is done by halves."""
    values = {}
    for field, words in typed.items():
        if not words:
            raise UserError(f"“{called(field)}”后面还没有写。例：更正 {called(field)} {_EXAMPLES[field]}")
        try:
            values[field] = recording.read_value(turn, field, words)
        except UserError as mistake:
            raise UserError(f"{mistake}例：更正 {called(field)} {_EXAMPLES[field]}") from None
    return values


_EXAMPLES = {
    Field.PHONE: "13800001111",
    Field.EMPLOYER: "县人民医院",
    Field.RESIDENCE: "江苏苏州",
    Field.ADDRESS: "北京市怀柔区青春路8号",
    Field.WORK_KIND: "企业职工",
    Field.SCHOOLING: "大学本科",
    Field.NAME: "张珊",
    Field.SEX: "女",
    Field.BIRTHDAY: "1988-11-25",
    Field.ID_NUMBER: "身份证上的 18 位",
    Field.ETHNICITY: "满族",
    Field.JOINED_ON: "2010-07-01",
    Field.REGULAR_ON: "2011-07-01",
}


def _tell_of(turn: Turn, done: list[Change]) -> list[str]:
    """Say what was changed, and let who looks after the member hear of it in one line."""
    if not done:
        return []
    own = turn.actor.member
    shown = "、".join(f"{called(one.field)} {show_value(one.field, one.after)}" for one in done)
    turn.tell_keepers(own, f"corrected:{turn.incoming.message_id}", f"{own.name}自己更正了：{shown}。")
    lines = [f"{show_changed(one.field, one.before, one.after)}。" for one in done]
    return [*lines, "错了回“撤”。"]


# What waits for somebody's word


def _ask_keeper(turn: Turn, values: Values, before: Mapping[Field, str | None]) -> str:
    own = turn.actor.member
    asks, unit = _who_decides(turn, own)
    branch = units.branch_names(turn.db).get(own.branch_id or 0, "党办")
    masked = "、".join(
        f"{called(field)} {show_value(field, value, masked=True)}" for field, value in values.items()
    )
    number = requests.add(
        turn.db,
        "correction",
        own.id,
        account_id=turn.incoming.sender,
        said_by=own.id,
        asks=asks,
        unit_id=unit,
        title=f"{own.name}（{branch}）更正：{masked}",
        now=turn.now,
        arguments={field.name: value for field, value in values.items()},
    )
    lines = [
        f"{called(field)}：{show_value(field, before[field])} → {show_value(field, value)}"
        for field, value in values.items()
    ]
    words = "\n".join(
        [
            f"{own.name}请求更正（{number}号申请）：",
            *lines,
            f"核对后回“同意 {number}号”，或“不同意 {number}号 原因”。",
        ]
    )
    tell_who_decides(turn, asks, own, f"request:{number}", words)
    who = "书记" if asks is Asks.SECRETARY else "党办"
    return f"{masked}：要{who}核对，已经报上去了（{number}号申请），办好了告诉您。不改了回“收回 {number}号”。"


def _who_decides(turn: Turn, person: Member) -> tuple[Asks, int | None]:
    """Name the branch's secretary, or the office where there is none, or it is the secretary's own record."""
    branch = person.branch_id
    leads = branch is not None and turn.keepers(person, Role.SECRETARY)
    if leads and branch not in turn.actor.leads:
        return Asks.SECRETARY, branch
    return Asks.CLERK, None


def tell_who_decides(turn: Turn, asks: Asks, person: Member, key: str, words: str) -> None:
    """Tell who a request waits for; where nobody can be told, 名单 申请 holds it."""
    if asks is Asks.SECRETARY:
        turn.tell_keepers(person, key, words)
        return
    for clerk in turn.keepers(person, Role.CLERK):
        turn.tell(clerk.id, key, words, Kind.REPLY)


def decide(turn: Turn, asked: Request, agreed: bool, reason: str) -> None:
    """Change the record as it was asked, or not, and tell both."""
    person = members.find(turn.db, asked.member_id)
    key = f"request:{asked.number}:answer"
    if not agreed:
        turn.tell(person.id, key, f"您请求的更正这次没办成，原因：{reason}", Kind.REPLY)
        turn.reply(f"好的，没有改，原因告诉{person.name}了。")
        return
    how = How.SECRETARY if person.branch_id in turn.actor.leads else How.OFFICE
    values = {Field[name]: str(value) for name, value in asked.arguments.items()}
    done = recording.change(turn, person.id, values, how, f"本人请求，{asked.number}号申请")
    lines = "，".join(show_changed(one.field, one.before, one.after) for one in done) or "已经是这样了"
    turn.tell(person.id, key, f"您请求的更正办好了：{lines}。", Kind.REPLY)
    turn.reply(f"已改：{person.name}，{lines}。错了回“撤”。")
