"""Units that are renamed, merged and closed; who stands in for whom."""

from sqlite_utils import Database

from data.migrations.step import run


def m012_units(db: Database) -> None:
    """Units that are renamed, merged and closed; who stands in for whom."""
    run(db)
