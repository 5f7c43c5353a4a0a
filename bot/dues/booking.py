"""Payments booked by the secretary or the office, the record moved on, and what 撤 takes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot import finding, recording
from bot.context import Turn, UserError
from bot.domain import dues as rules
from bot.domain import month
from bot.domain.audience import read_person
from bot.domain.dues.payment import Booked, Payment, Told, check_new, gap_before, months_of
from bot.domain.dues.standard import sum_of
from bot.domain.dues.standing import Standing
from bot.domain.field import Field
from bot.domain.member import Member
from bot.domain.money import show_yuan
from bot.domain.record import How
from bot.dues import standing
from data import dues
from data import member as members
from data import record as records

_MOST_NAMED = 10
LIST = "dues"  # what a numbered list of dues is about
_WAYS = {How.SECRETARY: "secretary", How.OFFICE: "office", How.IMPORT: "import"}


@dataclass(frozen=True, slots=True)
class Done:
    """What was booked of somebody: the months, how much, until when it is paid now, what stays open."""

    person: Member
    months: list[str]
    cents: int | None
    until: str | None
    gap: list[str]
    amounts: bool
    remark: str = ""


def find_person(turn: Turn, name: str, example: str) -> Member:
    """Find whom a name, or a number of the sender's latest list of dues, means. Raises UserError."""
    if not name.isdigit():
        return finding.one_person(turn, read_person(name), example)
    return finding.in_list(turn, LIST, int(name), "名单 党费")


def book(turn: Turn, told: Told) -> tuple[list[Done], list[str]]:
    """Book what was told of these people; gives what was done, and why some was not.

    Raises UserError where nothing of it can be booked.
    """
    people = [find_person(turn, name, "党费 {} 已交 2026-11") for name in told.names]
    if len({one.id for one in people}) < len(people):
        raise UserError("有一位写了两遍，请看看名字。")
    turn.note_look([one.id for one in people], "党费")
    done, refused = [], []
    for one in standing.of(turn, people, turn.actor):
        try:
            done.append(_book_one(turn, one, told))
        except UserError as error:
            refused.append(str(error))
    if not done:
        raise UserError("\n".join(refused))
    return done, refused


def _book_one(turn: Turn, one: Standing, told: Told) -> Done:
    if one.person.status.has_ended:
        raise UserError(f"{one.person.name}的状态是“{one.person.status.chinese}”，不记党费。")
    months = months_of(told, one.until)
    new = check_new(one.person.name, told, months, {each for each in months if one.is_paid(each)})
    known = sum_of(one.standards, new)
    cents = told.amount.cents if told.amount else known
    remark = ""
    if told.amount and one.amounts and known is not None and known != cents:
        remark = f"按标准是{show_yuan(known)}，请核对"
    how = How.OFFICE if turn.actor.is_clerk else How.SECRETARY
    until = keep(turn, one, new, cents, told.payer, None, how)
    # An amount that was typed is no secret to who typed it.
    return Done(
        one.person, new, cents, until, gap_before(new, one.until), one.amounts or bool(told.amount), remark
    )


def keep(
    turn: Turn, one: Standing, months: list[str], cents: int | None, payer: str, day: date | None, how: How
) -> str | None:
    """Keep a payment of these months, and until when dues are paid now; gives that month."""
    left = cents
    runs = month.runs(months)
    for place, (first, last) in enumerate(runs):
        part = left
        if cents is not None and left is not None and place < len(runs) - 1:
            part = cents * len(month.span(first, last)) // len(months)
            left -= part
        own = turn.actor.member.id
        dues.book(
            turn.db, Payment(one.person.id, first, last, part or None, payer, day, _WAYS[how], own), turn.now
        )
    until = rules.extend(one.until, one.paid | set(months))
    recording.change(turn, one.person.id, {Field.DUES_UNTIL: until}, how, "党费")
    return until


# What 撤 takes back


def booked_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last booked or declared something, from `since` on."""
    own = turn.actor.member.id
    moments = dues.booked_last(turn.db, own, since), dues.set_last(turn.db, own, since)
    return max((moment for moment in moments if moment), default=None)


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender booked or set at a moment; gives what was taken back, a line each."""
    own, lines = turn.actor.member.id, []
    for one in dues.booked_at(turn.db, own, at):
        person = members.find(turn.db, one.payment.member_id)
        if turn.actor.may_see(person.branch_id):
            lines.append(_take_back(turn, person, one))
    if len(lines) > _MOST_NAMED:
        lines = [f"已撤：{len(lines)} 笔党费，各位交到哪个月也改回去了。"]
    for number in dues.withdraw_standards(turn.db, own, at, turn.now):
        name = "您" if number == own else members.find(turn.db, number).name
        lines.append(f"已撤：{name}的党费标准，还按以前的。")
    return lines


def _take_back(turn: Turn, person: Member, one: Booked) -> str:
    dues.withdraw(turn.db, one.id, turn.now)
    left = standing.of_one(turn, person, turn.actor)
    # What was known before, where this payment was the first thing known, was nothing.
    changes = records.history(turn.db, person.id, Field.DUES_UNTIL)
    was_first = any(each.at == one.at and each.before is None for each in changes)
    if left.until is not None and left.until >= one.payment.first:
        before = None if was_first else month.step(one.payment.first, -1)
        values = {Field.DUES_UNTIL: rules.extend(before, left.paid)}
        # By nobody: else a second 撤 would bring back what this one took.
        records.change(turn.db, person.id, values, by=None, how=How.OFFICE, now=turn.now, reason="撤党费")
    shown = month.show_span(one.payment.first, one.payment.last)
    return f"已撤：{person.name}{shown}的党费。"


# What is said of it


def show(done: list[Done], refused: list[str], payer: str, today: date) -> str:
    """Write what was booked: the months, the sum, until when, the class; and what stays open."""
    lines = ["已记党费：", *(_show_one(one, payer, today) for one in done)]
    if len(done) > 1 and all(one.amounts and one.cents is not None for one in done):
        lines.append(f"{len(done)} 位一共 {show_yuan(sum(one.cents or 0 for one in done))}")
    return "\n".join([*lines, *refused, "错了回“撤”。"])


def _show_one(one: Done, payer: str, today: date) -> str:
    if not one.amounts:
        cents = "金额只有党办和本人看得到"
    elif one.cents is None:
        cents = "金额没有写，也没有登记标准"
    else:
        cents = show_yuan(one.cents)
    parts = [f"{one.person.name} {month.show_all(one.months)}", cents]
    if one.remark:
        parts.append(one.remark)
    if payer:
        parts.append(f"{payer}代交")
    if one.until:
        parts.append(f"交到{month.show(one.until)}（{rules.arrears_class(one.until, today)}）")
    line = "，".join(parts)
    if one.gap:
        first, last = one.gap[0], one.gap[-1]
        example = f"{first}至{last}" if first != last else first
        line += f"。{month.show_all(one.gap)}还空着，也交了的话发：党费 {one.person.name} 补交 {example}"
    return line
