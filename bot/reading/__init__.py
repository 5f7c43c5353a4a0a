"""Chinese text to facts: what members write, read without any service outside the program."""

from bot.reading.replies import Explained, explain, read
from bot.reading.segments import prepare

__all__ = ["Explained", "explain", "prepare", "read"]
