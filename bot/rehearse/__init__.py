"""Plays scripted conversations against the whole bot on the simulated WeChat, on a clock of their own."""

from bot.rehearse.play import Failed, Line, rehearse

__all__ = ["Failed", "Line", "rehearse"]
