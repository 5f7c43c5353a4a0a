"""Cases: suggestions, problems, errands, appeals; their clock and answers."""

from sqlite_utils import Database

from data.migrations.step import run


def m026_cases(db: Database) -> None:
    """Cases: suggestions, problems, errands, appeals; their clock and answers."""
    run(db)
