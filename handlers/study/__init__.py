"""学习: what is typed about items to read."""

from bot.router import Router
from handlers.study import progress, sending

router = Router.joined((sending.router, progress.router))
