"""Whom a message is about: which of its clauses speak of the sender, of people it names, of others."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.reading.marks import MARK, NAME, Clause, Marked
from bot.reading.people import KIN, TITLES

_A_NAME = re.compile(NAME)
_ALL_WELL = re.compile(rf"(?:报?平安)\s*:\s*(?:{NAME}[\s,、]*+)++")
_OF_HIM = re.compile("[他她]们?(?:在|去|回|到|住)")
_I_AM = re.compile(
    rf"(?:我是(?!{NAME}的)|我叫|本人是?|俺是|这里是|我)(?:[\u4e00-\u9fff\d]{{0,10}}?(?:支部|党员|组)的?)?{NAME}|^{NAME}本人"
)
_REPORTED = re.compile(rf"(?:代报|代替?|替|帮|给)(?:{MARK}|[\u4e00-\u9fff]){{0,5}}?(?P<names>{NAME}+)")
_SENT_WORD = re.compile(
    rf"(?P<names>{NAME}+)(?:{TITLES})?(?:的?(?:{KIN}))?(?:[^,\ue000-\ue7ff]|{MARK}){{0,6}}?"
    r"(?:(?:让|托|叫|请|委托|要)[我俺咱]|来电话?|打电话|来信|发来|说|告诉我|转告)"
)
_MISSED_OR_MET = re.compile(
    rf"(?:联系(?:不)?(?:上|到|了)|打通|见(?:到|着)|没见(?:着|到|过)?|问(?:了|过|到|下)?|碰到|看到|找(?:不)?[到着])了?(?P<names>{NAME}+)"
)
_MINE = rf"(?:(?:我|俺|咱)?们?家?的?(?:{KIN}|那口子)?)"
_AND_I = re.compile(
    rf"^(?:书记)?(?:我|俺)?(?:和|跟|与|同){_MINE}(?P<names>{NAME}+)(?!{TITLES}?(?:刚才?|昨天)?(?:说|讲|通|打|视频|微信|聊|联系|问|约|吃|喝|聚))|"
    rf"^{_MINE}(?P<before>{NAME}+)(?:和|跟|与|同|、)(?:我|俺)"
)
_SPOKE_WITH = re.compile(
    rf"(?:跟|和|与|给|同){_MINE}(?P<names>{NAME}+)(?:{TITLES})?(?:刚才?|昨天)?(?:通|打|视频|微信|聊|联系|说|讲|发)"
)
_KIN_OF = re.compile(
    rf"(?:我是|俺是|这是|我系)(?P<names>{NAME})(?:{TITLES})?的?(?:{KIN}|家属|家人|邻居|室友|工友|同事)"
)
_MEANT = re.compile(rf"^(?:是|应该是|应是|说的是|写成了?|打成了?)(?P<names>{NAME}+)")
_LEADING = re.compile(
    rf"^(?:书记|报告|另外|还有|以及|我们?支部的?|支部|我们?|俺们?|咱们?|咱村的?|我们?村的?|老党员|党员|村里的?|隔壁|楼上|楼下|那个|汇报){{0,4}}(?:家|们家)?的?(?:{KIN})?(?P<names>{NAME}+)"
)
_OF_OTHERS = re.compile(
    rf"^(?:我|俺|咱)?(?:们?家)?的?(?:{KIN})(?:的?(?:{KIN}))?(?!家|那|这|帮|陪|来电|让我|身边)(?:也|还|都|现在|目前|人|一直|今年|去年|刚){{0,3}}(?:在|去|回|到|从)"
)
_I_AGAIN = re.compile(
    r"^(?:那|至于|而)?(?:我|俺|本人|我自己|自己)(?!们?(?:刚|上门|登门|看了|去了|见|给|打|问|替|代|帮|跟他|跟她|和他|和她|联系|听|说|去看|爸|妈|儿|女|老))"
)
_ME = re.compile(r"(?:我|俺|咱|本人)(?!们)")
_BOTH = re.compile(r"^(?:我们|俺们|咱们|大家|两人|俩人|他们|她们|一家|全家|两个人|俩)?(?:人)?(?:都|全都?|均)")


@dataclass(slots=True)
class Part:
    """The clauses that speak of the same people; None among the subjects is the sender."""

    subjects: tuple[str | None, ...]
    clauses: list[Clause] = field(default_factory=list)
    because: tuple[int, int] | None = None  # the words that tell of whom, as offsets in the marked text


def parts(
    clauses: list[Clause], marked: Marked, sender: str | None, alarms: Collection[int] = ()
) -> list[Part]:
    """Divide a message by whom it speaks of, in the order in which people come up.

    Clauses of unnamed relatives are left out, but for those that start at one of `alarms`: these are the
    sender's to report.
    """
    if not marked.has_names:
        kept = [c for c in clauses if c.start in alarms or not _is_of_others(c.text, (None,))]
        return [Part((None,), kept)] if kept else []
    if _ALL_WELL.fullmatch(marked.text):  # 报平安：张三 李四
        return [
            Part(
                _named("".join(_A_NAME.findall(marked.text)), marked, sender), clauses, (0, len(marked.text))
            )
        ]
    current = Part((None,))
    found = [current]
    kin_writes = False  # 我是李秀珍的儿子: a relative writes from the own account
    for clause in clauses:
        if current.subjects != (None,) and (meant := _MEANT.match(clause.text)):
            current.subjects = _named(meant["names"], marked, sender)  # 代报甲，不对，是乙
        subjects = _subjects(clause.text, marked, sender)
        kin_writes = kin_writes or bool(_KIN_OF.search(clause.text))
        if subjects is None and current.subjects != (None,) and _I_AGAIN.match(clause.text):
            subjects = (None,)
        if subjects is None and len(found) > 1 and _BOTH.match(clause.text):
            everybody = _everybody(found)
            found.append(Part(everybody, [clause]))
            continue
        if subjects is not None and subjects != current.subjects:
            current = Part(subjects, [], (clause.start, clause.start + len(clause.text)))
            found.append(current)
        if clause.start in alarms or kin_writes or not _is_of_others(clause.text, current.subjects):
            current.clauses.append(clause)
    return [part for part in found if part.clauses]


def _everybody(found: Sequence[Part]) -> tuple[str | None, ...]:
    """List of whom 都平安 speaks: all who were named, and the sender where he spoke of himself."""
    own = any(_ME.search(clause.text) for clause in found[0].clauses)
    named = dict.fromkeys(s for part in found if part.clauses for s in part.subjects)
    return tuple(s for s in named if s is not None or own)


def _is_of_others(text: str, subjects: tuple[str | None, ...]) -> bool:
    """Tell whether a clause is of an unnamed relative or of somebody mentioned only (她在深圳)."""
    if _A_NAME.search(text):
        return False
    return bool(_OF_OTHERS.match(text)) or (subjects == (None,) and bool(_OF_HIM.match(text)))


def _subjects(text: str, marked: Marked, sender: str | None) -> tuple[str | None, ...] | None:
    """Tell whom a clause turns to; None where it goes on about the same people."""
    if not _A_NAME.search(text):
        return None
    if _I_AM.search(text):
        return (None,)
    if match := _AND_I.match(text):
        return (None, *_named(match["names"] or match["before"], marked, sender))
    for pattern in (_KIN_OF, _SPOKE_WITH, _REPORTED, _SENT_WORD, _MISSED_OR_MET, _LEADING):
        if match := pattern.search(text):
            told = re.search(rf"说(?P<names>{NAME}+)", text)
            return _named((told or match)["names"], marked, sender)
    return None


def _named(marks: str, marked: Marked, sender: str | None) -> tuple[str | None, ...]:
    names = [marked.name(mark) for mark in marks]
    return tuple(dict.fromkeys(None if name == sender else name for name in names))
