"""Answers given for somebody else: how they were had, which one counts, and how lists are answered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain import checkin
from bot.domain.checkin import Report
from bot.domain.command import Misfit, read_places
from bot.domain.names import cut_names


class How(StrEnum):
    """How an answer was had; the strongest first."""

    OWN = "own"  # the person wrote it
    VISIT = "visit"
    TELEPHONE = "telephone"
    FAMILY = "family"
    LIST = "list"  # somebody put the name into a solitaire list
    OTHER = "other"

    @property
    def chinese(self) -> str:
        """What people call it."""
        return _CHINESE[self]

    def outweighs(self, other: How) -> bool:
        """Whether it counts before another of the same day."""
        return _ORDER.index(self) <= _ORDER.index(other)


_ORDER = tuple(How)
_CHINESE = {
    How.OWN: "本人",
    How.VISIT: "见面",
    How.TELEPHONE: "电话",
    How.FAMILY: "家属",
    How.LIST: "接龙",
    How.OTHER: "代",
}
_ALREADY = "(?:都|已经?)?"
_KIN = (
    r"(?:家属|家里人|家人|[他她]?(?:爱人|老伴|老公|老婆|丈夫|妻子|媳妇|儿媳妇?|女婿|儿子|女儿|闺女|母亲|父亲|妈妈?|爸爸?|父母|爸妈|"
    r"哥哥|弟弟|姐姐|妹妹|嫂子|孙[子女]|侄[子女])|[他她](?:哥|弟|姐|妹|嫂))"
)
_TELLS = (
    r"(?:代?(?:说|讲|报(?!名)|答|告诉|转告)的?|代?回(?:[的话复信电]|消息|微信)的?|来?电话(?!\s?\d)(?:里?[说讲]的?)?|来电|打来?的?电话|"
    r"接(?:了|到|的)?电话|接的|发(?:来|的)?(?:消息|微信)|微信(?:说|回)?)"
)
_REACHES = (
    r"(?:问[过了到]?|联系[过了到上]{0,2}|打给|听|找[到了过]?|见[到过了]?了?|碰[到见]了?|"
    r"(?:给|跟|和|向)(?=\S{1,8}(?:打|通|联系|视频|语音|聊|问|核实|了解)))"
)
# Where somebody is, and with whom: 在女儿家, 和老伴一起.
_WITH = r"(?<![在去到跟和与同陪随住带接看给送回等从至])"
_BESIDE = r"(?=$|[\s,，。;；:：!！]|平安|安好|代)"
# A word that is the source and nothing else, before one that may tell of somebody else.
_SOURCES: tuple[tuple[How, str], ...] = (
    (
        How.FAMILY,
        rf"{_WITH}{_KIN}\s?(?:都|也|刚才?)?{_TELLS}|{_REACHES}(?:了|他|她|其)?(?:家的?)?{_KIN}(?!家|院|楼)",
    ),
    (How.FAMILY, rf"{_WITH}(?:家属|家里人|家人){_BESIDE}"),
    (How.VISIT, "(?:见[过到了]?面了?|当面[说问]?|上门|走访|家访|见[到过着]了?|碰[到见]了?)"),
    (
        How.TELEPHONE,
        rf"(?:{_ALREADY}(?:打过?了?|通过?了?|用)?(?:电话|手机|语音|视频)(?:里?说|问)?{_ALREADY}"
        rf"(?:联系|打|通知?|问)?[过了到通]{{0,2}}|{_ALREADY}(?:打过|打通|通过话|通了话)了?)",
    ),
    (How.FAMILY, rf"{_WITH}{_KIN}{_BESIDE}|[我俺](?:家的?|的)?{_KIN}(?![家里])"),
)


def read_how(words: str) -> How | None:
    """Tell how an answer was had, where the words say so; the family's word over the telephone is theirs.

    Whom somebody is with is no source: 见面 平安 在女儿家.
    """
    return (_read_source(words) or (None, ""))[0]


def _read_source(words: str) -> tuple[How, str] | None:
    return next(((how, pattern) for how, pattern in _SOURCES if re.search(pattern, words)), None)


def weigh(known: Report | None, known_how: How | None, report: Report, how: How) -> Report:
    """Give what is known of a person after a report; a weaker one of the same day adds, and changes nothing.

    Whether somebody is safe is always the last word heard.
    """
    if known is None:
        return report
    if known_how is None or how.outweighs(known_how):
        return checkin.amend(known, report)
    whole = checkin.amend(report, known)
    return replace(whole, subject=report.subject, safety=report.safety or known.safety)


# Answers to a numbered list: 3 7 12 电话平安 · 3、7电话平安，12没打通 · 全部电话平安 除 3

_ONE = r"\d{1,3}(?!\d|\s?[月日点年天周时分块元岁楼层个人位名口份本:%])(?:\s?号)?"
_SEVERAL = rf"(?:{_ONE}(?:\s?[-~到至]\s?{_ONE})?)"
_NUMBERS = re.compile(rf"(?<![\d.])第?{_SEVERAL}(?:[\s,、.和跟与及]+{_SEVERAL})*")
_ALL = re.compile(r"(?:全部|全都?|所有人?|名单上的?|其[他余]的?人?|剩下的?)都?")
_BUT = re.compile(rf"除了?\s*(?P<numbers>{_NUMBERS.pattern})\s*(?:[之以]?外)?")
_FAILED = re.compile(
    "[无没未]人?接|[没未]打通|打不通|不通|关机|停机|空号|[没未]联系上|联系不上|占线|不在服务区|找不到"
)
SAFE = re.compile("平安|安全|[都很挺]好|没事|安好|一切正常|好着呢")
_FILLS = re.compile(r"(?:通知|转告|告知|告诉)到?|[都也已经了的是说过讲人均]|\W")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Part:
    """What was said of some places of a list (none: of all)."""

    places: tuple[int, ...]
    how: How
    words: str  # without how it was had
    failed: bool  # nobody was reached


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """An answer to a numbered list; `sure` where it can hardly be anything else."""

    parts: tuple[Part, ...]
    but: frozenset[int] = frozenset()
    sure: bool = True

    @property
    def is_of_many(self) -> bool:
        """Whether it names several places."""
        return sum(len(part.places) for part in self.parts) > 1


def read_list_answer(text: str) -> ListAnswer | None:
    """Read an answer to a numbered list; None where a text is something else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > _LONGEST or "?" in plain:
        return None
    but = _BUT.search(plain)
    plain = _BUT.sub(" ", plain).strip(" ,。")
    if every := _ALL.match(plain):
        part = _part((), plain[every.end() :])
        left_out = frozenset(read_places(but["numbers"])) if but else frozenset()
        return ListAnswer((part,), left_out) if _is_sure(part) else None
    groups = [match for match in _NUMBERS.finditer(plain) if _opens(plain, match.start())]
    if but or not groups or groups[0].start() != 0:
        return None
    ends = [group.start() for group in groups[1:]] + [len(plain)]
    parts = [
        _part(read_places(group[0]), plain[group.end() : end].strip(" ,。;:"))
        for group, end in zip(groups, ends, strict=True)
    ]
    sure = all(_is_sure(part) for part in parts)
    return ListAnswer(tuple(parts), sure=sure) if all(part.words or sure for part in parts) else None


