"""Reading a command's words: what may be wrong with them, and the parts that many commands share."""

from __future__ import annotations

import re
import unicodedata


class Misfit(ValueError):  # noqa: N818 -- no error: most of what begins with a command's word is ordinary chat
    """The words do not fit the command, so they were perhaps not meant for the bot."""


class UserError(Exception):
    """What was asked cannot be done; the text is the reply: what was wrong, and a right example."""


def nothing(words: str) -> None:
    """Read a command that takes no words."""
    if words:
        raise Misfit(words)


def read_number(words: str) -> int | None:
    """Read 12号, 第12号, N12 or 12; no words give None (the newest is meant)."""
    if not words:
        return None
    match = re.fullmatch(r"第?\s*+[A-Za-z]?\s*+(\d{1,6})\s*号?", unicodedata.normalize("NFKC", words))
    if not match:
        raise Misfit(words)
    return int(match[1])


_PLACES = re.compile(r"(\d{1,4})\s?号?(?:\s?[-~—～到至]\s?(\d{1,4}))?")
_MOST_PLACES = 200  # of one span


def read_places(words: str) -> tuple[int, ...]:
    """Read which places of a list are meant, each once: 1 3, 3-7, 2号到5号、9."""
    found: dict[int, None] = {}
    for one in _PLACES.finditer(words):
        first, last = int(one[1]), int(one[2] or one[1])
        found |= dict.fromkeys(range(first, min(last, first + _MOST_PLACES) + 1))
    return tuple(found)


_WIDE = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(ord("！"), ord("～")) if chr(code).isalnum()}
)


def narrow(text: str) -> str:
    """Write full-width digits and letters (１号, Ｎ１) in half width; punctuation stays as it was typed."""
    return text.translate(_WIDE)


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write 1 to 99 as people name branches: 三, 十, 十五, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


# How people say it


_MARKS = " \t\r\n\u3000。.!！~～,，"
_PARTICLES = ("谢谢", *"吧呗啊呀哦哈")


def without_particle(words: str) -> str:
    """Leave out what people end a sentence with (名单 未回吧); a question stays one."""
    bare = words.rstrip(_MARKS)
    ending = next((one for one in _PARTICLES if bare.endswith(one)), "")
    return bare.removesuffix(ending).rstrip(_MARKS)


def opens_with_number(words: str) -> bool:
    """Whether a number of ours stands first: 1号, which no chat puts close behind a command's word."""
    return bool(re.match(r"第?\d{1,6}\s?号", words))


def opens_with_unit(words: str) -> bool:
    """Whether a unit stands first: 第四十支部, 驻沪服务站."""
    return bool(re.match(r"[^\s，,。]{1,12}?(?:支部|总支|服务站)(?=\s|$)", words))


_LISTS = {
    "进群": "未入群",
    "入群": "未入群",
    "报平安": "未报",
    "报": "未报",
    "回复": "未回",
    "回": "未回",
    "填": "未填",
}
_LIST = re.compile(rf"^名单\s*还?(?:没有?|未)({'|'.join(_LISTS)})的?人?(?=\s|$)")


def call_list(text: str) -> str:
    """Call a list by its command's name where people say otherwise: 名单 没进群的 is 名单 未入群."""
    return _LIST.sub(lambda match: f"名单 {_LISTS[match[1]]}", text)


_REPORTS = "周报|月报|年报|年终材料|统计"
_SPAN = (
    r"(?:[本这上]个?|上上)[周月](?![报一二三四五六日天])|[本今去前]年(?![报终])度?|上半?年(?![报终])"
    r"|20\d\d(?:年(?![报终])度?)?(?:\d{1,2}月(?!报))?份?|\d{1,2}月(?!报)份?"
)
_REPORT_PART = (
    rf"{_SPAN}|第?[一二三四五六七八九十\d]{{1,3}}党?支部|性别|年龄|党龄|学历|从业"
    r"|图片?|表格?|打印版?|要办|名单|全部|第?\d{1,3}[行条号]?"
)
_REPORT_ASKED = re.compile(
    r"(?:请|麻烦|帮|给|把|我|想|要(?!办)|发|看|来|查|一[下份个])*+"
    rf"(?P<before>(?:\s|{_REPORT_PART})*+)的?\s?(?P<noun>{_REPORTS})"
    rf"(?:一下)?(?P<behind>(?:[\s的:：]|{_REPORT_PART})*+)(?:发?给?我|发?一下|看看)?[\s。.!！?？呢吧]*+"
)
_LONGEST_ASKED = 40


def call_report(text: str) -> str:
    """Call a report by its command where people say otherwise: 发一下本周周报, 11月的月报, 周报图.

    Only words that ask for a report and nothing else; any other text stays as it is.
    """
    said = _REPORT_ASKED.fullmatch(narrow(text)) if len(text) <= _LONGEST_ASKED else None
    if said is None:
        return text
    parts = re.findall(_REPORT_PART, f"{said['before']} {said['behind']}")
    return " ".join([said["noun"], *parts])


_AGREES = re.compile(
    r"(?:(?:好|要|行|可以|是|对|嗯+|没问题|没错|没意见|就这样|ok|[发办改导]吧?)[的滴了吧啊嘞]?[\s，,。.!！~～]*){1,2}",
    re.IGNORECASE,
)


def agrees(text: str) -> bool:
    """Whether somebody nods to what waits for 确认, and takes it for done; 同意 is for requests."""
    return bool(_AGREES.fullmatch(text))
