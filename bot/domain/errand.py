"""Errands: the office's own guide texts, found by the words people have for a matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from bot.domain.command import Misfit, UserError, narrow

LONGEST = 600  # characters of a text: one screen of a telephone
_LONGEST_TITLE = 20
_LONGEST_QUESTION = 40
LONGEST_ASKED = 30  # characters of a question without the command's word
_ALIKE = 0.5
_NEAR_SHOWN = 4
EXAMPLE = "办事 转关系"
_EDIT = "办事 改 转关系：要带身份证，找党办"
_KEYS = {"words", "text", "ask"}

_ASKS = (
    r"请问|想问一?下?|我?想要?|我要|怎么样?|怎样|如何|咋|办理?|办法|手续|流程|步骤|需要|要|什么|哪些|哪里|"
    r"材料|在哪儿?|找谁|问谁|的事|事情|一下|弄|搞|可以|能不能|吗|呢|啊|呀|了|去|才能|该|应该|多少|钱"
)
_FILLED = re.compile(_ASKS)
_MARKS = re.compile(r"[\s，,。.!！?？、：:；;“”\"'《》()（）]")
HOW = re.compile(r"怎么|怎样|如何|咋|流程|手续|步骤|要什么材料|要哪些材料|找谁|去哪[里儿]?办|在哪[里儿]?办")


@dataclass(frozen=True, slots=True)
class Errand:
    """One matter: what it is called, other names for it, the text, and who knows more."""

    title: str
    words: tuple[str, ...]
    text: str
    ask: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The title and all other names."""
        return self.title, *self.words


@dataclass(frozen=True, slots=True)
class Edit:
    """A text of the office that goes over the delivered one; `removed` leaves the matter out."""

    title: str
    words: str
    removed: bool


def read_file(content: Mapping[str, Any]) -> list[Errand]:
    """Read the delivered texts. Raises ValueError naming the key of what cannot be used."""
    found = [_read_one(title, given) for title, given in content.items()]
    seen: dict[str, str] = {}
    for one in found:
        for name in one.names:
            if seen.setdefault(plain(name), one.title) != one.title:
                raise ValueError(f"{one.title}: {name} stands under {seen[plain(name)]}, too")
    return found


def _read_one(title: str, given: object) -> Errand:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
        raise ValueError(f"{title}: text is missing")
    if unknown := given.keys() - _KEYS:
        raise ValueError(f"{title}.{min(map(str, unknown))}: not known; known here: words, text, ask")
    words = given.get("words", [])
    if not isinstance(words, list) or not all(isinstance(word, str) and plain(word) for word in words):
        raise ValueError(f"{title}.words: must be a list of words")
    if len(given["text"]) > LONGEST:
        raise ValueError(f"{title}.text: has {len(given['text'])} characters, at most {LONGEST}")
    return Errand(str(title), tuple(words), given["text"].strip(), str(given.get("ask", "")))


def merge(delivered: Iterable[Errand], edits: Iterable[Edit]) -> list[Errand]:
    """Put the office's own texts over the delivered ones; who knows more stays."""
    there = {one.title: one for one in delivered}
    for edit in edits:
        known = there.pop(edit.title, None)
        if not edit.removed:
            there[edit.title] = Errand(
                edit.title, known.words if known else (), edit.words, known.ask if known else ""
            )
    return list(there.values())


# Finding one


def plain(words: str) -> str:
    """Give words without marks and spaces, letters small."""
    return _MARKS.sub("", narrow(words)).lower()


def core(words: str) -> str:
    """Give what a question is about: 怎么交党费？ is about 交党费."""
    bare = plain(words[:_LONGEST_QUESTION])
    return _FILLED.sub("", bare) or bare


def find(errands: Sequence[Errand], words: str) -> list[Errand]:
    """Find the matters that words mean: by a name, by a part of one, by words of the text."""
    bare, about = plain(words[:_LONGEST_QUESTION]), core(words)
    exact = [one for one in errands if any(plain(name) in {bare, about} for name in one.names)]
    if exact or len(about) < 2:
        return exact[:1]
    held = {one.title: _length_held(one, bare, about) for one in errands}
    if most := max(held.values(), default=0):
        return [one for one in errands if held[one.title] == most]
    return [one for one in errands if about in plain(one.text)]


def _length_held(one: Errand, bare: str, about: str) -> int:
    """Tell how much of the longest name fits: it stands in the question, or the question in it."""
    names = [plain(name) for name in one.names]
    within = max((len(name) for name in names if name in bare), default=0)
    return within or (len(about) if any(about in name for name in names) else 0)


def is_named(errand: Errand, words: str) -> bool:
    """Whether words are a matter's very name, with nothing but the question around it."""
    return any(plain(name) in {plain(words), core(words)} for name in errand.names)


def near(errands: Sequence[Errand], words: str) -> list[str]:
    """Give the titles nearest to words that mean none."""
    about = core(words)

    def likeness(one: Errand) -> float:
        return max(SequenceMatcher(None, about, plain(name)).ratio() for name in one.names)

    best = sorted(errands, key=likeness, reverse=True)
    return [one.title for one in best if likeness(one) >= _ALIKE][:_NEAR_SHOWN]


# Showing


def show(errand: Errand) -> str:
    """Write a guide text, and who knows more."""
    ask = [f"还不清楚的，问{errand.ask}。"] if errand.ask else []
    return "\n".join([f"【{errand.title}】", errand.text, *ask])


def show_all(errands: Sequence[Errand]) -> str:
    """List the matters there are."""
    if not errands:
        return "办事指南还是空的，有事请问本支部书记。"
    names = "、".join(one.title for one in errands)
    return f"能告诉您怎么办的事 {len(errands)} 件：\n{names}\n想看哪件，发“办事”加上它，例：{EXAMPLE}"


def show_several(found: Sequence[Errand]) -> str:
    """Ask which of several matters is meant."""
    return f"有 {len(found)} 件都说到了，要看哪件？\n" + "\n".join(f"办事 {one.title}" for one in found)


def show_none(words: str, close: Sequence[str]) -> str:
    """Say that no text is about it, with the nearest."""
    guess = f"是{'、'.join(close)}吗？" if close else ""
    return f"办事指南里还没有“{words[:20]}”。{guess}看有哪些发“办事”，别的事请问本支部书记。"


# Reading what the office writes


def read_edit(words: str) -> tuple[str, str]:
    """Read 转关系：正文. Raises UserError for one without a text, or too long."""
    head, mark, body = re.sub(r"[：:\n]", "\0", words, count=1).partition("\0")
    title, text = head.strip(" “”《》\"'"), body.strip()
    if not mark:
        raise Misfit(words)
    if not title or not text:
        raise UserError(f"名称和正文中间写冒号。例：{_EDIT}")
    if len(plain(title)) < 2 or len(title) > _LONGEST_TITLE:
        raise UserError(f"名称要 2 到 {_LONGEST_TITLE} 个字。例：{_EDIT}")
    if len(text) > LONGEST:
        raise UserError(f"正文有 {len(text)} 个字，最多 {LONGEST} 个，请缩短一些，或者分成两件。")
    return title, text


def read_title(words: str) -> str:
    """Read what a matter is called."""
    title = words.strip(" “”《》\"'")
    if not title or len(title) > _LONGEST_TITLE or "\n" in title:
        raise Misfit(words)
    return title


def read_question(words: str) -> str:
    """Read what somebody wishes to know; nothing asks for the list."""
    if "\n" in words.strip() or len(words) > 3 * _LONGEST_QUESTION:
        raise Misfit(words)
    return words.strip()
