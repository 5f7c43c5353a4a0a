"""结对: which contact person looks after which member, or after those who live in an area."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from bot import finding, visiting
from bot.context import Turn, UserError
from bot.domain.audience import read_person
from bot.domain.command import Misfit, nothing
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.names import cut_names
from bot.router import Right, Router
from data import audit
from data import contact as contacts
from data import member as members
from data import unit as units

router = Router()

_EXAMPLE = "结对 李四 联系 张三 王五"
_AREA = re.compile(r"在([\u4e00-\u9fff]{2,12})")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who is to look after whom, as typed: names, or one area (在上海)."""

    contact: str
    others: tuple[str, ...]


def read_pairing(words: str) -> Pairing:
    """Read 李四 联系 张三 王五, or 李四 联系 在上海."""
    match = re.fullmatch(r"(\S{2,24})\s*(?:联系|结对|负责|看)\s+(\S.*)", words.strip())
    if match is None:
        raise Misfit(words)
    return Pairing(match[1], cut_names(match[2]))


@router.command(
    "结对",
    may=Right.SECRETARY,
    takes=read_pairing,
    usage="结对 李四 联系 张三 王五 | 在上海",
    does="请一位同志平时多联系几位党员，或住在某地的各位；他会收到名字和电话，可以给他们记走访和联系。请私信我。",
    example=_EXAMPLE,
    spaced=True,
)
def pair(turn: Turn, pairing: Pairing) -> None:
    """Entrust people, or an area, to a contact person, who hears of it privately."""
    turn.check_privacy()
    contact = finding.one_person(turn, read_person(pairing.contact), "结对 {} 联系 张三")
    area = _AREA.fullmatch(pairing.others[0]) if len(pairing.others) == 1 else None
    if area:
        _entrust_area(turn, contact, area[1])
        return
    people = [finding.one_person(turn, read_person(one), "结对 李四 联系 {}") for one in pairing.others]
    if contact in people:
        raise UserError(f"{contact.name}不能和自己结对。例：{_EXAMPLE}")
    own = turn.actor.member.id
    for person in people:
        contacts.entrust(turn.db, contact.id, member_id=person.id, by=own, now=turn.now)
    names = "、".join(person.name for person in people)
    told = _tell(turn, contact, people)
    turn.reply(f"已记：{contact.name}联系{names}。{_show_told(contact, told=told)}")


def _entrust_area(turn: Turn, contact: Member, area: str) -> None:
    branch = None if turn.actor.is_clerk else contact.branch_id
    contacts.entrust(turn.db, contact.id, area=area, branch_id=branch, by=turn.actor.member.id, now=turn.now)
    entries = [one for one in contacts.entrusted_to(turn.db, contact.id) if one.area == area]
    people = members.of_ids(turn.db, set(visiting.looked_after(turn, entries)) - {contact.id})
    told = _tell(turn, contact, people)
    turn.reply(f"已记：{contact.name}联系住在{area}的 {len(people)} 位。{_show_told(contact, told=told)}")


def _tell(turn: Turn, contact: Member, people: list[Member]) -> bool:
    lines = [f"{person.name} {person.phone or '没有登记电话'}" for person in people]
    turn.note_look([person.id for person in people], "结对")
    words = "\n".join(
        [
            f"{turn.actor.member.name}请您平时多联系这 {len(people)} 位，谢谢您：",
            *lines,
            "联系过，私信我一句就记上，例：联系 张三 电话 挺好的，在苏州".replace(
                "张三", people[0].name if people else "张三"
            ),
        ]
    )
    told = turn.tell(contact.id, f"contact:{turn.incoming.message_id}", words, Kind.REMINDER)
    if told:  # the contact person reads the numbers
        audit.note(turn.db, contact.id, "结对名单", [person.id for person in people], turn.now)
    return told


def _show_told(contact: Member, *, told: bool) -> str:
    return "名单已私信他。" if told else f"我和{contact.name}还不是好友，请您告诉他。"


@router.command(
    "解除结对",
    may=Right.SECRETARY,
    takes=lambda words: words.strip() or None,
    usage="解除结对 张三 | 李四",
    does="不再由联系人联系张三；写联系人的名字，就是他名下的全部解除。",
    example="解除结对 张三",
    spaced=True,
)
def unpair(turn: Turn, who: str | None) -> None:
    """End what was entrusted: of the member named, or all of the contact person named."""
    turn.check_privacy()
    if who is None:
        raise UserError("请写上名字。例：解除结对 张三")
    person = finding.one_person(turn, read_person(who), "解除结对 {}")
    ended = [
        one
        for one in contacts.everything(turn.db)
        if person.id in {one.member_id, one.contact_id} and _may_end(turn, one.member_id)
    ]
    for one in ended:
        contacts.end(turn.db, one.id, turn.now)
    turn.reply(f"已解除 {len(ended)} 项和{person.name}有关的结对。" if ended else f"{person.name}没有结对。")


def _may_end(turn: Turn, member_id: int | None) -> bool:
    return member_id is None or turn.actor.may_see(members.find(turn.db, member_id).branch_id)


@router.command(
    "名单 结对",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 结对",
    does="谁联系谁，还有几位没有联系人，私下发给您；书记看本支部的，党办看全部。",
    example="名单 结对",
)
def list_pairs(turn: Turn, _words: None) -> None:
    """List who looks after whom, and who has nobody."""
    scope = [one for one in members.everybody(turn.db) if turn.actor.may_see(one.branch_id)]
    names = {one.id: one.name for one in members.known(turn.db)}
    branches = units.branch_names(turn.db)
    pairs: dict[int, list[str]] = {}
    cared: set[int] = set()
    for entry in contacts.everything(turn.db):
        people = set(visiting.looked_after(turn, [entry])) & {person.id for person in scope}
        cared |= people
        if entry.area and (turn.actor.is_clerk or entry.branch_id in turn.actor.leads):
            pairs.setdefault(entry.contact_id, []).append(f"住在{entry.area}的 {len(people)} 位")
        elif people:
            pairs.setdefault(entry.contact_id, []).append(names[entry.member_id or 0])
    if not pairs:
        turn.reply_privately(f"还没有结对。例：{_EXAMPLE}", "名单")
        return
    turn.note_look(cared, "名单 结对")
    lines = [f"{names[contact]} → {'、'.join(people)}" for contact, people in pairs.items()]
    rest = [one for one in scope if one.id not in cared]
    by_branch = Counter(branches.get(one.branch_id or 0, "") for one in rest)
    left = "、".join(f"{branch} {count} 位" for branch, count in by_branch.items())
    turn.reply_privately("\n".join(["结对联系：", *lines, f"没有联系人的：{left or '没有了'}"]), "名单")
