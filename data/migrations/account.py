"""Claims to a name, several people behind one account, accounts that rest until confirmed."""

from sqlite_utils import Database

from data.migrations.step import run


def m011_accounts(db: Database) -> None:
    """Claims to a name, several people behind one account, accounts that rest until confirmed."""
    run(db)
