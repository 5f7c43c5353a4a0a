"""办事: the office's own guide texts, found by word; the office changes them in the chat."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot import drafting, texts
from bot.config import ConfigError
from bot.context import Turn, UserError
from bot.domain import errand
from bot.domain.errand import Errand
from bot.router import Right, Router
from data import audit
from data import errand as errands

router = Router()

# Asking


@router.command(
    "办事",
    may=Right.MEMBER,
    takes=errand.read_question,
    usage="办事 [什么事]",
    does="告诉您一件事怎么办：转关系、交党费、开证明……只发“办事”，看有哪些。",
    example=errand.EXAMPLE,
    spaced=True,
)
def show_errand(turn: Turn, words: str) -> None:
    """Show the text that is about a matter; in a room, talk that names none is left alone."""
    there = _there(turn)
    if not words:
        if turn.is_addressed or turn.is_in_office:
            turn.reply(errand.show_all(there))
        return
    found = errand.find(there, words)
    if not turn.is_addressed and not (found and errand.is_named(found[0], words)):
        return  # 办事 效率真低: talk among people
    turn.reply(_answer(there, found, words))


def _answer(there: list[Errand], found: list[Errand], words: str) -> str:
    if len(found) == 1:
        return errand.show(found[0])
    if found:
        return errand.show_several(found)
    return errand.show_none(words, errand.near(there, words))


@router.answer
def hear_errand(turn: Turn) -> bool:
    """Take 怎么开党员证明 and 办事怎么交党费, said to the bot, as 办事."""
    if not turn.is_addressed or turn.who is None or len(turn.text) > errand.LONGEST_ASKED:
        return False
    there, words = _there(turn), turn.text
    if words.startswith("办事"):
        words = words.removeprefix("办事").strip(" ：:")
        turn.reply(_answer(there, errand.find(there, words), words))
        return True
    found = errand.find(there, words) if errand.HOW.search(words) else []
    if not found or not errand.is_named(found[0], words):
        return False
    turn.reply(errand.show(found[0]))
    return True


@cache
def _delivered() -> tuple[Errand, ...]:
    try:
        return tuple(errand.read_file(texts.load("errands")))
    except ValueError as mistake:
        raise ConfigError(f"{texts.FOLDER / 'errands.yaml'}: {mistake}") from mistake


def _there(turn: Turn) -> list[Errand]:
    return errand.merge(_delivered(), errands.edits(turn.db))


# What the office changes


@router.command(
    "办事 改",
    may=Right.CLERK,
    takes=errand.read_edit,
    usage="办事 改 转关系：正文",
    does="改一件事的说明，不超过 600 字。先给您看，回“确认”才改；原来的留着，“办事 恢复”换回来。",
    example="办事 改 转关系：先问对方党组织的全称，再私信我“转接 全称 原因”",
)
def draft_edit(turn: Turn, edit: tuple[str, str]) -> None:
    """Show a new text for a matter that there is."""
    known = _one(turn, edit[0])
    _propose(turn, "edit", known.title, edit[1], f"“{known.title}”的说明将改成：\n{edit[1]}")


@router.command(
    "办事 加",
    may=Right.CLERK,
    takes=errand.read_edit,
    usage="办事 加 名称：正文",
    does="办事指南里加一件事，不超过 600 字。先给您看，回“确认”才加。",
    example="办事 加 借会议室：提前两天告诉党办，写明人数",
)
def draft_addition(turn: Turn, edit: tuple[str, str]) -> None:
    """Show the text of a new matter."""
    title, text = edit
    if same := next((one for one in _there(turn) if errand.is_named(one, title)), None):
        raise UserError(f"已经有“{same.title}”了。要改就发：办事 改 {same.title}：正文")
    _propose(turn, "edit", title, text, f"办事指南里将加上“{title}”：\n{text}")


@router.command(
    "办事 删",
    may=Right.CLERK,
    takes=errand.read_title,
    usage="办事 删 转关系",
    does="从办事指南里去掉一件事；先给您看，回“确认”才去掉，“办事 恢复”能找回来。",
    example="办事 删 借会议室",
    spaced=True,
)
def draft_removal(turn: Turn, title: str) -> None:
    """Show which matter would be left out."""
    known = _one(turn, title)
    _propose(turn, "remove", known.title, "", f"将从办事指南里去掉“{known.title}”。")


@router.command(
    "办事 恢复",
    may=Right.CLERK,
    takes=errand.read_title,
    usage="办事 恢复 转关系",
    does="换回一件事上一次的说明，去掉的也找得回来。先给您看，回“确认”才换。",
    example="办事 恢复 转关系",
    spaced=True,
)
def draft_return(turn: Turn, title: str) -> None:
    """Show the text a matter had before."""
    known = [one.title for one in errands.edits(turn.db)]
    named = next((one for one in _there(turn) if errand.is_named(one, title)), None)
    wanted = named.title if named else title
    text = errands.former(turn.db, wanted)
    if text is None:
        there = f"改过的有：{'、'.join(known)}。" if known else "还没有改过哪件。"
        raise UserError(f"“{title}”没有可以换回的说明。{there}")
    _propose(turn, "edit", wanted, text, f"“{wanted}”的说明将换回：\n{text}")


def _one(turn: Turn, title: str) -> Errand:
    """Find the matter to change. Raises UserError with the nearest."""
    there = _there(turn)
    found = errand.find(there, title)
    if len(found) != 1:
        shown = errand.show_several(found) if found else errand.show_none(title, errand.near(there, title))
        raise UserError(f"{shown}\n新的一件发“办事 加 {title}：正文”。")
    return found[0]


def _propose(turn: Turn, act: str, title: str, text: str, shown: str) -> None:
    if turn.room and not turn.is_in_office:
        raise UserError("请在党办群或私信里改办事指南。")
    arguments = {"act": act, "title": title, "text": text}
    drafting.propose(turn, "errand", arguments, f"{shown}\n回复“确认”就改，“取消”作罢。")


@router.confirms("errand")
def change_errand(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep what the office wrote; the text before is kept beside it."""
    if words or not turn.actor.is_clerk:
        raise UserError("办事指南由党办回“确认”来改。")
    title, text, own = arguments["title"], arguments["text"], turn.actor.member.id
    before = next((one.text for one in _there(turn) if one.title == title), None)
    if arguments["act"] == "remove":
        errands.remove(turn.db, title, before or "", own, turn.now)
        done = f"去掉了“{title}”。要找回来发：办事 恢复 {title}"
    else:
        errands.keep(turn.db, title, text, before, own, turn.now)
        back = f"要换回原来的发：办事 恢复 {title}" if before else "不要了发：办事 删 " + title
        done = f"“{title}”改好了，大家发“办事 {title}”就看到。{back}"
    audit.note(turn.db, own, "办事指南", [None], turn.now, title)
    turn.reply(done)
