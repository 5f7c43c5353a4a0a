"""The peer of bench/reading.py: jionlp for times and places, keywords for the rest.

Run by a Python of its own that has jionlp (`make bench` prepares it): JSON lines on standard input as
for `python -m bot read`, the same out. The last line tells seconds to load and to read, and kilobytes.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from datetime import datetime
from typing import Any

_SAFE = re.compile(r"(?<!不)(?:平安|安好|一切正常|一切顺利|挺好|都好|没事|健康|顺利)")
_HELP = re.compile(
    r"住院|医院|车祸|被困|被骗|救命|求助|联系不上|报警|抢救|受伤|骨折|着火|走丢|不想活|扣着|中毒"
)
_OTHER = re.compile(r"[?？]|吗$|收到|谢谢|祝|通知|新闻|听说|请各位")
_HOME = re.compile(r"在家|老家|没外出|回来了")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ITEM = re.compile(r"^\s*\d{1,3}\s*[.、,，]?\s*(.+)$", re.MULTILINE)
_BACK, _GOING = re.compile(r"回|返|到家"), re.compile(r"去|飞|前往|出发|走")


def main() -> None:
    """Answer standard input, then tell what it took."""
    rows = [json.loads(line) for line in sys.stdin]
    start = time.perf_counter()
    sys.stdout, printed = sys.stderr, sys.stdout  # jionlp prints a banner
    import jionlp  # type: ignore[import-not-found]  # noqa: PLC0415 - loading it is measured

    jionlp.recognize_location("在上海")
    sys.stdout = printed
    loaded = time.perf_counter()
    for row in rows:
        print(json.dumps({"id": row["id"], **_read(jionlp, row)}, ensure_ascii=False))
    took = time.perf_counter() - loaded
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"load": loaded - start, "read": took, "kilobytes": memory}))


def _read(jionlp: Any, row: dict[str, Any]) -> dict[str, Any]:
    text, members = row["text"], row.get("members") or []
    if "接龙" in text[:8]:
        lines = [(_named(line, members), line) for line in _ITEM.findall(text)]
    else:
        lines = [(_named(text, members) if "代报" in text or "让我" in text else None, text)]
    read = (_report(jionlp, line, name, row) for name, line in lines)
    reports = [report for report in read if report]
    in_need = any(report["safety"] == "help" for report in reports)
    return {"intent": "help" if in_need else "checkin" if reports else "other", "reports": reports}


def _named(text: str, members: list[str]) -> str | None:
    return next((name for name in members if name in text[:12]), None)


def _report(jionlp: Any, text: str, subject: str | None, row: dict[str, Any]) -> dict[str, Any] | None:
    places, help_said, safe = _places(jionlp, text), _HELP.search(text), _SAFE.search(text)
    phone = _PHONE.search(text)
    if _OTHER.search(text) and not help_said:
        return None
    if not (places or help_said or safe or phone or _HOME.search(text)):
        return None
    base = datetime.fromisoformat(row["now"])
    leaves: dict[str, str] | None = None
    returns: dict[str, str] | None = None
    heading: dict[str, str | None] | None = None
    place: dict[str, str | None] | None = None
    for clause in re.split(r"[，。,；;\s]", text):
        days = _days(jionlp, clause, base)
        if days and _BACK.search(clause):
            returns = days
        elif days and _GOING.search(clause):
            leaves = days
        found = _places(jionlp, clause)
        if found and _GOING.search(clause):
            heading = found
        elif found and not _BACK.search(clause):
            place = found
    return {
        "subject": subject,
        "safety": "help" if help_said else "safe" if safe else None,
        "whereabouts": _whereabouts(text, place, row["home"]),
        "place": place,
        "heading_to": heading,
        "leaves_on": leaves,
        "returns_on": returns,
        "phone": phone[0] if phone else None,
    }


def _whereabouts(text: str, place: dict[str, str | None] | None, home: str) -> str | None:
    if place is None:
        return "home" if _HOME.search(text) else None
    if place["country"] != "CN":
        return "abroad"
    return "home" if (place["district"] or place["city"] or "-") in home else "away"


def _places(jionlp: Any, text: str) -> dict[str, str | None] | None:
    if not text.strip():
        return None
    found = jionlp.recognize_location(text)
    if found.get("domestic"):
        first = found["domestic"][0][0]
        return {
            "country": "CN",
            "province": first["province"],
            "city": first["city"],
            "district": first["county"],
        }
    if found.get("foreign"):
        first = found["foreign"][0][0]
        if first["country"] == "中国":
            return None
        return {"country": first["country"], "province": None, "city": first.get("city"), "district": None}
    return None


def _days(jionlp: Any, text: str, base: datetime) -> dict[str, str] | None:
    try:
        found = jionlp.ner.extract_time(text, time_base=base.timestamp())
        start, end = found[0]["detail"]["time"]
        return {"from": max(start[:10], base.date().isoformat()), "to": end[:10]}
    except (IndexError, KeyError, ValueError, TypeError):
        return None


if __name__ == "__main__":
    main()
