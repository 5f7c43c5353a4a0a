"""Events, who comes, the waiting list, attendance."""

from sqlite_utils import Database

from data.migrations.step import run


def m023_events(db: Database) -> None:
    """Events, who comes, the waiting list, attendance."""
    run(db)
