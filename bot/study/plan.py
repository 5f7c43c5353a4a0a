"""A study item before 确认: what would go out, to whom and when, and how that is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot import enclosed
from bot.context import Turn, UserError
from bot.domain.audience import Audience, Scope
from bot.domain.delivery import quiet_until
from bot.domain.enclosure import Enclosure
from bot.domain.room import RoomKind
from bot.domain.study.item import Item, State, quoted, show_moment
from bot.domain.study.order import EXAMPLE, Order
from bot.notice.audience import Reach
from bot.notice.preview import name_rooms
from bot.operation import foresight, piloting
from bot.operation.foresight import Load
from bot.reading import deadlines
from bot.study import reaching
from data import enclosure as enclosures
from data import study as studies

_WEEKLY = re.compile(r"每(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?P<clock>.*)")
_WEEKDAYS = "一二三四五六日"
_USUAL = "9:00"  # where a day is said and no hour
_PARTS = (("早", "8:00"), ("上午", "9:00"), ("中午", "12:00"), ("下午", "14:00"), ("晚", "19:30"))
_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Plan:
    """What 确认 would do; `due_at` None is now."""

    order: Order
    title: str
    url: str | None
    reach: Reach
    enclosure: Enclosure | None
    due_at: datetime | None
    weekly: bool
    relayed: bool

    @property
    def arguments(self) -> dict[str, Any]:
        """The draft, as it is kept."""
        return {
            "title": self.title,
            "url": self.url,
            "source": self.order.source,
            "scope": self.order.audience.scope,
            "names": self.order.audience.names,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "weekly": self.weekly,
            "relayed": self.relayed,
            "enclosure": self.enclosure.id if self.enclosure else None,
        }


def make_plan(turn: Turn, order: Order, example: str = EXAMPLE) -> Plan:
    """Work out what an order means now. Raises UserError for what cannot be."""
    enclosure = enclosed.find(turn, _WITH_LAST, wanted=order.enclosed)
    title = order.title or (enclosure.name if enclosure and enclosure.url else "")
    if not title:
        raise UserError(f"请写上标题。例：{example}")
    if order.url is None and enclosure is None:
        raise UserError(
            f"还差要学的内容：写上链接，或者先把链接、文件、图片发给我，再加“带上一条”。例：{example}"
        )
    due_at, weekly = read_moment(turn, order.when) if order.when else (None, False)
    by_branch = order.audience.scope.is_by_branch
    if order.relayed and not by_branch:
        raise UserError("“转发”是请书记转到支部群，只用于全体、支部和总支。")
    return Plan(
        order,
        title[:60],
        order.url or (enclosure.url if enclosure else None),
        reaching.reach_for(turn, order.audience),
        enclosure,
        due_at,
        weekly,
        order.relayed or (by_branch and turn.settings.study.through_secretaries),
    )


_WITH_LAST = "学习 标题 带上一条 全体"


# When


def read_moment(turn: Turn, words: str, example: str = EXAMPLE) -> tuple[datetime, bool]:
    """Read when something is to go out, and whether that is a place of a weekly series. Raises UserError.

    每周一 8:00 is the next Monday at eight at which nothing of ours goes out yet. No room hears it by night.
    """
    plain = unicodedata.normalize("NFKC", words).strip()
    weekly = _WEEKLY.fullmatch(plain)
    moment = _next_free(turn, weekly) if weekly else _read_once(turn, plain, example)
    if moment <= turn.now or moment > turn.now + _AHEAD:
        raise UserError(f"“{words}”已经过了，或者太远了，请换一个时间。例：{example} 周五 8:00")
    return quiet_until(moment, turn.settings.delivery.quiet_rooms, turn.zone) or moment, bool(weekly)


def _read_once(turn: Turn, words: str, example: str) -> datetime:
    if day := deadlines.impossible_day(words):
        raise UserError(f"没有{day}，请换一天。例：{example} 周五 8:00")
    moment = deadlines.read_deadline(_with_clock(words), turn.local_now)
    if moment is None:
        raise UserError(f"“{words}”是什么时候我拿不准。例：{example} 周五 8:00")
    return moment


def _with_clock(words: str) -> str:
    """Add an hour where only a day is said, or a part of one: 明早 is at eight."""
    if re.search(r"[:点]|小时|分钟", words):
        return words
    clock = next((clock for part, clock in _PARTS if part in words), _USUAL)
    day = re.sub("早上?|上午|中午|下午|晚上?", "", words)
    return f"{day}{'天' if day in {'今', '明'} else ''} {clock}"


def _next_free(turn: Turn, weekly: re.Match[str]) -> datetime:
    clock = _read_clock(turn, weekly["clock"].strip())
    today = turn.local_now.date()
    weekday = _WEEKDAYS.index(weekly["day"].replace("天", "日"))
    taken = studies.taken_moments(turn.db)
    day: date = today + timedelta(days=(weekday - today.weekday()) % 7)
    while (moment := datetime.combine(day, clock, turn.zone)) <= turn.now or moment in taken:
        day += timedelta(days=7)
    return moment


def _read_clock(turn: Turn, words: str) -> time:
    moment = deadlines.read_deadline(_with_clock(f"明天{words}"), turn.local_now)
    if moment is None:
        raise UserError(f"“{words}”是几点我拿不准。例：{EXAMPLE} 每周一 8:00")
    return moment.time()


# How it is shown


def show_plan(turn: Turn, plan: Plan) -> str:
    """Write what 确认 would do."""
    source = f"（{plan.order.source}）" if plan.order.source else ""
    lines = [f"将发学习{quoted(plan.title)}{source}", *show_reach(turn, plan)]
    if plan.relayed:
        count = len(plan.reach.branches)
        lines.append(f"请 {count} 个支部的书记转发到本支部群，没转的我提醒一次")
    lines.append(f"时间：{_show_when(turn, plan)}")
    return "\n".join([*lines, *show_content(plan), "回复“确认”发送，“取消”作罢。"])


def _show_when(turn: Turn, plan: Plan) -> str:
    if plan.due_at is None:
        return "现在"
    return show_moment(plan.due_at.astimezone(turn.zone)) + ("（每周一条，排在这天）" if plan.weekly else "")


def show_content(plan: Plan) -> list[str]:
    """Write what goes with the words."""
    if plan.enclosure:
        return [f"附：{plan.enclosure.shown}"]
    return [f"链接：{plan.url}"] if plan.url else []


def show_reach(turn: Turn, plan: Plan) -> list[str]:
    """Write whom it reaches, by which ways, and about how long that takes."""
    reach = plan.reach
    load = weigh(turn, plan)
    lines = [f"给{reach.title}，共 {len(reach.people)} 人"]
    ways = [f"群：{name_rooms(reach.rooms)}"] if reach.rooms else []
    ways += [f"私信 {len(reach.alone)} 位不在群里的" if reach.rooms else f"私信 {len(reach.alone)} 位"]
    ways = ways if reach.alone or not reach.rooms else ways[:1]
    ways.append(f"{load.messages} 条，{foresight.show_duration(turn, load)}")
    lines.append("，".join(ways))
    if reach.unreachable:
        lines.append(f"另有 {len(reach.unreachable)} 位我联系不到，要书记打电话")
    if piloted := piloting.note_load(turn.db, load.messages):
        lines.append(piloted)
    return lines


def weigh(turn: Turn, plan: Plan) -> Load:
    """Count what goes out once all is passed on; of a pilot only what it lets go."""
    straight = [room for room in plan.reach.rooms if piloting.lets_hear(turn.db, room.room_id)]
    places = len(straight) + len(plan.reach.alone)
    if plan.relayed:
        places += sum(room.kind is RoomKind.BRANCH for room in straight)  # the secretary's copy
    carried = bool(plan.url or plan.enclosure)
    files = places if plan.enclosure and plan.enclosure.path else 0
    return Load(places, places * (2 if carried else 1), files)


# Into the store


def item_of(turn: Turn, arguments: Mapping[str, Any]) -> Item:
    """Make the item of a draft that was confirmed, without its number."""
    due_at = datetime.fromisoformat(arguments["due_at"]) if arguments["due_at"] else turn.now
    return Item(
        number=0,
        title=arguments["title"],
        url=arguments["url"],
        path=keep_file(turn, arguments["enclosure"]),
        source=arguments["source"],
        audience=Audience(Scope(arguments["scope"]), tuple(arguments["names"])),
        relayed=arguments["relayed"],
        state=State.WAITING,
        due_at=due_at,
        said_by=turn.actor.member.id,
    )


def keep_file(turn: Turn, enclosure_id: int | None) -> Path | None:
    """Keep a picture or file for as long as it may go out: what came in is deleted after a week."""
    found = enclosures.find(turn.db, enclosure_id) if enclosure_id else None
    if found is None or found.path is None:
        return None
    folder = Path(turn.settings.database).absolute().parent / "study"
    return enclosures.write_file(folder, found.kind, found.name, found.path.read_bytes())
