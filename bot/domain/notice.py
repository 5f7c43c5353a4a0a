"""A notice: what is asked back by when, and how it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.audience import Scope
from bot.domain.days import show_day


class Answer(StrEnum):
    """What a notice asks back."""

    RECEIPT = "receipt"  # 收到
    YES_NO = "yes_no"
    CHOICE = "choice"  # one of Notice.options, by its number or its words
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that was sent."""

    number: int
    body: str
    receipt: bool  # whether anything is asked back at all
    deadline: datetime | None
    sent_at: datetime
    answer: Answer | None = None  # what is asked back; None where nothing is
    options: tuple[str, ...] = ()
    enclosure_id: int | None = None
    relay_by: datetime | None = None  # until when secretaries are to pass it on; None: sent straight
    withdrawn_at: datetime | None = None
    scope: Scope = Scope.ALL


# A place's name and its clock: deadlines are shown on these beside the committee's.
Clock = tuple[str, tzinfo]
CLOCKS_SHOWN = 3


def remind_at(sent_at: datetime, deadline: datetime | None, before: timedelta) -> datetime | None:
    """Tell when the silent are asked once more; None where there is too little time for asking twice."""
    if deadline is None or deadline - sent_at < timedelta(hours=2):
        return None
    # With less time than that before the deadline, half of it is left to answer by themselves.
    return max(deadline - before, sent_at + (deadline - sent_at) / 2)


def other_zones(zones: Sequence[str], moment: datetime) -> list[str]:
    """Give up to three zones most people live in whose clocks differ at a moment, and from its own.

    Zones of one hour are one, called by the zone of most people.
    """
    living = Counter(zones)
    people: Counter[timedelta | None] = Counter()
    called: dict[timedelta | None, str] = {}
    for zone, count in living.most_common():
        offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
        people[offset] += count
        called.setdefault(offset, zone)
    del people[moment.utcoffset()]
    return [called[offset] for offset, _ in people.most_common(CLOCKS_SHOWN)]


_WEEKDAYS = "一二三四五六日"


def show_deadline(
    deadline: datetime, *, since: datetime, abroad: bool = False, clocks: Sequence[Clock] = ()
) -> str:
    """Write a deadline as members read it: 11月27日（周五）18:00; with its year if `since` is in another.

    Abroad, whose clock that is, too, and what the clocks of other places show then.
    """
    clock = "北京时间" if abroad or clocks else ""
    if deadline.year != since.astimezone(deadline.tzinfo).year:
        clock += f"{deadline.year}年"
    shown = f"{clock}{show_day(deadline)}（周{_WEEKDAYS[deadline.weekday()]}）{deadline:%H:%M}"
    there = "、".join(f"{place} {_show_there(deadline, deadline.astimezone(zone))}" for place, zone in clocks)
    return f"{shown}（{there}）" if there else shown


def _show_there(deadline: datetime, there: datetime) -> str:
    day = "" if there.date() == deadline.date() else f"{show_day(there)} "
    return f"{day}{_season(there)}{there:%H:%M}"


def _season(there: datetime) -> str:
    """Tell which of the two is meant where a clock set back shows an hour twice."""
    if there.replace(fold=0).utcoffset() == there.replace(fold=1).utcoffset():
        return ""
    return "夏令时 " if there.dst() else "冬令时 "


def show_options(options: Sequence[str]) -> str:
    """Write options with their numbers: 1 去 2 不去; options that are numbers (1、2、3) need none."""
    if all(map(str.isdecimal, options)):
        return "、".join(options)
    return " ".join(f"{number} {option}" for number, option in enumerate(options, start=1))


def show_question(
    notice: Notice, *, abroad: bool = False, clocks: Sequence[Clock] = (), privately: bool = False
) -> str:
    """Say in one line what to answer by when; nothing where nothing is asked."""
    if not notice.receipt:
        return ""
    before = ""
    if notice.deadline:
        due = show_deadline(notice.deadline, since=notice.sent_at, abroad=abroad, clocks=clocks)
        before = f"在{due}前"
    if notice.answer is Answer.WORDS and not privately:
        # In a room any words might be an answer: only those that say so are taken for one.
        return f"请{before}引用这条通知回几个字，或者私信我。"
    words = {
        Answer.YES_NO: "“是”或“否”。",
        Answer.CHOICE: f"编号：{show_options(notice.options)}",
        Answer.NUMBER: "一个数字。",
        Answer.WORDS: "几个字。",
    }
    return f"请{before}回复{words.get(notice.answer or Answer.RECEIPT, '“收到”。')}"


def show_notice(
    notice: Notice,
    *,
    abroad: bool = False,
    clocks: Sequence[Clock] = (),
    corrected: bool = False,
    privately: bool = False,
) -> str:
    """Write a notice as a room or a person reads it; the deadline is given on the committee's clock."""
    title = f"【第{notice.number}号通知{'·更正' if corrected else ''}】"
    question = show_question(notice, abroad=abroad, clocks=clocks, privately=privately)
    if corrected and question:
        question += "\n已回的不用再回。"
    return "\n".join(filter(None, (title, notice.body, question)))


def show_failures(number: int, places: Mapping[str, str]) -> str:
    """Tell who sent a notice where it did not arrive ({place: why}), and what to do."""
    if len(places) == 1:
        ((place, why),) = places.items()
        return f"第{number}号通知没能发到{place}（{why}），请打电话转告。"
    lines = [f"{place}：{why}" for place, why in places.items()]
    return "\n".join([f"第{number}号通知有 {len(places)} 处没能发到，请打电话转告：", *lines])


def show_wait(wait: timedelta) -> str:
    """Write about how long sending takes."""
    minutes = round(wait.total_seconds() / 60)
    if minutes < 60:
        return f"约 {minutes} 分钟" if minutes else "不到 1 分钟"
    hours, minutes = divmod(round(minutes, -1), 60)
    return f"约 {hours} 小时" + (f" {minutes} 分钟" if minutes else "")
