"""对机器人说: what a clerk writes to the bot, and what it answers; nobody else reads it."""

from __future__ import annotations

import secrets

from quart import Blueprint, render_template, request

from bot.domain.command import UserError
from bot.manual.bringing import bring
from bot.ports import Media
from bot.web.file import safe_name
from bot.web.worktable.table import Answer, Table, answer

_LONGEST = 2000  # characters, as in WeChat
_LARGEST = 10 * 1024 * 1024  # bytes; what a gateway carries is told by the bot itself


def put_into(pages: Blueprint, table: Table) -> None:
    """Put the conversation with the bot into the worktable."""

    @pages.get("/part/talk")
    async def show_talk() -> str:
        return await render_template("worktable/_talk.html", seat=table.seat)

    @pages.post("/say")
    async def say() -> Answer:
        form, seat = await request.form, table.seat
        words = (form.get("quick") or form.get("words", "")).strip()
        brought = None if form.get("quick") else await _read_file()
        if not words and not brought:
            raise UserError("请先写一句话，或者选一个附件。")
        if len(words) > _LONGEST:
            raise UserError(f"太长了，请分开写，每次 {_LONGEST} 字以内。")
        if brought:
            seat.note(f"［附件］{brought.name}", own=True)
            seat.note(await bring(table.bot, table.clerk, brought, _new_key()), own=False)
        if words:
            _speak(table, words)
        return answer(seat, "")


def _speak(table: Table, words: str) -> None:
    seat = table.seat
    seat.note(words, own=True)
    answers = table.desk.say(table.clerk, words, _new_key())
    for one in answers:
        seat.note(one.text, own=False, file=one.row_id if one.file else None)
    if not answers:
        seat.note("（机器人没有回话）", own=False)


async def _read_file() -> Media | None:
    sent = (await request.files).get("file")
    if sent is None or not sent.filename:
        return None
    content = sent.read(_LARGEST + 1)
    if not content:
        raise UserError("这个附件是空的，请另选一个。")
    if len(content) > _LARGEST:
        raise UserError("附件太大了，请压缩到 10 MB 以内。")
    return Media(safe_name(sent.filename), content)


def _new_key() -> str:
    return f"worktable:{secrets.token_hex(12)}"
