"""How events and who came are kept."""

from __future__ import annotations

from data.retention.kept import Kept

KEPT: tuple[Kept, ...] = ()
