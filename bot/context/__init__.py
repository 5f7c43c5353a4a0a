"""What handlers and schedules work with: the store, the moment, who speaks, and ways to say something."""

from bot.context.refusals import NotKnown, Overheard, Refused
from bot.context.saying import Context, Tick
from bot.context.turn import Turn
from bot.domain.command import UserError

__all__ = ["Context", "NotKnown", "Overheard", "Refused", "Tick", "Turn", "UserError"]
