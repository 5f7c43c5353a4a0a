"""Builds the offline bundle: the program and every package it needs, for a machine without a network.

`make bundle` builds for this machine (dist/kiteline-…-linux-x86_64-py311.tar.gz), `make bundle FOR=windows`
for 64-bit Windows with Python 3.11 (….zip). Each bundle holds checksums of its packages and of all its files.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pip._vendor.packaging.markers import Marker, default_environment

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("bot", "data", "deploy", "docs", "handlers", "schedules")
FILES = ("CHANGELOG.md", "LICENSE", "README.md", "README.zh-CN.md", "config.yaml")
LOCKS = ("requirements", "requirements-office")
PIN = re.compile(r"^([\w.-]+==[^ ;\\]+)(?: ; (.+?))? \\\n((?: +--hash=\S+(?: \\)?\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Target:
    """What a bundle is built for: differences from this machine, for markers and for pip."""

    name: str
    markers: dict[str, str] = field(default_factory=dict)
    pip: tuple[str, ...] = ()


HERE = Target(
    f"{platform.system().lower()}-{platform.machine()}-py{sys.version_info.major}{sys.version_info.minor}"
)
WINDOWS = Target(
    "windows-x86_64-py311",  # 3.11: the calendar's library has no later package for Windows
    {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "python_version": "3.11",
        "python_full_version": "3.11.9",
    },
    ("--platform", "win_amd64", "--implementation", "cp", "--python-version", "3.11"),
)


def main() -> None:
    """Build a bundle and print its name."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--for", dest="target", choices=["here", "windows"], default="here")
    parser.add_argument("--into", type=Path, default=ROOT / "dist")
    wanted = parser.parse_args()
    target = WINDOWS if wanted.target == "windows" else HERE
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder)
        pins = {lock: read_pins(ROOT / f"{lock}.lock", target) for lock in LOCKS}
        fetch({**pins[LOCKS[0]], **pins[LOCKS[1]]}, target, wheels)
        lists = {f"{lock}.txt": list_wheels(wheels, pins[lock]) for lock in LOCKS}
        print(pack(target, wheels, lists, wanted.into))


def read_pins(lock: Path, target: Target) -> dict[str, str]:
    """Read what a lock file wants of the target: by `name==version` the lines for pip."""
    environment = {**{key: str(value) for key, value in default_environment().items()}, **target.markers}
    return {
        pin: f"{pin} \\\n{hashes}"
        for pin, marker, hashes in PIN.findall(lock.read_text(encoding="utf-8"))
        if not marker or Marker(marker).evaluate(environment)
    }


def fetch(pins: dict[str, str], target: Target, wheels: Path) -> None:
    """Bring a wheel of each pin; what is delivered as source only is built here, and must run anywhere."""
    if target is HERE:
        pip("wheel", pins, wheels)
        return
    with tempfile.TemporaryDirectory() as folder:
        pip("wheel", {pin: text for pin, text in pins.items() if pin in read_all_here()}, Path(folder))
        for wheel in Path(folder).glob("*-none-any.whl"):
            wheel.rename(wheels / wheel.name)
    there = {pin_of(wheel) for wheel in wheels.iterdir()}
    rest = {pin: text for pin, text in pins.items() if normal(pin) not in there}
    pip("download", rest, wheels, "--only-binary", ":all:", *target.pip)


def read_all_here() -> set[str]:
    """Give the pins that this machine's Python wants."""
    return {pin for lock in LOCKS for pin in read_pins(ROOT / f"{lock}.lock", HERE)}


def pip(command: str, pins: dict[str, str], into: Path, *options: str) -> None:
    """Run pip over pins, hashes checked."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as wanted:
        wanted.write("".join(pins.values()))
        wanted.flush()
        order = [
            sys.executable,
            "-m",
            "pip",
            command,
            "-qq",
            "--no-deps",
            "--require-hashes",
            "-r",
            wanted.name,
        ]
        place = "-w" if command == "wheel" else "-d"
        subprocess.run([*order, place, str(into), *options], check=True)


def normal(pin: str) -> str:
    """Write a pin as names of wheels are written."""
    name, _, version = pin.partition("==")
    return f"{re.sub(r'[-_.]+', '_', name).lower()}=={version}"


def pin_of(wheel: Path) -> str:
    """Give the pin a wheel is of, from its name."""
    name, version = wheel.name.split("-")[:2]
    return normal(f"{name}=={version}")


def list_wheels(wheels: Path, pins: dict[str, str]) -> str:
    """List the wheels of some pins for pip, with checksums; those built here have some of their own."""
    wanted = {normal(pin) for pin in pins}
    found = {pin_of(wheel): hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels.glob("*.whl")}
    if lacking := wanted - set(found):
        sys.exit(f"no wheel of {', '.join(sorted(lacking))}")
    return "".join(f"{pin} --hash=sha256:{found[pin]}\n" for pin in sorted(wanted))


def pack(target: Target, wheels: Path, lists: dict[str, str], into: Path) -> Path:
    """Write the bundle; the same program and packages give the same bytes."""
    match = re.search(r'^__version__ = "(.+)"$', (ROOT / "bot/__init__.py").read_text("utf-8"), re.MULTILINE)
    assert match
    top = f"kiteline-{match[1]}"
    content = {name: path.read_bytes() for name, path in program()}
    content |= {f"wheels/{path.name}": path.read_bytes() for path in sorted(wheels.glob("*.whl"))}
    content |= {f"wheels/{name}": text.encode() for name, text in lists.items()}
    if target is WINDOWS:
        content["start.cmd"] = (ROOT / "deploy/windows/start.cmd").read_bytes()
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(content.items()))
    content["SHA256SUMS"] = sums.encode()
    into.mkdir(parents=True, exist_ok=True)
    path = into / f"{top}-offline-{target.name}{'.zip' if target is WINDOWS else '.tar.gz'}"
    write = write_zip if target is WINDOWS else write_tar
    write(path, {f"{top}/{name}": content[name] for name in sorted(content)})
    return path


def program() -> Iterator[tuple[str, Path]]:
    """Give what belongs to the program, by name; no data, nothing compiled."""
    for name in (*FILES, *(f"{lock}.lock" for lock in LOCKS)):
        yield name, ROOT / name
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in path.parts and not name.startswith("data/local/"):
                yield name, path


def write_tar(path: Path, content: dict[str, bytes]) -> None:
    """Write a .tar.gz of files that all are of one moment and nobody's."""
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for name, data in content.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o755 if name.endswith(".sh") else 0o644
            archive.addfile(entry, io.BytesIO(data))


def write_zip(path: Path, content: dict[str, bytes]) -> None:
    """Write a .zip, which Windows opens by itself."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
