"""工单: what is typed about cases."""

from bot.router import Router
from handlers.case import following, listing, opening, work

router = Router.joined((listing.router, work.router, following.router, opening.router))
