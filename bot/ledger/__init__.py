"""Ledgers in and out of files: read, laid side by side, a workbook to decide in, corrected copies."""

from bot.ledger.asking import write_workbook
from bot.ledger.copying import Copied, write_copy
from bot.ledger.deciding import DecisionsError, joined_in, read_decisions
from bot.ledger.opening import cell_reader, name_ledgers, read_ledger, read_ledgers, reconcile_ledgers

__all__ = [
    "Copied",
    "DecisionsError",
    "cell_reader",
    "joined_in",
    "name_ledgers",
    "read_decisions",
    "read_ledger",
    "read_ledgers",
    "reconcile_ledgers",
    "write_copy",
    "write_workbook",
]
