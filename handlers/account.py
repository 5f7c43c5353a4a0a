"""绑定: say which person of the roll is behind a WeChat account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain.command import Misfit
from bot.domain.member import Member, plain_names
from bot.domain.room import RoomKind, TiedRoom
from bot.router import Right, Router
from data import account as accounts
from data import draft as drafts
from data import member as members
from data import room as rooms
from data import unit as units

router = Router()


@dataclass(frozen=True, slots=True)
class Binding:
    """What is to be bound: one person by name, or (None) all whose nicknames agree."""

    name: str | None
    tail: str | None = None  # the last digits of the telephone, which tell two of one name apart


# The roll decides whose name it is; digits behind it are the end of the telephone number.
_NAME = r"(?P<name>[^\s@\d]{1,64})(?:\s*(?P<tail>\d{2,11}))?"


def read_binding(words: str) -> Binding:
    """Read 名单, or @somebody and a name of the roll."""
    if words == "名单":
        return Binding(None)
    match = re.fullmatch(rf"@.{{1,64}}[\u2005\s]\s*{_NAME}", words, re.DOTALL)
    if not match:
        raise Misfit(words)
    return Binding(match["name"], match["tail"])


@router.command(
    "绑定",
    may=Right.SECRETARY,
    takes=read_binding,
    usage="绑定 @某人 张三 | 绑定 名单",
    does="把一个微信号认作名册上的人；“名单”把群昵称和名册一致的一次列出来。",
    example="绑定 @三儿 张三",
)
def bind(turn: Turn, binding: Binding) -> None:
    """Bind one account, or list all whose nickname agrees with the roll."""
    if binding.name is None:
        _list_agreeing(turn)
        return
    mentioned = [account for account in turn.incoming.mentions if account != turn.own_account]
    if len(mentioned) != 1:
        raise UserError("请@一位要绑定的人。例：绑定 @三儿 张三")
    (account_id,) = mentioned
    person = _one_person(turn, binding.name, binding.tail)
    before = _check_account(turn, account_id, person)
    accounts.bind(turn.db, account_id, person.id, turn.actor.member.id, turn.now)
    turn.reply(f"已绑定{person.name}" + (f"（原来绑的是{before.name}）。" if before else "。"))


def _one_person(turn: Turn, name: str, tail: str | None) -> Member:
    """Find the one person of this name within the actor's scope."""
    found = [person for person in members.named(turn.db, name) if turn.actor.may_see(person.branch_id)]
    if not found:
        raise UserError(f"您管的名册里没有“{name}”，请看看名字写得对不对。")
    if tail:
        found = [person for person in found if (person.phone or "").endswith(tail)]
    elif len(found) > 1 and turn.room:
        found = [person for person in found if person.branch_id == turn.room.unit_id] or found
    if len(found) != 1:
        how_many = "没有" if not found else f"有 {len(found)} 位"
        raise UserError(f"名册里{how_many}这样的{name}，请在名字后面加上手机尾号，例：{name} 8000")
    return found[0]


def _check_account(turn: Turn, account_id: str, person: Member) -> Member | None:
    """Refuse what is above the actor's rights; gives who the account was bound to until now."""
    bound = accounts.actor(turn.db, account_id)
    if not turn.actor.is_clerk:
        if members.posts(turn.db, person.id) or (bound and bound.posts):
            raise UserError("书记和党办的账号要由党办来绑定。")
        if bound and not turn.actor.may_see(bound.member.branch_id):
            raise UserError("这个账号绑在别的支部，请找党办改。")
    return bound.member if bound and bound.member.id != person.id else None


def _list_agreeing(turn: Turn) -> None:
    """Show accounts whose nickname agrees with exactly one unbound person of the right branch."""
    pairs = _agreeing_pairs(turn)
    if not pairs:
        turn.reply("没有可以直接绑定的：群昵称和名册一致的都绑好了。其他人请用：绑定 @某人 姓名")
        return
    names = units.branch_names(turn.db)
    lines = [
        f"{place} {pair.person.name}（{names.get(pair.person.branch_id or 0, '党办')}）"
        f"← {pair.topic}的“{pair.nickname}”"
        for place, pair in enumerate(pairs, start=1)
    ]
    here = turn.is_private or turn.is_in_office
    place = turn.incoming.conversation if here else turn.incoming.sender
    said_in = turn.reply_privately(
        "\n".join(
            [
                f"群昵称和名册一致的 {len(pairs)} 人：",
                *lines,
                "回复“确认”绑定，“确认 除 3 8”留下几位，“取消”作罢。",
                *drafting.name_replaced(turn, place),
            ]
        ),
        "名单",
    )
    if said_in:
        arguments = {"pairs": [[pair.account_id, pair.person.id] for pair in pairs]}
        drafts.keep(turn.db, "binding", turn.incoming.sender, said_in, arguments, turn.now)


