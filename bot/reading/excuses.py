"""Excuses before an answer: 不好意思，刚看到 · 忙忘了 · 在开会没看手机; tired people open with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 24  # characters of a clause that may be an excuse
_SEES = r"(?:看[见到着]?|瞧见|瞅见|注意到?|留意到?|听[见到]|回复?|翻到|刷到|打开|顾[得]?上|上线|点开)"
_NOT_YET = (
    r"(?:刚刚?才?|刚才|才|方才|没有?|未|没来得及|来不及|没及时|没空|没时间|没工夫|"
    r"没顾得?上|一直没|忘了?|忘记)"
)
# What says of itself that an answer comes late, and why nobody should mind.
_EXCUSES = (
    r"不好意思|抱歉|抱谦|对不起|对不住|请?见谅|请?谅解|请?原谅|多?包涵|迟复为歉|打扰|麻烦|添麻烦|费心|操心|提醒|"
    rf"{_NOT_YET}(?:及时|来得及|怎么|顾得?上|有时间)?(?:{_SEES}|发现)|"
    r"(?:忙|差点|又|都|也)?(?:忘|忘记)(?:了|记|光|得一干二净)?(?:回复?|说|看)?|"
    rf"(?:回复?|看[到见]?|来|知道|报)(?:得|的)?(?:有点儿?|太|比较|稍|实在)?[晚迟慢](?:了|点|复|些)?|[晚迟](?:了|回|复)|"
    r"[嗯哦噢啊哎唉呀喔额呃诶欸]|老花眼|眼花|(?:看|刷|漏)(?:漏|过(?:去|了)|掉)"
)
# What people do while they do not look; it may be why they cannot come, too.
_DOINGS = (
    r"忙(?:完|活|晕|糊涂|昏头?|乱|疯|坏|得.{1,4})?|开会|[上下]夜?班|夜班|加班|值班|倒班|干[完着]?活|做饭|吃饭|睡[着觉]|"
    r"睡得?早|午[睡休]|起床|睡醒|醒|开车|坐车|跑车|出车|送货|[上下]课|培训|[带看接][小]?(?:孩子|孙[子女]|娃)|到家|"
    r"(?:[上下])(?:飞机|火车|车|船|工)|收工|出工|洗澡|出差|回来|休息|时差|开机|[关静]音?[机音]|没电|充电|没带|不在身边|"
    r"(?:信号|网络?)(?:不好|太?差|卡|断)|没(?:信号|网)|卡"
)
_ADDRESS = r"[\u4e00-\u9fff]?(?:书记|主任|领导|老师)|大家|各位|同志们?|[您你]好"
_ADDRESSES = re.compile(rf"(?:{_ADDRESS}){{1,6}}")
_FILLS = (
    r"我们?|俺们?|咱们?|在|一直|正|都|刚刚?|刚才|才|又|也|太|很|真|真是|实在|非常|十分|有点儿?|好|这|那|[这那][几两]天|今[天晚早]|昨[天晚夜]|前[天面]|"
    r"早上|上午|中午|下午|晚上|夜里|白天|现在|这会儿?|这才|之前|先前|方才|因为|所以|结果|光顾着?|只顾着?|连着|最近|近期|"
    rf"了|的|得|着|过|到|是|让|给|{_ADDRESS}|您|你|微?信?群里?的?|微信|消息|信息|通知|手机|"
    r"没|有|看|太多|比较多|工地上?|单位|厂里|车间|地里|田里|店里|山上|路上|外面|这边|那边|谢谢|感谢|多谢|辛苦|啦|啊|哈|呀|哦|噢|呢|嘛|吧"
)
_PLAIN = re.compile(rf"(?:{_EXCUSES}|{_FILLS}){{1,14}}")
_ANY = re.compile(rf"(?:{_EXCUSES}|{_DOINGS}|{_FILLS}){{1,14}}")
_HOLDS_EXCUSE = re.compile(_EXCUSES)
_HOLDS_ONE = re.compile(rf"{_EXCUSES}|{_DOINGS}")
_AGREES = r"(?:\[(?:强|OK|ok|好的?|收到|点赞|赞)\]|[👌👍✅🆗])"
_BREAK = re.compile(
    r"(?:[\s,，。.!！~～;；、…:：\ufe0f]|"
    rf"(?!{_AGREES})(?:\[[^\]\n]{{1,5}}\]|[\U0001f300-\U0001faff\u2600-\u26ff]))++"
)
_GLUED = re.compile(
    rf"(?P<excuse>(?:{_EXCUSES}|{_FILLS}){{1,8}}?)(?=已?收[到道倒悉]|已阅|知悉|好的|知道了|明白|[Oo][Kk]|{_AGREES})"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a text opens: where its excuses end, and those of them that say what the person does."""

    end: int
    doings: str = ""


def read_opening(text: str) -> Opening:
    """Read the excuses a text opens with; the end is 0 where there are none.

    刚看到收到 needs no comma, while in 培训收到 the training is what was received.
    """
    at, doings = 0, list[str]()
    if sign := _BREAK.match(text):
        at = sign.end()
    excused = False
    while stop := _BREAK.search(text, at, at + _LONGEST):
        clause = text[at : stop.start()]
        if not is_excuse(clause) and not _ADDRESSES.fullmatch(clause):
            break
        excused |= is_excuse(clause)
        if not _PLAIN.fullmatch(clause):
            doings.append(clause)
        at = stop.end()
    if (glued := _GLUED.match(text, at)) and _HOLDS_EXCUSE.search(glued["excuse"]):
        at, excused = glued.end(), True
    return Opening(at if excused else 0, "，".join(doings))


def is_excuse(clause: str) -> bool:
    """Whether a clause only says that the answer is late, or what kept the person from it."""
    return len(clause) <= _LONGEST and bool(_ANY.fullmatch(clause) and _HOLDS_ONE.search(clause))
