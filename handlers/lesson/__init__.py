"""线上党课: what is typed about lessons held online."""

from bot.router import Router
from handlers.lesson import announcing, attending

router = Router.joined((announcing.router, attending.router))
