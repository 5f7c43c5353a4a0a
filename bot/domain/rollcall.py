"""A roll call: whom it asks and when, whom it leaves in peace, what counts as an answer in a room."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot import almanac
from bot.domain.audience import Audience, Scope, take_audience
from bot.domain.command import Misfit, UserError
from bot.domain.days import show_day
from bot.domain.progress import MANY, WORST
from bot.domain.silence import Excuse, Standing

# Who was asked within this time is not asked again by the weekly round.
APART = timedelta(days=5)
_HEARD_LATELY = timedelta(days=1)
_HALF_HOUR = timedelta(minutes=30)
_PROMISE_HOLDS = timedelta(days=30)  # who said to be back in summer is heard of monthly all the same


@dataclass(frozen=True, slots=True)
class Rollcall:
    """A round of check-ins."""

    number: int
    audience: str
    opened_at: datetime
    deadline: datetime
    opened_by: int | None  # None: the weekly one
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """When and where one person is asked; neither room nor moment: only the secretary can."""

    member_id: int
    room_id: str | None = None
    ask_at: datetime | None = None
    excused: Excuse | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a roll call has come in a branch."""

    branch: str
    answered: int
    excused: int  # of whom nothing was heard
    people: int


# The order


@dataclass(frozen=True, slots=True)
class Order:
    """A roll call as a clerk typed it; branches and deadline are still words."""

    audience: Audience
    deadline: str | None


EXAMPLE = "点名 支部 一,三 截止 周五18:00"
_BY = re.compile(r"(?:^|\s)截止\s*[:：]?\s*(?P<after>\S.*)$|(?:^|\s)(?P<before>\S+前)$")


def read_order(words: str) -> Order:
    """Read what stands behind 点名: 全体 (or nothing), 支部 一,三, or 境外; then until when.

    Raises Misfit for other words, UserError for an audience that roll calls have not.
    """
    by = _BY.search(words)
    deadline = (by["after"] or by["before"]).strip() if by else None
    heads, left = take_audience((words[: by.start()] if by else words).split() or ["全体"])
    if left or not heads:
        raise Misfit(words)
    if len(heads) > 1 or heads[0].scope not in {Scope.ALL, Scope.BRANCHES, Scope.OVERSEAS}:
        if heads[0].scope is Scope.PEOPLE:
            raise Misfit(words)  # 点名 表扬 is talk
        raise UserError(f"点名可以写：全体、支部 一,三 或 境外。例：{EXAMPLE}")
    return Order(heads[0], deadline)


# The weekly round


def weekly_moments(since: datetime, now: datetime, weekday: int, at: time, zone: tzinfo) -> list[datetime]:
    """List when a weekly round opens after `since` and up to `now`.

    On a holiday it moves to the next working day; what would fall from the eve to the sixth day of Spring
    Festival, to the first working day after it.
    """
    monday = since.astimezone(zone).date() - timedelta(days=14)
    monday -= timedelta(days=monday.weekday())
    moments = []
    while monday <= now.astimezone(zone).date():
        moments.append(datetime.combine(opening_day(monday + timedelta(days=weekday)), at, zone))
        monday += timedelta(days=7)
    return [moment for moment in dict.fromkeys(moments) if since < moment <= now]


def opening_day(day: date) -> date:
    """Give the day on which a round due on `day` opens."""
    day = almanac.next_working_day(day)
    while in_spring_festival(day):
        day = almanac.next_working_day(day + timedelta(days=1))
    return day


def in_spring_festival(day: date) -> bool:
    """Whether nobody is asked: from the eve to the sixth day of Spring Festival."""
    return -1 <= (day - almanac.spring_festival(day.year)).days <= 5


def closing(opened_at: datetime, span: timedelta, zone: tzinfo) -> datetime:
    """Give the deadline of a round, on the full half hour; a day off moves it to the next working day."""
    due = (opened_at + span).astimezone(zone)
    due += -timedelta(minutes=due.minute, seconds=due.second, microseconds=due.microsecond) % _HALF_HOUR
    return datetime.combine(almanac.next_working_day(due.date()), due.time(), zone)


def first_at(moment: datetime, at: time, zone: tzinfo) -> datetime:
    """Give the first time that a zone's clocks show `at`, at or after a moment."""
    day = moment.astimezone(zone).date()
    found = datetime.combine(day, at, zone)
    return found if found >= moment else datetime.combine(day + timedelta(days=1), at, zone)


