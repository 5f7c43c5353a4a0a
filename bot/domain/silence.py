"""Silence: since when nothing was heard of a person, when that is overdue, and whom it is told next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from bot.domain.card import show_status
from bot.domain.days import show_day
from bot.domain.member import Member


class Excuse(StrEnum):
    """Why a person is left in peace; the strongest first."""

    RESTING = "resting"  # bereaved, or said to have died
    OPTED_OUT = "opted_out"  # 退订 全部: the secretary telephones
    ABSENT = "absent"  # said to be away for a while
    PROMISED = "promised"  # said when to be back, and that day has not come
    HEARD = "heard"  # wrote just before the question
    ASKED = "asked"  # was asked a few days ago

    @property
    def chinese(self) -> str:
        """How it is counted before a roll call is confirmed."""
        return _CHINESE[self]


_CHINESE = {
    Excuse.RESTING: "不便打扰",
    Excuse.OPTED_OUT: "由书记打电话",
    Excuse.ABSENT: "说过要离开一阵",
    Excuse.PROMISED: "说过哪天回来",
    Excuse.HEARD: "一天内报过平安",
    Excuse.ASKED: "这几天问过",
}


class Rung(StrEnum):
    """Whom a silence is told: each is above the one before."""

    MEMBER = "member"
    SECRETARY = "secretary"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person's silence."""

    person: Member
    heard_at: datetime | None  # a check-in, own or by proxy, or an own answer
    watched_since: datetime  # from when on silence counts for who was never heard of
    excuse: Excuse | None = None  # a lasting one
    promised: date | None = None  # the last day on which the person said to be back
    lost: bool = False  # a person has declared 失联

    @property
    def silent_since(self) -> datetime:
        """From when on nothing was heard."""
        return self.heard_at or self.watched_since

    def is_silent_for(self, span: timedelta, now: datetime) -> bool:
        """Whether nothing was heard for so long, and nothing excuses that."""
        return self.excuse is None and now - self.silent_since >= span


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a silence lasts before it is told to whom."""

    member: timedelta
    secretary: timedelta
    office: timedelta


_ASKED_BEFORE = timedelta(days=7)


def patience(overdue_after: timedelta, office_after: timedelta) -> Patience:
    """Ask the member a week before the secretary hears of it; half the time, where that is short."""
    return Patience(max(overdue_after - _ASKED_BEFORE, overdue_after / 2), overdue_after, office_after)


def next_rung(
    standing: Standing, told: Mapping[Rung, datetime], wait: Patience, now: datetime, *, askable: bool
) -> Rung | None:
    """Tell who is to hear of a silence now; None where nobody new is.

    It climbs: who comes back from a long announced absence is asked first, however long the silence.
    """
    if Rung.MEMBER not in told and askable:
        return Rung.MEMBER if standing.is_silent_for(wait.member, now) else None
    if Rung.SECRETARY not in told:
        asked_at = told.get(Rung.MEMBER)
        rested = asked_at is None or now - asked_at >= wait.secretary - wait.member - _SAME_MORNING
        return Rung.SECRETARY if rested and standing.is_silent_for(wait.secretary, now) else None
    if Rung.OFFICE not in told:
        rested = now - told[Rung.SECRETARY] >= wait.office - wait.secretary - _SAME_MORNING
        return Rung.OFFICE if rested and standing.is_silent_for(wait.office, now) else None
    return None


# One rung is climbed at ten on the member's clock, the next at ten on the committee's.
_SAME_MORNING = timedelta(days=1)


def show_silent(standing: Standing, now: datetime, zone: tzinfo) -> str:
    """Write a person of a secretary's list: the name, when last heard of, whom only a telephone reaches."""
    marks = []
    if not standing.person.wechat:
        marks.append(f"只有电话 {standing.person.phone}" if standing.person.phone else "只有电话")
    day = standing.silent_since.astimezone(zone).date()
    days = (now.astimezone(zone).date() - day).days
    if standing.heard_at is None:
        marks.append(f"{days} 天来还没有过消息" if days else "还没有过消息")
    else:
        marks.append(f"上次 {show_day(day)}，{days} 天" if days else "今天有过消息")
    if standing.lost:
        marks.append("暂未联系上")
    elif not standing.person.status.is_greeted:
        marks.append(show_status(standing.person.status))
    return f"{standing.person.name}（{'，'.join(marks)}）"
