"""YAML with the project's rules: no base-60 numbers, no aliases, no double keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


class ConfigError(Exception):
    """The configuration cannot be used; the text lists every mistake, a line each."""


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
    except (TypeError, ValueError) as error:
        # What PyYAML makes of 2026-13-45, or of a list as a key.
        raise ConfigError(f"{path}: a value cannot be read ({error}); mend the YAML") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise ConfigError(
            f"{path}{where}: {getattr(error, 'problem', None) or error}; mend the YAML"
        ) from error