def excuse(
    standing: Standing, now: datetime, today: date, *, asked_lately: bool, weekly: bool
) -> Excuse | None:
    """Tell why a round leaves a person in peace; None: it does not.

    A round that a clerk orders has a reason of its own (a storm, an earthquake): what somebody wrote
    yesterday, or said of coming back, does not answer it.
    """
    if standing.excuse or not weekly:
        return standing.excuse
    lately = standing.heard_at is not None and now - standing.heard_at <= _HEARD_LATELY
    heard = standing.heard_at is not None and now - standing.heard_at <= _PROMISE_HOLDS
    if lately:
        return Excuse.HEARD
    if heard and standing.promised is not None and standing.promised >= today:
        return Excuse.PROMISED
    return Excuse.ASKED if asked_lately else None


# What counts as an answer

_BARE = re.compile(r"(?:1|(?:ok|\[ok\]|👌)+|还行|都?还好|我很好)[\s。.!！~～]*", re.IGNORECASE)
_BARE_ALONE = re.compile(r"(?:好|在的?|\[强\]|👍)+[\s。.!！~～]*")  # among others these answer anything
_ASKS = re.compile(r"[?？吗]|谁|哪位|请问|帮我|怎么|什么|几点|大家|你们|各位|祝|希望|但愿|保佑")
_LONGEST = 40


def is_bare_answer(text: str, *, alone: bool) -> bool:
    """Whether a text can only be the shortest answer to how one is (1, OK, 还行), said `alone` to the bot."""
    return bool(_BARE.fullmatch(text.strip()) or (alone and _BARE_ALONE.fullmatch(text.strip())))


def may_answer(text: str) -> bool:
    """Whether a text is of the kind that answers a roll call: short, one line, no question, no wish."""
    return len(text) <= _LONGEST and "\n" not in text and not _ASKS.search(text)


# What people read


def show_by(deadline: datetime, today: date) -> str:
    """Write until when, as members say it: 周五10点, 明天18点半, 12月3日（周四）10点."""
    days = (deadline.date() - today).days
    weekday = f"周{'一二三四五六日'[deadline.weekday()]}"
    near = "今天" if days == 0 else "明天" if days == 1 else weekday
    ahead = deadline.isocalendar()[:2] != today.isocalendar()[:2] and days > 1
    day = f"{show_day(deadline)}（{weekday}）" if ahead else near
    minutes = {0: "", 30: "半"}.get(deadline.minute, f"{deadline.minute:02}分")
    return f"{day}{deadline.hour}点{minutes}"


def show_excused(asks: Iterable[Ask]) -> str:
    """Count who is left in peace, and why: 说过哪天回来 2 人，不便打扰 1 人."""
    counted = Counter(ask.excused for ask in asks if ask.excused)
    return "，".join(f"{why.chinese} {count} 人" for why, count in sorted(counted.items()))


def show_progress(call: Rollcall, rows: Sequence[Progress]) -> str:
    """Write how far a roll call has come, a line a branch; of many only the worst are named."""
    lines = _show_worst(call, rows) if len(rows) > MANY else [_show_row(row) for row in rows]
    answered, people = sum(row.answered for row in rows), sum(row.people for row in rows)
    ended = "，已截止" if call.is_closed else ""
    return "\n".join(
        [f"第{call.number}次报平安（{call.audience}{ended}）", *lines, f"合计 {answered}/{people}"]
    )


def _show_row(row: Progress) -> str:
    return f"{row.branch} {row.answered}/{row.people}" + (
        f"（这次不问 {row.excused}）" if row.excused else ""
    )


def _show_worst(call: Rollcall, rows: Sequence[Progress]) -> list[str]:
    behind = [row for row in rows if row.answered + row.excused < row.people]
    worst = sorted(behind, key=lambda row: row.answered / row.people)[:WORST]
    lines = [f"{len(rows)} 个支部：都有消息 {len(rows) - len(behind)}，还差 {len(behind)}"]
    if worst:
        lines += [f"最慢的 {len(worst)} 个支部：", *map(_show_row, worst)]
        lines += [f"看一个支部还差谁：名单 未报 {call.number} {worst[0].branch}"]
    return lines
