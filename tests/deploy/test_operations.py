"""docs/operations.md is tried line by line, below a folder of its own instead of /."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.deploy.conftest import ROOT

PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
TRIED = re.findall(r"<!-- tried -->\n```sh\n(.*?)```", PAGE, re.DOTALL)
INSTALL = f"deploy/install.sh --python {sys.executable}"


def line_below(line: str, prefix: Path) -> str:
    """Turn a line for a whole machine into one below a folder."""
    line = line.removeprefix("sudo ").replace("deploy/install.sh", f"{INSTALL} --prefix {prefix}")
    line = line.replace("deploy/uninstall.sh", f"deploy/uninstall.sh --prefix {prefix}")
    return re.sub(r"(?<= )/(?=etc/|var/|opt/)", f"{prefix}/", line)


def test_every_tried_line_of_the_page_works(unpacked: Path, tmp_path: Path) -> None:
    path = f"{tmp_path}/usr/local/bin:{os.environ['PATH']}"
    settings = tmp_path / "etc/kiteline/config.yaml"
    lines = [line for block in TRIED for line in block.splitlines()]
    assert len(lines) > 12
    for line in lines:
        done = subprocess.run(
            ["sh", "-euc", line_below(line, tmp_path)],
            cwd=unpacked,
            env={**os.environ, "PATH": path, "PIP_NO_INDEX": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if settings.exists():  # the tests' machine may have something else at the port
            text = settings.read_text(encoding="utf-8")
            settings.write_text(text.replace("  port: 8420", "  port: 0"), encoding="utf-8")
    assert not (tmp_path / "opt/kiteline").exists()
    assert (tmp_path / "var/lib/kiteline/kiteline.db").exists()
    assert list((tmp_path / "var/lib/kiteline/backups").glob("*.age"))
