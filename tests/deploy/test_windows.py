"""Ways of the program that only Windows goes, played here with stand-ins; nobody has tried a real one."""

from __future__ import annotations

import socket
import sys
import types
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.store import alone
from bot.config import ConfigError
from bot.web import server
from tests.conftest import MakeSettings

EXCLUSIVE = ~socket.SO_REUSEADDR  # its number on Windows, which Linux refuses


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    held: set[str] = set()

    def locking(handle: int, mode: int, size: int) -> None:
        name = str(Path(f"/proc/self/fd/{handle}").readlink())
        if name in held:
            raise PermissionError(13, "Permission denied")
        held.add(name)

    msvcrt = types.ModuleType("msvcrt")
    vars(msvcrt).update(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    monkeypatch.setattr(sys, "platform", "win32")


@pytest.mark.usefixtures("windows")
def test_windows_has_a_lock_too(tmp_path: Path) -> None:
    path = tmp_path / "kiteline.db"
    with (
        alone(path),
        pytest.raises(ConfigError, match="a Kiteline is running"),
        alone(path),
    ):
        pass


@pytest.mark.usefixtures("windows")
def test_a_port_is_asked_for_alone_on_windows(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    class Listener(socket.socket):
        def setsockopt(self, level: int, option: int, value: object) -> None:  # type: ignore[override]
            asked.append(option)

    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", EXCLUSIVE, raising=False)
    monkeypatch.setattr(socket, "socket", Listener)
    with closing(server.take_port(make_settings(web={"port": 0}).web)):
        assert asked == [EXCLUSIVE]


def test_no_date_is_written_with_chinese_letters_in_its_format() -> None:
    """On Windows strftime refuses letters that the system's own language does not have."""
    root = Path(__file__).parents[2]
    wrong = []
    for folder in ("bot", "data", "handlers", "schedules"):
        for path in [*(root / folder).rglob("*.py"), *(root / folder).rglob("*.html")]:
            text: str = path.read_text(encoding="utf-8")
            wrong += [
                f"{path}: %{part}"
                for part in text.split("%")[1:]
                if part[:2] in {"m月", "d日", "Y年", "-m", "-d"}
            ]
    assert wrong == []
