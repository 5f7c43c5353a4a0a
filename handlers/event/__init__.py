"""活动: what is typed about events."""

from bot.router import Router
from handlers.event import inviting, listing

router = Router.joined((inviting.router, listing.router))
