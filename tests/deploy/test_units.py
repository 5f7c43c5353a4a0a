"""The files for systemd, Docker and Windows, checked by what this machine has to check them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())
START = DEPLOY / "windows/start.cmd"


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_every_line_of_a_unit(name: str, tmp_path: Path) -> None:
    for unit in UNITS:
        text = (DEPLOY / "systemd" / unit).read_text(encoding="utf-8")
        # Verifying wants the program to be there.
        (tmp_path / unit).write_text(
            text.replace("/opt/kiteline/current/.venv/bin/python", "/bin/sh"), "utf-8"
        )
    order = ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)]
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "kiteline" in line]
    assert ours == []


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_service_is_shut_in(name: str) -> None:
    order = [
        "systemd-analyze",
        "security",
        "--offline=true",
        "--threshold=20",
        str(DEPLOY / "systemd" / name),
    ]
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:]


@pytest.mark.parametrize("name", ["Dockerfile", "gateway/Dockerfile"])
def test_hadolint_has_nothing_to_say(name: str) -> None:
    linter = shutil.which("hadolint")
    assert linter, "run `make test`, which prepares it"
    done = subprocess.run([linter, DEPLOY / "docker" / name], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DEPLOY / "docker/compose.yaml").read_text(encoding="utf-8"))
    return content


KEYS = {
    "build",
    "cap_drop",
    "depends_on",
    "environment",
    "image",
    "init",
    "logging",
    "mem_limit",
    "networks",
    "pids_limit",
    "ports",
    "read_only",
    "restart",
    "secrets",
    "security_opt",
    "stop_grace_period",
    "tmpfs",
    "volumes",
}


def test_the_compose_file_has_known_keys_and_names_what_it_uses() -> None:
    content = compose()
    assert set(content) == {"name", "x-cautious", "services", "networks", "volumes", "secrets"}
    for service in content["services"].values():
        assert set(service) <= KEYS
        assert set(service["secrets"]) <= set(content["secrets"])
        assert set(service["networks"]) <= set(content["networks"])
        named = {volume.partition(":")[0] for volume in service["volumes"]}
        assert {name for name in named if not name.startswith(".")} <= set(content["volumes"])


@pytest.mark.parametrize("name", ["bot", "gateway"])
def test_a_container_may_do_as_little_as_possible(name: str) -> None:
    service = compose()["services"][name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert "no-new-privileges:true" in service["security_opt"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


def test_what_a_dockerfile_copies_is_there_and_not_ignored() -> None:
    for folder, name in (
        (ROOT, "docker/Dockerfile"),
        (DEPLOY / "docker/gateway", "docker/gateway/Dockerfile"),
    ):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
            for source in line.split():
                assert (folder / source).exists(), source


def test_no_secret_and_no_data_reach_an_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert {"data/local", "deploy/docker/secrets", ".git"} <= set(ignored)


def test_the_start_file_is_one_that_cmd_reads() -> None:
    content = START.read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.count(b"\n") > 40


def test_every_place_the_start_file_goes_to_and_shows_is_there() -> None:
    text = START.read_text(encoding="ascii")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) <= labels
    for shown in re.findall(r'type "(.+?)"', text):
        words = (ROOT / shown.replace("\\", "/")).read_bytes().decode("utf-8")
        assert words.endswith("\r\n")
