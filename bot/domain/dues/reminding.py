"""When words about dues are due, and what secretaries and the office read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot.domain import month
from bot.domain.dues import arrears
from bot.domain.dues.standing import Standing

_STALE = timedelta(days=2)  # after a longer outage the next month is soon enough


def moments_due(since: datetime, now: datetime, day: int, at: time, zone: tzinfo) -> list[datetime]:
    """List the moments of a day of the month, on a zone's clock, that lie after `since` and up to `now`."""
    local = now.astimezone(zone).date()
    first = local.replace(day=1)
    months = (first - timedelta(days=1), first, first + timedelta(days=31))
    moments = [datetime.combine(date(one.year, one.month, day), at, zone) for one in months]
    return [moment for moment in moments if max(since, now - _STALE) < moment <= now]


@dataclass(frozen=True, slots=True)
class Summary:
    """A branch's month: how many are behind, who is to be telephoned, who has newly reached six months."""

    branch: str
    after_months: int
    late: int
    telephone: Sequence[Standing]
    six: Sequence[Standing]


def show_summary(summary: Summary) -> str:
    """Write a branch's month for its secretary: facts, no verdict."""
    lines = [f"{summary.branch}的党费（只发给您）：{summary.late} 位差 {summary.after_months} 个月以上。"]
    if summary.telephone:
        lines.append(f"我私信不到，或者提醒过几次了，请打个电话：{_names(summary.telephone)}")
    if summary.six:
        lines.append(f"满 {arrears.SERIOUS} 个月：{_names(summary.six)}。有什么难处，请您先问一声。")
    lines.append("交了就发：党费 姓名 交到 月份，例：党费 张三 交到 2026-11；看全部发：名单 欠费")
    return "\n".join(lines)


def show_office(six: Sequence[tuple[str, Standing]]) -> str:
    """Write for the office who has newly reached six months."""
    lines = [f"{branch} {_names([one])}" for branch, one in six]
    return "\n".join([f"党费满 {arrears.SERIOUS} 个月没交的 {len(six)} 位，书记也知道了：", *lines])


def _names(people: Sequence[Standing]) -> str:
    return "、".join(f"{one.person.name}（交到{month.show(str(one.until))}）" for one in people)
