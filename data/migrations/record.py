"""Labels the office gives, and the status of a membership."""

from sqlite_utils import Database

from data.migrations.step import run


def m013_records(db: Database) -> None:
    """Labels the office gives, and the status of a membership."""
    run(db)
