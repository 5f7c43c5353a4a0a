"""Contact persons, visits and calls, home-coming plans."""

from sqlite_utils import Database

from data.migrations.step import run


def m019_visits(db: Database) -> None:
    """Contact persons, visits and calls, home-coming plans."""
    run(db)
