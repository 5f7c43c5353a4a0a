"""Meetings of the branches (三会一课): as typed, as kept, what is due, how they are shown."""

from bot.domain.meeting.due import Every, Lack, Rule, find_lacks, rule_for, show_lacks
from bot.domain.meeting.kind import EXAMPLE, LONGEST, WORDS, Absent, Kind, Meeting
from bot.domain.meeting.quarter import Quarter, take_quarter
from bot.domain.meeting.shown import show_line, show_quarter, show_whole
from bot.domain.meeting.told import Told, read_parts, read_told, split_reason, take_kind

__all__ = [
    "EXAMPLE",
    "LONGEST",
    "WORDS",
    "Absent",
    "Every",
    "Kind",
    "Lack",
    "Meeting",
    "Quarter",
    "Rule",
    "Told",
    "find_lacks",
    "read_parts",
    "read_told",
    "rule_for",
    "show_lacks",
    "show_line",
    "show_quarter",
    "show_whole",
    "split_reason",
    "take_kind",
    "take_quarter",
]
