"""docs/commands.md, made from the help texts of the commands."""

from __future__ import annotations

from bot.nouns import build_router
from bot.router import Right

_TITLES = {
    Right.ANYBODY: "Everybody",
    Right.MEMBER: "Members",
    Right.SECRETARY: "Branch secretaries (own branch) and the office",
    Right.CLERK: "The office (党办)",
}

_ANSWERS = """\
## What needs no command

| written | does |
|---|---|
| 平安，在上海浦东，月底回 (any wording; in a room it opens with 平安, 报平安 or 代报) | check-in |
| 代报 张三 平安 在苏州 · #接龙 … 平安 | check-in for others, on the roll of the own branch |
| 不对，我在苏州 · 说错了，下周三回 (in a room within ten minutes or with @) | amends it; both are kept |
| 错了，是李建国 (likewise) | the report was for 李建国 |
| 撤 · 撤回 · 上条不算 (within an hour) | takes the last check-in, for oneself or others, back |
| 没事了，是误报 | the all-clear: who heard of the distress hears of it |
| 收到 · 1 · 好的 · 收到，周六能到 · 第12号收到, or a quote of the notice | receipt, with the remark |
| 1号2号都收到 · 都收到了 · 学习收到 (a word of the notice) | receipts for those notices |
| 周六能到 · 参加 · 请个假 (one notice open) | a receipt; in a room 可能已回 |
| #接龙 with the notice's number or words in its title | receipts of those listed |
| 转 | passes what the bot did not understand on to the secretary, within an hour |
| 确认 · 取消 · 确认 除 3 8 | sends or drops what was shown, within ten minutes |
"""


def as_markdown() -> str:
    """Write the commands, grouped by who may give them."""
    lines = [
        "# Commands",
        "",
        "Made from the help texts by `make docs`; do not edit. In a room a command counts when the whole",
        "message fits it; with an @mention, or in private, a misfit is answered with help.",
    ]
    commands = sorted(build_router().commands, key=lambda command: command.name)
    for right, title in _TITLES.items():
        mine = [command for command in commands if command.may is right]
        if mine:
            lines += ["", f"## {title}", "", "| typed | does | example |", "|---|---|---|"]
        for command in mine:
            usage = command.usage.replace("|", "\\|")
            lines.append(f"| {usage} | {command.does} | `{command.example}` |")
    return "\n".join([*lines, "", _ANSWERS])
