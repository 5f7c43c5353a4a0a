"""`python -m bot run` as a process against the real gateway."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.config import read_yaml
from tests.transport.gateway_process import TOKEN, GatewayProcess


@pytest.fixture
def config_file(tmp_path: Path, gateway: GatewayProcess) -> Path:
    """The delivered configuration switched to the gateway, with the right token."""
    settings: Any = read_yaml(Path("config.yaml"))
    token = tmp_path / "token"
    token.write_text(TOKEN, encoding="utf-8")
    token.chmod(0o600)
    settings["transport"] = "wechaty"
    settings["database"] = str(tmp_path / "kite.db")
    settings["wechaty"] |= {"endpoint": gateway.endpoint, "token_file": str(token), "give_up_after": "20s"}
    settings["web"]["port"] = 0
    path = tmp_path / "config.yaml"
    path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return path


def _start(config_file: Path, command: str = "run") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "--config", str(config_file), command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_wrong_token_ends_the_run_with_one_sentence(config_file: Path) -> None:
    (config_file.parent / "token").write_text("not-the-token", encoding="utf-8")
    process = _start(config_file)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "token" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert "not-the-token" not in said


def test_the_bot_answers_over_the_gateway_and_stops_when_told(
    config_file: Path, gateway: GatewayProcess
) -> None:
    process = _start(config_file)
    try:
        assert process.stderr is not None
        assert any("logged in" in line for line in process.stderr)
        gateway.speak("li", "帮助")
        assert "自动助手" in gateway.next_done(10)["said"]["text"]
    finally:
        process.terminate()
        process.communicate(timeout=10)
    assert process.returncode == 0


def test_doctor_reaches_the_gateway_without_logging_in(config_file: Path) -> None:
    process = _start(config_file, "doctor")
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "takes connections" in said
