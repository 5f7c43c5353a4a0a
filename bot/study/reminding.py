"""Who has not read an item: asked once more privately, in rooms without names; listed for secretaries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count, groupby

from bot.context import Context, Turn
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.progress import show_phone
from bot.domain.room import RoomKind
from bot.domain.study.item import Item
from bot.notice import broadcast
from bot.study import reaching, standing
from data import account as accounts
from data import fact as facts
from data import greeting as greetings
from data import preference as preferences
from data import room as rooms
from data import study as studies

_AGAIN_AFTER = timedelta(days=1)  # a branch is not asked about one item more often
_MORNING_AFTER = timedelta(days=1)  # who sleeps reads it when the quiet hours are over


def ask_alone(ctx: Context, item: Item, people: Sequence[Member]) -> set[int]:
    """Ask each of these who may be written to, once a day and item; gives who was asked."""
    quiet = preferences.low_key(ctx.db)
    told = set()
    for person in people:
        what = f"编号 {item.number}号的内容" if person.id in quiet else item.called
        words = f"{what}还等您看一看，看过回“已学 {item.number}号”就行。不想收这类提醒，回“退订 学习”。"
        key = f"study:{item.number}:reminder:{person.id}:{ctx.local_now.date()}"
        until = ctx.now + _MORNING_AFTER
        if reaching.may_write(ctx, person) and ctx.tell(
            person.id, key, words, Kind.REMINDER, not_after=until
        ):
            told.add(person.id)
    return told


def ask_rooms(ctx: Context, item: Item, people: Sequence[Member]) -> int:
    """Say in the rooms of these people how many are left, without a name; gives how many rooms."""
    left = {person.id for person in people}
    sitting: dict[str, set[int]] = {}
    for member_id, room in rooms.sitting_members(ctx.db):
        if member_id in left and room.kind in {RoomKind.BRANCH, RoomKind.OVERSEAS}:
            sitting.setdefault(room.room_id, set()).add(member_id)
    for room_id, those in sitting.items():
        words = f"{item.called}还有 {len(those)} 位没学，看过回“已学 {item.number}号”就行。"
        key = f"study:{item.number}:reminder-room:{room_id}:{ctx.local_now.date()}"
        ctx.say(key, room_id, words, Kind.REMINDER)
    return len(sitting)


def may_ask(ctx: Context, item: Item, branch_id: int | None) -> bool:
    """Whether a branch may be asked about an item again; notes that it is."""
    name = f"study-asked:{item.number}:{branch_id}"
    last = facts.read_moment(ctx.db, name)
    if last and last + _AGAIN_AFTER > ctx.now:
        return False
    facts.write_moment(ctx.db, name, ctx.now)
    return True


def ask_all(ctx: Context, item: Item) -> None:
    """Ask once by the clock all who have not read an item; tell secretaries how many cannot be reached."""
    resting = greetings.resting(ctx.db, ctx.now)
    left = [one for one in standing.unread(ctx, item) if one.id not in resting]
    studies.note_reminded(ctx.db, item.number, ctx.now)
    for branch_id in dict.fromkeys(one.branch_id for one in left):
        may_ask(ctx, item, branch_id)
    told = ask_alone(ctx, item, left)
    beyond = [one for one in left if one.id not in told and preferences.find(ctx.db, one.id).study]
    ask_rooms(ctx, item, beyond)
    _tell_secretaries(ctx, item, beyond)


def _tell_secretaries(ctx: Context, item: Item, beyond: Sequence[Member]) -> None:
    for branch_id, group in groupby(beyond, key=lambda one: one.branch_id):
        those = list(group)
        words = (
            f"{item.called}：本支部有 {len(those)} 位还没学，我私信不到，"
            f"发“名单 未学 {item.number}号”看是谁；打过电话的，回“代学 {item.number}号 名字”。"
        )
        for secretary in broadcast.secretaries_for(ctx, branch_id, those):
            ctx.tell(secretary.id, f"study:{item.number}:beyond:{branch_id}", words, Kind.REMINDER)


# The list


def list_people(ctx: Context, people: Sequence[Member], *, whole: bool) -> list[str]:
    """Write numbered lines, with the telephone of who cannot be written to: whole for who has to call."""
    places, lines = count(1), list[str]()
    resting = greetings.resting(ctx.db, ctx.now)
    for one in people:
        marks = list[str]()
        if not one.wechat:
            marks.append(f"只有电话 {show_phone(one.phone, whole=whole)}".strip())
        elif accounts.reachable(ctx.db, one.id) is None:
            marks.append(f"没加好友 {show_phone(one.phone, whole=whole)}".strip())
        if one.id in resting:
            marks.append("静默中，先别问")
        elif not preferences.find(ctx.db, one.id).study:
            marks.append("退订了学习")
        lines.append(f"{next(places)} {one.name}" + (f"（{'，'.join(marks)}）" if marks else ""))
    return lines


def ask_on_word(turn: Turn, item: Item, people: Sequence[Member]) -> str:
    """Ask these people on a secretary's word, a branch once a day; gives what to answer, without a name."""
    if not people:
        return f"{item.called}都学过了，不用提醒。"
    fresh = {branch for branch in {one.branch_id for one in people} if may_ask(turn, item, branch)}
    if not fresh:
        return f"{item.called}今天提醒过了，明天可以再提醒。"
    those = [one for one in people if one.branch_id in fresh and one.id != turn.actor.member.id]
    told = ask_alone(turn, item, those)
    left = [one for one in those if one.id not in told]
    calm = greetings.resting(turn.db, turn.now)
    places = ask_rooms(
        turn, item, [one for one in left if one.id not in calm and preferences.find(turn.db, one.id).study]
    )
    body = f"{item.called}：私信提醒了 {len(told)} 位" + (f"，在 {places} 个群说了一句" if places else "")
    more = f"有 {len(left)} 位我没有私信，发“名单 未学 {item.number}号”看是谁。" if left else ""
    return f"{body}。{more}"
