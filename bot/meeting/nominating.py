"""A nomination opened, taken and closed; no answer repeats a name, as answers are kept for a while."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.context import Context, Turn, UserError
from bot.domain import nomination
from bot.domain.audience import Audience, Scope, read_person
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.nomination import OPEN_EXAMPLE, Nomination, Opening, Wish
from bot.domain.room import RoomKind
from bot.notice import audience
from bot.notice.audience import Reach
from bot.notice.plan import read_deadline
from bot.notice.pushing import Push, push
from data import account as accounts
from data import member as members
from data import nomination as nominations
from data import room as rooms
from data import unit as units

_OPEN_FOR = timedelta(days=7)


def find_reach(turn: Turn, asked: Audience | None) -> Reach:
    """Find whose people are to nominate, and where they read of it. Raises UserError."""
    if asked is None:
        own = sorted(turn.actor.leads)
        named = tuple(units.find(turn.db, one).name for one in own)
        asked = Audience(Scope.ALL) if not own else Audience(Scope.BRANCHES, named)
    reach = audience.find_reach(turn, asked)
    if not reach.branches:
        raise UserError(f"提名按支部来：全体、支部 一,三 或者总支。例：{OPEN_EXAMPLE}")
    if not all(turn.actor.may_see(one.id) for one in reach.branches):
        raise UserError("别的支部的提名由那个支部的书记或党办发起。")
    return _as_read(turn, reach)


def reach_again(turn: Turn, branch_ids: Sequence[int], *, whole: bool) -> Reach:
    """Find the reach once more when it is confirmed."""
    named = tuple(units.find(turn.db, one).name for one in branch_ids)
    asked = Audience(Scope.ALL) if whole else Audience(Scope.BRANCHES, named)
    return _as_read(turn, audience.find_reach(turn, asked))


def _as_read(turn: Turn, reach: Reach) -> Reach:
    """Leave out the secretaries' room, and add who sits in none of the others."""
    read_in = tuple(room for room in reach.rooms if room.kind is not RoomKind.SECRETARY)
    seated = {member for member, room in rooms.sitting_members(turn.db) if room in read_in}
    alone = [
        one
        for one in reach.people
        if one.id not in seated and not one.status.has_ended and accounts.reachable(turn.db, one.id)
    ]
    return replace(reach, rooms=read_in, alone=tuple(alone))


def deadline_of(turn: Turn, words: str) -> datetime:
    """Read until when names are taken; without words a week. Raises UserError."""
    if words:
        return read_deadline(turn, words, OPEN_EXAMPLE)
    return (turn.local_now + _OPEN_FOR).replace(hour=18, minute=0, second=0, microsecond=0)


def open_up(turn: Turn, opening: Opening, reach: Reach, deadline: datetime) -> tuple[Nomination, int]:
    """Open it and tell the rooms, and who sits in none; gives it, and how many hear of it privately."""
    one = nominations.open_up(
        turn.db,
        opening.title,
        opening.places,
        [branch.id for branch in reach.branches],
        by=turn.actor.member.id,
        deadline=deadline,
        now=turn.now,
    )
    call = nomination.show_call(replace(one, deadline=deadline.astimezone(turn.zone)), turn.now)
    push(turn, Push(f"nomination:{one.number}", lambda _room: call, not_after=deadline), reach)
    return one, len(reach.alone)


def for_whom(turn: Turn, person: Member, number: int | None) -> Nomination:
    """Find which open nomination a person means. Raises UserError."""
    mine = [
        one
        for one in nominations.still_open(turn.db)
        if one.deadline > turn.now and person.branch_id in one.branches and not person.status.has_ended
    ]
    if number is not None:
        found = next((one for one in mine if one.number == number), None)
        if found is None:
            raise UserError(f"现在没有您能提的提名{number}号，可能已经截止了。看有哪些发“提名”。")
        return found
    if not mine:
        raise UserError("现在没有进行中的提名。")
    if len(mine) > 1:
        shown = "、".join(f"{one.number}号“{one.title}”" for one in mine)
        raise UserError(f"现在有 {shown}，请写上编号。例：提名 {mine[0].number}号 张三")
    return mine[0]


