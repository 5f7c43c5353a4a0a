"""Dues: standards, payments, declared bases, reminders."""

from sqlite_utils import Database

from data.migrations.step import run


def m025_dues(db: Database) -> None:
    """Dues: standards, payments, declared bases, reminders."""
    run(db)
