"""The office's rules of dues, read once: data/rules/dues.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.config import ConfigError, read_yaml
from bot.domain.dues.policy import Policy, PolicyError, read_policy

PATH = Path(__file__).parents[2] / "data" / "rules" / "dues.yaml"


@cache
def load() -> Policy:
    """Read the rules. Raises ConfigError naming the file and what is wrong in it."""
    try:
        return read_policy(read_yaml(PATH))
    except PolicyError as error:
        raise ConfigError(f"{PATH}: {error}") from error
