"""Ledgers that were compared, what was decided, and what is to be put right in which."""

from sqlite_utils import Database

from data.migrations.step import run


def m016_ledgers(db: Database) -> None:
    """Ledgers that were compared, what was decided, and what is to be put right in which."""
    run(db)
