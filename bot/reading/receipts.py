"""Receipts (回执): 收到, 好的, 1, 👌 and their kin, with the notice they name and what else is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading.plain import LONGEST

_NUMBER = r"(?:第\s?(?P<{0}a>\d{{1,6}})\s?(?:号|条|期)?|(?P<{0}b>\d{{1,6}})\s?号|[Nn#]\s?(?P<{0}c>\d{{1,6}}))"
_STICKER = (
    r"\[(?:强|OK|ok|好的?|握手|抱拳|合十|拳头|玫瑰|点赞|赞|鼓掌|敬礼|收到|嘿哈|耶|胜利|奋斗|爱心|庆祝)\]|"
    r"[👌👍🙏🫡✅☑✔💪🌹❤🤝👏🆗]"
)
_WORD = (
    r"(?:[\u4e00-\u9fff]{0,6}?(?<![没未不]))(?:都|已经?|均)?收(?:到|悉)(?:了|啦|咯|哈|啊)?(?!过|吗|没|不|的|一)|知悉|已知晓?|知道(?:了|啦)|明白(?:了|啦)?|"
    r"了解(?:了)?|已[阅读](?:了)?|好(?:的|嘞|滴|哒|咧|呀|啊|吧)?|遵命|照办|"
    r"(?:[Oo][Kk]|roger|Roger|copy)(?![A-Za-z])|1(?:\ufe0f?\u20e3)?(?=$|[\s,，。!！收]|\[)"
)
_END = (
    r"(?=$|收到|[\s,，。.!！~～;；、:：…?？\[]|[\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f]|"
    r"谢|书记|领导|感谢|辛苦|[Nn#第]\s?\d)"
)
_RECEIPT = re.compile(
    rf"[\s,，。!！]*(?:{_NUMBER.format('x')}(?:通知|消息)?[\s,，:：]*)?"
    rf"(?P<words>(?:(?:{_WORD}){_END}|{_STICKER}|收到(?=收到|,|已))[\s,，。.!！~～;；、…\ufe0f\U0001f3fb-\U0001f3ff]*)"
    rf"(?:(?:(?:{_WORD}){_END}|{_STICKER})[\s,，。.!！~～;；、…\ufe0f\U0001f3fb-\U0001f3ff]*){{0,20}}"
    rf"(?:{_NUMBER.format('y')}(?:通知|消息)?(?=$|[\s,，。!！]))?"
)
_ASKS = re.compile(r"^(?:了?[吗没么]|吧)|^[?？]")
_EDGES = " \t\n,，。.!！~～;；、:：…\ufe0f"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt: the number of the notice it names, if any, and the remark that remains ("" for none)."""

    number: int | None
    remark: str


def read_receipt(text: str) -> Receipt | None:
    """Read a receipt; None where the text is something else.

    "收到，周六能到" has the remark 周六能到; "第12号收到", "12号收到" and "N12 收到" name notice 12.
    """
    text = text[:LONGEST].strip()
    match = _RECEIPT.match(text)
    if not match or _ASKS.match(text[match.end() :]):
        return None
    remark = text[match.end() :].strip(_EDGES)
    number = next((int(value) for key, value in match.groupdict().items() if key != "words" and value), None)
    return Receipt(number, remark)
