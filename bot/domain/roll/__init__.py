"""The roll as a spreadsheet holds it: which column is which, what each row says, who is the same person."""

from bot.domain.roll.cells import Cell
from bot.domain.roll.headings import Line, RollError
from bot.domain.roll.person import Person, branch_key, same_people
from bot.domain.roll.reading import Roll, read_roll
from bot.domain.roll.row import Refusal, RollRow

__all__ = [
    "Cell",
    "Line",
    "Person",
    "Refusal",
    "Roll",
    "RollError",
    "RollRow",
    "branch_key",
    "read_roll",
    "same_people",
]
