"""The whole of config.yaml as a frozen model; its sections stand in running.py and work.py."""

from __future__ import annotations

from typing import Literal

from bot.config.running import (
    Backups,
    BotSettings,
    Delivery,
    Log,
    Office,
    Operator,
    Organisation,
    Replica,
    Simulated,
    Web,
    Wechaty,
)
from bot.config.section import Section
from bot.config.work import (
    Cases,
    Checkins,
    Digest,
    Distress,
    Dues,
    Events,
    Greetings,
    Meetings,
    Notices,
    Points,
    Posts,
    Reports,
    Rollcalls,
    Study,
    Transfers,
)


class Settings(Section):
    """The whole of config.yaml."""

    organisation: Organisation
    bot: BotSettings
    transport: Literal["simulated", "wechaty", "manual"]
    database: str
    simulated: Simulated
    wechaty: Wechaty
    delivery: Delivery
    notices: Notices
    checkins: Checkins
    rollcalls: Rollcalls
    posts: Posts
    transfers: Transfers
    dues: Dues
    cases: Cases
    events: Events
    distress: Distress
    greetings: Greetings
    points: Points
    meetings: Meetings
    digest: Digest
    reports: Reports
    study: Study
    backup: Backups
    replica: Replica
    operator: Operator
    web: Web
    office: Office
    log: Log

    @property
    def is_by_hand(self) -> bool:
        """Whether people carry the words to and from WeChat, and nobody can write to the bot there."""
        return self.transport == "manual"
