"""`python -m bot office` at the terminal: what it needs, what it refuses, how a password is set."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.config import ConfigError, read_yaml
from bot.office.door import file_of, make_door, read_door, set_password
from tests.conftest import CONFIG
from tests.office.conftest import Tables
from tests.office.made_up import make_store


def run(folder: Path, *words: str, keyboard: str = "", **office: Any) -> Result:
    settings: Any = read_yaml(CONFIG)
    settings["database"] = str(folder / "kiteline.db")
    settings["office"] = {**settings["office"], "port": 0, **office}
    (folder / "config.yaml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return CliRunner().invoke(
        main, ["--config", str(folder / "config.yaml"), "office", *words], input=keyboard
    )


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, "start the bot once" in result.output) == (1, True)


def test_other_machines_are_let_in_through_tls_only(tmp_path: Path) -> None:
    make_store(tmp_path / "kiteline.db")
    result = run(tmp_path, host="0.0.0.0")
    assert (result.exit_code, "put a proxy with TLS" in result.output) == (1, True)


def test_a_port_that_is_taken_is_named(tables: Tables, tmp_path: Path) -> None:
    make_store(tmp_path / "kiteline.db")
    port = int(tables.address.rsplit(":", 1)[1])
    assert f"127.0.0.1:{port} cannot be used" in run(tmp_path, port=port).output


def test_without_the_packages_it_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.office._NEEDED", ("datasette", "not_installed_here"))
    result = run(tmp_path)
    assert (result.exit_code, "run `make office`" in result.output) == (1, True)


def test_the_bot_s_own_start_loads_nothing_of_it() -> None:
    script = "import sys, bot.cli.run, bot.cli.office; print({'datasette', 'uvicorn'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CONFIG.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_password_is_set_at_the_keyboard(tmp_path: Path) -> None:
    result = run(tmp_path, "--set-password", "office", keyboard="山高水长慢慢走过\n" * 2)
    assert "至少要" in result.output
    result = run(tmp_path, "--set-password", "office", keyboard="山高水长慢慢走过去看看\n" * 2)
    assert (result.exit_code, "记下了" in result.output) == (0, True)
    assert "山高水长" not in result.output + file_of(tmp_path / "kiteline.db").read_text(encoding="utf-8")


def test_a_new_password_leaves_the_other_and_puts_everybody_out(tmp_path: Path) -> None:
    path = tmp_path / "door"
    before, _ = make_door(path)
    set_password(path, "office", "another long one")
    after = read_door(path)
    assert after is not None
    assert after.sealed["office"] != before.sealed["office"]
    assert after.sealed["office-full"] == before.sealed["office-full"]
    assert after.secret != before.secret


def test_a_damaged_file_of_passwords_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "door").write_text("{}")
    with pytest.raises(ConfigError, match="delete it"):
        read_door(tmp_path / "door")
