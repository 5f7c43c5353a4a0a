"""What WeChat writes into plain text: quotes, mentions, nicknames that need cleaning, [图片] and its kin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from bot.ports import Link, MessageKind, Quote

NICKNAME_LENGTH = 64
# Letters that are drawn as nothing, though Unicode does not call them format characters.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_EVERYONE = re.compile(r"@(?:所有人|全体成员|all)(?=\s|$)", re.IGNORECASE)
_QUOTE_HEAD = re.compile(r"「([^：:\n]{1,64})[：:]")
_QUOTE_LINE = re.compile(r"」[ \t]*\n[ \t]*(?:[-—–─][ \t]*){5,}(?:\n|$)")

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"})
_MARKS = {
    MessageKind.IMAGE: "图片",
    MessageKind.FILE: "文件",
    MessageKind.LINK: "链接",
    MessageKind.AUDIO: "语音",
    MessageKind.VIDEO: "视频",
    MessageKind.STICKER: "动画表情",
}


def split_quote(text: str) -> tuple[Quote | None, str]:
    """Take a WeChat quote (「名：文」, a dashed line, the answer) apart: the quote, and what was answered.

    Text without a quote comes back as it was. A quote inside a quote stays in the quoted text.
    """
    head = _QUOTE_HEAD.match(text)
    if head is None:
        return None, text
    lines = list(_QUOTE_LINE.finditer(text, head.end()))
    if not lines:
        return None, text
    line = next((line for line in lines if _is_balanced(text[: line.start() + 1])), lines[0])
    quote = Quote(clean_nickname(head[1]), text[head.end() : line.start()])
    return quote, text[line.end() :].strip()


def _is_balanced(text: str) -> bool:
    return text.count("「") == text.count("」")


def mentions_any(text: str, names: Collection[str]) -> bool:
    """Tell whether one of these names is mentioned literally: @name, then U+2005, a space or the end."""
    return any(re.search(rf"@{re.escape(name)}(?=\s|$)", text) for name in names if name)


def mentions_bot(text: str, names: Collection[str], by_id: bool) -> bool:
    """Tell whether a message speaks to the bot: by mention id, else by name; @所有人 is nobody in particular.

    `by_id` says that the bot's id is among the mention ids; with @所有人 some gateways list everybody.
    """
    return mentions_any(text, names) or (by_id and not _EVERYONE.search(text))


def clean_nickname(name: str) -> str:
    """Cut a nickname to 64 characters without control, direction and zero-width characters."""
    visible = "".join(
        " " if char.isspace() else char for char in name if char.isspace() or not _is_hidden(char)
    )
    return " ".join(visible.split())[:NICKNAME_LENGTH].rstrip()


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in _BLANK_LETTERS


def kind_of(file: str | None, link: Link | None) -> MessageKind:
    """Tell what a message with this file or card is shown as; a picture is known by its ending."""
    if link:
        return MessageKind.LINK
    if not file:
        return MessageKind.TEXT
    return MessageKind.IMAGE if Path(file).suffix.lower() in _PICTURES else MessageKind.FILE


def show_wordless(kind: MessageKind, name: str, link: Link | None) -> str:
    """Write a message that is no text the way a list of chats does; a card with its address."""
    mark = f"[{_MARKS.get(kind, '消息')}]"
    return f"{mark} {link.title} {link.url}" if link else f"{mark} {name}".rstrip()
