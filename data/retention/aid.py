"""How help among members is kept."""

from __future__ import annotations

from data.retention.kept import Kept

KEPT: tuple[Kept, ...] = ()
