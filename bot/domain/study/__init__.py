"""Study items: what is given to read, who has read it, what people wrote about it."""

from bot.domain.study.item import Item, News, Row, State

__all__ = ["Item", "News", "Row", "State"]
