"""Offers and requests among members."""

from sqlite_utils import Database

from data.migrations.step import run


def m027_aid(db: Database) -> None:
    """Offers and requests among members."""
    run(db)
