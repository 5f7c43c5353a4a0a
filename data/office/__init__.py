"""The office's tables: what a browser may see of the store, copied out of it under Chinese names."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.domain.silence import Excuse
from data import absence as absences
from data import backup
from data import checkin as checkins
from data import greeting as greetings
from data import preference as preferences
from data import silence as silences
from data.db import open_store, stamp
from data.office.values import HIDDEN, Sight, plain, teach

__all__ = ["HIDDEN", "Sight", "copy_store", "fill", "plain"]

_SCRIPTS = ("people", "contact", "notices", "dues", "work")
_FOLDER = Path(__file__).parent
_PLACES_HOLD = timedelta(days=365)


def copy_store(database: Path, copy: Path) -> None:
    """Copy the store as it is now, a bot may be writing to it, in the present schema. Raises StoreError."""
    with closing(backup.read_only(database)) as db:
        backup.write(db, copy)
    with closing(open_store(copy)) as own:  # the store's own bot may be an older one, or not started since
        own.execute("PRAGMA journal_mode = DELETE")


def fill(copy: Path, served: Path, sight: Sight) -> None:
    """Make the tables anew from a copy of the store, and put them in place of those served, in one step.

    Whoever is reading `served` meanwhile sees either the old ones or the new ones. They are made in memory:
    nothing but what they show is ever written there.
    """
    with closing(sqlite3.connect(":memory:", uri=True)) as made:
        teach(made, sight)
        made.execute("PRAGMA temp_store = MEMORY")
        made.execute("ATTACH DATABASE ? AS store", (f"{copy.absolute().as_uri()}?mode=ro",))
        _note_standings(made, sight)
        for name in _SCRIPTS:
            made.executescript((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        made.execute("DETACH DATABASE store")
        with closing(sqlite3.connect(served)) as shown:
            shown.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is made anew
            made.backup(shown)


def _note_standings(made: sqlite3.Connection, sight: Sight) -> None:
    """Keep for the scripts when each member was last heard of, where they are, and why not to be asked."""
    db, today = Database(made), sight.now.astimezone(sight.zone).date()
    heard = silences.heard_at(db)
    places = checkins.last_places(db, sight.now - _PLACES_HOLD)
    excuses = (
        dict.fromkeys(absences.on(db, today), Excuse.ABSENT)
        | dict.fromkeys(preferences.without_questions(db), Excuse.OPTED_OUT)
        | dict.fromkeys(greetings.resting(db, sight.now), Excuse.RESTING)
    )
    made.execute(
        "CREATE TEMP TABLE standings"
        " (member_id INTEGER PRIMARY KEY, heard_at TEXT, whereabouts TEXT, place TEXT, excuse TEXT)"
    )
    made.executemany(
        "INSERT INTO standings (member_id, heard_at, whereabouts, place, excuse) VALUES (?, ?, ?, ?, ?)",
        [
            (
                one,
                stamp(heard[one]) if one in heard else None,
                where,
                json.dumps(asdict(place)) if place else None,
                excuses[one].chinese if one in excuses else None,
            )
            for one in heard.keys() | places.keys() | excuses.keys()
            for where, place in [places.get(one, (None, None))]
        ],
    )
    made.commit()
