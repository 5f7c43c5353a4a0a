"""What WeChat writes into plain text, by tables."""

from __future__ import annotations

import pytest

from bot.ports import Link, MessageKind, Quote
from bot.transport.wechat_text import clean_nickname, mentions_bot, show_wordless, split_quote

LINE = "- - - - - - - - - - - - - - -"


@pytest.mark.parametrize(
    ("text", "quote", "answer"),
    [
        (f"「张三：今晚谁在家」\n{LINE}\n我在", Quote("张三", "今晚谁在家"), "我在"),
        (f"「张三:今晚谁在家」\n{LINE}\n我在\n还有他", Quote("张三", "今晚谁在家"), "我在\n还有他"),
        (f"「张三：第一行\n第二行」\n{LINE}\n好", Quote("张三", "第一行\n第二行"), "好"),
        (f"「张三：」\n{LINE}\n好", Quote("张三", ""), "好"),
        (f"「张三：在吗」\n{LINE}", Quote("张三", "在吗"), ""),
        ("「张三：在吗」\n———————————\n在", Quote("张三", "在吗"), "在"),
        ("「张三：在吗」\n------\n在", Quote("张三", "在吗"), "在"),
        (
            f"「李四：「张三：在」\n{LINE}\n不在」\n{LINE}\n好",
            Quote("李四", f"「张三：在」\n{LINE}\n不在"),
            "好",
        ),
        (f"「张三：少一个「括号」\n{LINE}\n好", Quote("张三", "少一个「括号"), "好"),
        (f"「张\u200b三\u202e：在吗」\n{LINE}\n在", Quote("张三", "在吗"), "在"),
        ("「张三：在吗」我在", None, "「张三：在吗」我在"),
        ("「张三：在吗」\n- -\n我在", None, "「张三：在吗」\n- -\n我在"),
        (f"他说「张三：在吗」\n{LINE}\n在", None, f"他说「张三：在吗」\n{LINE}\n在"),
        ("「诗」\n------\n好", None, "「诗」\n------\n好"),
        ("平安", None, "平安"),
        ("", None, ""),
    ],
)
def test_a_quote_is_taken_apart(text: str, quote: Quote | None, answer: str) -> None:
    assert split_quote(text) == (quote, answer)


@pytest.mark.parametrize(
    ("text", "by_id", "is_meant"),
    [
        ("@风筝线\u2005名单", False, True),
        ("名单 @风筝线\u2005", False, True),
        ("@风筝线 名单", False, True),
        ("@风筝线", False, True),
        ("@小风筝(一支部)\u2005名单", False, True),
        ("@风筝线小王\u2005名单", False, False),
        ("风筝线 名单", False, False),
        ("@李四\u2005名单", False, False),
        ("@所有人\u2005开会", False, False),
        ("@所有人\u2005开会", True, False),
        ("@all 开会", True, False),
        ("@所有人\u2005@风筝线\u2005开会", True, True),
        ("开会", True, True),
        ("@风筝线1\u2005开会", True, True),
    ],
)
def test_only_the_bots_own_name_or_id_speaks_to_it(text: str, by_id: bool, is_meant: bool) -> None:
    assert mentions_bot(text, {"风筝线", "小风筝(一支部)", ""}, by_id) is is_meant


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("一支部-张三", "一支部-张三"),
        ("  张 \n 三\t", "张 三"),
        ("张\u202e三\u2066\u200b\ufeff\x00\x1b", "张三"),
        ("张三🌸", "张三🌸"),
        ("\u3164\u2800", ""),
        ("长" * 80, "长" * 64),
        ("长" * 63 + " 短", "长" * 63),
    ],
)
def test_a_nickname_shows_what_it_is(name: str, clean: str) -> None:
    assert clean_nickname(name) == clean


@pytest.mark.parametrize(
    ("kind", "name", "link", "shown"),
    [
        (MessageKind.IMAGE, "", None, "[图片]"),
        (MessageKind.FILE, "名单.xlsx", None, "[文件] 名单.xlsx"),
        (MessageKind.LINK, "", Link("要闻", "https://example.org"), "[链接] 要闻 https://example.org"),
        (MessageKind.OTHER, "", None, "[消息]"),
    ],
)
def test_what_is_no_text_is_shown_by_its_kind(
    kind: MessageKind, name: str, link: Link | None, shown: str
) -> None:
    assert show_wordless(kind, name, link) == shown
