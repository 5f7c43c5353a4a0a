"""The roll from a spreadsheet into the store: who is new, who has changed, who is missing."""

from data.roll.importing import import_roll, preview
from data.roll.reading import load, read_file
from data.roll.result import ImportResult

__all__ = ["ImportResult", "import_roll", "load", "preview", "read_file"]
