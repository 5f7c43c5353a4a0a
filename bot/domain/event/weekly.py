"""An event as the weekly page shows it, counted from the people behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.domain.digest.item import Behind
from bot.domain.digest.title import shorten
from bot.domain.event import Choice, Event

SILENT = "还没回"
NOTES: Mapping[Choice | None, str] = {
    Choice.COMES: "来",
    Choice.WAITS: "候补",
    Choice.LEAVE: "请假",
    Choice.DECLINES: "不来",
}
_UNASKED = "没报名也来了"


def note_after(choice: Choice | None, *, came: bool) -> str:
    """Set what was said beside what was done."""
    if not came:
        return "报了名没来"
    return "来了" if choice is Choice.COMES else _UNASKED


def show_coming(event: Event, day: str, rows: Sequence[Behind]) -> str:
    """Write one of the coming week: 活动3号 座谈会（11月25日）报名 12（限15人），候补 2."""
    notes = Counter(row.note for row in rows)
    comes = sum(row.counts for row in rows)
    seats = f"（限{event.seats}人）" if event.seats else ""
    others = "".join(f"，{note} {notes[note]}" for note in ("候补", "请假", "不来", SILENT) if notes[note])
    return f"{event.name} {shorten(event.title)}（{day}）报名 {comes}{seats}{others}"


def show_past(event: Event, rows: Sequence[Behind]) -> str:
    """Write one that is over: 活动2号 座谈会 到了 10，报了名的 12."""
    came = sum(row.counts for row in rows)
    promised = sum(row.note != _UNASKED for row in rows)
    return f"{event.name} {shorten(event.title)} 到了 {came}，报了名的 {promised}"
