"""The longer texts an office may change: data/texts/*.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from bot.config import ConfigError, read_yaml

FOLDER = Path(__file__).parent.parent / "data" / "texts"


@cache
def load(name: str) -> dict[str, Any]:
    """Read a file of texts once. Raises ConfigError naming the file."""
    path = FOLDER / f"{name}.yaml"
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise ConfigError(f"{path}: holds no texts by name; take it from the delivered version")
    return content
