"""What a year left in the tables of many nouns, counted for everybody at once; written by those nouns."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlite_utils import Database

from data.db import stamp
from data.retention import REGISTRY

# What the year-end file calls the tables that are let go of after a term.
_TERMS = {"会": "meetings", "活动": "event_attendances", "学习": "study_reads", "汇报": "reports"}


def gone_before(now: datetime) -> dict[str, date]:
    """Tell of meetings, events, study and reports before which day they are deleted by now."""
    terms = {kept.table: kept.term for kept in REGISTRY}
    return {what: (now - term).date() for what, table in _TERMS.items() if (term := terms[table]) is not None}


def events(db: Database, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """Count the events of a span by member: came to, was invited to; only where attendance was noted."""
    rows = db.execute(
        "SELECT member_id, sum(came), count(*) FROM ("
        " SELECT event_id, member_id, max(came) AS came FROM ("
        "  SELECT event_id, member_id, 0 AS came FROM event_members"
        "  UNION ALL SELECT event_id, member_id, 1 FROM event_attendances WHERE withdrawn_at IS NULL"
        " ) GROUP BY event_id, member_id"
        ") JOIN events ON events.id = event_id"
        " WHERE state = 'open' AND starts_at >= ? AND starts_at < ? AND EXISTS ("
        "  SELECT 1 FROM event_attendances AS noted WHERE noted.event_id = events.id"
        "  AND noted.withdrawn_at IS NULL) GROUP BY member_id",
        (stamp(since), stamp(until)),
    )
    return {member: (came, noted) for member, came, noted in rows}


def unsigned(db: Database, since: datetime, until: datetime) -> dict[int, list[int]]:
    """List by branch the own events of a span of which nobody noted who came."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = db.execute(
        "SELECT branch_id, id FROM events WHERE state = 'open' AND branch_id IS NOT NULL AND starts_at >= ?"
        " AND starts_at < ? AND NOT EXISTS (SELECT 1 FROM event_attendances"
        "  WHERE event_id = events.id AND withdrawn_at IS NULL) ORDER BY id",
        (stamp(since), stamp(until)),
    )
    for branch, number in rows:
        found[branch].append(number)
    return found


def studies(db: Database, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """Count by member what was given to read in a span: read, given; without what no secretary passed on."""
    rows = db.execute(
        "SELECT asked.member_id, sum(study_reads.id IS NOT NULL), count(*) FROM studies"
        " JOIN study_members AS asked ON asked.study_id = studies.id"
        " JOIN members ON members.id = asked.member_id"
        " LEFT JOIN study_reads ON study_reads.study_id = studies.id"
        "  AND study_reads.member_id = asked.member_id"
        " LEFT JOIN study_relays ON study_relays.study_id = studies.id"
        "  AND study_relays.branch_id = members.branch_id AND passed_on_at IS NULL"
        " WHERE studies.state IN ('open', 'closed') AND opened_at >= ? AND opened_at < ?"
        " AND (study_relays.study_id IS NULL OR study_reads.id IS NOT NULL) GROUP BY asked.member_id",
        (stamp(since), stamp(until)),
    )
    return {member: (read, given) for member, read, given in rows}


def reflections(db: Database, since: datetime, until: datetime) -> dict[int, int]:
    """Count by member about how many items of a span something was written."""
    rows = db.execute(
        "SELECT member_id, count(DISTINCT study_id) FROM reflections JOIN studies ON studies.id = study_id"
        " WHERE opened_at >= ? AND opened_at < ? GROUP BY member_id",
        (stamp(since), stamp(until)),
    )
    return dict(rows.fetchall())


def reports(db: Database, year: int) -> dict[int, frozenset[int]]:
    """Give of which quarters of a year each member reported."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = db.execute(
        "SELECT member_id, quarter FROM reports WHERE quarter >= ? AND quarter <= ?",
        (f"{year}-Q1", f"{year}-Q4"),
    )
    for member, quarter in rows:
        found[member].add(int(quarter[-1]))
    return {member: frozenset(quarters) for member, quarters in found.items()}


def visits(db: Database, since: datetime, until: datetime) -> dict[int, int]:
    """Count by member how often somebody was visited or called, and reached."""
    rows = db.execute(
        "SELECT member_id, count(*) FROM visits WHERE reached = 1 AND withdrawn_at IS NULL"
        " AND at >= ? AND at < ? GROUP BY member_id",
        (stamp(since), stamp(until)),
    )
    return dict(rows.fetchall())
