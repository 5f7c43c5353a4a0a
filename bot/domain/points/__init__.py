"""Points: what may earn them, by which rules, how they are counted, reviewed, shown and ranked."""

from bot.domain.points.deed import Deed

__all__ = ["Deed"]
