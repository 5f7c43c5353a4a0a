"""How a transfer ends: the record changes, it is refused or taken back, a letter goes along, it arrives."""

from __future__ import annotations

from datetime import date, timedelta

from bot import recording
from bot.context import Context, Turn, UserError
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.field import Field
from bot.domain.member import Member, Status
from bot.domain.record import How
from bot.domain.request import State as Settled
from bot.domain.transfer import Act, State, Transfer
from bot.transfer import telling
from bot.transfer.steps import check_person
from data import contact as contacts
from data import member as members
from data import request as requests
from data import transfer as transfers
from data import unit as units

_NEWS_HOLDS = timedelta(days=3)  # said at night, it is sent in the morning


def posts_in_the_way(ctx: Context, person: Member, home_id: int, *, within: bool) -> list[str]:
    """Name the posts that have to be given to others first; to leave the committee, every post."""
    held = [post for post in members.posts(ctx.db, person.id) if not within or post.unit_id == home_id]
    return sorted(f"{units.find(ctx.db, post.unit_id).name}{post.role.chinese}" for post in held)


def _check_posts(turn: Turn, person: Member, transfer: Transfer) -> None:
    held = posts_in_the_way(turn, person, transfer.home_id, within=transfer.is_within)
    if held:
        raise UserError(
            f"{person.name}还担任{'、'.join(held)}，要先有人接任才能转：设好接任的人，再把这条发一遍。"
        )


def finish(turn: Turn, transfer: Transfer) -> None:
    """Write the new branch into the record; all that is tied to the member goes along by itself."""
    person = check_person(turn, transfer)
    _check_posts(turn, person, transfer)
    host = next((unit for unit in units.branches(turn.db) if unit.id == transfer.host_id), None)
    if host is None:
        raise UserError(f"{transfer.destination}已经不在了，转接{transfer.number}号办不了。")
    recording.change(turn, person.id, {Field.BRANCH: host.name}, How.TRANSFER, f"转接{transfer.number}号")
    contacts.release(turn.db, person.id, turn.now)
    transfers.note(turn.db, transfer, Act.OFFICE, turn.actor.member.id, turn.now)
    transfers.move(turn.db, transfer.number, State.DONE, turn.now)
    _tell_done(turn, transfer, person, host.name)


def _tell_done(turn: Turn, transfer: Transfer, person: Member, host: str) -> None:
    key = f"transfer:{transfer.number}:done"
    heads = telling.deciders(turn, transfer, State.HOST)
    who = "、".join(one.name for one in heads) or "党办"
    telling.tell_member(
        turn,
        transfer,
        key,
        f"办好了：您的组织关系已经转到{host}。请找{who}拉您进{host}的群；还没办完的事不用重办，跟着您走。",
        f"{person.name}的转接{transfer.number}号办好了，现在是{host}的人。",
    )
    phone = f"，电话 {person.phone}" if person.phone else "，名册上没有电话"
    came = f"转接{transfer.number}号办好了：{person.name}（{person.id}号{phone}）来{host}了，"
    came += "请拉进群、打个招呼。"
    turn.note_look([person.id], f"转接{transfer.number}号")
    for one in heads:
        turn.tell(one.id, key, came, Kind.REMINDER, not_after=telling.due(turn, transfer))
    left = f"转接{transfer.number}号办好了：{person.name}已经转到{host}，不在您的名册里了。"
    for one in telling.deciders(turn, transfer, State.HOME):
        if one.id not in {other.id for other in heads}:
            turn.tell(one.id, f"{key}:home", left, Kind.REMINDER, not_after=telling.due(turn, transfer))


def refuse(turn: Turn, transfer: Transfer, reason: str) -> bool:
    """End a transfer that somebody did not agree to; the member hears why, kindly: gives whether."""
    transfers.note(turn.db, transfer, Act.REFUSED, turn.actor.member.id, turn.now, reason)
    transfers.move(turn.db, transfer.number, State.REFUSED, turn.now)
    body = f"转到{transfer.destination}，这次没办成，原因：{reason}。"
    body += "您现在的支部不变；想再问问，请找书记或党办。"
    if transfer.state is State.HOST:
        _tell_home(turn, transfer, f"没有办成：{transfer.destination}没有同意，原因：{reason}")
    return telling.tell_member(turn, transfer, f"transfer:{transfer.number}:refused", body)


