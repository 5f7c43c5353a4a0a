"""Greetings: whose day it is, at which moment, and the words."""

from bot.domain.greeting.moment import days_due, days_skipped, shared_zones
from bot.domain.greeting.occasion import ANNIVERSARY, BIRTHDAY, Occasion, personal_occasions
from bot.domain.greeting.reading import read_wording
from bot.domain.greeting.wording import Festival, Texts, Wording, compose, shows_membership

__all__ = [
    "ANNIVERSARY",
    "BIRTHDAY",
    "Festival",
    "Occasion",
    "Texts",
    "Wording",
    "compose",
    "days_due",
    "days_skipped",
    "personal_occasions",
    "read_wording",
    "shared_zones",
    "shows_membership",
]
