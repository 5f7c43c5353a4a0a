"""Pictures for the chat, drawn from SVG templates; the only package that knows the renderer and the font.

Nothing of either is loaded before the first picture.
"""

from bot.pictures.card import draw_card, keep_card
from bot.pictures.progress import Bar, draw_progress, keep_progress
from bot.pictures.rendering import keep
from bot.pictures.report import MonthColumn, Rate, draw_report, keep_report
from bot.pictures.shares import Share, draw_shares, keep_shares
from bot.pictures.weeks import WeekBar, WeekColumn, draw_course, draw_weeks, keep_weeks

__all__ = [
    "Bar",
    "MonthColumn",
    "Rate",
    "Share",
    "WeekBar",
    "WeekColumn",
    "draw_card",
    "draw_course",
    "draw_progress",
    "draw_report",
    "draw_shares",
    "draw_weeks",
    "keep",
    "keep_card",
    "keep_progress",
    "keep_report",
    "keep_shares",
    "keep_weeks",
]
