"""A whole message as an answer: cut into clauses, each taken by its name or bare, the rest settled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from bot.domain.field import Field
from bot.domain.filling import Part, What, Wish
from bot.reading.fields import bare, named, values, words
from bot.reading.fields.labels import AND, Labels
from bot.reading.fields.said import Reading, Said
from bot.reading.gazetteer import Home
from bot.reading.plain import LONGEST

_JOINERS = re.compile('[\u200b-\u200f\u2028-\u202f\u2060\ufe00-\ufe0f\ufeff“”"「」『』【】]')
_STICKERS = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,6}\]|[\U0001f300-\U0001faff\u2600-\u27bf]")
_ITEM = re.compile(r"^[ \t]*\d{1,2}[ \t]*(?:[.、)]|:(?!\d\d(?!\d)))[ \t]*", re.MULTILINE)
_BREAK = re.compile(r"[\n,;。!~、]+|(?<!\d)/|/(?!\d)|\.(?=\s|$)")
# 我换手机号了，新号138…: what opens so says nothing that the number does not.
_CHANGED = re.compile(
    r"^(?:我|俺)?(?:已经|刚|最近)?(?:换|改|变)(?:了|个|新)*(?:手机|电话|号码?|单位|工作|地方)+了?[,，。\s]+(?=\S)"
)
_CODE = re.compile(r"[A-Za-z\d]{1,4}")
_FREE = {Field.EMPLOYER.name, Field.ADDRESS.name, Field.RESIDENCE.name}
_PLACES = {Field.ADDRESS.name, Field.RESIDENCE.name}


def read_fields(text: str, wishes: Sequence[Wish], home: Home, *, own_names: Collection[str] = ()) -> Said:
    """Read a message as an answer to these wishes; the values are as written, to be checked by the caller."""
    return _read(Reading(wishes, home, own_names), Labels(wishes), _even(text))


def _even(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:LONGEST].replace("\r", "\n"))[:LONGEST]
    plain = re.sub(r"[ \t]*[=＝][ \t]*", ":", _JOINERS.sub("", _STICKERS.sub(" ", plain)))
    plain = _CHANGED.sub("", plain.strip())
    return _ITEM.sub("", plain) if "\n" in plain else plain


def _read(reading: Reading, labels: Labels, text: str) -> Said:
    said = reading.said
    said.is_checkin = bool(words.OPENS_CHECKIN.match(text))
    for clause in _BREAK.split(text):
        for key, body in labels.cut(clause.strip()):
            _take(reading, key, body.strip(" :"))
    if said.is_checkin and not said.labelled:
        return Said(is_checkin=True)
    _settle(reading)
    return said


def _take(reading: Reading, key: str | None, body: str) -> None:
    if key == "":
        reading.waiting = None
        return
    if key is None and reading.waiting and body and not words.POLITE.fullmatch(body):
        key, reading.waiting = reading.waiting, None
        if named.take(reading, key, body):
            return
        key = None
    if key is not None:
        reading.bare_only = False
        reading.said.labelled.add(key)
        if body in AND:
            reading.joined.append(key)
            return
        if not named.take(reading, key, body) and body:
            reading.said.left.append(body)
        return
    if body:
        reading.is_bare = True
        bare.take(reading, body)
        reading.is_bare = False


def _settle(reading: Reading) -> None:
    """Give the one value left to the one item it fits, where nothing else was said than values."""
    left = [piece for piece in reading.said.left if piece]
    if len(left) == 1 and (reading.bare_only or _after_label(reading) or _CODE.fullmatch(left[0])):
        missing = reading.missing()
        fits = {key: value for key in missing if (value := _fitting(reading, key, left[0]))}
        if len(fits) == 1 and (len(missing) == 1 or _CODE.fullmatch(left[0])):
            ((key, value),) = fits.items()
            reading.said.parts[key] = Part(What.VALUE, value)
            reading.said.guessed = True
            reading.said.left = []
    none = reading.said.parts.get(Field.EMPLOYER.name)
    if none and none.what is What.NONE and len(reading.said.left) == 1 and len(reading.said.left[0]) <= 1:
        reading.said.left = []


def _fitting(reading: Reading, key: str, left: str) -> str | None:
    """Give what is left as the value of an item; None where it could not be one."""
    if key in Field.__members__ and key not in _FREE:
        return None  # a telephone, a day, a kind of work would have been recognised
    value = values.bare_value(key, left)
    return value if value and (key not in _PLACES or reading.place_end(value)) else None


def _after_label(reading: Reading) -> bool:
    """Whether what was named is only what has not changed: 手机没变 XL."""
    said = reading.said
    return all(said.parts[key].what is What.SAME for key in said.labelled if key in said.parts)
