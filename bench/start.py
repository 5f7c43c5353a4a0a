"""Start to ready, import time and memory of the simulated run, beside a Python that does nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bot.config import read_yaml

_RUNS = 5


def measure() -> tuple[str, list[Figure]]:
    """Start the simulated run several times without a terminal; the first makes the database."""
    with tempfile.TemporaryDirectory(dir=".") as name:
        config = _config(Path(name))
        first, memory = _start(config)
        later = [_start(config) for _ in range(_RUNS)]
    bare = _bare_python()
    middle = sorted(seconds for seconds, _ in later)[_RUNS // 2]
    peak = max([memory, *(kilobytes for _, kilobytes in later)]) / 1024
    figures = [
        Figure("first start to ready (makes the database, reads the roll)", f"{first:.2f} s", "aim 1.5 s"),
        Figure(
            f"later start to ready, median of {_RUNS}",
            f"{middle:.2f} s",
            f"python that does nothing: {bare:.2f} s",
        ),
        Figure("memory with the dictionaries loaded, highest", f"{peak:.0f} MB", "aim 150 MB"),
        Figure("importing the bot", f"{_import_time():.2f} s"),
    ]
    return "start of the simulated run", figures


def _config(folder: Path) -> Path:
    settings: Any = read_yaml(Path("config.yaml"))
    settings["database"] = str(folder / "bench.db")
    settings["web"]["port"] = 0
    path = folder / "config.yaml"
    path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return path


def _start(config: Path) -> tuple[float, int]:
    """Give (seconds until ready is logged, resident kilobytes then)."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "--config", str(config), "run"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "ready" in line:
                seconds = time.perf_counter() - start
                time.sleep(3)  # the dictionaries are loaded beside the work
                return seconds, _resident(process.pid)
        sys.exit("the bot did not become ready")
    finally:
        process.terminate()
        process.wait(10)


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    match = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(match[1]) if match else 0


def _bare_python() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - start


def _import_time() -> float:
    code = "import time; t = time.perf_counter(); import bot.app; print(time.perf_counter() - t)"
    return float(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    )