def take(turn: Turn, person: Member, wish: Wish) -> str:
    """Keep whom a person nominates; gives the answer, which names nobody."""
    one = for_whom(turn, person, wish.number)
    named = _named(turn, person, one, wish.words)
    before = nominations.chosen(turn.db, one.number, person.id)
    whole = list(dict.fromkeys([*before, *(each.id for each in named)]))
    if one.places == 1 and len(named) == 1:
        nominations.take_back(turn.db, one.number, person.id)
        whole, before = [named[0].id], []
    if len(whole) > one.places:
        full = f"您已经提了 {len(before)} 名，" if before else ""
        raise UserError(
            f"{full}提名{one.number}号每人最多 {one.places} 名。"
            f"要换，先发“{_how_to_take_back(turn, person)} {one.number}号”，再重新提。"
        )
    nominations.nominate(turn.db, one.number, person.id, whole, turn.now)
    left = one.places - len(whole)
    more = f"，还能再提 {left} 名" if left else ""
    head = f"记下了，提名{one.number}号“{one.title}”提了 {len(whole)} 名{more}。"
    return f"{head}截止前要改，发“{_how_to_take_back(turn, person)}”再重新提。"


def _how_to_take_back(turn: Turn, person: Member) -> str:
    return "提名 撤" if person.id == turn.actor.member.id else f"提名 代 {person.name} 撤"


def take_back(turn: Turn, person: Member, number: int | None) -> str:
    """Forget whom a person nominated; gives the answer."""
    one = for_whom(turn, person, number)
    whose = "您" if person.id == turn.actor.member.id else person.name
    gone = nominations.take_back(turn.db, one.number, person.id)
    return (
        f"撤了，提名{one.number}号{whose}的 {gone} 名都不算了。" if gone else f"{whose}还没有提过，不用撤。"
    )


def _named(turn: Turn, person: Member, one: Nomination, words: tuple[str, ...]) -> list[Member]:
    """Find whom the words name, up to the first that is nobody's name. Raises UserError."""
    own_only = turn.settings.meetings.nominate_own_branch_only
    branches = [person.branch_id] if own_only else list(one.branches)
    people = [
        each
        for branch in branches
        for each in members.of_branch(turn.db, branch or 0)
        if not each.status.has_ended
    ]
    found: list[Member] = []
    known = {each.name for each in people}
    for word in (part for each in words for part in _apart(each, known)):
        called = read_person(word)
        fitting = [
            each
            for each in people
            if each.name == called.name and (not called.tail or (each.phone or "").endswith(called.tail))
        ]
        if not fitting and found and not _is_like(called.name, people):
            break  # why: it is not kept
        found.append(_only(people, word, fitting, own_only=own_only))
    if not turn.settings.meetings.nominate_oneself and person in found:
        raise UserError("不能提名自己，请写别的同志的名字。")
    return found


def _apart(word: str, known: Collection[str]) -> list[str]:
    """Cut 李四和老周 in two where both are names."""
    parts = re.split("[和跟与]", word)
    return parts if len(parts) > 1 and all(part in known for part in parts) else [word]


def _is_like(name: str, people: list[Member]) -> bool:
    """Whether a word is rather a name with a slip than a reason."""
    names = [each.name for each in people]
    return len(name) in {2, 3} and bool(get_close_matches(name, names, 1, 0.5))


def _only(people: list[Member], word: str, fitting: list[Member], *, own_only: bool) -> Member:
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UserError(f"有 {len(fitting)} 位叫这个名字，请在名字后面写上手机后四位。")
    near = get_close_matches(read_person(word).name, [each.name for each in people], 3, 0.5)
    guess = f"是{'、'.join(near)}吗？" if near else "请看看名字写得对不对。"
    where = "本支部" if own_only else "这几个支部"
    raise UserError(f"{where}没有“{word[:12]}”。{guess}")


def close(ctx: Context, one: Nomination) -> None:
    """Close one and tell who opened it, or, where that person cannot be told, the office."""
    nominations.close(ctx.db, one.number, ctx.now)
    key = f"nomination:{one.number}:closed"
    body = f"提名{one.number}号“{one.title}”截止了，看票数发：提名 结果 {one.number}号"
    until = ctx.now + timedelta(days=1)
    if not ctx.tell(one.opened_by, key, body, Kind.REMINDER, not_after=until):
        ctx.tell_clerks(key, body, Kind.REMINDER, not_after=until)
