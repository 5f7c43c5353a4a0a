"""Receipts (回执): 收到, 好的, 1, 👌 and their kin, with the notices they name and what else is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.domain.command import narrow
from bot.reading import excuses
from bot.reading.people import SURNAMES
from bot.reading.plain import LONGEST

_DIGITS = "一二三四五六七八九"
_ONE = rf"(?:\d{{1,6}}|[{_DIGITS}](?=\s?号))"
# 12号, 第12条, N12, #12, 1、2号, 第一号; a bare 12 before 收到 may be a day.
_NUMBERS = (
    rf"(?:(?:第\s?)?{_ONE}(?:\s?[号条期]?\s?[、,，和跟与及]?\s?(?:第\s?)?{_ONE}){{0,9}}\s?[号条期]|"
    r"第\s?\d{1,6}(?!\s?[个份项\d])|[Nn#]\s?\d{1,6})"
)
_SAID_OF = r"(?:通知|消息)?"
_STICKER = (
    r"\[(?:强|OK|ok|好的?|握手|抱拳|合十|拳头|玫瑰|点赞|赞|鼓掌|敬礼|收到|嘿哈|耶|胜利|奋斗|爱心|庆祝)\]|"
    r"[👌👍🙏🫡✅☑✔💪🌹❤🤝👏🆗]"
)
# 收道 and 收倒 are what a pinyin keyboard makes of 收到. What was not received (没收到) is none.
_GOT = (
    r"(?:(?<![没未不])(?:收(?:到|悉|道|倒)|已收)(?:[了啦咯哈啊哦噢呀喽嘞]{1,2}|通知$|消息$)?"
    r"(?!过|吗|没|不|的|一))"
)
_FIRM = rf"(?:{_GOT}|已?知悉|已知晓?|已[阅读](?:了)?|遵命|照办)"
_WORD = (
    rf"(?:{_FIRM}|(?:都|已经?|均){_GOT}|知道(?:了|啦)|明白(?:了|啦)?|了解(?:了)?|看[到见]了|已看[到见]了?|看[到见](?:了?通知|通知了?)|通知已?看[到见]了?|"
    r"[Ss][Dd](?![A-Za-z])|"
    r"好(?:的|嘞|滴|哒|咧|呀|啊|吧)?|"
    r"(?:[Oo][Kk](?:的|滴|哒|啦|了)?|[Rr](?:oger|eceived)|[Nn]oted|[Gg]ot it|copy)"
    r"(?![A-Za-z])|"
    r"[+＋]1(?!\d)|(?<![Nn#第\d])1(?:\ufe0f?\u20e3)?(?=$|[\s,，。!！收]|\[))"
)
_END = (
    rf"(?=$|收[到道倒]|[+＋]1(?!\d)|1(?=$|[\s,，。!！])|[-—/(（][{SURNAMES}][\u4e00-\u9fff]{{1,3}}[)）]?$|[\s,，。.!！~～;；、:：…?？\[]|[\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f]|"
    rf"谢|书记|领导|感谢|辛苦|{_NUMBERS}{_SAID_OF}(?:$|[\s,，。!！]))"
)
_GAP = r"[\s,，。.!！~～;；、…\ufe0f\U0001f3fb-\U0001f3ff]*+"
_POST = rf"[{SURNAMES}]?(?:书记|主任|领导|老师)"
_ADDRESS = (
    rf"(?:(?:谢谢|感谢|辛苦了?|各位|{_POST}|[您你]好|行|可以|没问题|没事|对|是){{1,4}}+[\s,，!！]++){{0,3}}+"
)
_HEAD = r"(?P<head>(?:[^\n,，。.!！?？;；]|(?<=[号条\d])[,，](?=第?\s?\d)){0,24}?)"
_RECEIPT = re.compile(
    rf"[\s,，。!！]*+{_ADDRESS}{_HEAD}[\s:：]?"
    rf"(?P<words>(?:(?:{_WORD}{_END}|{_STICKER}){_GAP}){{1,20}}+)"
    rf"(?:(?P<tail>{_NUMBERS}){_SAID_OF}(?=$|[\s,，。!！]))?"
)
_ASKS = re.compile(r"^(?:了?[吗没么]|吧)|^[?？]")
_EDGES = " \t\n,，。.!！~～;；、:：…\ufe0f-—/()（）"
_OPENS_WITH_GOT = re.compile(_GOT)
_SAYS_GOT = re.compile(rf"{_FIRM}|\[收到\]")
_NUMBER = re.compile(rf"\d{{1,6}}|[{_DIGITS}]")
_NAMED_BY_NUMBER = re.compile(_NUMBERS)
_NTH = re.compile(rf"第\s?(?:(?P<digit>[1-9])\s?[个份项]|(?P<word>[{_DIGITS}])[个条份项])")
_EARLIER = re.compile(r"前(?:面|头|边)?的?那?一?[个条]")
_LATEST = re.compile(r"(?:最后|后面?)的?那?一?[个条]|刚才?(?:发的?)?[那这]?[个条]|新的?那?[个条]")
_EVERY = re.compile(r"都|均|全|所有|[两二三四五几][个条份项]")
# 都收到了, behind a receipt word that said so already.
_EVERY_BEHIND = re.compile(r"(?:[两二三四五几][个条])?(?:通知|消息)?(?:都|全部?|均)(?:收到|看到|知道)?了?")
_DENIES = re.compile("[没未](?!问题)|不|别")
_OF_NOBODY = re.compile("谁|如果|要是|假如|哪|什么|何时|[能会想要等]$")  # 什么时候收到, 明天才能收到
# Before a comma and 收到: a question, somebody else's words, a thing that came, a receipt that was none.
_LONGEST_LEAD = 60
_NO_LEAD = re.compile(
    r"[\n?？]|[吗么呢没][\s,，。!！]*$|谁|请|如果|要是|收[到悉]|是不是|哪|什么|怎么|[说问讲]|@|"
    r"快递|包裹|红包|转账|照片|图片|短信|邮件|验证码|[寄汇邮送]|钱|礼|货"
)
# Words before 收到 that name nothing; what is left of them has to fit a notice.
_NAMES_NOTHING = re.compile(
    r"我们?|俺|本人|本支部|[第一二三四五六七八九十\d]{1,4}党?支部|已经?|刚[刚才]?|均|都|也|全部?|所有|通知|消息|信息|"
    r"书记|主任|领导|老师|[您你]好|谢谢|好的?|嗯|没问题|[两二三四五几][个条份项]|[这那哪][个条]|另一?个|另外一?[个条]|还有一?[个条]|剩下的|[的了]|\W"
)

# Answers to a notice that calls people together: 周六能到, 一定参加, 去不了, 请个假, 家里有事.
_WHEN = (
    r"(?:(?:[这本下]个?)?(?:周|星期|礼拜)[一二三四五六日天末]|[今明后]天|[上下中]午|晚上|"
    r"\d{1,2}[点号日:：]\d{0,2})"
)
_COMES = r"(?:参加|出席|参会|到会|到场)"
_COMES_OR_NOT = re.compile(
    rf"(?:我们?|本人|俺)?{_WHEN}{{0,3}}+(?:我|也|都|是|可能|恐怕|怕|应该|实在|真的?|全程)*+(?:"
    rf"(?:一定|肯定|准时|按时|可以|能够?|会)++(?:{_COMES}|到|来|去)|{_COMES}(?!不)|(?:早点|晚点)到|"
    rf"(?:{_COMES}|到|去|来|赶)不(?:了|成|上)|(?:不能|没法|无法|不便)(?:{_COMES}|到|来|去)|[想要需得]?请(?:个|天)?假)"
    r"(?:会议?|学习|活动)?[了的啊哈哦啦]?"
)
_REASON = re.compile(r".{0,6}(?:有点?事|出差|外地|加班|值班|不舒服|生病|感冒|发烧)了?")
_POLITE = re.compile(
    rf"(?:不好意思|抱歉|对不起|谢谢?|感谢|辛苦|{_POST}|大家|各位|[您你了啦啊]|\[[^\]]{{1,4}}\])++"
)
_CLAUSES = re.compile(r"[\s,，。.!！~～;；、…]+")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt, which notices it names in one way or another, and the remark that remains ("" for none)."""

    remark: str = ""
    numbers: tuple[int, ...] = ()
    nth: int | None = None  # 第一个 is 1; 最后一个 is -1, 前一个 -2
    every: bool = False  # 都收到了
    thing: str = ""  # 学习, in 学习的那个收到; or whatever else was received: it may be no notice
    firm: bool = True  # 收到 and the like; 好的, 1 and 👌 open many another answer
    lead: str = ""  # what was said before it and is no excuse; it is a part of the remark


