"""What is asked of the weekly page: 周报, 周报 本周, 周报 第三支部 名单 2, 周报 图."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.command import Misfit, UserError, narrow

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
_WEEKS = {
    **dict.fromkeys(("本周", "这周", "这一周", "这个周"), True),
    **dict.fromkeys(("上周", "上一周", "上个周", "前一周"), False),
}
_ALL = {"全部", "全体", "党委", "本支部", "我们支部"}  # what a reader sees anyway
_ELSEWHEN = re.compile(r"上上周|[下前]周|(?:20\d\d年)?(?:\d{1,2}月份?(?:\d{1,2}[日号]?)?|[上这本下]个?月)")
_OTHER_WEEKS = "周报只有上周的和本周的：发“周报”或“周报 本周”。更早的看月报，例：月报 上个月"
_NO_PAPER = "周报没有打印版：发“周报 表”是表格，整月的能打印，例：月报 打印"
_PAPER = {"打印", "打印版"}
_LINE = re.compile(r"(?:名单)?第?(\d{1,3})[号条行]?")
_BRANCH = re.compile(r"\S{1,16}支部|第?[一二三四五六七八九十]{1,4}")


def read_order(words: str) -> Order:
    """Read what stands behind 周报, in any order; raises Misfit for talk about it.

    Raises UserError for a week or a form there is not.
    """
    if len(words) > _LONGEST:
        raise Misfit(words)
    form, this_week, branch, number, refused = None, None, None, None, ""
    for word in narrow(words).strip("。！!，,?？ ").split():
        if word in _FORMS and form in {None, _FORMS[word]}:
            form = _FORMS[word]
        elif word in _WEEKS:
            this_week = _WEEKS[word]
        elif word in _ALL and form in {None, Form.PAGE}:
            form = Form.PAGE
        elif word in _PAPER:
            refused = _NO_PAPER
        elif _ELSEWHEN.fullmatch(word):
            refused = _OTHER_WEEKS
        elif (line := _LINE.fullmatch(word)) and number is None and form in {None, Form.LIST}:
            form, number = Form.LIST, int(line[1])
        elif _BRANCH.fullmatch(word) and branch is None:
            branch = word
        else:
            raise Misfit(words)
    if refused:
        raise UserError(refused)
    return Order(form or Form.PAGE, this_week, branch, number)
