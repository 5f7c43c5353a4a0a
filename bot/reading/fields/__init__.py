"""What somebody answers when fields of the record are asked: in any words and order, nothing guessed."""

from bot.reading.fields.reading import read_fields
from bot.reading.fields.said import Said

__all__ = ["Said", "read_fields"]
