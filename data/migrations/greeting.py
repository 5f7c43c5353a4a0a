"""Birthdays by the lunar calendar, festivals of the office, where people are now."""

from sqlite_utils import Database

from data.migrations.step import run


def m020_greetings(db: Database) -> None:
    """Birthdays by the lunar calendar, festivals of the office, where people are now."""
    run(db)
