"""Every command reads 2,000 characters of anything in a moment: a message must not hold up the others."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from bot.domain.case.reading import names_secret, opens_secret
from bot.domain.command import UserError
from bot.domain.dues.declaring import is_bare_sum, speaks_of_income
from bot.nouns import build_router
from bot.router import Command

# Far above what reading takes on a slow machine, far below what backtracking takes.
SECONDS = 1
PIECES = [
    *(
        "张",
        "张三 ",
        "1",
        "13800138000 ",
        "A1",
        " ",
        "\n",
        "，",
        "的",
        "手机 ",
        "在",
        "到",
        "、",
        "支部",
        "第",
    ),
    *(
        "改成",
        "《",
        "天",
        "不",
        "电话",
        "周",
        "2026-",
        "我",
        "和",
        "3号 ",
        "月1日",
        "-",
        "：",
        "今天",
        "书记 ",
    ),
    # Of organisation life
    *(
        "\u3000",
        "（",
        "元",
        "9点",
        "9:",
        "每人2名 ",
        "缺 王五 ",
        "替",
        "农历",
        "闰",
        "https://a.cn/",
        "3月-",
        "8千",
    ),
]


@contextlib.contextmanager
def within(seconds: int) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("command", build_router().commands, ids=lambda one: one.name)
def test_a_command_is_read_in_a_moment(command: Command) -> None:
    for piece in PIECES:
        for opening in ("", "张三 "):
            words = (opening + piece * 2000)[:2000] + "x"
            with within(SECONDS), contextlib.suppress(UserError, ValueError):
                command.takes(words)


@pytest.mark.parametrize("reader", [names_secret, opens_secret, speaks_of_income, is_bare_sum])
def test_what_is_kept_from_others_is_known_in_a_moment(reader: Callable[[str], bool]) -> None:
    for piece in (*PIECES, "我想", "您好，", "举", "月收入 ", "每月"):
        with within(SECONDS):
            reader((piece * 2000)[:2000] + "x")
