"""Asking each person privately, the rooms in a line, secretaries for whom to telephone; once more later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, groupby

from bot.collection import standing
from bot.context import Context
from bot.domain import collection, notice
from bot.domain.collection import Case, Collection
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.progress import show_phone
from bot.domain.room import RoomKind, TiedRoom
from bot.notice import broadcast, reminding
from data import account as accounts
from data import audit
from data import fact as facts
from data import listing as listings
from data import member as members
from data import room as rooms
from data import unit as units


def ask_all(ctx: Context, asked: Collection, places: Sequence[TiedRoom]) -> None:
    """Queue a collection for its rooms, everybody who can be written to, and the secretaries."""
    gap = broadcast.spacing(ctx, len(places))
    for place, room in enumerate(places):
        key = f"collection:{asked.number}:room:{room.room_id}"
        body, start = show_in_room(ctx, asked, room), ctx.now + place * gap
        ctx.say(key, room.room_id, body, Kind.NOTICE, not_before=start, not_after=asked.deadline)
    found = standing.cases(ctx, asked)
    _ask_people(ctx, asked, found)
    hand_to_secretaries(ctx, asked, found)


def show_in_room(ctx: Context, asked: Collection, room: TiedRoom) -> str:
    """Write the line a room reads; the secretaries' says how to see who is missing."""
    deadline = asked.deadline.astimezone(ctx.zone)
    abroad = room.kind is RoomKind.OVERSEAS
    clocks = broadcast.clocks_of_room(ctx, room, deadline) if abroad else []
    due = notice.show_deadline(deadline, since=asked.opened_at, abroad=abroad, clocks=clocks)
    body = collection.show_in_room(asked, due)
    if room.kind is RoomKind.SECRETARY and not ctx.settings.is_by_hand:
        body += f"\n各位书记：本支部还差谁，发“名单 未填 {asked.number}号”就能看到。"
    return body


def show_to_person(ctx: Context, asked: Collection, case: Case, *, again: bool = False) -> str:
    """Write what one person is asked, with the own clock where it shows another time."""
    deadline = asked.deadline.astimezone(ctx.zone)
    clocks = broadcast.clocks_of_person(case.person, deadline)
    due = notice.show_deadline(deadline, since=asked.opened_at, clocks=clocks)
    return collection.show_question(asked, case, due, again=again)


def _ask_people(ctx: Context, asked: Collection, found: Iterable[Case]) -> None:
    for case in found:
        account = accounts.reachable(ctx.db, case.person.id)
        if account is None or standing.is_to_telephone(ctx, case.person):
            continue
        ctx.say(
            f"collection:{asked.number}:member:{case.person.id}",
            account,
            show_to_person(ctx, asked, case),
            Kind.NOTICE,
            not_after=asked.deadline,
            member_id=case.person.id,
        )


def hand_to_secretaries(ctx: Context, asked: Collection, found: Iterable[Case]) -> None:
    """Give each secretary the numbered list of those of the branch who cannot be written to."""
    alone = [case for case in found if standing.is_to_telephone(ctx, case.person)]
    for branch_id, group in groupby(alone, key=lambda case: case.person.branch_id):
        waiting = list(group)
        for keeper in _keepers(ctx, branch_id, [case.person for case in waiting]):
            branch = units.branch_names(ctx.db).get(branch_id or 0, "没有支部")
            title = f"【{asked.name}】{branch}有 {len(waiting)} 位我问不到，请您打电话问："
            lines = list_cases(ctx, asked, waiting, whole=True)
            key = f"collection:{asked.number}:telephone:{branch_id}"
            if ctx.tell(
                keeper.id,
                key,
                "\n".join([title, *lines, show_end(asked, waiting)]),
                Kind.NOTICE,
                not_after=asked.deadline,
            ):
                ids = [case.person.id for case in waiting]
                listings.keep(ctx.db, keeper.id, f"collection:{asked.number}", title, ids, ctx.now)
                audit.note(ctx.db, keeper.id, "看名单 未填", ids, ctx.now)


def _keepers(ctx: Context, branch_id: int | None, people: Sequence[Member]) -> list[Member]:
    """List who telephones: the branch's secretaries, or else the office."""
    found = broadcast.secretaries_for(ctx, branch_id, people)
    return found or [one for one in members.holders(ctx.db, Role.CLERK) if accounts.reachable(ctx.db, one.id)]


def list_cases(ctx: Context, asked: Collection, found: Sequence[Case], *, whole: bool) -> list[str]:
    """Write a numbered list of people, what is missing of each, and the telephone of who has no WeChat.

    `whole`: for the secretary who has to call; others read it masked.
    """
    places, lines = count(1), []
    for case in found:
        marks = [collection.show_case(case, asked.items)]
        if not case.person.wechat:
            marks.append(f"只有电话 {show_phone(case.person.phone, whole=whole)}".strip())
        elif accounts.reachable(ctx.db, case.person.id) is None:
            marks.append(f"没加好友 {show_phone(case.person.phone, whole=whole)}".strip())
        elif standing.is_to_telephone(ctx, case.person):
            marks.append(f"请我别问 {show_phone(case.person.phone, whole=whole)}".strip())
        lines.append(f"{next(places)} {case.person.name}（{'，'.join(marks)}）")
    return lines


def show_end(asked: Collection, found: Sequence[Case]) -> str:
    """Show how a list is answered, with an answer that fits it."""
    missing = found[0].missing(asked.items) if found else []
    example = missing[0].example.partition("（")[0] if missing else "没变"
    return f"问到了回编号，例：1 {example}"


# Once more


def remind(ctx: Context, asked: Collection, found: Iterable[Case], occasion: str) -> int:
    """Ask each of these people once more alone, whose day it is; gives how many that were."""
    told = 0
    for case in found:
        if case.is_complete(asked.items) or reminding.is_night_for(ctx, case.person):
            continue
        if standing.is_to_telephone(ctx, case.person):
            continue
        key = f"collection:{asked.number}:reminder:{occasion}"
        body = show_to_person(ctx, asked, case, again=True)
        told += ctx.tell(case.person.id, key, body, Kind.REMINDER, not_after=asked.deadline)
    return told


def remind_rooms(ctx: Context, asked: Collection, found: Sequence[Case]) -> int:
    """Say in the rooms of who cannot be written to how many are missing, without a name; gives the rooms."""
    silent = {
        case.person.id
        for case in found
        if not case.is_complete(asked.items) and standing.is_to_telephone(ctx, case.person)
    }
    sitting: dict[str, set[int]] = {}
    for member_id, room in rooms.sitting_members(ctx.db):
        if member_id in silent and room.kind is not RoomKind.SECRETARY:
            sitting.setdefault(room.room_id, set()).add(member_id)
    for room_id, people in sitting.items():
        due = standing.show_due(ctx, asked)
        body = f"{asked.name}还有 {len(people)} 位没回，截止{due}。请私信我，或请书记代填。"
        key = f"collection:{asked.number}:reminder:room:{room_id}"
        ctx.say(key, room_id, body, Kind.REMINDER, not_after=asked.deadline)
    return len(sitting)


def may_remind(ctx: Context, asked: Collection, branch_id: int | None) -> bool:
    """Whether a branch may be asked again: not twice within the span of notices; notes that it is."""
    name = f"collection-asked:{asked.number}:{branch_id}"
    last = facts.read_moment(ctx.db, name)
    if last and last + ctx.settings.notices.remind_before > ctx.now:
        return False
    facts.write_moment(ctx.db, name, ctx.now)
    return True
