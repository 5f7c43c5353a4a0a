"""How people take back or put right what they said: 不对，我在苏州 · 错了，是李建国 · 撤."""

from __future__ import annotations

import re
from datetime import timedelta

# In a room, so long after a check-in 不对 is about that check-in; later it is talk.
SOON = timedelta(minutes=10)
# So long 撤 takes back the last check-in.
TAKEN_BACK_WITHIN = timedelta(hours=1)

_CORRECTS = re.compile(
    r"\s*(?:我|刚才?|刚刚)*+(?:不对|更正|纠正|[说写发报搞弄]错|错了?(?=[，,。!！\s]|$))了?(?:一下)?(?P<right>.*)",
    re.DOTALL,
)
_OTHER = re.compile(
    r"[\s，,。:：]*(?:不是(?P<wrong>[\u3400-\u9fff·]{2,12}?)[\s，,。、]*)?(?:应该|而)?是(?:代报)?"
    r"(?P<right>[\u3400-\u9fff·]{2,12}?)(?:同志)?[\s。.!！]*"
)
_TAKES_BACK = re.compile(
    r"[#/＃]?\s*(?:把|我|请|帮我|刚才|刚刚|上面|上一?|这|那)*+[条句个]?的?(?:话|消息)?(?:给我)?"
    r"(?:撤[回销掉]?|作废|不算)(?:吧|了|数|一下|它)*+[\s。.!！]*"
)
_SURELY_TAKES_BACK = re.compile(r"[#/＃]?\s*(?:撤|撤[回销]|[上刚].{0,4}(?:不算|作废|撤[回销]))[\s。.!！]*")
_BARE = 4  # 不对！, 我说错了啊
_FALSE_ALARM = re.compile("误报|误会|虚惊|没事[了啦]|脱险|脱离危险|安全了|获救|已经?好了|解除")
# 没事了吗 asks, 没事了才怪 says the opposite; 死了就没事了 is none at all.
_DOUBTS = re.compile(
    r"[?？]|[吗么]$|才怪|是不是|(?:不|绝|并)[是非](?:误|虚|没事)|[没未](?:有)?(?:脱|解除)|[就才]没事|(?:如果|要是|等|以为)[^，,。]*没事|(?<![吓急笑累])死"
)
# What may stand beside the facts of a correction (不对，我现在是在苏州出差).
_FILLING = re.compile(
    "应该|现在|目前|已经|还是|今天|刚|人|是|我|俺|咱|在|到|了|的|哦|啊|呢|平安|出差|打工|务工|旅游|号码|电话|新"
    r"|回来?|走|去|[\W_]"
)


def is_one(text: str) -> bool:
    """Whether a message opens as a correction."""
    return bool(_CORRECTS.match(text))


def is_bare(text: str) -> bool:
    """Whether it says that something is wrong and not what is right."""
    found = _CORRECTS.match(text)
    return found is not None and len(found["right"]) <= _BARE


def other_meant(text: str) -> tuple[str | None, str] | None:
    """Give (who was not meant, who was): 错了，是李建国; 不是张三，是李建国. else None."""
    found = _CORRECTS.match(text)
    names = _OTHER.fullmatch(found["right"] if found else text)
    if not names or not (found or names["wrong"]):
        return None
    return names["wrong"], names["right"]


def says_only(text: str, understood: tuple[str, ...]) -> bool:
    """Whether a correction holds nothing beside what was understood (说错了，我在北京等你 does)."""
    found = _CORRECTS.match(text)
    rest = found["right"] if found else text
    for words in sorted(understood, key=len, reverse=True):
        rest = rest.replace(words, " ")
    return not _FILLING.sub("", rest)


def takes_back(text: str) -> bool:
    """Whether a message as a whole takes back the one before: 撤, 撤回, 上条不算."""
    return bool(_TAKES_BACK.fullmatch(text))


def takes_back_for_sure(text: str) -> bool:
    """Whether it can mean nothing else; 撤了 in a room may be a goodbye."""
    return bool(_SURELY_TAKES_BACK.fullmatch(text))


def is_false_alarm(text: str, or_else: re.Pattern[str] | None = None) -> bool:
    """Whether it gives the all-clear (没事了，是误报), by these words or others, and does not ask."""
    said = _FALSE_ALARM.search(text) or (or_else and or_else.search(text))
    return bool(said) and not _DOUBTS.search(text)
