"""The settings of config.yaml, a frozen model a section."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.config.values import Duration, Size, Span, TimeOfDay, Zone


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Organisation(_Section):
    """Whom the bot works for."""

    name: str = Field(min_length=1, max_length=40)
    home: str = Field(min_length=2, max_length=40)
    timezone: Zone
    gateway_operator: str = Field("", max_length=40)

    @property
    def zone(self) -> ZoneInfo:
        """The committee's time zone."""
        return ZoneInfo(self.timezone)


class BotSettings(_Section):
    """The bot itself."""

    name: str = Field(min_length=1, max_length=20)


class Simulated(_Section):
    """The simulated WeChat."""

    roll: str


class Tls(_Section):
    """How the gateway proves who it is: a CA file, or the fingerprint of its certificate."""

    ca_file: str | None = None
    name: str | None = None  # whom the certificate is made out to, where that is not the endpoint's host
    fingerprint: str | None = None


class Wechaty(_Section):
    """A gateway that speaks the Wechaty puppet-service protocol."""

    endpoint: str = Field(pattern=r"^[\w.\-\[\]:]+:\d{1,5}$")
    token_file: str | None = None
    token_env: str | None = None
    tls: Tls | None = None
    allow_plaintext: bool = False
    deadline: Duration
    keepalive: Duration
    give_up_after: Duration


class Delivery(_Section):
    """The pace of what goes out."""

    room_gap: Duration
    per_minute: int = Field(ge=8, le=60)
    per_day: int = Field(ge=50, le=20_000)
    jitter_from: Duration
    jitter_to: Duration
    broadcast_gap: Duration
    pause: Duration
    quiet_rooms: Span
    quiet_people: Span


class Notices(_Section):
    """Notices with receipts."""

    remind_before: Duration
    open_for: Duration
    relay_within: Duration


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Rollcalls(_Section):
    """Rounds of check-ins, and when silence is told upwards."""

    weekly: bool
    weekday: Weekday
    at: TimeOfDay
    answer_within: Duration
    remind_after: Duration
    overdue_after: Duration
    office_after: Duration


class Transfers(_Section):
    """Transfers of a membership: when who has one is reminded, how long a letter is good for."""

    remind_after: Duration
    answer_within: Duration
    letter_valid: Duration
    warn_before: Duration


class AnswerWithin(_Section):
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


class Cases(_Section):
    """Cases: who may see confidential ones, the office's hours, until when an answer is promised."""

    confidential: tuple[str, ...] = Field(strict=False)
    telephone: str = Field(max_length=30)
    office_hours: Annotated[Span, AfterValidator(_check_order)]
    answer_within: AnswerWithin
    climb_within: Duration


class Dues(_Section):
    """Dues: what the bot says of them by itself; when and how, data/rules/dues.yaml says."""

    reminders: bool
    declarations: bool


class Posts(_Section):
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


class Events(_Section):
    """Events: the calendar file of an invitation, when members may sign in by themselves."""

    calendar_file: bool
    sign_in_from: Duration
    sign_in_until: Duration


class Distress(_Section):
    """Cries for help."""

    ring_every: Duration


class Operator(_Section):
    """How the person who runs the bot is called."""

    webhook_file: str | None = None


class Backups(_Section):
    """Backups: when, where, for how long, and for which keys."""

    daily_at: TimeOfDay | None
    folder: str | None
    keep_days: int = Field(ge=1, le=366)
    keep_weeks: int = Field(ge=0, le=104)
    key_file: str | None
    recipients: tuple[str, ...] = Field(strict=False)


class Replica(_Section):
    """A continuous copy of the database by Litestream: into a folder, or to a place such as s3://bucket/name."""

    to: str | None
    endpoint: str | None
    keep: Duration


class Checkins(_Section):
    """Check-ins."""

    thank_every: Duration


class Greetings(_Section):
    """Birthdays, joining anniversaries, festivals."""

    at: TimeOfDay
    late: Duration
    birthdays: bool
    anniversaries: bool
    festivals: bool | list[str]  # data/texts/greetings.yaml says which there are; a list takes some of them
    card: bool


class Points(_Section):
    """Points."""

    rules: str  # the rule file, from the program's folder


Every = Literal["month", "quarter"]


class DueMeetings(_Section):
    """How often a branch holds which meeting; null: not due."""

    congress: Every | None
    committee: Every | None
    group: Every | None
    lesson: Every | None
    day: Every | None


class Meetings(_Section):
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


class Reference(_Section):
    """When secretaries get the week's reading for their branch meetings."""

    weekday: Weekday
    at: TimeOfDay


class Study(_Section):
    """Something to read: how it goes out, how long it is open, when who has not read it is reminded."""

    through_secretaries: bool
    reflection_length: int = Field(ge=1, le=1000)
    open_for: Duration
    remind_after: Duration
    reference: Reference


class Digest(_Section):
    """The weekly page: to the office, and of each branch to its secretary."""

    weekday: Weekday
    at: TimeOfDay
    late: Duration
    picture: bool
    branches: bool


class Reports(_Section):
    """The office's reports of a month and a year."""

    monthly: bool
    yearly: bool
    at: TimeOfDay
    late: Duration


class Web(_Section):
    """Where the running bot shows its pages and answers `GET /health`."""

    host: str
    port: int = Field(ge=0, le=65535)
    names: list[str]


class Office(_Section):
    """The office's tables in a browser (`make office`)."""

    host: str
    port: int = Field(ge=0, le=65535)
    names: list[str]
    behind_tls: bool
    refresh: Duration


class Log(_Section):
    """What the log looks like."""

    level: Literal["debug", "info", "warning", "error"]
    format: Literal["console", "json"]
    file: str | None = None
    rotate_at: Size = 10 * 1024**2
    keep: int = Field(default=8, ge=1, le=100)


class Settings(_Section):
    """The whole of config.yaml."""

    organisation: Organisation
    bot: BotSettings
    transport: Literal["simulated", "wechaty", "manual"]
    database: str
    simulated: Simulated
    wechaty: Wechaty
    delivery: Delivery
    notices: Notices
    checkins: Checkins
    rollcalls: Rollcalls
    posts: Posts
    transfers: Transfers
    dues: Dues
    cases: Cases
    events: Events
    distress: Distress
    greetings: Greetings
    points: Points
    meetings: Meetings
    digest: Digest
    reports: Reports
    study: Study
    backup: Backups
    replica: Replica
    operator: Operator
    web: Web
    office: Office
    log: Log

    @property
    def is_by_hand(self) -> bool:
        """Whether people carry the words to and from WeChat, and nobody can write to the bot there."""
        return self.transport == "manual"
