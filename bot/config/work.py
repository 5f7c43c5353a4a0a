"""The sections about what the bot does: a section a noun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.config.section import Section
from bot.config.values import Duration, Span, TimeOfDay


class Notices(Section):
    """Notices with receipts."""

    remind_before: Duration
    open_for: Duration
    relay_within: Duration


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Checkins(Section):
    """Check-ins."""

    thank_every: Duration


class Rollcalls(Section):
    """Rounds of check-ins, and when silence is told upwards."""

    weekly: bool
    weekday: Weekday
    at: TimeOfDay
    answer_within: Duration
    remind_after: Duration
    overdue_after: Duration
    office_after: Duration


class Posts(Section):
    """Which commands the lesser posts of a branch share with its secretary (全部: all of them)."""

    deputy: tuple[str, ...] = Field(strict=False)
    committee_member: tuple[str, ...] = Field(strict=False)
    group_leader: tuple[str, ...] = Field(strict=False)

    @property
    def shares(self) -> Mapping[str, frozenset[str]]:
        """The commands by post, named as bot.domain.member.Role is."""
        return {
            "deputy": frozenset(self.deputy),
            "committee_member": frozenset(self.committee_member),
            "group_leader": frozenset(self.group_leader),
        }


class Transfers(Section):
    """Transfers of a membership: when who has one is reminded, how long a letter is good for."""

    remind_after: Duration
    answer_within: Duration
    letter_valid: Duration
    warn_before: Duration


class Events(Section):
    """Events: the calendar file of an invitation, when members may sign in by themselves."""

    calendar_file: bool
    sign_in_from: Duration
    sign_in_until: Duration


class AnswerWithin(Section):
    """Until when each kind of case is answered; a day is a working day, an hour one of the office's."""

    suggestion: Duration
    problem: Duration
    help: Duration
    errand: Duration
    appeal: Duration
    report: Duration

    def __getitem__(self, kind: str) -> timedelta:
        found: timedelta = getattr(self, kind)
        return found


def _check_order(span: tuple[time, time]) -> tuple[time, time]:
    if span[0] >= span[1]:
        raise ValueError("write when the office opens and when it closes, such as 09:00-18:00")
    return span


class Cases(Section):
    """Cases: who may see confidential ones, the office's hours, until when an answer is promised."""

    confidential: tuple[str, ...] = Field(strict=False)
    telephone: str = Field(max_length=30)
    office_hours: Annotated[Span, AfterValidator(_check_order)]
    answer_within: AnswerWithin
    climb_within: Duration


class Dues(Section):
    """Dues: what the bot says of them by itself; when and how, data/rules/dues.yaml says."""

    reminders: bool
    declarations: bool


class Distress(Section):
    """Cries for help."""

    ring_every: Duration


class Greetings(Section):
    """Birthdays, joining anniversaries, festivals."""

    at: TimeOfDay
    late: Duration
    birthdays: bool
    anniversaries: bool
    festivals: bool | list[str]  # data/texts/greetings.yaml says which there are; a list takes some of them
    card: bool


class Points(Section):
    """Points."""

    rules: str  # the rule file, from the program's folder


Every = Literal["month", "quarter"]


class DueMeetings(Section):
    """How often a branch holds which meeting; null: not due."""

    congress: Every | None
    committee: Every | None
    group: Every | None
    lesson: Every | None
    day: Every | None


class Meetings(Section):
    """Meetings of the branches, members' quarterly reports, nominations."""

    due: DueMeetings
    committee_from: int = Field(ge=1, le=1000)
    remind_day: int = Field(ge=1, le=28)
    remind_at: TimeOfDay
    report_length: int = Field(ge=1, le=1500)
    report_remind_before: Duration | None
    yearend_remind: bool
    nominate_oneself: bool
    nominate_own_branch_only: bool
    certificate: str


class Reference(Section):
    """When secretaries get the week's reading for their branch meetings."""

    weekday: Weekday
    at: TimeOfDay


class Study(Section):
    """Something to read: how it goes out, how long it is open, when who has not read it is reminded."""

    through_secretaries: bool
    reflection_length: int = Field(ge=1, le=1000)
    open_for: Duration
    remind_after: Duration
    reference: Reference


class Digest(Section):
    """The weekly page: to the office, and of each branch to its secretary."""

    weekday: Weekday
    at: TimeOfDay
    late: Duration
    picture: bool
    branches: bool


class Reports(Section):
    """The office's reports of a month and a year."""

    monthly: bool
    yearly: bool
    at: TimeOfDay
    late: Duration
