"""`python -m bot office`: the office's tables in a browser."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click
import structlog

from bot.cli.store import alone
from bot.config import ConfigError, Settings
from bot.domain.command import UserError
from bot.domain.login import check_password
from data.db import StoreError

log = structlog.get_logger(__name__)

EXPECTED = (ConfigError, StoreError)
_NEEDED = ("datasette", "datasette_auth_passwords", "datasette_dashboards")


def check_installed() -> None:
    """See that what shows the tables is there. Raises ConfigError."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ConfigError(
            f"office: {', '.join(missing)} not installed; run `make office`, or"
            " `python -m pip install --require-hashes -r requirements-office.lock`"
        )


def run(settings: Settings) -> None:
    """Serve the tables until stopped. Raises ConfigError, StoreError."""
    check_installed()
    from bot.office import door as doors  # noqa: PLC0415 -- needs what a bot has no use for
    from bot.office.serve import listen, serve  # noqa: PLC0415

    database = Path(settings.database)
    if not database.is_file():
        raise ConfigError(
            f"database: {database} is not there yet; start the bot once with `python -m bot run`"
        )
    with listen(settings) as taken, alone(database.with_name(f"{database.name}.office")):
        path = doors.file_of(database)
        door = doors.read_door(path)
        if door is None:
            door, passwords = doors.make_door(path)
            _show(passwords)
        log.info("office tables start", database=str(database))
        serve(settings, door, taken)


def _show(passwords: dict[str, str]) -> None:
    print("登录名和密码（只显示这一次，请抄下来；要改：python -m bot office --set-password office）：")
    for login, password in passwords.items():
        print(f"  {login:<12} {password}   {'号码完整' if login.endswith('full') else '号码脱敏'}")


def set_password(settings: Settings, login: str) -> str:
    """Ask twice for a login's new password and keep it sealed; gives a sentence. Raises ConfigError."""
    check_installed()
    from bot.office import door as doors  # noqa: PLC0415

    password = click.prompt("新密码", hide_input=True)
    again = click.prompt("再输一遍", hide_input=True)
    try:
        check_password(login, password, again)
    except UserError as error:
        raise ConfigError(str(error)) from error
    doors.set_password(doors.file_of(Path(settings.database)), login, password)
    return f"{login} 的新密码记下了；数据表正开着的话，请停掉再开，新密码才管用。"
