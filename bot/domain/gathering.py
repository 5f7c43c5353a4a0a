"""An order of a collection as a clerk typed it: what is asked, of whom, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.audience import Audience, Scope, take_audience
from bot.domain.collection import LABELS, Item
from bot.domain.command import Misfit, UserError
from bot.domain.field import BY_WORD, Field
from bot.domain.order import head_end

EXAMPLE = "收集 手机 单位 现住地 全体 截止 周五18:00"
MOST_ITEMS = 12
_LONGEST = 12
_QUOTED = re.compile(r"[“\"「『]([^”\"」』\n]{1,30})[”\"」』]")
_DEADLINE = re.compile(
    r"(?<!\S)(?:截止(?:时间|日期)?(?:到|为|：)?\s*(?P<named>\S+)|"
    r"(?P<bare>(?:今天|明天|后天|大后天|[本下这]?(?:周|星期|礼拜)[一二三四五六日天末](?![\u4e00-\u9fff]{1,2}(?:\s|、|$))|"
    r"\d{1,2}月|\d{1,2}[日号]|月底)\S*?(?:[之以]?前)?))"
    r"(?P<clock>\s+(?:[上下中]午|晚上?)?\d{1,2}[点:：]\S*)?(?=\s|$)"
)
_SHORT = {"手机": Field.PHONE, "从业": Field.WORK_KIND, "身份证号": Field.ID_NUMBER, "住处": Field.RESIDENCE}
_BY_LABEL = dict(BY_WORD) | {label: field for field, label in LABELS.items()} | _SHORT
# 支部 一,三 says for whom.
del _BY_LABEL["支部"]
_GLUED = re.compile("|".join(sorted(map(re.escape, _BY_LABEL), key=len, reverse=True)))
_FORBIDDEN = re.compile("密码|验证码|支付|口令")


@dataclass(frozen=True, slots=True)
class Order:
    """A collection as typed; the deadline and the names in the audience are still words."""

    items: tuple[Item, ...]
    audience: Audience
    deadline: str | None
    note: str

    @property
    def own_words(self) -> tuple[Item, ...]:
        """What is asked beside the fields of the record."""
        return tuple(item for item in self.items if item.field is None)


def read_order(words: str) -> Order:
    """Read what stands behind 收集: fields, what else is asked, for whom, until when, and a note.

    Raises Misfit where no field is named (收集大家的意见), UserError for what nobody is to be asked.
    """
    end = _note_start(words)
    head, note = (words, "") if end is None else (words[:end], words[end + 1 :].strip())
    items = [Item(one.strip()) for one in _QUOTED.findall(head)]
    head = _QUOTED.sub(" ", head)
    due = _DEADLINE.search(head)
    if due:
        head = f"{head[: due.start()]} {head[due.end() :]}"
    named, rest = _take_fields(head)
    if not named and not items:
        raise Misfit(words)
    audience, unknown = _take_audience(rest)
    items = [*named, *items, *(Item(word) for word in unknown)]
    _check(items)
    deadline = f"{due['named'] or due['bare']}{due['clock'] or ''}" if due else None
    return Order(tuple(dict.fromkeys(items)), audience, deadline, note)


def _note_start(words: str) -> int | None:
    """Find where the note begins: a colon behind 截止 or within a time is none."""
    masked = re.sub(r"截止(?:时间|日期)?[：:]", lambda match: "截止" + " " * (len(match[0]) - 2), words)
    return head_end(masked)


def _take_fields(head: str) -> tuple[list[Item], list[str]]:
    """Take the fields out of the words of a head, also where they are written in one: 手机单位现住地."""
    items, rest = list[Item](), list[str]()
    for token in head.split():
        parts = [part for part in re.split("[、,，和及]", token) if part]
        found = [_fields_of(part) for part in parts]
        if all(found):
            items += [item for those in found if those for item in those]
        else:
            rest.append(token)
    return items, rest


def _fields_of(word: str) -> list[Item] | None:
    labels = _GLUED.findall(word)
    if not labels or "".join(labels) != word:
        return None
    return [_item_of(_BY_LABEL[label], label) for label in labels]


def _item_of(field: Field, label: str) -> Item:
    if field not in LABELS:
        raise UserError(f"“{label}”名册上由党办自己管，不用向大家收。能收的有：{'、'.join(LABELS.values())}")
    return Item(LABELS[field], field)


def _take_audience(words: list[str]) -> tuple[Audience, list[str]]:
    """Take for whom it is, and leave what else is asked; nobody named means everybody."""
    units = [word for word in words if _LIKE_UNITS.fullmatch(word)]
    others = [word for word in words if word not in units and _says_for_whom(word)]
    things = [word for word in words if word not in units and word not in others]
    # Behind 支部 every word is one to take_audience; what is called like none is a thing to ask.
    audiences, rest = take_audience([*units, *others])
    if len(audiences) > 1:
        raise UserError(f"一次收集只写一种范围：全体、支部、总支、境外或姓名。例：{EXAMPLE}")
    rest += things
    if not audiences and (named := [word for word in rest if _is_like_names(word)]):
        audiences, left = take_audience(named)
        rest = [word for word in rest if word not in named] + left
    if audiences and audiences[0].scope is Scope.GENERAL and not audiences[0].names:
        raise UserError("请写是哪个总支。例：收集 单位 总支 第二总支")
    return (audiences[0] if audiences else Audience(Scope.ALL)), rest


_LIKE_UNITS = re.compile(
    r"\S*(?:支部|总支)\S*|第?[一二三四五六七八九十\d]{1,3}(?:[、,，]第?[一二三四五六七八九十\d]{1,3})*"
)
_LIKE_NAMES = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:[（(][^（）()]{1,20}[）)]|\d{2,11})?"
    r"(?:[、,，][\u4e00-\u9fff·]{2,10}(?:[（(][^（）()]{1,20}[）)]|\d{2,11})?)*"
)


def _says_for_whom(word: str) -> bool:
    """Whether a word alone names a kind of audience (全体, 境外, 在上海), and no person."""
    audiences, _ = take_audience([word])
    return bool(audiences) and audiences[0].scope is not Scope.PEOPLE


def _is_like_names(word: str) -> bool:
    return bool(_LIKE_NAMES.fullmatch(word)) or "·" in word


def _check(items: list[Item]) -> None:
    if bad := next((item for item in items if _FORBIDDEN.search(item.label)), None):
        raise UserError(f"“{bad.label}”不能收：机器人从不问密码和验证码。")
    if long := next((item for item in items if len(item.label) > _LONGEST), None):
        raise UserError(
            f"“{long.label}”太长了，项目名最多 {_LONGEST} 个字，细说写在冒号后面。例：{EXAMPLE}：附言"
        )
    if len(items) > MOST_ITEMS:
        raise UserError(f"一次最多收 {MOST_ITEMS} 项，多了大家不愿填，请分两次。")
