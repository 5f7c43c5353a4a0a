"""绑定, 解绑, 名单 未入群: which person of the roll is behind a WeChat account."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot import drafting
from bot.account import agreeing, outside, tying
from bot.account.agreeing import Pair
from bot.context import Turn, UserError
from bot.domain.account import Binding, Manner, read_binding, read_name
from bot.domain.command import nothing
from bot.domain.member import Actor, Member
from bot.router import Right, Router
from data import account as accounts
from data import audit
from data import draft as drafts
from data import member as members
from data import unit as units

router = Router()


@router.command(
    "绑定",
    may=Right.SECRETARY,
    takes=read_binding,
    usage="绑定 @某人 张三 | 绑定 @某人 张三 同用 | 绑定 名单",
    does="把一个微信号认作名册上的人；“名单”把群昵称和名册一致的一次列出来；老两口用一个微信，后面加“同用”。",
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
    held = accounts.actor(turn.db, account_id)
    _check_right(turn, account_id, person, held)
    if held and accounts.belongs(turn.db, account_id, person.id):
        turn.reply(f"这个微信已经绑着{person.name}了。")
    elif binding.manner is Manner.TOGETHER:
        _bind_together(turn, account_id, person, held)
    elif held and binding.manner is not Manner.INSTEAD:
        _ask_what_of(turn, held.member, person)
    else:
        _bind_alone(turn, account_id, person, held, keep=binding.manner is Manner.BOTH)


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


def _check_right(turn: Turn, account_id: str, person: Member, held: Actor | None) -> None:
    """Refuse what is above the actor's rights, and what somebody is to decide first."""
    if not turn.actor.is_clerk:
        if members.posts(turn.db, person.id) or (held and members.posts(turn.db, held.member.id)):
            raise UserError("书记和党办的账号要由党办来绑定。")
        if held and not turn.actor.may_see(held.member.branch_id):
            raise UserError("这个账号绑在别的支部，请找党办改。")
    if accounts.is_frozen(turn.db, account_id):
        raise UserError("这个微信正等着电话核对，请先回“同意”或“不同意”，看是几号发“名单 申请”。")


def _bind_together(turn: Turn, account_id: str, person: Member, held: Actor | None) -> None:
    if held is None:
        raise UserError(f"这个微信还没有绑人，直接发：绑定 @他 {person.name}")
    accounts.join(turn.db, account_id, person.id, turn.actor.member.id, turn.now)
    audit.note(turn.db, turn.actor.member.id, "绑定 同用", [person.id], turn.now)
    first = held.member.name
    turn.reply(
        f"已绑定{person.name}，和{first}同用这个微信。只回“收到”“平安”算{first}的，"
        f"写“{person.name}收到”“我俩都平安”两位都认。"
    )


def _ask_what_of(turn: Turn, first: Member, person: Member) -> None:
    called = re.search(r"@.{1,64}?(?=[\u2005\s])", turn.text)
    whom = called[0] if called else "@他"
    turn.reply(
        f"这个微信绑着{first.name}，还没有改。\n"
        f"两个人同用，发：绑定 {whom} {person.name} 同用\n"
        f"换成{person.name}，发：绑定 {whom} {person.name} 换"
    )


def _bind_alone(turn: Turn, account_id: str, person: Member, held: Actor | None, *, keep: bool) -> None:
    """Bind an account to one person; of a person's second account a secretary has to make sure first."""
    earlier = tying.earlier_of(turn.db, person.id)
    if earlier and not turn.actor.is_clerk:
        number = tying.ask(turn, account_id, person, said_by=turn.actor.member.id)
        # In the room nothing of what there is to make sure of.
        turn.reply(f"这件要先打电话核对，再私信我：同意 {number}号，或 不同意 {number}号 原因。")
        return
    before = f"（原来绑的是{held.member.name}）" if held else ""
    names = "、".join(filter(None, (tying.nickname_of(turn, account) for account in earlier)))
    tying.bind(turn, account_id, person)
    for account in [] if keep else earlier:
        accounts.part(turn.db, account, person.id)
    old = f"原来的微信{names}{'也留着' if keep else f'解绑了；也要用，再发：绑定 @旧的 {person.name} 都留'}。"
    turn.reply(f"已绑定{person.name}{before}。{old if earlier else ''}")


