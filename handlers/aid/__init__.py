"""互助: what is typed about help among members."""

from bot.router import Router
from handlers.aid import asking, deciding

router = Router.joined((asking.router, deciding.router))
