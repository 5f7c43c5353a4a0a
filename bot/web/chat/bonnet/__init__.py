"""Under the bonnet of a message: how it was read, what was stored, what is to be said for it.

Everything here is made up: a trace (data/trace.py) is never started beside a real gateway.
"""

from bot.web.chat.bonnet.memory import Memory, Taken
from bot.web.chat.bonnet.opened import open_incoming, open_said
from bot.web.chat.bonnet.panel import Bonnet, Table

__all__ = ["Bonnet", "Memory", "Table", "Taken", "open_incoming", "open_said"]
