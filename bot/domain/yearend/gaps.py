"""What a branch's year lacks, in plain words, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.command import chinese_number
from bot.domain.days import show_day
from bot.domain.dues import arrears
from bot.domain.meeting import Kind, Lack, Quarter
from bot.domain.yearend.year import BranchYear, PersonYear

_NAMED = 4
_NOTED_FOR = timedelta(days=365)  # a meeting is taken down up to a year later
_LISTENED = 30  # days after which silence says something
_REVIEWED_FROM = 11  # the month from which the year's review is looked for
_SERIOUS = {name for name, most in arrears.ARREARS if most > arrears.SERIOUS} | {arrears.LONGEST}
_SOME = {name for name, most in arrears.ARREARS if 0 < most <= arrears.SERIOUS}
_OWN = {"学历": "大专", "从业类别": "个体经营", "联系电话": "13800001111"}  # what a secretary changes


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, and what to do; of neighbours that are `alike` one example is enough in a text."""

    what: str
    how: str
    alike: bool = False


def find_gaps(one: BranchYear) -> list[Gap]:
    """List what a branch's year lacks: meetings, reports, dues, the roll, people, events, cases."""
    return [
        *_meetings(one),
        *_review(one),
        *_reports(one),
        *_dues(one),
        *_studies(one),
        *_unheard(one),
        *_roll(one),
        *_events(one),
        *_cases(one),
    ]


def name_some(people: Sequence[PersonYear]) -> str:
    """Write how many, and the first names: 5 人（张三、李四、王五、赵六…）."""
    names = "、".join(one.person.name for one in people[:_NAMED])
    return f"{len(people)} 人（{names}{'…' if len(people) > _NAMED else ''}）"


# Meetings


def _meetings(one: BranchYear) -> list[Gap]:
    if one.year.is_all_gone("会"):
        return []
    by_kind = {kind: [each for each in one.lacks if each[1].kind is kind] for kind in Kind}
    return [
        Gap(f"{kind.chinese}：{_show_lacks(lacks)}", _how_to_note(kind, lacks, one.year.today), alike=True)
        for kind, lacks in by_kind.items()
        if lacks
    ]


def _show_lacks(lacks: Sequence[tuple[Quarter, Lack]]) -> str:
    over = [(quarter, lack) for quarter, lack in lacks if lack.over]
    open_ones = [(quarter, lack) for quarter, lack in lacks if not lack.over]
    parts = [f"{_show_times(over)}没有记录"] if over else []
    return "，".join([*parts, *([f"{_show_times(open_ones)}还要开"] if open_ones else [])])


def _show_times(lacks: Sequence[tuple[Quarter, Lack]]) -> str:
    """Write quarters or months: 一季度、三季度; 1–9月、11月."""
    quarters = [f"{chinese_number(quarter.number)}季度" for quarter, lack in lacks if lack.month is None]
    return "、".join([*quarters, *_runs(lack.month for _, lack in lacks if lack.month)])


def _runs(months: Iterable[int]) -> list[str]:
    runs: list[list[int]] = []
    for one in sorted(months):
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [f"{run[0]}–{run[-1]}月" if len(run) > 1 else f"{run[0]}月" for run in runs]


def _how_to_note(kind: Kind, lacks: Sequence[tuple[Quarter, Lack]], today: date) -> str:
    """Say how a meeting that was held is taken down, by the example of the latest that is missing."""
    over = [date(quarter.year, lack.month or quarter.months[2], 20) for quarter, lack in lacks if lack.over]
    if not over:
        return f"开过就记上，例：三会一课 {kind.chinese} 昨天 全到 内容：…"
    day = max(over)
    if today - day > _NOTED_FOR:
        return "一年以前的会这里记不进了，请在材料里说明"
    year = f"{day.year}年" if day.year != today.year else ""
    return f"开过的补录，例：三会一课 {kind.chinese} {year}{show_day(day)} 全到 内容：…"


def _review(one: BranchYear) -> list[Gap]:
    year = one.year
    is_time = year.is_over or year.today.month >= _REVIEWED_FROM
    if one.reviewed or not is_time or not one.people or year.is_all_gone("会"):
        return []
    if year.is_over and year.today - date(year.number, 12, 31) > _NOTED_FOR:
        return [Gap("民主评议：没有记录", "一年以前的会这里记不进了，请在材料里说明")]
    day = f"{year.number}年12月30日" if year.is_over else "昨天"
    return [Gap("民主评议：没有记录", f"开完发：三会一课 党员大会 {day} 全到 内容：民主评议党员")]


