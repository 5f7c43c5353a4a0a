"""`python -m bot doctor`: looks at everything the bot stands on, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from bot import config
from bot.cli.doctor import database, gateway, machine, program
from bot.cli.doctor.checks import CHECKS, as_markdown
from bot.cli.doctor.finding import Finding
from bot.config import ConfigError

__all__ = ["CHECKS", "Finding", "as_markdown", "examine", "show"]


def examine(config_path: Path) -> list[Finding]:
    """Look at the configuration, the program, the machine, the database and the gateway; changes nothing."""
    try:
        settings = config.load(config_path)
    except ConfigError as error:
        return [Finding("configuration", False, line) for line in str(error).splitlines()]
    return [
        Finding("configuration", True, f"{config_path} is complete"),
        *program.examine(settings),
        *machine.examine(settings),
        *database.examine(settings),
        *gateway.examine(settings),
    ]


def show(finding: Finding) -> str:
    """Write a finding as a line; below one that is wrong, why it matters and what to do."""
    if finding.well:
        return f"ok    {finding.what}: {finding.text}"
    check = CHECKS[finding.what]
    said = f"WRONG {finding.what}: {finding.text}"
    return f"{said}\n      why it matters: {check.why}\n      what to do: {check.remedy}"
