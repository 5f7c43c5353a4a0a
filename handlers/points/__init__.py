"""积分: what is typed about points."""

from bot.router import Router
from handlers.points import office, own, ranking, reviewing

router = Router.joined((own.router, office.router, reviewing.router, ranking.router))
