"""Study groups that members make by themselves."""

from sqlite_utils import Database

from data.migrations.step import run


def m018_groups(db: Database) -> None:
    """Study groups that members make by themselves."""
    run(db)
