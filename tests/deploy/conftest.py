"""The offline bundle, built once a session and unpacked; commands in a network that leads nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Whatever would still find a way out in spite of it ends at a port where nobody listens.
NOWHERE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "https_proxy": "http://127.0.0.1:9"}


def cut_off(
    *command: str | Path, cwd: Path | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a command in a network of its own, where the machine allows that; else pip finds no index."""
    apart = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        apart = []
    return subprocess.run(
        [*apart, *map(str, command)],
        cwd=cwd,
        env={**os.environ, **NOWHERE},
        capture_output=True,
        text=True,
        check=check,
        encoding="utf-8",
    )


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundle for this machine."""
    into = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, ROOT / "deploy/bundle.py", "--into", into], check=True, stdout=subprocess.PIPE
    )
    (path,) = into.iterdir()
    return path


@pytest.fixture(scope="session")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack it as an operator would."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(bundle) as archive:
        archive.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top
