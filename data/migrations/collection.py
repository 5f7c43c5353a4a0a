"""Collections of data, and what was answered."""

from sqlite_utils import Database

from data.migrations.step import run


def m015_collections(db: Database) -> None:
    """Collections of data, and what was answered."""
    run(db)
