"""Reading replies: messages a second, accuracy and worst case, beside jionlp with keyword rules.

The corpora are those of the tests: the reader was developed against them, so its accuracy is no forecast.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bot.reading import gazetteer, read
from bot.reading.wire import as_object

_CORPORA = sorted(Path("tests/reading").glob("checkin-*.jsonl"))
_PEER = Path(os.environ.get("KITELINE_BENCH_PEER", ".venv-bench/bin/python"))
_ROUNDS = 5
_LONGEST = 2000  # characters of a message that are read
_MIXES = 300

_Row = dict[str, Any]


def measure() -> tuple[str, list[Figure]]:
    """Read the corpora with both readers, then look for the slowest 2,000 characters."""
    rows = [json.loads(line) for path in _CORPORA for line in path.read_text(encoding="utf-8").splitlines()]
    ours, first, rate, kilobytes = _read_ourselves(rows)
    peer, told = _read_with_peer(rows)
    seconds, text, tried = _slowest(rows)
    figures = [
        Figure("messages read", f"{len(rows)}"),
        Figure(
            "read wholly right", f"{_right(rows, ours):.3f}", f"jionlp and keywords: {_right(rows, peer):.3f}"
        ),
        Figure(
            "false alarms among other",
            f"{_alarms(rows, ours):.3f}",
            f"jionlp and keywords: {_alarms(rows, peer):.3f}",
        ),
        Figure("distress missed", f"{_missed(rows, ours)}", f"jionlp and keywords: {_missed(rows, peer)}"),
        Figure(
            "messages a second",
            f"{rate:,.0f}",
            f"jionlp and keywords: {len(rows) / told['read']:,.0f}; aim 10,000",
        ),
        Figure(
            "first message (dictionaries loaded)",
            f"{first:.2f} s",
            f"jionlp and keywords: {told['load']:.2f} s",
        ),
        Figure(
            "memory", f"{kilobytes / 1024:.0f} MB", f"jionlp and keywords: {told['kilobytes'] / 1024:.0f} MB"
        ),
        Figure(
            f"slowest of {tried:,} texts of {_LONGEST:,} characters",
            f"{seconds * 1000:.1f} ms",
            "limit 50 ms",
        ),
        Figure("which", text[:30].replace("\n", "⏎") + "…"),
    ]
    return "reading replies", figures


def _arguments(row: _Row) -> dict[str, Any]:
    return {
        "now": datetime.fromisoformat(row["now"]),
        "home": row["home"],
        "members": tuple(row.get("members", ())),
        "sender": row.get("sender"),
    }


def _read_ourselves(rows: list[_Row]) -> tuple[list[_Row], float, float, int]:
    """Give the answers, the seconds of a first message, messages a second, and resident kilobytes."""
    first = json.loads(_in_a_new_process(_FIRST))
    asked = [(row["text"], _arguments(row)) for row in rows]
    answers = [as_object(read(text, **given)) for text, given in asked]
    best: float = min(_time(asked) for _ in range(_ROUNDS))
    return answers, first["seconds"], len(rows) / best, first["kilobytes"]


_FIRST = """
import json, resource, time
from datetime import datetime
start = time.perf_counter()
from bot.reading import read, segments
read("平安，在上海长安镇，过完年回", now=datetime.now().astimezone(), home="北京市怀柔区")
segments.word_bounds("上海")  # the dictionary, which not every message needs
took = time.perf_counter() - start
print(json.dumps({"seconds": took, "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def _in_a_new_process(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def _time(asked: list[tuple[str, _Row]]) -> float:
    start = time.perf_counter()
    for text, given in asked:
        read(text, **given)
    return time.perf_counter() - start


def _read_with_peer(rows: list[_Row]) -> tuple[list[_Row], _Row]:
    if not _PEER.exists():
        sys.exit(f"{_PEER} is missing; `make bench` prepares it")
    given = "".join(
        json.dumps({k: v for k, v in row.items() if k != "want"}, ensure_ascii=False) + "\n" for row in rows
    )
    run = subprocess.run(
        [_PEER, "bench/baseline.py"],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    *answers, told = [json.loads(line) for line in run.stdout.splitlines()]
    for report in (report for answer in answers for report in answer["reports"]):
        for place in filter(None, (report["place"], report["heading_to"])):
            place["country"] = _code(place["country"])
    return answers, told


def _code(country: str) -> str | None:
    """Give the peer the codes it does not know."""
    if country == "CN":
        return country
    return next((area.place.country for area in gazetteer.areas().get(country, ()) if area.level == 0), None)


def _right(rows: list[_Row], answers: list[_Row]) -> float:
    return sum(map(_is_right, rows, answers)) / len(rows)


def _is_right(row: _Row, answer: _Row) -> bool:
    want = {report["subject"]: report for report in row["want"]["reports"]}
    got = {report["subject"]: report for report in answer["reports"]}
    return bool(answer["intent"] == row["want"]["intent"]) and want == got


def _alarms(rows: list[_Row], answers: list[_Row]) -> float:
    pairs = zip(rows, answers, strict=True)
    said = [str(got["intent"]) for row, got in pairs if row["want"]["intent"] == "other"]
    return sum(intent != "other" for intent in said) / len(said)


def _missed(rows: list[_Row], answers: list[_Row]) -> int:
    pairs = zip(rows, answers, strict=True)
    return sum(row["want"]["intent"] == "help" and got["intent"] != "help" for row, got in pairs)


def _slowest(rows: list[_Row]) -> tuple[float, str, int]:
    """Time the worst that repetition can do: every word the rules know, and mixtures, to 2,000 characters."""
    given = _arguments(rows[0]) | {"members": ("张建军", "刘玉兰", "李建国", "赵志刚", "孙秀英")}
    worst, which, tried = 0.0, "", 0
    for text in itertools.chain(_repeated(rows), _mixed(rows)):
        start = time.perf_counter()
        read(text, **given)
        took = time.perf_counter() - start
        if took > worst:  # once more: what the machine did meanwhile is not the reader's
            start = time.perf_counter()
            read(text, **given)
            took = min(took, time.perf_counter() - start)
        worst, which = max((worst, which), (took, text))
        tried += 1
    return worst, which, tried


def _seeds(rows: list[_Row]) -> list[str]:
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("bot/reading").glob("*.py")))
    words = set(re.findall(r"[\u4e00-\u9fff]{1,6}", sources)) | {row["text"] for row in rows}
    return sorted(
        words | set("，。,.!? \n:、1234567890年月日号一二十a@#+-") | {"1.张三 平安\n", "13800138000 "}
    )


def _repeated(rows: list[_Row]) -> Iterator[str]:
    for seed in _seeds(rows):
        yield (seed * _LONGEST)[:_LONGEST]


def _mixed(rows: list[_Row]) -> Iterator[str]:
    seeds, dice = _seeds(rows), random.Random(1)
    for _ in range(_MIXES):
        picked = dice.sample(seeds, dice.choice((2, 3, 5, 50, 300)))
        stop = dice.choice(("", "，", "\n", " "))
        yield stop.join(dice.choice(picked) for _ in range(_LONGEST))[:_LONGEST]
