"""Telephone numbers a message gives as the person's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumberMatch

_CANDIDATE = re.compile(r"\+?\d[\d\s()-]{5,22}\d")
_OTHERS = re.compile(
    r"(?:对象|爱人|老伴|媳妇|老婆|老公|丈夫|妻子|儿子|女儿|闺女|儿媳|女婿|孩子|爸|妈|父亲|母亲|哥|姐|弟|妹|邻居|同事|朋友|房东|"
    r"老板|书记|主任|您|你|客服|他|她|家里|家属|联系人|工友|同学|老乡|单位|办公室|医院|110|银行|送水|送奶|送货|物业|修[^,]{1,3}|开锁|社区|居委会?|村委会?|派出所|业务员|快递员|骑手|驾校|门卫|药店|老师|中介|师傅)(?:的|那边)?"
    r"(?:新|手机|电话|号码?|联系方式|微信|是|:|\s){0,6}$|"
    r"(?:会议|房间|群|订?单|账|卡|验证|取件|快递)(?:号|码|ID)[:是\s]{0,2}$|找[^,。]{1,4}打$|(?:请|拨|致)[打电]$|打给[^,。]{1,4}$|(?:要的|需要的?|有意|咨询|订购|预订|报名|详询)[^,。]{0,4}$"
)
_STATED_BEFORE = re.compile(
    r"(?:我的?|俺的?|本人|新的?|换|改|变更?|更新|办|手机|号码?|卡|联系方式|电话|打)"
    r"(?:了|的|成|为|是|个|一下|号码?|手机|电话|新|卡|这边|当地|国内|国外|英国|美国|平安|[:,\s])*+$"
)
_WRITERS = re.compile(r"[我俺]的?(?:这个)?(?:手机|电话|号码?)?[:是\s]{0,2}$")
_STATED_AFTER = re.compile(
    r"\s?,?(?:这?是)?(?:我|俺)的?(?:新)?(?:号|手机|电话)|\s?[,(]?(?:新号|新的|本人|我的)"
)
_ANOTHERS_AFTER = re.compile(
    r"\s?,?(?:这?是|为)(?:我|俺)?(?:对象|爱人|老伴|媳妇|老婆|老公|儿子|女儿|闺女|邻居|同事|朋友|房东|老板|他|她)|"
    r"\s?(?:这个|这|那)?号?.{0,3}(?:骗子|诈骗|骚扰|冒充|推销|广告|说我)"
)
_OLD_BEFORE = re.compile(
    r"从$|(?:旧|原来|原先|原|老|以前|之前|先前|过去)的?(?:那个)?(?:手机|电话)?(?:号码?|号)?(?:是|的|:|\s){0,2}$"
)
_OLD_AFTER = re.compile(
    r"(?:\s?(?:这个|那个)号?码?|(?:旧|老|原来的)号码?)?(?:已经|早就|也)?(?:停机|停用|停了|不用|作废|注销|打不通|欠费|没用|换掉|丢)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A telephone number in a text, text[start:end]."""

    start: int
    end: int
    number: str | None  # mainland 11 digits, else E.164; None for a landline or a bare foreign number
    own: bool  # not somebody else's, not one that is no longer in use
    stated: bool = True  # words around it say that it is a person's
    writers: bool = False  # ... that it is the writer's (打我电话 …)


def find(text: str) -> list[Mention]:
    """Find every telephone number in a text."""
    if not _CANDIDATE.search(text):
        return []
    import phonenumbers as pn  # noqa: PLC0415 - most messages hold no number

    found = []
    for match in _numbers(text):
        number = match.number
        mobile = pn.number_type(number) in (
            pn.PhoneNumberType.MOBILE,
            pn.PhoneNumberType.FIXED_LINE_OR_MOBILE,
        )
        said: str | None = None
        if number.country_code == 86:
            said = str(number.national_number) if mobile else None
        elif match.raw_string.lstrip().startswith(("+", "00")):
            said = pn.format_number(number, pn.PhoneNumberFormat.E164)
        own, stated = _is_own(text, match.start, match.end), _is_stated(text, match.start, match.end)
        writers = bool(_WRITERS.search(text[max(0, match.start - 12) : match.start]))
        found.append(Mention(match.start, match.end, said, own, stated, writers))
    return found


def _numbers(text: str) -> list[PhoneNumberMatch]:
    """Find numbers that exist, and with a country code those that could."""
    import phonenumbers as pn  # noqa: PLC0415 - most messages hold no number

    found = list(pn.PhoneNumberMatcher(text, "CN"))
    if re.search(r"\+|(?<!\d)00", text):
        foreign = pn.PhoneNumberMatcher(text, "CN", pn.Leniency.POSSIBLE)
        known = [(m.start, m.end) for m in found]
        found += [
            m
            for m in foreign
            if m.raw_string.startswith(("+", "00")) and not any(a < m.end and m.start < b for a, b in known)
        ]
    return sorted(found, key=lambda m: m.start)


def _is_own(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 16) : start], text[end : end + 14]
    others = _OTHERS.search(before) or _ANOTHERS_AFTER.match(after)
    return not (others or _OLD_BEFORE.search(before) or _OLD_AFTER.match(after))


def _is_stated(text: str, start: int, end: int) -> bool:
    return bool(
        _STATED_BEFORE.search(text[max(0, start - 20) : start]) or _STATED_AFTER.match(text[end : end + 14])
    )
