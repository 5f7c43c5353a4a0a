"""Study items, who has read them, reflections; lessons and attendance."""

from sqlite_utils import Database

from data.migrations.step import run


def m021_study(db: Database) -> None:
    """Study items, who has read them, reflections; lessons and attendance."""
    run(db)
