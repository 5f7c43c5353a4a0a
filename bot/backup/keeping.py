"""Which backups of the clock are kept and which have had their time; those made by hand are never removed."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

NIGHTLY, BY_HAND, BEFORE = "kiteline-nightly-", "kiteline-", "kiteline-before-"
_OWN = re.compile(r"kiteline-(?:nightly-|before-m\d{3}-)?(\d{8}-\d{6})\.(?:age|tar\.gz)")
_STAMP = "%Y%m%d-%H%M%S"


def name_for(now: datetime, beginning: str, *, plain: bool = False) -> str:
    """Name a backup of this moment, in the organisation's own time."""
    return f"{beginning}{now.strftime(_STAMP)}{'.tar.gz' if plain else '.age'}"


def moment_of(name: str) -> datetime | None:
    """Tell from its name when a backup of ours was made, without a zone; None for any other file."""
    found = _OWN.fullmatch(name)
    try:
        return datetime.strptime(found[1], _STAMP) if found else None  # noqa: DTZ007 -- compared with its like
    except ValueError:
        return None


def newest(folder: Path) -> datetime | None:
    """Tell when the newest backup of a folder was made; the copies before an upgrade do not count."""
    try:
        names = [path.name for path in folder.iterdir() if not path.name.startswith(BEFORE)]
    except OSError:
        return None
    return max((moment for name in names if (moment := moment_of(name))), default=None)


def to_remove(names: Iterable[str], now: datetime, *, days: int, weeks: int) -> list[str]:
    """List the names whose time is over: kept are the last of each day, then the last of each week.

    The newest stays whatever the clock says, and so does what seems to come from the future.
    """
    today = now.replace(tzinfo=None)
    dated = sorted((moment, name) for name in names if (moment := moment_of(name)))
    nightly = [(moment, name) for moment, name in dated if name.startswith(NIGHTLY)]
    kept = {name for moment, name in nightly if moment > today} | {name for _, name in nightly[-1:]}
    by_day = {moment.date(): name for moment, name in nightly}
    by_week = {moment.isocalendar()[:2]: name for moment, name in nightly}
    kept |= {name for day, name in by_day.items() if day > (today - timedelta(days=days)).date()}
    first = (today - timedelta(weeks=weeks)).isocalendar()[:2]
    kept |= {name for week, name in by_week.items() if week > first}
    before = [name for moment, name in dated if name.startswith(BEFORE)]
    old = [name for name in before if (moment_of(name) or today) < today - timedelta(weeks=weeks)]
    return [*(name for _, name in nightly if name not in kept), *old]


def remove_old(folder: Path, now: datetime, *, days: int, weeks: int) -> list[str]:
    """Remove the backups whose time is over; gives their names."""
    gone = to_remove([path.name for path in folder.iterdir()], now, days=days, weeks=weeks)
    for name in gone:
        with contextlib.suppress(OSError):  # the next night tries again
            (folder / name).unlink()
    return gone
