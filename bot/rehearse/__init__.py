"""Plays scripted conversations against the whole bot on the simulated WeChat, on a clock of their own."""

from bot.rehearse.play import Failed, rehearse
from bot.rehearse.transcript import Line

__all__ = ["Failed", "Line", "rehearse"]