# 绑定 名单


def _list_agreeing(turn: Turn) -> None:
    """Show accounts whose nickname agrees with exactly one unbound person of the right room."""
    pairs = agreeing.find_pairs(turn)
    sure, weak = [pair for pair in pairs if pair.sure], [pair for pair in pairs if not pair.sure]
    if not pairs:
        turn.reply("没有可以直接绑定的：群昵称和名册一致的都绑好了。其他人请用：绑定 @某人 姓名")
        return
    here = turn.is_private or turn.is_in_office
    place = turn.incoming.conversation if here else turn.incoming.sender
    lines = [*_show_sure(turn, sure), *_show_weak(turn, weak)]
    replaced = drafting.name_replaced(turn, place) if sure else []
    said_in = turn.reply_privately("\n".join([*lines, *replaced]), "名单")
    if said_in:
        turn.note_look([pair.person.id for pair in pairs], "绑定 名单")
    if said_in and sure:
        arguments = {"pairs": [[pair.account_id, pair.person.id] for pair in sure]}
        drafts.keep(turn.db, "binding", turn.incoming.sender, said_in, arguments, turn.now)


def _show_sure(turn: Turn, pairs: Sequence[Pair]) -> list[str]:
    if not pairs:
        return []
    lines = [f"{place} {_show(turn, pair)}" for place, pair in enumerate(pairs, start=1)]
    return [
        f"群昵称和名册一致的 {len(pairs)} 人：",
        *lines,
        "回复“确认”绑定，“确认 除 3 8”留下几位，“取消”作罢。",
    ]


def _show_weak(turn: Turn, pairs: Sequence[Pair]) -> list[str]:
    if not pairs:
        return []
    example = pairs[0]
    return [
        f"只是像的 {len(pairs)} 人，“确认”不会绑：",
        *(f"· {_show(turn, pair)}？请核对" for pair in pairs),
        f"是本人的，请在那个群里发：绑定 @{example.nickname} {example.person.name}",
    ]


def _show(turn: Turn, pair: Pair) -> str:
    branch = units.branch_names(turn.db).get(pair.person.branch_id or 0, "党办")
    return f"{pair.person.name}（{branch}）← {pair.topic}的“{pair.nickname}”"


@router.confirms("binding")
def bind_list(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Bind the confirmed pairs; rights and ties are looked at once more."""
    left_out = {int(number) for number in re.findall(r"\d+", words)}
    bound = 0
    for place, (account_id, member_id) in enumerate(arguments["pairs"], start=1):
        person = members.find(turn.db, member_id)
        may = place not in left_out and turn.actor.may_see(person.branch_id)
        if may and agreeing.is_free(turn, account_id, person):
            tying.bind(turn, account_id, person)
            bound += 1
    turn.reply(f"绑好了 {bound} 人。")


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
        accounts.part(turn.db, account_id, person.id)
    if ties:
        audit.note(turn.db, turn.actor.member.id, "解绑", [person.id], turn.now)
    turn.reply(f"{person.name}已解绑。" if ties else f"{person.name}本来就没有绑定。")


# 名单 未入群


@router.command(
    "名单 未入群",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 未入群",
    does="谁还没进群、群里谁还不认识、谁的群昵称不是真名、谁有两个微信，私下发给您。",
    example="名单 未入群",
)
def list_outside(turn: Turn, _words: None) -> None:
    """Send the sender alone who is not in the own room, and who is there that nobody knows."""
    found = outside.Picture(turn).look(turn.actor.may_see)
    if not found.lines:
        turn.reply("都在群里，也都认得，没有要核对的。")
        return
    turn.note_look(found.people, "名单 未入群")
    turn.reply_with_list(
        outside.SUBJECT, outside.TITLE, found.lines, found.people, end=outside.how_to_go_on(found)
    )
