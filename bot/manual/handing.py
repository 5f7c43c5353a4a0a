"""Notices that wait for a secretary to pass them on: by hand nobody can tell the bot, so a clerk does."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app import Bot
from bot.domain.command import UserError
from bot.domain.member import Member, Role
from bot.domain.relay import Relay
from bot.domain.room import RoomKind
from bot.manual.hearing import Hearing
from data import member as members
from data import posting
from data import relay as relays
from data import room as rooms


@dataclass(frozen=True, slots=True)
class Handed:
    """A branch that a notice has not reached, and who was asked to pass it on."""

    number: int
    branch_id: int
    branch: str
    secretaries: tuple[str, ...]


def waiting(bot: Bot) -> list[Handed]:
    """List what waits for its secretary, the oldest notice first; nothing beside a gateway."""
    if not bot.settings.is_by_hand:
        return []
    return [
        Handed(one.number, one.branch_id, one.branch, tuple(each.name for each in _secretaries(bot, one)))
        for one in _waiting(bot)
    ]


def pass_on(bot: Bot, clerk: Member, number: int, branch_id: int, key: str, *, done: bool) -> str:
    """Pass a notice on to a branch; gives what to tell. Raises UserError where it does not wait any more.

    `done`: the secretary has posted it; else its card is laid out for the office to post.
    """
    found = [one for one in _waiting(bot) if (one.number, one.branch_id) == (number, branch_id)]
    if not found:
        raise UserError("这一条已经转发过了，或者不用转发了。")
    by = next(iter(_secretaries(bot, found[0])), clerk) if done else clerk
    before = posting.newest(bot.db)
    answers = Hearing(bot).say(by, f"转发 {number}号 {found[0].branch}", key)
    if any(one.number == number and one.branch_id == branch_id for one in _waiting(bot)):
        raise UserError(" ".join(post.text for post in answers))
    if not done:
        return f"第{number}号通知要贴到{found[0].branch}群，卡片在上面。"
    _mark(bot, clerk, branch_id, before)
    return f"记下了：第{number}号通知，{found[0].branch}的书记已转发。"


def _mark(bot: Bot, clerk: Member, branch_id: int, before: int) -> None:
    places = {room.room_id for room in rooms.of_kind(bot.db, RoomKind.BRANCH, branch_id)}
    with bot.db.atomic():
        for post in posting.queued_after(bot.db, before):
            if post.conversation in places:
                posting.mark(bot.db, post.row_id, clerk.id, bot.clock.now())


def _waiting(bot: Bot) -> list[Relay]:
    return relays.waiting(bot.db, bot.clock.now(), bot.settings.notices.open_for)


def _secretaries(bot: Bot, one: Relay) -> list[Member]:
    return members.holders(bot.db, Role.SECRETARY, one.branch_id)
