"""党费: what is typed about dues."""

from bot.router import Router
from handlers.dues import listing, paying

router = Router.joined((paying.router, listing.router))
