"""The sections about how the bot runs: for whom, over what, where it keeps and shows things."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.config.section import Section
from bot.config.values import Duration, Size, Span, TimeOfDay, Zone


class Organisation(Section):
    """Whom the bot works for."""

    name: str = Field(min_length=1, max_length=40)
    home: str = Field(min_length=2, max_length=40)
    timezone: Zone
    gateway_operator: str = Field("", max_length=40)

    @property
    def zone(self) -> ZoneInfo:
        """The committee's time zone."""
        return ZoneInfo(self.timezone)


class BotSettings(Section):
    """The bot itself."""

    name: str = Field(min_length=1, max_length=20)


class Simulated(Section):
    """The simulated WeChat."""

    roll: str


class Tls(Section):
    """How the gateway proves who it is: a CA file, or the fingerprint of its certificate."""

    ca_file: str | None = None
    name: str | None = None  # whom the certificate is made out to, where that is not the endpoint's host
    fingerprint: str | None = None


class Wechaty(Section):
    """A gateway that speaks the Wechaty puppet-service protocol."""

    endpoint: str = Field(pattern=r"^[\w.\-\[\]:]+:\d{1,5}$")
    token_file: str | None = None
    token_env: str | None = None
    tls: Tls | None = None
    allow_plaintext: bool = False
    deadline: Duration
    keepalive: Duration
    give_up_after: Duration


class Delivery(Section):
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


class Operator(Section):
    """How the person who runs the bot is called."""

    webhook_file: str | None = None


class Backups(Section):
    """Backups: when, where, for how long, and for which keys."""

    daily_at: TimeOfDay | None
    folder: str | None
    keep_days: int = Field(ge=1, le=366)
    keep_weeks: int = Field(ge=0, le=104)
    key_file: str | None
    recipients: tuple[str, ...] = Field(strict=False)


class Replica(Section):
    """A continuous copy of the database by Litestream: into a folder, or to a place such as s3://bucket/name."""

    to: str | None
    endpoint: str | None
    keep: Duration


class Web(Section):
    """Where the running bot shows its pages and answers `GET /health`."""

    host: str
    port: int = Field(ge=0, le=65535)
    names: list[str]


class Office(Section):
    """The office's tables in a browser (`make office`)."""

    host: str
    port: int = Field(ge=0, le=65535)
    names: list[str]
    behind_tls: bool
    refresh: Duration


class Log(Section):
    """What the log looks like."""

    level: Literal["debug", "info", "warning", "error"]
    format: Literal["console", "json"]
    file: str | None = None
    rotate_at: Size = 10 * 1024**2
    keep: int = Field(default=8, ge=1, le=100)