def withdraw(turn: Turn, transfer: Transfer) -> None:
    """End a transfer that is not wanted any more; whose turn it was hears it."""
    transfers.note(turn.db, transfer, Act.WITHDRAWN, turn.actor.member.id, turn.now)
    transfers.move(turn.db, transfer.number, State.WITHDRAWN, turn.now)
    requests.settle(turn.db, transfer.number, Settled.WITHDRAWN, by=turn.actor.member.id, now=turn.now)
    body = f"【转接{transfer.number}号】{telling.title(turn, transfer)}：已经撤回，不用答复了。"
    for one in telling.deciders(turn, transfer, transfer.state):
        if one.id != turn.actor.member.id:
            key = f"transfer:{transfer.number}:withdrawn"
            turn.tell(one.id, key, body, Kind.REMINDER, not_after=turn.now + _NEWS_HOLDS)
    telling.tell_member(
        turn,
        transfer,
        f"transfer:{transfer.number}:withdrawn",
        f"转到{transfer.destination}的申请撤回了，您的支部不变。",
        f"转接{transfer.number}号（{telling.title(turn, transfer)}）由{turn.actor.member.name}撤回了。",
    )


def _tell_home(turn: Turn, transfer: Transfer, what: str) -> None:
    for one in telling.deciders(turn, transfer, State.HOME):
        if one.id not in {turn.actor.member.id, transfer.asked_by}:
            name = members.find(turn.db, transfer.member_id).name
            key, body = f"transfer:{transfer.number}:home", f"转接{transfer.number}号（{name}）{what}。"
            turn.tell(one.id, key, body, Kind.REMINDER, not_after=turn.now + _NEWS_HOLDS)


def send_with_letter(turn: Turn, transfer: Transfer, mark: str, day: date, until: date) -> bool:
    """Keep the letter, and tell the member where to go with it, and until when: gives whether."""
    check_person(turn, transfer)
    corrected = transfer.state is State.LETTER
    step = transfers.note(turn.db, transfer, Act.LETTER, turn.actor.member.id, turn.now, mark)
    if not corrected:
        transfers.move(turn.db, transfer.number, State.LETTER, turn.now)
        requests.settle(
            turn.db, transfer.number, Settled.AGREED, by=turn.actor.member.id, now=turn.now, reason=mark
        )
    transfers.keep_letter(turn.db, transfer.number, mark, day, until)
    last = show_day(until, turn.local_now.date())
    body = (
        f"您转到{transfer.destination}的介绍信{'改' if corrected else '开'}好了，文号 {mark}，{last}前有效。"
        "请在这之前去那边报到；报到以前，您还是我们支部的人。有难处就找党办。"
    )
    return telling.tell_member(turn, transfer, f"transfer:{transfer.number}:letter:{step}", body)


def arrive(turn: Turn, transfer: Transfer, remark: str) -> None:
    """End the membership here: the other side has received the member. The record stays, in no branch."""
    person = check_person(turn, transfer)
    _check_posts(turn, person, transfer)
    reason = f"转到{transfer.destination}，介绍信 {transfer.letter}" + (f"，{remark}" if remark else "")
    values = {Field.STATUS: Status.MOVED.value, Field.BRANCH: None}
    recording.change(turn, person.id, values, How.TRANSFER, reason)
    contacts.release(turn.db, person.id, turn.now)
    transfers.note(turn.db, transfer, Act.ARRIVED, turn.actor.member.id, turn.now, remark)
    transfers.move(turn.db, transfer.number, State.DONE, turn.now)
    body = f"{transfer.destination}收到您的组织关系了，都办好了。一路有您，谢谢，常回来看看。"
    telling.tell_member(turn, transfer, f"transfer:{transfer.number}:done", body)
    _tell_home(turn, transfer, f"办好了，已经转到{transfer.destination}，不在您的名册里了")