# People


def _reports(one: BranchYear) -> list[Gap]:
    past, found = list[str](), list[Gap]()
    for quarter in one.year.quarters:
        missing = [each for each in one.asked if quarter.number not in each.reports]
        if not missing or not one.year.takes_reports(quarter):
            continue
        called = f"{chinese_number(quarter.number)}季度"
        if quarter.last < one.year.today:
            past.append(f"{called} {len(missing)} 人")
        else:
            how = f"{show_day(quarter.last)}前请本人私信我“思想汇报 正文”；全部名单发：三个一 名单"
            found.append(Gap(f"思想汇报：{called} {name_some(missing)}没写", how))
    if past:
        found.insert(0, Gap(f"思想汇报：{'、'.join(past)}没写", "过去的季度不再收，请在材料里说明"))
    return found


def _dues(one: BranchYear) -> list[Gap]:
    long = [each for each in one.people if each.dues_class in _SERIOUS]
    some = [each for each in one.people if each.dues_class in _SOME]
    unknown = [each for each in one.people if each.dues_class == arrears.UNKNOWN]
    found = []
    if long:
        found.append(Gap(f"党费：欠6个月以上 {name_some(long)}", "问问是不是有难处；全部名单发：名单 欠费"))
    if some:
        how = f"交了就记，例：党费 {some[0].person.name} 交到 {_december(one)}"
        found.append(Gap(f"党费：欠1–6个月 {name_some(some)}", how))
    if unknown:
        how = f"知道的话发：党费 {unknown[0].person.name} 交到 {_december(one)}"
        found.append(Gap(f"党费：交到哪个月没有登记 {name_some(unknown)}", how))
    return found


def _december(one: BranchYear) -> str:
    return f"{one.year.number}-12" if one.year.is_over else f"{one.year.today:%Y-%m}"


def _studies(one: BranchYear) -> list[Gap]:
    none = [each for each in one.asked if each.studies and not each.studied]
    how = "提醒本人回“已学”；只有电话的念给他听，再替他记：代学 5号 姓名"
    return [Gap(f"学习：一条也没学 {name_some(none)}", how)] if none else []


def _unheard(one: BranchYear) -> list[Gap]:
    silent = [each for each in one.asked if not each.months and not each.visits]
    if not silent or one.year.days < _LISTENED or one.year.is_over:
        return []
    how = f"打个电话，再记：联系 {silent[-1].person.name} 电话 平安"
    return [Gap(f"平安：今年没有消息也没有走访 {name_some(silent)}", how)]


def _roll(one: BranchYear) -> list[Gap]:
    """Count what the roll does not hold; only while the year is near, as the roll is today's."""
    if one.year.today.year - one.year.number > 1:
        return []
    by_heading: dict[str, list[PersonYear]] = {}
    for each in one.people:
        for heading in each.not_on_roll:
            by_heading.setdefault(heading, []).append(each)
    if not by_heading:
        return []
    counts = "、".join(f"{word} {len(who)} 人" for word, who in by_heading.items())
    own = [
        f"改 {by_heading[word][0].person.name} {word} {example}"
        for word, example in _OWN.items()
        if word in by_heading
    ]
    offices = "、".join(word for word in by_heading if word not in _OWN)
    how = "；".join([*(f"补上发：{each}" for each in own[:1]), *([f"{offices}请党办补"] if offices else [])])
    return [Gap(f"花名册：缺{counts}", how)]


# What is open


def _events(one: BranchYear) -> list[Gap]:
    if not one.unsigned:
        return []
    numbers = "、".join(f"活动{number}号" for number in one.unsigned[:_NAMED])
    more = f"等 {len(one.unsigned)} 次" if len(one.unsigned) > _NAMED else ""
    return [Gap(f"签到：{numbers}{more}没有记谁到了", f"补发：签到 {one.unsigned[0]}号 全到 除 王五")]


def _cases(one: BranchYear) -> list[Gap]:
    return [Gap(f"工单：{one.cases_open} 件还没答复", "看是哪些发：工单")] if one.cases_open else []
