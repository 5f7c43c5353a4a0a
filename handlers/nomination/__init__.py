"""提名: what is typed about nominations."""

from bot.router import Router
from handlers.nomination import nominating, opening

router = Router.joined((opening.router, nominating.router))
