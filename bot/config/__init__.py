"""config.yaml read into frozen models; every mistake is told at once, each with its path and a way out."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.models import Settings
from bot.config.reading import ConfigError, read_yaml
from bot.config.running import Delivery, Log, Organisation, Tls, Web, Wechaty
from bot.config.values import Duration, Zone

__all__ = [
    "ConfigError",
    "Delivery",
    "Duration",
    "Log",
    "Organisation",
    "Settings",
    "Tls",
    "Web",
    "Wechaty",
    "Zone",
    "load",
    "read_token",
    "read_yaml",
]


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
