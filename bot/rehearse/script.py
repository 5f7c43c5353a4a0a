"""The format of a rehearsal: a conversation written down in YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bot.config import ConfigError, Duration, Zone, read_yaml
from bot.domain.member import Role
from bot.domain.room import RoomKind
from bot.rehearse.scene import Head


def _read_moment(value: object) -> object:
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError("write a moment with its offset, such as 2026-11-23T08:00+08:00")
    return value


def _read_day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _read_role(value: object) -> object:
    return None if value == "member" else value


def _check_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return value


Moment = Annotated[datetime, BeforeValidator(_read_moment)]
Day = Annotated[date, BeforeValidator(_read_day)]
Pattern = Annotated[str, AfterValidator(_check_pattern)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Units(_Part):
    """The organisation; general branches with their branches."""

    committee: str
    branches: list[str] = []
    general: dict[str, list[str]] = {}


class RoomPart(_Part):
    """A room of the rehearsal."""

    name: str
    kind: RoomKind
    branch: str | None = None


class Person(_Part):
    """Somebody on the roll, or of the office."""

    name: str
    role: Annotated[Role | None, BeforeValidator(_read_role)] = None
    branch: str | list[str] | None = None
    rooms: list[str] | None = None
    nickname: str | None = None
    timezone: Zone | None = None
    birthday: Day | None = None
    joined: Day | None = None
    phone: str | None = None
    wechat: bool = True
    bound: bool = True
    friend: bool = True

    @property
    def branches(self) -> list[str]:
        """The branches as a list; the first is the person's own."""
        if self.branch is None:
            return []
        return [self.branch] if isinstance(self.branch, str) else self.branch


class Expectation(_Part):
    """A message of the bot's: in a room, privately to somebody, or anywhere."""

    text: Pattern
    room: str | None = None
    to: str | None = None


class StateCheck(_Part):
    """A query whose first value must be as given."""

    sql: str
    is_: Any = Field(alias="is")


class Card(_Part):
    """A link card that somebody sends."""

    title: str
    url: str
    description: str = ""


class Happening(_Part):
    """Something that happens in the simulated WeChat or to the bot."""

    gateway: Literal["up", "down", "changed"] | None = None
    code: str | None = None  # the clerk who sends the bot a new code from the terminal
    restart: Literal["bot"] | None = None
    leave: str | None = None
    join: str | None = None
    room: str | None = None
    nickname: str | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Happening:
        parts = (self.gateway, self.code, self.restart, self.leave, self.join)
        if sum(part is not None for part in parts) != 1:
            raise ValueError("name one of gateway, code, restart, leave, join")
        if (self.leave or self.join) and not self.room:
            raise ValueError("leave and join need a room")
        return self


class Step(_Part):
    """One thing that happens, with what the bot must and must not say then."""

    at: Moment | None = None
    after: Duration | None = None
    who: str | None = None
    room: str | None = None
    say: str | None = None
    mention: bool = False
    quote: Pattern | None = None
    send_file: str | None = None
    send_link: Card | None = None
    event: Happening | None = None
    expect_state: StateCheck | None = None
    expect: list[Expectation] = []
    never: list[Expectation] = []
    within: Duration = timedelta(minutes=10)
    tell: Annotated[str | None, Field(max_length=60)] = None  # Chinese; shown while the step plays
    show: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Step:
        if self.at and self.after:
            raise ValueError("give `at` or `after`, not both")
        deeds = [self.say, self.send_file, self.send_link, self.event, self.expect_state]
        if sum(deed is not None for deed in deeds) > 1:
            raise ValueError("one step does one of say, send_file, send_link, event, expect_state")
        if self.speaks and not self.who:
            raise ValueError("say who does it (`who:`)")
        return self

    @property
    def speaks(self) -> bool:
        """Whether somebody writes or sends something."""
        return any(deed is not None for deed in (self.say, self.send_file, self.send_link))

    @property
    def is_wait(self) -> bool:
        """Whether it only lets time pass, or looks into the store."""
        return not self.speaks and self.event is None


class Script(_Part):
    """A whole rehearsal."""

    scene: Head | None = None
    config: dict[str, Any] = {}
    start: Moment
    units: Units | None = None
    rooms: list[RoomPart] = []
    members: list[Person] = []
    steps: list[Step]


def read_script(path: Path) -> Script:
    """Read a rehearsal file. Raises ConfigError with every mistake, each with its place."""
    content = read_yaml(path)
    if not isinstance(content, Mapping):
        raise ConfigError(f"{path}: is no rehearsal; it needs `start:` and `steps:`")
    try:
        return Script.model_validate(content)
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {_explain(mistake)}" for mistake in error.errors())) from error


def _explain(mistake: Any) -> str:
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in mistake["loc"])
    return f"{where}: {str(mistake['msg']).removeprefix('Value error, ')}"
