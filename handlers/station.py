"""建驻站, 驻站, 名单 驻站: service stations elsewhere, beside the branches."""

from __future__ import annotations

from bot import finding
from bot.context import Refused, Turn, UserError
from bot.domain import station as rules
from bot.domain.audience import Audience, Scope, read_person
from bot.domain.member import Member
from bot.domain.station import Joining, Plan
from bot.domain.unit import Unit, UnitKind, read_name
from bot.notice import audience
from bot.router import Right, Router
from data import member as members
from data import post as posts
from data import station as stations
from data import unit as units

router = Router()

_MOST_NEAR = 30  # people who live there and could be asked to join; the rest are counted


@router.command(
    "建驻站",
    may=Right.CLERK,
    takes=rules.read_plan,
    usage="建驻站 驻沪服务站 上海 [行业 建筑]",
    does="在外地（或给一个行业）设服务站，党员在原支部不变。群建好以后在群里发“关联群 驻外 驻沪服务站”。",
    example="建驻站 驻沪服务站 上海",
    spaced=True,
    needs_words=True,
)
def found_station(turn: Turn, plan: Plan) -> None:
    """Make a service station."""
    name = read_name(plan.name, UnitKind.STATION)
    if taken := units.meant(turn.db, name):
        raise UserError(f"已经有{taken.name}了。发“组织”看全部。")
    committee = units.committee(turn.db, turn.settings.organisation.name)
    units.found_unit(turn.db, UnitKind.STATION, name, committee.id, plan.place, plan.trade)
    turn.reply(f"{name}建好了。接下来：设置 站长 {name} 张三；看谁住在{plan.place}：名单 驻站 {name}")


def _heads_one(turn: Turn) -> bool:
    """Whether the sender heads a station: no branch's roll is open to that."""
    return bool(_headed(turn))


def _headed(turn: Turn) -> list[Unit]:
    held = {term.unit_id for term in posts.held(turn.db, member_id=turn.actor.member.id)}
    return [one for one in units.of_kind(turn.db, UnitKind.STATION) if one.id in held]


@router.command(
    "驻站",
    may=Right.CLERK,
    also=_heads_one,
    takes=rules.read_joining,
    usage="驻站 张三 李四 驻沪服务站 | 驻站 退出 张三 驻沪服务站",
    does="站长或党办把人记到驻站（支部不变），或记作退出。",
    example="驻站 张三 驻沪服务站",
    spaced=True,
    needs_words=True,
)
def join(turn: Turn, order: Joining) -> None:
    """Let people belong to a station beside their branch, or no longer."""
    station = _station(turn, order.station)
    if not order.names:
        raise UserError(f"请写上是谁。例：驻站 张三 {station.name}")
    people = [_person(turn, station, name) for name in order.names]
    if order.leaves:
        done = [one for one in people if stations.leave(turn.db, station.id, one.id)]
    else:
        by = turn.actor.member.id
        done = [one for one in people if stations.join(turn.db, station.id, one.id, by, turn.now)]
    turn.note_look([one.id for one in done], "驻站")
    same = [one.name for one in people if one not in done]
    told = f"{'、'.join(one.name for one in done)}{'退出' if order.leaves else '记到'}{station.name}了。"
    already = f"{'、'.join(same)}本来就{'不在' if order.leaves else '在'}。" if same else ""
    turn.reply((told if done else "") + already)


def _station(turn: Turn, words: str | None) -> Unit:
    """Find the station meant, which the sender heads or a clerk named. Raises UserError."""
    mine = _headed(turn)
    meant = units.of_kind(turn.db, UnitKind.STATION) if turn.actor.is_clerk else mine
    if words is None and len(meant) == 1:
        return meant[0]
    if not mine and not turn.actor.is_clerk:
        raise Refused("驻站", "这个命令只有站长和党办可以用。")
    if words is None:
        known = "、".join(one.name for one in meant)
        raise UserError(f"请写上是哪个驻站，现有：{known or '（还没有）'}。例：名单 驻站 驻沪服务站")
    station = audience.one_station(turn, words)
    if not turn.actor.is_clerk and station not in mine:
        raise UserError(f"{station.name}由它的站长和党办管，您的是{'、'.join(one.name for one in mine)}。")
    return station


def _person(turn: Turn, station: Unit, name: str) -> Member:
    """Find a person: a clerk's in the whole roll, a head's among who lives there or belongs."""
    called, example = read_person(name), f"驻站 {{}} {station.name}"
    if turn.actor.is_clerk:
        return finding.one_person(turn, called, example)
    own = [
        one for one in [*_members(turn, station), *_living_there(turn, station)] if one.name == called.name
    ]
    if not own:
        raise UserError(f"住在{station.place}的同志里没有“{name}”。要记别处的同志，请党办来办。")
    return finding.one_of(turn, called, example, own)


@router.command(
    "名单 驻站",
    may=Right.SECRETARY,
    also=_heads_one,
    takes=lambda words: words or None,
    usage="名单 驻站 [驻沪服务站]",
    does="驻站有哪些人；还有谁住在那里、可以请来。站长看自己的站，党办看全部。私下发给您。",
    example="名单 驻站 驻沪服务站",
)
def list_station(turn: Turn, words: str | None) -> None:
    """List who belongs to a station, and who lives there and does not yet."""
    station = _station(turn, words)
    inside, names = _members(turn, station), units.branch_names(turn.db)
    near = [one for one in _living_there(turn, station) if one not in inside]
    shown = near[:_MOST_NEAR]
    lines = rules.show_people([(one, names.get(one.branch_id or 0, "")) for one in inside])
    if shown:
        lines.append(f"住在{station.place}、还没记到驻站的 {len(near)} 人：")
        rest = [(one, names.get(one.branch_id or 0, "")) for one in shown]
        lines += rules.show_people(rest, first=len(inside) + 1)
    listed = [one.id for one in [*inside, *shown]]
    turn.note_look(listed, f"名单 驻站 {station.name}")
    title = f"{station.name} {len(inside)} 人："
    end = f"要记到驻站：驻站 姓名 {station.name}"
    turn.reply_with_list(
        f"station:{station.id}", title, lines, [one.id for one in [*inside, *shown]], end=end
    )


def _members(turn: Turn, station: Unit) -> list[Member]:
    return members.of_ids(turn.db, stations.members_of(turn.db, station.id))


def _living_there(turn: Turn, station: Unit) -> list[Member]:
    """List who lives in a station's place, as was said last or as the roll says."""
    try:
        found = audience.find_reach(turn, Audience(Scope.PLACE, (f"在{station.place}",)))
    except UserError:  # nobody does
        return []
    return list(found.people)
