"""Transfers from branch to branch and to other committees."""

from sqlite_utils import Database

from data.migrations.step import run


def m017_transfers(db: Database) -> None:
    """Transfers from branch to branch and to other committees."""
    run(db)