def _opens(text: str, at: int) -> bool:
    """Whether numbers at this place begin a part."""
    return at == 0 or text[at - 1] in " ,;。\n"


def _part(places: tuple[int, ...], words: str) -> Part:
    how, named = _read_source(words) or (How.OTHER, "")
    failed = bool(_FAILED.search(words))
    rest = re.sub(named, " ", words) if named else words
    return Part(places, how, " ".join(rest.split()).strip(" ,。;:"), failed)


def _is_sure(part: Part) -> bool:
    return part.failed or part.how is not How.OTHER or bool(SAFE.search(part.words))


def says_nothing(words: str) -> bool:
    """Whether nothing is said beside that people were reached (电话都打过了)."""
    return not _FILLS.sub("", words)


# 代收 12号 张三 李四 电话：去


@dataclass(frozen=True, slots=True)
class Order:
    """Answers taken for others: to which notice, whose, how they were had, and what (收到 where empty)."""

    number: int | None
    names: tuple[str, ...]
    how: How
    words: str


EXAMPLE = "代收 12号 张三 李四 电话"
_ORDER_WORDS = re.compile(
    r"(?:(?:第?\s?(?P<number>\d{1,6})\s?号(?:通知)?|[Nn]\s?(?P<short>\d{1,6}))[\s,、]*)?(?P<names>[^:\n]{2,200}?)"
    r"\s*(?::\s*(?P<words>.{1,60}))?"
)


def read_order(words: str) -> Order:
    """Read what stands behind 代收; raises Misfit for words that are no order."""
    match = _ORDER_WORDS.fullmatch(unicodedata.normalize("NFKC", words).strip())
    if not match:
        raise Misfit(words)
    number = match["number"] or match["short"]
    tokens = cut_names(match["names"])
    hows = [token for token in tokens if any(re.fullmatch(one, token) for _, one in _SOURCES)]
    names = tuple(token for token in tokens if token not in hows)
    if not names or not (number or hows or match["words"] or _all_short(names)):
        raise Misfit(words)
    how, named = _read_source(" ".join([*hows, match["words"] or ""])) or (How.OTHER, "")
    rest = re.sub(named, " ", match["words"]).strip(" ,") if named and match["words"] else match["words"]
    return Order(int(number) if number else None, names, how, rest or "")


def _all_short(names: Sequence[str]) -> bool:
    return all(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}(?:\([^()]{1,20}\)|\d{4})?", name) for name in names)
