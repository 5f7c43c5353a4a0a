"""Consent and what else a member decides about the own data."""

from sqlite_utils import Database

from data.migrations.step import run


def m014_own_data(db: Database) -> None:
    """Consent and what else a member decides about the own data."""
    run(db)
