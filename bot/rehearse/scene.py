"""The scenes of the tour: rehearsals in data/scenes, each with a head that says what one will see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.config import ConfigError, read_yaml

FOLDER = Path(__file__).parents[2] / "data" / "scenes"

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
