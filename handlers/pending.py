"""待改: what changed on the roll and is not yet put right in a ledger elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.context import Turn, UserError
from bot.domain.command import Misfit
from bot.domain.pending import Due, show_counts
from bot.domain.record import show_value
from bot.router import Right, Router
from data import listing as listings
from data import member as members
from data import pending

router = Router()

_SUBJECT = "pending"
_MOST = 40


def _read_name(words: str) -> str:
    if len(words.split()) > 1:
        raise Misfit(words)
    return words


@router.command(
    "待改",
    may=Right.CLERK,
    takes=_read_name,
    usage="待改 [组工库]",
    does="对过账以后名册又改了什么，哪本账还没跟着改，从哪天起。改好了回“待改 完成 1 3”。",
    example="待改 组工库",
    spaced=True,
)
def show(turn: Turn, name: str) -> None:
    """List what is to be put right, in one ledger or all."""
    if turn.room and not turn.is_in_office:
        raise UserError("待改请私信我，或者在党办群里看。")
    found = _find(turn, name)
    entries = _by_change(found)
    if not entries:
        turn.reply(f"{f'“{name}”' if name else '几本账'}没有要改的，都跟名册一样。")
        return
    shown = entries[:_MOST]
    turn.note_look({group[0].member_id for group in shown}, "待改")
    more = f"（先列 {_MOST} 条）" if len(entries) > _MOST else ""
    turn.reply_with_list(
        f"{_SUBJECT}:{name}",
        f"待改：{show_counts(found)}{more}",
        [f"{at} {_show(turn, group, name)}" for at, group in enumerate(shown, start=1)],
        [group[-1].change_id for group in shown],
        end="改好了回“待改 完成 1 3”，都改好了回“待改 完成 组工库 全部”。",
    )


def _find(turn: Turn, name: str) -> list[Due]:
    known = [one.name for one in pending.watches(turn.db)]
    if not known:
        raise UserError("还没有对过账。对好出过表的，名册再有改动就记在这里。怎么对，发“帮助 对账”。")
    if name and name not in known:
        near = [one for one in known if name in one or one in name]
        if len(near) != 1:
            raise UserError(f"没有对过“{name}”，有的是：{'、'.join(known)}。例：待改 {known[0]}")
        name = near[0]
    return pending.due(turn.db, name or None)


def _by_change(found: Sequence[Due]) -> list[list[Due]]:
    """Put together what is the same in several ledgers, in the order of the changes."""
    groups: dict[int, list[Due]] = {}
    for one in found:
        groups.setdefault(one.change_id, []).append(one)
    return [groups[change] for change in sorted(groups)]


def _show(turn: Turn, group: Sequence[Due], name: str) -> str:
    one = group[0]
    person = members.find(turn.db, one.member_id)
    value = show_value(one.field, one.value, masked=turn.is_in_office)
    since = one.since.astimezone(turn.zone)
    where = "" if name else f"{'、'.join(each.ledger for each in group)}，"
    return f"{person.name} {one.field.value}：{value}（{where}{since.month}月{since.day}日起）"


# Done


_LONGEST = 300  # characters; a list shows 40 numbers
_TICKS = re.compile(
    r"(?P<name>[^\d\s第]\S*?)?[\s:：]*"
    r"(?:全部|都改了|所有|第?(?P<at>\d{1,3}(?:[\s、,，和]+\d{1,3})*)[条号]?)"
)


@dataclass(frozen=True, slots=True)
class _Ticks:
    name: str
    places: tuple[int, ...]  # () is all


def _read_ticks(words: str) -> _Ticks:
    match = None if len(words) > _LONGEST else _TICKS.fullmatch(words)
    if match is None:
        raise UserError("请写上改好了哪几条，例：待改 完成 1 3；或者 待改 完成 组工库 全部")
    return _Ticks(match["name"] or "", tuple(int(at) for at in re.findall(r"\d+", match["at"] or "")))


@router.command(
    "待改 完成",
    may=Right.CLERK,
    takes=_read_ticks,
    usage="待改 完成 1 3 | 待改 完成 组工库 全部",
    does="那本账里改好了，勾掉；谁勾的、哪天，都记着。编号是刚看到的“待改”里的。",
    example="待改 完成 组工库 全部",
)
def tick(turn: Turn, wanted: _Ticks) -> None:
    """Tick off what was put right."""
    found = _find(turn, wanted.name)
    if wanted.places:
        found = _numbered(turn, wanted, found)
    if not found:
        raise UserError("没有要勾的了，都跟名册一样。")
    pending.tick(turn.db, found, turn.actor.member.id, turn.now)
    names = list(dict.fromkeys(members.find(turn.db, one.member_id).name for one in found))
    left = pending.due(turn.db)
    rest = f"还剩：{show_counts(left)}。" if left else "都改完了。"
    more = "等" if len(names) > 6 else ""
    turn.reply(f"勾掉了 {show_counts(found)}（{'、'.join(names[:6])}{more}）。{rest}")


def _numbered(turn: Turn, wanted: _Ticks, found: Sequence[Due]) -> list[Due]:
    """Choose by the numbers of the list last seen, and in the ledger that it was of."""
    listing = listings.latest(turn.db, turn.actor.member.id, turn.now)
    if listing is None or not listing.subject.startswith(f"{_SUBJECT}:"):
        raise UserError("请先发“待改”，再照里面的编号勾。")
    if wrong := [at for at in wanted.places if not 1 <= at <= len(listing.items)]:
        raise UserError(f"名单里没有第 {wrong[0]} 条，请再发一次“待改”看。")
    seen = listing.subject.partition(":")[2]
    changes = {listing.items[at - 1] for at in wanted.places}
    return [one for one in found if one.change_id in changes and (not seen or seen in one.ledger)]
