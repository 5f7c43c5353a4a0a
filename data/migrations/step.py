"""How a step of the schema is run, and how a table is made anew where ALTER TABLE is not enough."""

from sqlite_utils import Database


def run(db: Database, *statements: str) -> None:
    """Run statements in the one transaction of the step."""
    for statement in statements:
        db.execute(statement)


def rebuild(db: Database, table: str, definition: str, *indexes: str) -> None:
    """Make a table anew with other rules, its rows kept; columns it did not have take their defaults.

    `definition` is what stands behind the table's name, from the bracket on.
    Whoever refers to it goes on doing so: foreign keys are looked at once all steps are through, as in
    https://sqlite.org/lang_altertable.html#otheralter.
    """
    columns = ", ".join(column.name for column in db[table].columns)
    run(
        db,
        f"CREATE TABLE {table}_anew {definition}",
        f"INSERT INTO {table}_anew ({columns}) SELECT {columns} FROM {table}",  # noqa: S608 -- our own names
        f"DROP TABLE {table}",
        f"ALTER TABLE {table}_anew RENAME TO {table}",
        *indexes,
    )