@dataclass(frozen=True, slots=True)
class _Pair:
    """An account, where it was seen under which nickname, and the person of that name."""

    account_id: str
    topic: str
    nickname: str
    person: Member


def _agreeing_pairs(turn: Turn) -> list[_Pair]:
    """Match unbound accounts with people; two of one name are left to a person to tell apart."""
    found: dict[tuple[str, int], _Pair] = {}
    for room in _rooms_of_actor(turn):
        for seat in rooms.seats(turn.db, room.room_id):
            person = _agreeing(turn, room, seat.nickname)
            if person and accounts.actor(turn.db, seat.account_id) is None:
                pair = _Pair(seat.account_id, room.topic, seat.nickname, person)
                found.setdefault((seat.account_id, person.id), pair)
    people = Counter(person_id for _, person_id in found)
    seen = Counter(account_id for account_id, _ in found)
    return [
        pair
        for (account_id, person_id), pair in found.items()
        if people[person_id] == 1 and seen[account_id] == 1
    ]


def _rooms_of_actor(turn: Turn) -> list[TiedRoom]:
    """Give the room asked in, if it is a branch's; else all branch and overseas rooms in scope."""
    if turn.room and turn.room.kind is RoomKind.BRANCH and turn.actor.may_see(turn.room.unit_id):
        return [turn.room]
    branch_rooms = rooms.of_kind(turn.db, RoomKind.BRANCH)
    mine = [room for room in branch_rooms if turn.actor.may_see(room.unit_id)]
    staff = [RoomKind.SECRETARY, RoomKind.CENTRAL, RoomKind.OFFICE] if turn.actor.is_clerk else []
    return mine + [room for kind in (RoomKind.OVERSEAS, *staff) for room in rooms.of_kind(turn.db, kind)]


def _agreeing(turn: Turn, room: TiedRoom, nickname: str) -> Member | None:
    found = [
        person
        for name in plain_names(nickname)
        for person in members.named(turn.db, name)
        if turn.actor.may_see(person.branch_id)
        and (room.kind is not RoomKind.BRANCH or person.branch_id == room.unit_id)
    ]
    if len(found) != 1 or accounts.of_member(turn.db, found[0].id):
        return None
    if members.posts(turn.db, found[0].id):
        return None  # a nickname must not lead to rights: these are bound one by one, 绑定 @某人
    return found[0]


@router.confirms("binding")
def bind_list(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Bind the confirmed pairs; rights and ties are looked at once more."""
    left_out = {int(number) for number in re.findall(r"\d+", words)}
    bound = 0
    for place, (account_id, member_id) in enumerate(arguments["pairs"], start=1):
        person = members.find(turn.db, member_id)
        if place in left_out or not turn.actor.may_see(person.branch_id):
            continue
        if accounts.actor(turn.db, account_id) is None and not accounts.of_member(turn.db, member_id):
            accounts.bind(turn.db, account_id, member_id, turn.actor.member.id, turn.now)
            bound += 1
    turn.reply(f"绑好了 {bound} 人。")


def read_name(words: str) -> Binding:
    """Read one name, with the end of the telephone number where two bear it."""
    match = re.fullmatch(_NAME, words)
    if not match:
        raise Misfit(words)
    return Binding(match["name"], match["tail"])


@router.command(
    "解绑",
    may=Right.SECRETARY,
    takes=read_name,
    usage="解绑 张三",
    does="取消这个人的微信号绑定，绑错时用。",
    spaced=True,
    example="解绑 张三",
)
def unbind(turn: Turn, whom: Binding) -> None:
    """Take a person's ties away."""
    person = _one_person(turn, whom.name or "", whom.tail)
    if members.posts(turn.db, person.id) and not turn.actor.is_clerk:
        raise UserError("书记和党办的账号要由党办来解绑。")
    ties = accounts.of_member(turn.db, person.id)
    for account_id in ties:
        accounts.unbind(turn.db, account_id)
    turn.reply(f"{person.name}已解绑。" if ties else f"{person.name}本来就没有绑定。")
