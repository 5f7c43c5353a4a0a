"""Who one may be on the page of the simulated WeChat: anybody with an account, or a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.member import Actor, Role
from bot.web.chat.world import World
from data import account as accounts
from data import member as members
from data import unit as units

_SHOWN_AT_ONCE = 12  # people of a branch offered by button; the others are found by name


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose eyes the page may take; `zone` is set where the clock differs from the committee's."""

    account: str
    name: str
    part: str  # 党办, 第一支部书记, 第二支部党员, 还没绑定 …
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People offered together."""

    title: str
    people: tuple[Person, ...]


def person(world: World, account: str) -> Person | None:
    """Tell who is behind an account; None for one that is not there."""
    actor = accounts.actor(world.stage.db, account)
    if actor:
        zone = actor.member.timezone
        own = world.stage.settings.organisation.timezone
        return Person(
            account,
            actor.member.name,
            _part(world, actor),
            ZoneInfo(zone) if zone and zone not in {own, "Asia/Urumqi"} else None,
        )
    seated = any(account in seats for seats in world.stage.wechat.seats.values())
    if seated or account in world.guests:
        return Person(account, world.nickname(account), "还没绑定的微信号")
    return None


def first(world: World) -> str:
    """Give the account the page opens with: a clerk's, else a secretary's, else anybody's."""
    for role in (Role.CLERK, Role.SECRETARY):
        for holder in members.holders(world.stage.db, role):
            for account in accounts.of_member(world.stage.db, holder.id):
                return account
    seats = (account for seats in world.stage.wechat.seats.values() for account in seats)
    return next(seats, "") or world.add_guest("访客")


def named(world: World, words: str) -> list[Person]:
    """Find people with an account by their name or the nickname they show."""
    wanted = words.strip()
    found = [
        account
        for member in members.named(world.stage.db, wanted)
        for account in accounts.of_member(world.stage.db, member.id)
    ]
    found += [account for account, nickname in world.guests.items() if nickname == wanted]
    return [one for account in dict.fromkeys(found) if (one := person(world, account))]


def names(world: World) -> list[str]:
    """List everybody's name who can be chosen."""
    db = world.stage.db
    with_account = [member.name for member in members.everybody(db) if member.wechat]
    return sorted({*with_account, *world.guests.values()})


def groups(world: World, branch_of: str | None) -> list[Group]:
    """Offer the office, the secretaries, some people of the room at hand, and strangers."""
    found = [
        Group("党办", _holders(world, Role.CLERK)),
        Group("支部书记", _holders(world, Role.SECRETARY)),
        Group("这个群里的人", _seated(world, branch_of)),
        Group("生人", tuple(one for account in world.guests if (one := person(world, account)))),
    ]
    return [group for group in found if group.people]


def _holders(world: World, role: Role) -> tuple[Person, ...]:
    db = world.stage.db
    found = [a for holder in members.holders(db, role) for a in accounts.of_member(db, holder.id)]
    return tuple(one for account in dict.fromkeys(found) if (one := person(world, account)))


def _seated(world: World, room: str | None) -> tuple[Person, ...]:
    seats = world.stage.wechat.seats.get(room or "", {})
    found = (person(world, account) for account in list(seats)[:_SHOWN_AT_ONCE])
    return tuple(one for one in found if one)


def _part(world: World, actor: Actor) -> str:
    branch = units.find(world.stage.db, actor.member.branch_id).name if actor.member.branch_id else ""
    if actor.is_clerk:
        return "党办"
    leads = "、".join(units.find(world.stage.db, unit).name for unit in sorted(actor.leads))
    if leads:
        return f"{leads}书记"
    return f"{branch}党员" if branch else "党员"
