"""Ids of rooms and people that changed with the gateway: found by topic and nickname, tied anew at a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.context import Context, Turn
from bot.domain.account import is_stand_in
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind, TiedRoom
from bot.reading.names import Likeness, Roll
from data import account as accounts
from data import audit, outbox
from data import draft as drafts
from data import fact as facts
from data import member as members
from data import rebinding as store
from data import room as rooms
from data import unit as units

KIND = "rebinding"
LIFE = timedelta(days=1)
FACT = "rooms_seen"  # the ids of the rooms the account sat in at the last look, each in a line
_HELD = "held_for_rebinding"  # until when what waits for ids that are gone is held back


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody found again: the ids, who it is, and the nickname in which room that says so."""

    old: str
    new: str
    person: Member
    nickname: str
    topic: str
    is_staff: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be tied anew: rooms (old, new), and accounts."""

    rooms: tuple[tuple[TiedRoom, TiedRoom], ...] = ()
    accounts: tuple[Account, ...] = ()
    lost: tuple[str, ...] = ()  # topics of tied rooms that were not found again

    @property
    def members(self) -> list[Account]:
        """Those who hold no post."""
        return [one for one in self.accounts if not one.is_staff]

    @property
    def staff(self) -> list[Account]:
        """Those who hold a post, and so would get rights."""
        return [one for one in self.accounts if one.is_staff]


def note_seen(ctx: Context, room_ids: Iterable[str]) -> None:
    """Note which rooms the account sits in now; where all ids are gone, what waits for them rests."""
    seen = set(room_ids)
    facts.write(ctx.db, FACT, "\n".join(sorted(seen)))
    tied = [room.room_id for room in rooms.everything(ctx.db) if room.kind]
    if seen and tied and seen.isdisjoint(tied):
        friends, until = accounts.friends(ctx.db), ctx.now + LIFE
        people = [account for account, _ in accounts.bound(ctx.db) if account not in friends]
        outbox.hold_back(ctx.db, [*tied, *people], until)
        facts.write_moment(ctx.db, _HELD, until)


def find_plan(ctx: Context, *, wholly: bool = False) -> Plan:
    """Match what is known under ids that are gone with what is seen now under others.

    Only what fits once on either side is matched: one topic, one nickname in one pair of rooms. `wholly`:
    only where every room has another id, as after a change of the gateway.
    """
    seen = set((facts.read(ctx.db, FACT) or "").split("\n")) - {""}
    known = rooms.everything(ctx.db)
    gone = [room for room in known if room.kind and room.room_id not in seen]
    new = [room for room in known if room.room_id in seen and room.kind is None]
    if not seen or (wholly and any(room.kind and room.room_id in seen for room in known)):
        return Plan()
    pairs = tuple(_match_rooms(ctx, gone, new))
    found = {old.room_id for old, _ in pairs}
    lost = tuple(room.topic for room in gone if room.room_id not in found)
    return Plan(pairs, tuple(_match_accounts(ctx, pairs)), lost) if pairs else Plan()


def _match_rooms(
    ctx: Context, gone: Sequence[TiedRoom], new: Sequence[TiedRoom]
) -> list[tuple[TiedRoom, TiedRoom]]:
    topics = Counter(room.topic for room in gone), Counter(room.topic for room in new)
    by_topic = {room.topic: room for room in new if topics[1][room.topic] == 1}
    pairs = [
        (old, by_topic[old.topic]) for old in gone if topics[0][old.topic] == 1 and old.topic in by_topic
    ]
    matched = {room.room_id for pair in pairs for room in pair}
    rest = [room for room in new if room.room_id not in matched]
    for old in gone:
        if old.room_id not in matched and is_stand_in(old.room_id) and old.unit_id:
            name = units.find(ctx.db, old.unit_id).name  # the worktable made its topic up
            fitting = [room for room in rest if name in room.topic]
            if len(fitting) == 1:
                pairs.append((old, fitting[0]))
    twice = Counter(room.room_id for _, room in pairs)
    return [pair for pair in pairs if twice[pair[1].room_id] == 1]


def _match_accounts(ctx: Context, pairs: Sequence[tuple[TiedRoom, TiedRoom]]) -> list[Account]:
    """Match accounts over all pairs of rooms; who would be two, or two who would be one, are left out."""
    holders = dict(accounts.bound(ctx.db))
    found: dict[tuple[str, str], Account] = {}
    for old_room, new_room in pairs:
        for old, new, nickname in _match_seats(ctx, old_room, new_room, holders):
            if new not in holders:
                person = members.find(ctx.db, holders[old])
                staff = bool(members.posts(ctx.db, person.id))
                one = Account(old, new, person, nickname, new_room.topic, staff)
                found.setdefault((old, new), one)
    olds, news = Counter(old for old, _ in found), Counter(new for _, new in found)
    return [one for (old, new), one in found.items() if olds[old] == 1 and news[new] == 1]


def _match_seats(
    ctx: Context, old_room: TiedRoom, new_room: TiedRoom, holders: Mapping[str, int]
) -> Iterable[tuple[str, str, str]]:
    """Give (old id, new id, nickname) of whose nickname stands once in each of the two rooms."""
    old_seats, new_seats = rooms.seats(ctx.db, old_room.room_id), rooms.seats(ctx.db, new_room.room_id)
    if is_stand_in(old_room.room_id):
        # A stand-in sits there under the name of the roll; in WeChat it may be dressed up.
        roll = Roll(old_seats, lambda seat: seat.nickname)
        hits = [(roll.find(seat.nickname).one(Likeness.DRESSED), seat) for seat in new_seats]
    else:
        before, now = (Counter(seat.nickname for seat in seats) for seats in (old_seats, new_seats))
        by_name = {seat.nickname: seat for seat in old_seats if before[seat.nickname] == 1}
        hits = [(by_name.get(seat.nickname) if now[seat.nickname] == 1 else None, seat) for seat in new_seats]
    for old, seat in hits:
        if old and old.account_id in holders and old.account_id != seat.account_id:
            yield old.account_id, seat.account_id, seat.nickname


# The question


def ask_clerks(ctx: Context) -> tuple[set[str], bool]:
    """Put the question to the clerks who can be written to, once for each set of rooms.

    Gives the new ids of the rooms it is about, and whether anybody was asked.
    """
    plan = find_plan(ctx, wholly=True)
    if not plan.rooms:
        return set(), False
    key, asked = f"rebinding:{plan.rooms[0][1].room_id}", False
    for clerk in members.holders(ctx.db, Role.CLERK):
        account = accounts.reachable(ctx.db, clerk.id)
        if account and ctx.tell(clerk.id, key, show(plan), Kind.REPLY):
            drafts.keep(ctx.db, KIND, account, account, _as_arguments(plan), ctx.now, LIFE)
            asked = True
    return {new.room_id for _, new in plan.rooms}, asked


def ask_sender(turn: Turn) -> bool:
    """Put the question to the clerk who writes; False where there is nothing to ask."""
    plan = find_plan(turn)
    if not plan.rooms:
        return False
    said_in = turn.reply_privately(show(plan), "名单")
    if said_in:
        drafts.keep(turn.db, KIND, turn.incoming.sender, said_in, _as_arguments(plan), turn.now, LIFE)
    return True


def show(plan: Plan) -> str:
    """Write the question: which rooms, how many members, which of the staff."""
    topics = [
        new.topic if old.topic == new.topic else f"{old.topic} → {new.topic}" for old, new in plan.rooms
    ]
    lines = [
        "群和人的编号都变了（多半是换了网关）。按群名和群昵称，可以这样接上：",
        f"群 {len(topics)} 个：{'、'.join(topics)}",
        f"党员 {len(plan.members)} 位，群昵称和原来一样",
    ]
    if plan.staff:
        lines.append("书记和党办有权限，请逐个看准，不是本人的用“除”留下：")
        lines += [
            f"{place} {one.person.name} ← {one.topic}的“{one.nickname}”"
            for place, one in enumerate(plan.staff, start=1)
        ]
    if plan.lost:
        lines.append(f"没找到的群：{'、'.join(plan.lost)}。找到后在群里发“关联群 …”。")
    lines.append("回复“确认”一次接好，“确认 除 2”留下几位，“取消”作罢；以后再办，发“重新关联”。")
    return "\n".join(lines)


def _as_arguments(plan: Plan) -> dict[str, Any]:
    """Give the plan as a draft keeps it."""
    return {
        "rooms": {old.room_id: new.room_id for old, new in plan.rooms},
        "accounts": {one.old: one.new for one in plan.members},
        "staff": [[one.old, one.new] for one in plan.staff],
    }


def carry_out(turn: Turn, arguments: Mapping[str, Any], left_out: set[int]) -> str:
    """Tie everything anew that is still as it was shown; gives what was done."""
    plan = find_plan(turn)
    wanted = {
        **arguments["accounts"],
        **{old: new for place, (old, new) in enumerate(arguments["staff"], 1) if place not in left_out},
    }
    pairs = {
        old.room_id: new.room_id
        for old, new in plan.rooms
        if arguments["rooms"].get(old.room_id) == new.room_id
    }
    people = [one for one in plan.accounts if wanted.get(one.old) == one.new]
    if not pairs:
        return "这些已经接好了，或者又变了，没有改。要再看，发“重新关联”。"
    store.move(turn.db, pairs, {one.old: one.new for one in people})
    for _, new in plan.rooms:
        if new.room_id in pairs.values():
            rooms.see(turn.db, new.room_id, new.topic)  # a stand-in's was made up
    _let_go_of_own(turn)
    if held := facts.read_moment(turn.db, _HELD):
        outbox.release(turn.db, held, turn.now)
    audit.note(turn.db, turn.actor.member.id, "重新关联", [one.person.id for one in people], turn.now)
    return f"接好了：{len(pairs)} 个群，{len(people)} 位。没发完的消息也转到新的群里了。"


def _let_go_of_own(turn: Turn) -> None:
    """Take off what accounts of the clerk's are nowhere any more: a code has brought another."""
    for account in accounts.own_of(turn.db, turn.actor.member.id):
        if account != turn.incoming.sender and not rooms.shared_with(turn.db, account):
            accounts.part(turn.db, account, turn.actor.member.id)


def take_over_stand_in(ctx: Context, room_id: str, kind: RoomKind, unit_id: int | None) -> None:
    """Let a room of WeChat's that is tied now take over what the worktable's stand-in for it holds."""
    new = rooms.find(ctx.db, room_id)
    for room in rooms.of_kind(ctx.db, kind, unit_id):
        if new and room.unit_id == unit_id and is_stand_in(room.room_id) and room.room_id != room_id:
            store.move(ctx.db, {room.room_id: room_id}, {})
            rooms.see(ctx.db, room_id, new.topic)
