"""建支部, 建总支, 改名, 合并支部, 撤支部: the committee's general branches and branches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import drafting, finding
from bot.context import Turn, UserError
from bot.domain import unit as rules
from bot.domain.post import title
from bot.domain.unit import Founding, Pair, Unit, UnitKind
from bot.organisation import appointing, merging
from bot.organisation.merging import Merger
from bot.router import Right, Router
from data import member as members
from data import pilot as pilots
from data import post as posts
from data import room as rooms
from data import station as stations
from data import unit as units

router = Router()

_BELOW = (UnitKind.BRANCH, UnitKind.GENERAL, UnitKind.STATION)


# Founding


@router.command(
    "建支部",
    may=Right.CLERK,
    takes=rules.read_branch_founding,
    usage="建支部 第十六支部 [总支 第一总支]",
    does="添一个支部，可以写在哪个总支下面。群建好以后在群里发“关联群 支部 第十六支部”。",
    example="建支部 第十六支部",
    spaced=True,
    needs_words=True,
)
def found_branch(turn: Turn, asked: Founding) -> None:
    """Make a branch."""
    name = _read_new_name(turn, asked.name, UnitKind.BRANCH)
    parent = finding.one_unit(turn, asked.parent, UnitKind.GENERAL) if asked.parent else _committee(turn)
    units.found_unit(turn.db, UnitKind.BRANCH, name, parent.id)
    below = f"，在{parent.name}下面" if parent.kind is UnitKind.GENERAL else ""
    turn.reply(f"{name}建好了{below}。接下来：设置 书记 {name} 张三；在它的群里发：关联群 支部 {name}")


@router.command(
    "建总支",
    may=Right.CLERK,
    takes=rules.read_general_founding,
    usage="建总支 第一总支 [第一支部 第二支部]",
    does="添一个总支；后面写上支部，就归到它下面。总支已经有的，只把支部归过去。",
    example="建总支 第一总支 第一支部 第二支部",
    spaced=True,
    needs_words=True,
)
def found_general(turn: Turn, asked: Founding) -> None:
    """Make a general branch, or take one there is, and put branches below it."""
    below = [finding.one_branch(turn, name) for name in asked.below]
    known = units.meant(turn.db, rules.read_name(asked.name, UnitKind.GENERAL), UnitKind.GENERAL)
    if known and not below:
        raise UserError(f"已经有{known.name}了。要把支部归到它下面：建总支 {known.name} 第一支部 第二支部")
    name = known.name if known else _read_new_name(turn, asked.name, UnitKind.GENERAL)
    general = known.id if known else units.found_unit(turn.db, UnitKind.GENERAL, name, _committee(turn).id)
    for branch in below:
        units.put_below(turn.db, branch.id, general)
    listed = f"{'、'.join(branch.name for branch in below)}归到{name}下面了。" if below else ""
    turn.reply(f"{'' if known else f'{name}建好了。'}{listed}要设书记：设置 书记 {name} 张三")


def _committee(turn: Turn) -> Unit:
    return units.committee(turn.db, turn.settings.organisation.name)


def _read_new_name(turn: Turn, words: str, kind: UnitKind, instead_of: Unit | None = None) -> str:
    """Read a name nobody has; one that finds another unit, also an old one, would lead old tables astray."""
    name = rules.read_name(words, kind)
    taken = units.meant(turn.db, name)
    if taken is None or (instead_of and taken.id == instead_of.id):
        return name
    if rules.unit_key(taken.name) == rules.unit_key(name):
        raise UserError(f"已经有{taken.name}了。发“组织”看全部。")
    raise UserError(f"“{name}”是{taken.name}从前用过的名称，旧名册里还会出现，请换一个名称。")


# Renaming


@router.command(
    "改名",
    may=Right.CLERK,
    takes=rules.read_renaming,
    usage="改名 支部 第三支部 望京支部",
    does="支部、总支、驻站换个名称。旧名称照样认得，旧名册也照样能导入。",
    example="改名 支部 第三支部 望京支部",
    spaced=True,
    needs_words=True,
)
def rename(turn: Turn, names: Pair) -> None:
    """Give a unit another name, at once."""
    unit = finding.one_unit(turn, names.first, *_BELOW)
    name = _read_new_name(turn, names.second, unit.kind, unit)
    if name == unit.name:
        raise UserError(f"它现在就叫{name}。")
    units.rename(turn.db, unit, name, turn.actor.member.id, turn.now)
    turn.reply(f"{unit.name}改名为{name}了。旧名称照样认得；群名称请在微信里改。")


# Merging and closing


@router.command(
    "合并支部",
    may=Right.CLERK,
    takes=rules.read_merger,
    usage="合并支部 第三支部 到 第四支部",
    does="前一个并入后一个：党员、群、没办完的通知都过去，经过都留着。先给您看，回“确认”才办。",
    example="合并支部 第三支部 到 第四支部",
    spaced=True,
    needs_words=True,
)
def propose_merger(turn: Turn, names: Pair) -> None:
    """Show what a merger would move."""
    appointing.check_place(turn)
    source, target = finding.one_branch(turn, names.first), finding.one_branch(turn, names.second)
    merger = _plan_merger(turn, source, target)
    arguments = {"source": source.id, "target": target.id}
    drafting.propose(turn, "merger", arguments, _show_merger(turn, merger))


def _plan_merger(turn: Turn, source: Unit, target: Unit) -> Merger:
    if source.id == target.id:
        raise UserError(f"{source.name}和{target.name}是同一个支部。例：合并支部 第三支部 到 第四支部")
    if pilots.branch(turn.db) in {source.id, target.id}:
        raise UserError("试点正在这个支部进行，请先结束试点：试点 结束")
    return merging.plan(turn, source, target)


def _show_merger(turn: Turn, merger: Merger) -> str:
    numbers = "、".join(f"第{one.number}号" for one in merger.notices)
    held = [
        f"{appointing.name_of(turn, one.member_id)}（{title(one.role, UnitKind.BRANCH)}）"
        for one in merger.posts
    ]
    lines = [
        f"将把{merger.source.name}并入{merger.target.name}：党员 {len(merger.people)} 人转过去",
        f"还开着的通知 {len(merger.notices)} 条" + (f"（{numbers}），回过的都算数" if numbers else ""),
    ]
    if merger.waiting:
        lines.append(f"等{merger.source.name}转发的 {len(merger.waiting)} 条，现在就发到它的群")
    if merger.rooms:
        topics = "、".join(f"“{room.topic}”" for room in merger.rooms)
        lines.append(f"群{topics}改为{merger.target.name}的群")
    lines += [f"不再担任：{'、'.join(held)}"] if held else []
    return "\n".join([*lines, "回复“确认”合并，“取消”作罢。"])


@router.confirms("merger")
def merge(turn: Turn, arguments: Mapping[str, Any], _words: str) -> None:
    """Merge as it was shown; rights and both branches are looked at once more."""
    source, target = units.find(turn.db, arguments["source"]), units.find(turn.db, arguments["target"])
    if not turn.actor.is_clerk or source.closed_at or target.closed_at:
        raise UserError("刚才这会儿情况变了，没有合并。请再发一遍。")
    merger = _plan_merger(turn, source, target)
    merging.merge(turn, merger)
    merging.tell_receivers(turn, merger)
    leavers = {term.member_id: term for term in merger.posts}
    key = str(turn.incoming.message_id)
    untold = [
        appointing.name_of(turn, member)
        for member, term in leavers.items()
        if not appointing.tell_leaver(turn, term, key)
    ]
    more = f"{'、'.join(untold)}我不能私信，请您说一声。" if untold else ""
    turn.reply(f"{source.name}并入{target.name}了，{len(merger.people)} 人转了过去。旧名称照样认得。{more}")


@router.command(
    "撤支部",
    may=Right.CLERK,
    takes=lambda words: words,
    usage="撤支部 第三支部",
    does="撤掉没有党员的支部（总支要先没有支部）；有人的请先合并。经过都留着。",
    example="撤支部 第三支部",
    spaced=True,
    needs_words=True,
)
def close(turn: Turn, words: str) -> None:
    """Close a unit that holds nobody."""
    unit = finding.one_unit(turn, words, *_BELOW)
    _check_empty(turn, unit)
    for term in posts.held(turn.db, unit_id=unit.id):
        appointing.end(turn, term, turn.actor.member.id)
        appointing.tell_leaver(turn, term, str(turn.incoming.message_id))
    own_rooms = [room for room in rooms.everything(turn.db) if room.unit_id == unit.id]
    for room in own_rooms:
        rooms.untie(turn.db, room.room_id)
    units.close(turn.db, unit.id, turn.now)
    more = "它的群我不再管，请把我移出或另行关联。" if own_rooms else ""
    turn.reply(f"{unit.name}撤掉了。{more}")


def _check_empty(turn: Turn, unit: Unit) -> None:
    people = len(members.of_branch(turn.db, unit.id)) + len(stations.members_of(turn.db, unit.id))
    if people:
        hint = (
            f"请先合并：合并支部 {unit.name} 到 第四支部"
            if unit.kind is UnitKind.BRANCH
            else "请先让他们退出。"
        )
        raise UserError(f"{unit.name}还有 {people} 人。{hint}")
    if unit.kind is UnitKind.GENERAL and (below := units.branches(turn.db, unit.id)):
        raise UserError(f"{unit.name}下面还有 {len(below)} 个支部，请先把它们归到别的总支：建总支 …")
    if pilots.branch(turn.db) == unit.id:
        raise UserError("试点正在这个支部进行，请先结束试点：试点 结束")
