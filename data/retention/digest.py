"""How the weekly page is kept."""

from __future__ import annotations

from datetime import timedelta

from data.retention.kept import Erase, Kept

_TERM = timedelta(days=35)
_OF_OLD = "digest_id IN (SELECT id FROM digests WHERE made_at < :before)"

KEPT: tuple[Kept, ...] = (
    Kept(
        "digest_people",
        "周报里的人数是谁",
        "who stands behind a number of the weekly page, so that it can be traced",
        "member_id",
        _TERM,
        _OF_OLD,
        shown="digest_id unit_id counts note",
        erase=Erase.ROW,
    ),
    Kept(
        "digest_readers",
        "看到哪一份周报",
        "which weekly page somebody read last, so that its lines can be asked for by their numbers",
        "member_id",
        _TERM,
        _OF_OLD,
        shown="digest_id at",
        erase=Erase.ROW,
    ),
    Kept(
        "digest_lines",
        "周报的各行",
        "the numbered lines of the weekly pages: counts, no names",
        term=_TERM,
        over=_OF_OLD,
    ),
    Kept(
        "digest_branches",
        "周报里各支部的人数",
        "how many of each branch were heard of in a week, for the page's picture",
        term=_TERM,
        over=_OF_OLD,
    ),
    Kept(
        "digests",
        "周报",
        "which weekly pages were made, and when",
        term=_TERM,
        over="made_at < :before",
    ),
)
