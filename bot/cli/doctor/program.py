"""What the bot is made of: texts, rules, Python, packages, pictures."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot import texts
from bot.cli.doctor.finding import Finding
from bot.config import ConfigError, Settings

LOCK = Path(__file__).parents[3] / "requirements.lock"
_PIN = re.compile(r"^([\w.-]+)==([^ ;\\]+)", re.MULTILINE)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the texts and rules an office may edit, and at what was installed."""
    yield from _texts()
    yield from _rules(settings)
    yield _python(sys.version_info[:2])
    yield _packages(LOCK)
    yield _pictures()


def _texts() -> list[Finding]:
    findings = []
    for path in sorted(texts.FOLDER.glob("*.yaml")):
        try:
            texts.load(path.stem)
        except ConfigError as error:
            findings.append(Finding("texts", False, str(error)))
    return findings or [Finding("texts", True, f"{texts.FOLDER} can be read")]


def _rules(settings: Settings) -> list[Finding]:
    from bot.dues import rules  # noqa: PLC0415
    from bot.greeting import wording  # noqa: PLC0415
    from bot.points import rulebook  # noqa: PLC0415

    reads: dict[str, Callable[[], object]] = {
        settings.points.rules: partial(rulebook.load, settings.points.rules),
        "data/rules/dues.yaml": rules.load,
        "data/texts/greetings.yaml": partial(wording.festivals, settings),
    }
    return [finding for name, read in reads.items() for finding in _read_rules(name, read)]


def _read_rules(name: str, read: Callable[[], object]) -> list[Finding]:
    try:
        read()
    except ConfigError as error:
        return [Finding("rules", False, line) for line in str(error).splitlines()]
    return [Finding("rules", True, f"{name} is complete")]


def _python(version: tuple[int, int]) -> Finding:
    return Finding(
        "python", (3, 11) <= version <= (3, 13), f"{version[0]}.{version[1]} (3.11 to 3.13 will do)"
    )


def _packages(lock: Path) -> Finding:
    """Compare what is installed with the lock; a name may stand there twice, for different Pythons."""
    wanted: dict[str, set[str]] = {}
    for name, version in _PIN.findall(lock.read_text(encoding="utf-8")) if lock.exists() else []:
        wanted.setdefault(name, set()).add(version)
    wrong = []
    for name, versions in wanted.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # what is for another system or Python; what is truly lacking stops the start
        if found not in versions:
            wrong.append(f"{name} {found} instead of {' or '.join(sorted(versions))}")
    gateway = importlib.metadata.version("wechaty-puppet-service")
    seen = "; ".join(wrong) or f"as tested; towards a gateway: wechaty-puppet-service {gateway}"
    return Finding("packages", not wrong, seen)


def _pictures() -> Finding:
    try:
        from bot.pictures.rendering import paint  # noqa: PLC0415

        paint('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">书</text></svg>')
    except (ImportError, OSError, ValueError) as error:
        return Finding("pictures", False, f"none can be drawn ({error})")
    return Finding("pictures", True, "drawn with the font that came with it; no browser is needed")
