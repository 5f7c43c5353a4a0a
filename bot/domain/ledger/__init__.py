"""Ledgers compared person by person and field by field: who is who, what differs, what to write where."""

from bot.domain.ledger.comparing import Difference, Kind, Person, Row
from bot.domain.ledger.correcting import CellChange, Correction, NewRow, correct
from bot.domain.ledger.decision import Decisions
from bot.domain.ledger.reconciliation import Finding, Likely, Reconciliation, reconcile
from bot.domain.ledger.table import Entry, Ledger, LedgerError, Role, read_tables, role_of
from bot.domain.ledger.values import CellReader, Value

__all__ = [
    "CellChange",
    "CellReader",
    "Correction",
    "Decisions",
    "Difference",
    "Entry",
    "Finding",
    "Kind",
    "Ledger",
    "LedgerError",
    "Likely",
    "NewRow",
    "Person",
    "Reconciliation",
    "Role",
    "Row",
    "Value",
    "correct",
    "read_tables",
    "reconcile",
    "role_of",
]
