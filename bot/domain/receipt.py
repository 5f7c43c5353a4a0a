"""Answers to a notice: what was said, and which notice the words mean (a quote, a name, a title)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.domain.command import narrow
from bot.domain.notice import Answer, Notice, show_options

_NUMBER = re.compile(r"第\s?(\d{1,6})\s?号|(?<!\d)(\d{1,6})\s?号通知|[Nn]\s?(\d{1,6})(?!\d)")
# Words that many notices and answers have in common.
_FORM = re.compile(
    r"#?群?接龙|通知|收到|回复|报名|各位|同志|党员|大家|书记|我们|可以|一定|参加|准时|时间|能到|[^\u4e00-\u9fff]+"
)
_TIMES = re.compile(
    r"[本下这]?(?:周|星期)[一二三四五六日天]|[上下中]午|晚上|[今明后]天|[\d一二三四五六七八九十]+[点号月日:：]"
)
_ALIKE = 4  # characters in a row that a title shares with a notice

YES, NO = "是", "否"
UNDECIDED = ""  # about the question, and yet no answer: 看情况, 十几个


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: what was chosen (UNDECIDED where it is too vague to count), and what else was said."""

    choice: str
    remark: str = ""
    sure: bool = True  # 应该能去 is not
    # Whether it is nothing but an answer, or opens as one: only then it may be said to nobody in a room.
    whole: bool = True
    changes: bool = False  # whether it puts right an earlier one: 改成不去
    thing: str = ""  # 学习, in 学习我参加: it has to be of the notice


def read_number(text: str) -> int | None:
    """Read the number of a notice that a text names, as notices and people write it."""
    match = _NUMBER.search(narrow(text))
    return int(next(part for part in match.groups() if part)) if match else None


def find_meant(text: str, asked: Iterable[Notice]) -> Notice | None:
    """Find the notice whose number or words a text holds; the first of several."""
    number = read_number(text)
    if number is not None:
        return next((notice for notice in asked if notice.number == number), None)
    return next((notice for notice in asked if _share_words(text, notice.body)), None)


def _share_words(title: str, body: str) -> bool:
    # The space keeps what stood apart from growing together.
    one, other = (_FORM.sub(" ", _TIMES.sub(" ", text)) for text in (title[:200], body[:500]))
    if (words := one.split()) and max(map(len, words)) > 1 and all(word in other for word in words):
        return True  # 周六学习接龙 says nothing that is not of 集中学习
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return len(one[same.a : same.a + same.size].strip()) >= _ALIKE


def sharing(text: str, asked: Sequence[Notice], *, times: bool = True) -> list[Notice]:
    """List the notices of which a text holds a word, two characters in a row; a day is one where `times`."""
    said = _pairs(text if times else _TIMES.sub(" ", text))
    return [notice for notice in asked if said & _pairs(notice.body)]


def fitting(text: str, asked: Sequence[Notice]) -> list[Notice]:
    """List the notices of which a text holds a word that none of the others has."""
    bodies = [_pairs(notice.body) for notice in asked]
    said = {pair for pair in _pairs(text) if sum(pair in body for body in bodies) == 1}
    return [notice for notice, body in zip(asked, bodies, strict=True) if said & body]


def _pairs(text: str) -> set[str]:
    return {run[at : at + 2] for run in _FORM.sub(" ", text[:500]).split() for at in range(len(run) - 1)}


def at_place(nth: int, waiting: Sequence[Notice], asked: Sequence[Notice]) -> Notice | None:
    """Give the first (1), the last (-1) or the last but one (-2) of several that wait, in order of sending.

    Where one or none waits the order is that of all that were asked (both are given newest first).
    """
    among = sorted(waiting if len(waiting) > 1 else asked, key=lambda notice: notice.number)
    place = nth - 1 if nth > 0 else len(among) + nth
    return among[place] if 0 <= place < len(among) else None


# What a message names: 12号, 第12条, N12, 一号; 12号线 and 12号楼 are none.
_NAMES = re.compile(
    r"(?:第\s?)?(?P<number>\d{1,6}|[一二三四五六七八九])\s?(?P<mark>[号条])(?![楼线院门口车馆桌])(?:通知|消息)?"
    r"|[Nn#]\s?(?P<short>\d{1,6})(?!\d)"
)
_BARE_NUMBERS = re.compile(
    r"(?P<numbers>\d{1,6}(?:\s?[和跟与及、,，]\s?\d{1,6})+)\s?(?=[都均也两收])(?:两个)?"
)
_JOINS = re.compile(r"[\s、,，和跟与及]*")


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a message that names notices by number, or (第2条) perhaps by place, and its words."""

    numbers: tuple[int, ...]
    text: str
    by_place: bool = False


def read_named(text: str) -> list[Named]:
    """Divide a message by the notices it names: 第1条去，第2条收到 has two parts; [] where it names none."""
    text = narrow(text)
    if bare := _BARE_NUMBERS.match(text.strip()):
        numbers = tuple(int(number) for number in re.findall(r"\d+", bare["numbers"]))
        return [Named(numbers, text.strip()[bare.end() :])]
    groups: list[list[re.Match[str]]] = []
    for match in _NAMES.finditer(text[:300]):
        if groups and _JOINS.fullmatch(text[groups[-1][-1].end() : match.start()]):
            groups[-1].append(match)
        else:
            groups.append([match])
    if not groups:
        return []
    if len(groups) == 1:
        start, end = groups[0][0].start(), groups[0][-1].end()
        return [_name(groups[0], text[:start] + text[end:])]
    ends = [group[0].start() for group in groups[1:]] + [len(text)]
    return [_name(group, text[group[-1].end() : end]) for group, end in zip(groups, ends, strict=True)]


def _name(group: Sequence[re.Match[str]], text: str) -> Named:
    signs = [match["number"] or match["short"] for match in group]
    numbers = tuple(int(sign) if sign.isdecimal() else _DIGITS.index(sign) + 1 for sign in signs)
    return Named(numbers, text.strip(_EDGES), any(match["mark"] == "条" for match in group))


_DIGITS = "一二三四五六七八九"
_EDGES = " \t\n,，。;；:：、的"


def ask_again(notice: Notice) -> str:
    """Say what a notice asks beyond 收到, to go behind its number."""
    match notice.answer:
        case Answer.YES_NO:
            return "要回“是”或“否”"
        case Answer.CHOICE:
            return f"要选一个，回编号就行：{show_options(notice.options)}"
        case Answer.NUMBER:
            return "要回一个数字，没有就回 0"
        case Answer.WORDS:
            return "要回几个字，直接写给我就行"
    return "要回“收到”"


def example_for(notice: Notice) -> str:
    """Give what an answer to a notice may be."""
    return notice.options[0] if notice.options else _EXAMPLES.get(notice.answer or Answer.RECEIPT, "收到")


_EXAMPLES = {Answer.YES_NO: "是", Answer.NUMBER: "3", Answer.WORDS: "知道了"}
