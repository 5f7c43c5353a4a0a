"""config.yaml read into frozen models; every mistake is told at once, each with its path and a way out."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError


class ConfigError(Exception):
    """The configuration cannot be used; the text lists every mistake, a line each."""


def _read_duration(value: object) -> object:
    """Read 90s, 5m, 3h, 2d; a bare number is refused, because nobody knows its unit later."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)", value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError("write a duration with its unit, such as 90s, 5m, 3h or 2d")
    unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}[match[2]]
    return timedelta(**{unit: float(match[1])})


def _read_time(value: object) -> object:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError("write a time of day such as 09:00 or 22:30")
    return time(int(match[1]), int(match[2]))


def _read_span(value: object) -> object:
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError("write a span of the day such as 22:30-07:00")
    return tuple(_read_time(part) for part in parts)


def _check_zone(value: str) -> str:
    if value not in available_timezones():
        near = difflib.get_close_matches(value, available_timezones(), 1)
        hint = f"did you mean {near[0]}?" if near else "write an IANA name such as Asia/Shanghai"
        raise ValueError(f"no such time zone: {value}; {hint}")
    return value


Duration = Annotated[timedelta, BeforeValidator(_read_duration)]
TimeOfDay = Annotated[time, BeforeValidator(_read_time)]
Span = Annotated[tuple[time, time], BeforeValidator(_read_span)]
Zone = Annotated[str, AfterValidator(_check_zone)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Organisation(_Section):
    """Whom the bot works for."""

    name: str = Field(min_length=1, max_length=40)
    home: str = Field(min_length=2, max_length=40)
    timezone: Zone

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
    per_minute: int = Field(ge=4, le=60)
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


class Checkins(_Section):
    """Check-ins."""

    thank_every: Duration


class Greetings(_Section):
    """Birthdays, joining anniversaries, festivals."""

    at: TimeOfDay
    late: Duration
    birthdays: bool
    anniversaries: bool
    festivals: tuple[str, ...] = Field(strict=False)


class Digest(_Section):
    """The office's weekly page."""

    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    at: TimeOfDay
    late: Duration


class Status(_Section):
    """Where the running bot answers `GET /health` (later: the page)."""

    host: str
    port: int = Field(ge=0, le=65535)


class Log(_Section):
    """What the log looks like."""

    level: Literal["debug", "info", "warning", "error"]
    format: Literal["console", "json"]


class Settings(_Section):
    """The whole of config.yaml."""

    organisation: Organisation
    bot: BotSettings
    transport: Literal["simulated", "wechaty"]
    database: str
    simulated: Simulated
    wechaty: Wechaty
    delivery: Delivery
    notices: Notices
    checkins: Checkins
    greetings: Greetings
    digest: Digest
    status: Status
    log: Log


class _Loader(yaml.SafeLoader):
    """PyYAML without its two traps: 20:30 is not the number 1230, and yes/no/on/off are words."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not allowed", problem_mark=mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value} stands twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Keep YAML 1.1's rules except base-60 numbers and the words for booleans other than true/false."""
    kept = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
    whole = re.compile(r"^[-+]?(?:0|[1-9][0-9_]*|0x[0-9a-fA-F]+)$")
    decimal = re.compile(r"^[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?$")
    swaps = {
        "tag:yaml.org,2002:bool": kept,
        "tag:yaml.org,2002:int": whole,
        "tag:yaml.org,2002:float": decimal,
    }
    return {
        first: [(tag, swaps.get(tag, pattern)) for tag, pattern in rules]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.yaml_implicit_resolvers = _resolvers()


def read_yaml(path: Path) -> object:
    """Read a YAML file with the project's rules (no base-60 numbers, no aliases, no double keys).

    Raises ConfigError naming the file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.load(text, Loader=_Loader)  # noqa: S506 -- _Loader is a SafeLoader with fewer rules
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}); is the path right?") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise ConfigError(
            f"{path}{where}: {getattr(error, 'problem', None) or error}; mend the YAML"
        ) from error


def load(path: Path, overrides: Mapping[str, object] | None = None) -> Settings:
    """Read config.yaml, with overrides merged by key. Raises ConfigError with every mistake."""
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise ConfigError(f"{path}: has no settings; compare it with the delivered config.yaml")
    try:
        return Settings.model_validate(_merge(content, overrides or {}))
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {_explain(mistake)}" for mistake in error.errors())) from error


def read_token(settings: Wechaty) -> str:
    """Read the gateway's token from its file or environment variable. Raises ConfigError."""
    if settings.token_env:
        token = os.environ.get(settings.token_env, "").strip()
        if not token:
            raise ConfigError(f"wechaty.token_env: the environment variable {settings.token_env} is not set")
        return token
    if not settings.token_file:
        raise ConfigError("wechaty.token_file: missing; name a file that holds the gateway's token")
    path = Path(settings.token_file)
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"wechaty.token_file: {path} cannot be read; write the gateway's token into it and chmod 600 it"
        ) from error
    if not token:
        raise ConfigError(f"wechaty.token_file: {path} is empty; write the gateway's token into it")
    return token


def _merge(base: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _explain(mistake: Any) -> str:
    where = ".".join(str(part) for part in mistake["loc"])
    if mistake["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(mistake["loc"][-1]), _keys_beside(mistake["loc"]), 1, 0.5)
        hint = (
            f"did you mean {near[0]}?" if near else f"known here: {', '.join(_keys_beside(mistake['loc']))}"
        )
        return f"{where}: unknown key; {hint}"
    if mistake["type"] == "missing":
        return f"{where}: missing; take the line from the delivered config.yaml"
    text = str(mistake["msg"]).removeprefix("Value error, ")
    return f"{where}: {text} (found {mistake['input']!r})"


def _keys_beside(loc: tuple[str | int, ...]) -> list[str]:
    model: Any = Settings
    for part in loc[:-1]:
        kind = model.model_fields[part].annotation
        model = next((k for k in getattr(kind, "__args__", ()) if isinstance(k, type)), kind)
    return list(model.model_fields)
