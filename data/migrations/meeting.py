"""Records of meetings, nominations."""

from sqlite_utils import Database

from data.migrations.step import run


def m024_meetings(db: Database) -> None:
    """Records of meetings, nominations."""
    run(db)
