"""The scenes of the tour: rehearsals in data/scenes, each with a head that says what one will see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.config import ConfigError, read_yaml

FOLDER = Path(__file__).parents[2] / "data" / "scenes"

# What the scenes are written for: config.yaml as delivered, whatever an office has made of its own.
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "delivery": {
        "room_gap": "3s",
        "per_minute": 20,
        "per_day": 2000,
        "jitter_from": "0.8s",
        "jitter_to": "2.5s",
        "broadcast_gap": "6s",
        "pause": "30m",
        "quiet_rooms": "22:30-07:00",
        "quiet_people": "22:00-08:00",
    },
    "notices": {"remind_before": "3h", "open_for": "7d", "relay_within": "2h"},
    "checkins": {"thank_every": "10m"},
    "rollcalls": {
        "weekly": True,
        "weekday": "wed",
        "at": "10:00",
        "answer_within": "2d",
        "remind_after": "1d",
        "overdue_after": "30d",
        "office_after": "37d",
    },
    "distress": {"ring_every": "5m"},
    "digest": {"weekday": "mon", "at": "09:00", "late": "12h", "picture": True, "branches": True},
    "operator": {"webhook_file": None},  # nobody is called because of a play
}

Words = Annotated[str, Field(min_length=1)]


class Head(BaseModel):
    """What the tour shows of a scene before it plays; Chinese, but for its place in the tour."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, Field(min_length=1, max_length=12)]
    about: Words
    order: int
    then: Words | None = None  # what the viewer may try himself after it


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of the tour; `slug` is the name of its file."""

    slug: str
    path: Path
    head: Head


def settings_for(config: Mapping[str, object]) -> dict[str, object]:
    """Lay a script's own settings over those that all scenes are written for."""
    sections: dict[str, object] = dict(SETTINGS)
    for name, own in config.items():
        given = SETTINGS.get(name)
        sections[name] = {**given, **own} if given and isinstance(own, Mapping) else own
    return sections


def scenes(folder: Path = FOLDER) -> list[Scene]:
    """List the scenes in their order; only their heads are read closely. Raises ConfigError."""
    found = [Scene(path.stem, path, _read_head(path)) for path in folder.glob("*.yaml")]
    return sorted(found, key=lambda scene: (scene.head.order, scene.slug))


def _read_head(path: Path) -> Head:
    content = read_yaml(path)
    head = content.get("scene") if isinstance(content, Mapping) else None
    try:
        return Head.model_validate(head)
    except ValidationError as error:
        mistake = error.errors()[0]
        where = ".".join(["scene", *map(str, mistake["loc"])])
        raise ConfigError(f"{path}: {where}: {mistake['msg']}") from error
