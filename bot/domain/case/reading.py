"""What people type about cases: opening one, and naming one by its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.case import Kind
from bot.domain.command import narrow

LONGEST = 1000  # characters kept of what somebody writes
_WORDS = "|".join(kind.chinese for kind in Kind)
_KINDS = {kind.chinese: kind for kind in Kind}
_OPENS = re.compile(rf"[#/＃]?\s*(?:{_WORDS})(?P<gap>\s*[:：，,]\s*|\s+|$)")
_SECRET_WORD = re.compile("举报|检举|控告|揭发|投诉|申诉")
_SECRET = re.compile(
    r"(?:(?:您好|你好|请问|实名|匿名|我|本人|们|想|要|来|需要|打算|怎么|如何)[\s，,。:：!！]*+)*+"
    rf"(?:{_SECRET_WORD.pattern})"
)
_TO_PEOPLE = re.compile(
    r"@|(?:大家|各位|咱们?|我们|你们?|同志们|诸位|还是|都|不如)|.{0,12}(?:谁|哪位|有没有人|群里|大伙)"
)
_LEAST = 4  # characters of what is surely no talk
_FOR = re.compile(
    r"[替帮代]\s?(?P<who>[\u4e00-\u9fff·]{2,8}(?:[（(][^（()）]{1,20}[)）])?\d{0,11})(?:同志)?[:：，,\s]+(?P<words>\S.*)",
    re.DOTALL,
)
_NUMBER = rf"(?:(?P<kind>工单|{_WORDS})\s*)?第?\s*(?P<mark>[Tt])?\s*(?P<number>\d{{1,6}})(?:\s*(?P<unit>号))?"
_NUMBERED = re.compile(
    rf"{_NUMBER}(?:(?:工单|{_WORDS})(?=[\s，,。:：]|$))?(?P<gap>[\s，,。:：]*)(?P<rest>.*)", re.DOTALL
)
_QUOTED = re.compile(rf"【(?P<kind>{_WORDS})(?P<number>\d{{1,6}})号】")


@dataclass(frozen=True, slots=True)
class Which:
    """A case as typed, and the words behind its number; `kind` where it was called by it (求助8号, T8)."""

    number: int | None
    words: str = ""
    kind: Kind | None = None
    is_named: bool = False  # said so that nothing else can be meant: 求助8号, 工单8号, T8

    def fits(self, kind: Kind) -> bool:
        """Whether a case of this kind may be meant."""
        return self.kind in {None, kind}


def opens(text: str) -> bool:
    """Whether a gap stands between the word and what follows: 建议大家早点来 is talk."""
    return bool(_OPENS.match(text))


_PAPERS = re.compile(
    r"手续|材料|证件|转学|入学|上学|报销|社保|医保|户口|居住证|身份证|护照|签证|公证|填表|表格|简历|找工作|不会办|怎么办理"
)


def asks_for_papers(text: str) -> bool:
    """Whether 求助 without a gap is plainly about papers (孩子转学手续不会办); all else may be distress."""
    return bool(_PAPERS.search(text[:LONGEST]))


def body_of(words: str) -> str:
    """Give what was asked, without the colon before it."""
    return words.lstrip(" :：，,\n\t").strip()[:LONGEST]


def opens_secret(text: str) -> bool:
    """Whether words that are no command open as an appeal or report: 我要举报李书记, 投诉, 申诉处理不公."""
    return not opens(text) and bool(_SECRET.match(text[:60]))


def names_secret(text: str) -> bool:
    """Whether words somewhere speak of an appeal or report: 书记收礼的事我打算举报."""
    return bool(_SECRET_WORD.search(text[:1000]))


def is_talk(body: str) -> bool:
    """Whether words in a room, not addressed to the bot, are rather for the people there: 建议 大家早点来."""
    return len(body) < _LEAST or bool(_TO_PEOPLE.match(body)) or body.endswith(("吗", "呢", "?", "？"))


def read_other(body: str) -> tuple[str, str] | None:
    """Read 替老周：… into whom and what; None where the sender speaks for himself."""
    match = _FOR.fullmatch(body)
    return (match["who"], match["words"]) if match else None


def read_which(words: str) -> Which:
    """Read 8号 …, 求助8号 …, T8 …, or 8 …; words without a number are all words."""
    match = _NUMBERED.fullmatch(narrow(words).strip())
    if match is None:
        return Which(None, words.strip()[:LONGEST])
    named = bool(match["kind"] or match["mark"])
    if not (named or match["unit"] or match["gap"] or not match["rest"]):
        return Which(None, words.strip()[:LONGEST])  # 12月1日前
    rest = match["rest"].strip()[:LONGEST]
    return Which(int(match["number"]), rest, _KINDS.get(match["kind"] or ""), named)


_ASKED = (
    r"(?:请问|想?问一?下)?[，,\s]*我?(?:上次|之前|昨天|前几?天)?(?:提出?|反映|说|报|托|求)?过?的?(?:那?[个件条])?"
    rf"(?:(?:事[情儿]?|问题|意见|工单|{_WORDS})(?:的(?:事[情儿]?|问题))?\s*(?:(?P<number>\d{{1,6}})号)?"
    r"|(?P<bare>\d{1,6})号(?:事|工单)?)"
)
_COURSE = re.compile(
    rf"{_ASKED}(?:现在|到底|究竟)?(?:办|处理|解决|弄|看)?(?:得|的|到)?(?:"
    r"(?:怎么?样|如何|咋样|哪一?步|哪[儿里])了?|有(?:没有)?(?:什么)?(?:消息|结果|进展|回音|答复|下文)了?[吗么没]?"
    r"|(?:好|完|成|解决)了?(?:没有?|[吗么]))[呢啊]?[?？。!！~\s]*"
)


def asks_course(text: str) -> Which | None:
    """Read 我的事办得怎么样了, 反映2号办好了吗, 2号怎么样了; None for anything else."""
    found = _COURSE.fullmatch(narrow(text.strip())) if len(text) <= 40 else None
    if found is None:
        return None
    number = found["number"] or found["bare"]
    return Which(int(number) if number else None, is_named=not found["bare"])


_UNSOLVED = re.compile(
    r"(?:可是|但是?|怎么|我的?|[那这]件?事|问题|现在)*(?:还是?|仍然?|一直|又|根本|都)*"
    r"(?:没有?(?:给我)?(?:解决|修好|办好|弄好|办成|处理好?|动静|人管|人来)|不行|不亮|坏了?)(?:呢|啊|呀|吧|了|的)*[。.!！~～\s]*"
)


def says_unsolved(text: str) -> bool:
    """Whether somebody says in own words that an answer settled nothing: 还是没解决."""
    return len(text) <= 30 and bool(_UNSOLVED.fullmatch(text.strip()))


_LOOSE = re.compile(
    r"(?:书记)?[，,\s]*我?(?:想|要)?(?:提|有)?一?[个条点]?(?P<kind>建议|反映)"
    r"(?:一?[下个点]|[几些]个?)*(?:情况|问题|意见|建议)?(?:给您|给组织)?[，,。：:\s]*(?P<body>.*)",
    re.DOTALL,
)
_ASKS = re.compile(r"[?？]|[吗呢么]\W*$|怎么|怎样|如何|多少|哪[里儿个]|什么时候")


def read_loose(text: str) -> tuple[Kind, str] | None:
    """Read 我建议周末开会, 反映路灯坏了半个月, 我想提个建议 (no body); None for talk and questions."""
    found = _LOOSE.fullmatch(text[:LONGEST].strip())
    if found is None:
        return None
    body = found["body"].strip()
    if (body and len(body) < _LEAST) or _ASKS.search(body):
        return None
    return _KINDS[found["kind"]], body


def read_quoted(text: str) -> Which | None:
    """Read which case a quoted message of the bot's was about."""
    match = _QUOTED.search(text)
    return Which(int(match["number"]), "", _KINDS[match["kind"]], is_named=True) if match else None


_ONLY_HEARS = re.compile(
    r"(?:好的?|嗯+|哦+|收到|知道了?|明白了?|了解|行|可以|谢谢.{0,6}|多谢|感谢.{0,6}|辛苦.{0,4}|ok|1|[\[［].{1,8}[\]］])[\s，,。.!！~～]*",
    re.IGNORECASE,
)


def only_hears(text: str) -> bool:
    """Whether somebody who was asked says no more than 收到, which answers nothing."""
    return bool(_ONLY_HEARS.fullmatch(text.strip()))
