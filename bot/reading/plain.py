"""A message made even: forms of one character made one, pictures and quotes out of the way."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2000  # characters of a message that are read

_QUOTE = re.compile(r"^「[^」]{0,1500}」\s*\n\s*[-—－ ]{5,200}\s*\n")
_LAUGHS = re.compile(r"[😂🤣😹😆]|\[(?:破涕为笑|笑哭|偷笑|憨笑)\]")
_STICKER = re.compile(r"\[(?!链接|文件|视频|位置)[\u4e00-\u9fffA-Za-z]{1,6}\]")
# 《一路平安》 is a song, and what stands in quotes somebody else said.
_WORK = re.compile(r"《[^》\n]{1,40}》|“[^”\n]{1,60}”|\"[^\"\n]{1,60}\"")
_JOINERS = re.compile("[\u200b-\u200f\u2028-\u202f\u2060\ufe00-\ufe0f\ufeff]")
_ENCLOSED = str.maketrans({"①": "1.", "②": "2.", "③": "3.", "④": "4.", "⑤": "5.", "\u20e3": "."})
_MAY_HOLD_MORE = re.compile('[「\\[《“"\u200b-\u200f\u2028-\u202f\u2060\ufe00-\ufe0f\ufeff]')
_UNUSUAL = re.compile("[^\n -~\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]")


def normalise(text: str) -> str:
    """Cut to LONGEST, make full-width forms half-width, drop a WeChat quote.

    Pictures and titles of works become spaces, laughing ones 哈哈: they tell a joke from a cry for help.
    """
    text = _LAUGHS.sub("哈哈", text[:LONGEST].translate(_ENCLOSED))
    text = unicodedata.normalize("NFKC", text).replace("\r", "\n")[: 2 * LONGEST]
    text = text.strip()
    if _MAY_HOLD_MORE.search(text):
        text = _WORK.sub(" ", _STICKER.sub(" ", _JOINERS.sub("", _QUOTE.sub("", text))))
    return _UNUSUAL.sub(_unless_picture, text)[:LONGEST]


def _unless_picture(match: re.Match[str]) -> str:
    char = match[0]
    category = unicodedata.category(char)
    return " " if category in ("So", "Sk", "Cs", "Cn", "Co", "Cc") else char
