"""150 times kill -9: nothing accepted is lost, nothing said twice silently, one message a kill in doubt."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.faults.crashes import (
    Outside,
    check_doubts,
    check_nothing_is_lost,
    check_what_was_said,
    live_and_die,
)
from tests.faults.mortal import POINTS

KILLS = 150
SEED = 4


def test_150_kills_lose_nothing_and_double_nothing(store_path: Path, cast_store: Path) -> None:
    shutil.copyfile(cast_store, store_path)
    outside = Outside(store_path, random.Random(SEED), random.Random(SEED))
    live_and_die(outside, KILLS)
    check_nothing_is_lost(outside)
    check_what_was_said(outside)
    check_doubts(outside)
    assert all(outside.died_at[point] >= KILLS // 20 for point in POINTS)
