"""The offline bundle installs without a network, and what it installs works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.deploy.conftest import ROOT, cut_off


def test_every_file_of_the_bundle_is_as_its_checksum_says(unpacked: Path) -> None:
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=unpacked, check=True)


def test_the_bundle_holds_no_data_and_nothing_compiled(unpacked: Path) -> None:
    names = [path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")]
    assert "bot/__main__.py" in names
    assert not [name for name in names if name.startswith("data/local") or "__pycache__" in name]


def test_a_machine_without_a_network_installs_and_plays(unpacked: Path, tmp_path: Path) -> None:
    cut_off(unpacked / "deploy/install.sh", "--prefix", tmp_path, "--python", sys.executable)
    flow = ROOT / "tests/flows/cascade.yaml"
    cut_off(tmp_path / "usr/local/bin/kiteline", "rehearse", "--quiet", flow, cwd=tmp_path)


def test_a_package_that_was_changed_on_the_way_is_refused(unpacked: Path, tmp_path: Path) -> None:
    lines = (unpacked / "wheels/requirements.txt").read_text(encoding="utf-8").splitlines()
    (tmp_path / "wheels.txt").write_text(lines[0][:-4] + "0000\n", encoding="utf-8")
    options = ["--dry-run", "--no-index", "--require-hashes", "--ignore-installed"]
    places = ["--find-links", str(unpacked / "wheels"), "-r", str(tmp_path / "wheels.txt")]
    tried = cut_off(sys.executable, "-m", "pip", "install", *options, *places, check=False)
    assert tried.returncode
    assert "DO NOT MATCH THE HASHES" in tried.stderr
