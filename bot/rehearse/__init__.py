"""Plays scripted conversations against the whole bot on the simulated WeChat, on a clock of their own."""

from bot.rehearse.performance import Failed, Performance, Place
from bot.rehearse.play import rehearse
from bot.rehearse.scene import Head, Scene, scenes, settings_for
from bot.rehearse.script import Script, Step, read_script
from bot.rehearse.transcript import Line

__all__ = [
    "Failed",
    "Head",
    "Line",
    "Performance",
    "Place",
    "Scene",
    "Script",
    "Step",
    "read_script",
    "rehearse",
    "scenes",
    "settings_for",
]
