"""Parcels: what was sent to whom under which number, and the words for its arrival."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.command import Misfit
from bot.domain.names import cut_names

EXAMPLE = "寄书 张三 《习近平著作选读》 单号 SF1234567890"
_TRACKING = re.compile(
    r"(?:(?:快递|运单)?(?:单号|运单|快递)[\s:：]{0,5}(?P<said>[A-Za-z]{0,4}\d{4,20})"
    r"|(?:顺丰|邮政|圆通|中通|申通|韵达|京东)?[\s:：]{0,5}(?P<number>[A-Za-z]{0,4}\d{8,20}|SF\d{4,20}))"
)
_CAME = re.compile(
    r"(?:我的?)?(?:寄来的)?(?:书|学习资料|资料|材料|包裹|快递)(?:都|已经?|今天|刚)*(?:收到|到|拿到|取到)[了啦]*[,，。！!～~\s]*(?:谢谢.{0,10})?"
    r"|(?:已经?|今天|刚)*(?:收到|拿到|取到)[了啦]?(?:书|学习资料|资料|包裹|快递)[了啦]*[,，。！!～~\s]*(?:谢谢.{0,10})?"
)


@dataclass(frozen=True, slots=True)
class Sending:
    """A parcel as typed: to whom, what, and the carrier's number."""

    who: tuple[str, ...]
    content: str
    tracking: str


def read_sending(words: str) -> Sending:
    """Read 张三 李四 《读本》 单号 SF123; without a title it is 学习资料."""
    tracking = _TRACKING.search(words)
    text = words[: tracking.start()] + words[tracking.end() :] if tracking else words
    title = re.search(r"《[^》]{1,60}》(?:等.{0,20})?", text)
    names = text[: title.start()] + text[title.end() :] if title else text
    who = cut_names(names)
    if not who or not all(re.match(r"[\u4e00-\u9fff]{2}|\d{1,3}$", one) for one in who):
        raise Misfit(words)
    return Sending(
        who, title[0] if title else "学习资料", (tracking["said"] or tracking["number"]) if tracking else ""
    )


def says_it_came(words: str) -> bool:
    """Whether somebody says that what was sent has arrived."""
    return bool(_CAME.fullmatch(words.strip()))
