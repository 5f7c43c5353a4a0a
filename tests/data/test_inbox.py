"""What came in: a repeat is known as one."""

from __future__ import annotations

from sqlite_utils import Database

from data import inbox
from tests.conftest import START


def test_a_message_is_taken_once(db: Database) -> None:
    assert inbox.take(db, "m1", "room-1", START)
    assert not inbox.take(db, "m1", "room-1", START)
    assert inbox.take(db, "m2", "room-1", START)


def test_of_chat_only_the_id_the_place_and_the_moment_are_kept(db: Database) -> None:
    inbox.take(db, "m1", "room-1", START)
    assert db.execute("SELECT * FROM inbox").fetchall() == [
        ("m1", "room-1", "2026-11-23T00:00:00.000Z", "chat")
    ]


def test_what_became_of_a_message_is_noted(db: Database) -> None:
    inbox.take(db, "m1", "room-1", START)
    inbox.settle(db, "m1", "failed")
    assert db.execute("SELECT outcome FROM inbox").fetchone() == ("failed",)


def test_a_transaction_that_fails_forgets_the_message(db: Database) -> None:
    try:
        with db.atomic():
            inbox.take(db, "m1", "room-1", START)
            raise RuntimeError
    except RuntimeError:
        pass
    assert inbox.take(db, "m1", "room-1", START)
