"""What is asked of the weekly page: 周报, 周报 本周, 周报 第三支部 名单 2, 周报 图."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.command import Misfit, narrow

EXAMPLE = "周报 名单 2"
_LONGEST = 40


class Form(StrEnum):
    """In what form the page, or which part of it, is wanted."""

    PAGE = "page"
    TODOS = "todos"
    LIST = "list"
    PICTURE = "picture"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted, of which week and branch (None: what the reader sees anyway)."""

    form: Form = Form.PAGE
    this_week: bool | None = None  # None: that of the page last read
    branch: str | None = None
    number: int | None = None  # of the line whose people are wanted


_FORMS = {
    "要办": Form.TODOS,
    "待办": Form.TODOS,
    "名单": Form.LIST,
    "图": Form.PICTURE,
    "图片": Form.PICTURE,
    "表": Form.BOOK,
    "表格": Form.BOOK,
}
_WEEKS = {"本周": True, "这周": True, "这一周": True, "上周": False, "上一周": False}
_LINE = re.compile(r"(?:名单)?第?(\d{1,3})[号条行]?")
_BRANCH = re.compile(r"\S{1,16}支部|第?[一二三四五六七八九十]{1,4}")


def read_order(words: str) -> Order:
    """Read what stands behind 周报, in any order; raises Misfit for talk about it."""
    if len(words) > _LONGEST:
        raise Misfit(words)
    form, this_week, branch, number = None, None, None, None
    for word in narrow(words).strip("。！!，,?？ ").split():
        if word in _FORMS and form in {None, _FORMS[word]}:
            form = _FORMS[word]
        elif word in _WEEKS:
            this_week = _WEEKS[word]
        elif (line := _LINE.fullmatch(word)) and number is None and form in {None, Form.LIST}:
            form, number = Form.LIST, int(line[1])
        elif _BRANCH.fullmatch(word) and branch is None:
            branch = word
        else:
            raise Misfit(words)
    return Order(form or Form.PAGE, this_week, branch, number)