def read_receipt(text: str) -> Receipt | None:
    """Read a receipt; None where the text is something else.

    "收到，周六能到" has the remark 周六能到; "第12号收到", "12号收到" and "N12 收到" name notice 12. Excuses
    before it are left out (刚看到，收到), and what else stands there is kept (周六去不了，收到).
    """
    text = narrow(text[:LONGEST].strip())
    opening = excuses.read_opening(text)
    if opening.end and (said := _read(text[opening.end :])):
        return replace(said, remark=_join(opening.doings, said.remark))
    return _read(text) or _read_last(text)


def _join(*parts: str) -> str:
    return "，".join(filter(None, parts))


def _read_last(text: str) -> Receipt | None:
    """Read a receipt that is the last a text says: 在医院陪老人，收到."""
    for stop in _CLAUSES.finditer(text[:_LONGEST_LEAD]):
        lead, said = text[: stop.start()], _read(text[stop.end() :])
        if not said or not lead or _NO_LEAD.search(text[: stop.end()]):
            continue
        if said.firm and not said.thing and is_polite(said.remark):
            return replace(said, remark=_join(lead, said.remark), lead=lead)
    return None


def _read(text: str) -> Receipt | None:
    match = _RECEIPT.match(text)
    if not match or _ASKS.match(text[match.end() :]):
        return None
    head, words, tail = match["head"], match["words"], match["tail"] or ""
    numbers = tuple(
        int(digit) if digit.isdecimal() else _DIGITS.index(digit) + 1
        for named in [*_NAMED_BY_NUMBER.findall(head), tail]
        for digit in _NUMBER.findall(named)
    )
    head = _NAMED_BY_NUMBER.sub("", head)
    nth = _read_place(head)
    remark = text[match.end() :].strip(_EDGES)
    for named in (_NTH, _EARLIER, _LATEST):
        head = named.sub("", head)
    every = bool(_EVERY.search(head + words)) or bool(_EVERY_BEHIND.fullmatch(remark))
    thing = _NAMES_NOTHING.sub("", head)
    if head.strip(_EDGES) not in {"", "通知", "消息"} and not _OPENS_WITH_GOT.match(words.lstrip("都已经均")):
        return None  # 今天好, 我知道了: said to somebody, while 学习收到 names a thing
    if _DENIES.search(head) or _OF_NOBODY.search(head):
        return None
    return Receipt(remark, numbers, nth, every, thing, bool(_SAYS_GOT.search(words)))


def _read_place(head: str) -> int | None:
    if nth := _NTH.search(head):
        return int(nth["digit"]) if nth["digit"] else _DIGITS.index(nth["word"]) + 1
    if _EARLIER.search(head):
        return -2
    return -1 if _LATEST.search(head) else None


def is_attendance(text: str) -> bool:
    """Whether a text says no more than whether one comes (周六能到, 去不了, 请个假), or why not."""
    clauses = [clause for clause in _CLAUSES.split(text[:60]) if clause]
    return says_attendance(text) and all(
        _COMES_OR_NOT.fullmatch(clause) or _REASON.fullmatch(clause) or _POLITE.fullmatch(clause)
        for clause in clauses
    )


def says_attendance(text: str) -> bool:
    """Whether one clause of a text says whether one comes."""
    return any(_COMES_OR_NOT.fullmatch(clause) for clause in _CLAUSES.split(text[:60]))


def is_polite(text: str) -> bool:
    """Whether a remark is thanks and forms of address."""
    return all(_POLITE.fullmatch(clause) for clause in _CLAUSES.split(text[:60]) if clause)
