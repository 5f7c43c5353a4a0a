"""Mutual aid: what members offer to and ask of each other, and how rooms and people read it."""

from bot.domain.aid.reading import (
    LONGEST,
    read_answer,
    read_end,
    read_numbered,
    read_one,
    read_passing,
    read_refusal,
    read_wish,
    take_phone_flag,
)
from bot.domain.aid.showing import show_board, show_in_room, show_line, show_waiting
from bot.domain.aid.value import EXAMPLE, LASTS, MOST_ANSWERS, MOST_OPEN, Aid, Answer, Side, State, Wish

__all__ = [
    "EXAMPLE",
    "LASTS",
    "LONGEST",
    "MOST_ANSWERS",
    "MOST_OPEN",
    "Aid",
    "Answer",
    "Side",
    "State",
    "Wish",
    "read_answer",
    "read_end",
    "read_numbered",
    "read_one",
    "read_passing",
    "read_refusal",
    "read_wish",
    "show_board",
    "show_in_room",
    "show_line",
    "show_waiting",
    "take_phone_flag",
]
