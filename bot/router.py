"""How a message is taken: which command, answer or confirmation it is, and who may give it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from bot.context import NotKnown, Turn
from bot.domain.command import Misfit, UserError
from bot.domain.member import Actor
from bot.ports import MessageKind
from data import draft as drafts

T = TypeVar("T")
# Called with the draft's arguments and the words behind 确认 ("除 3 8"); rights are checked again inside.
Confirmation = Callable[[Turn, Mapping[str, Any], str], None]
_CONFIRMATION = re.compile(r"(确认|取消)[\s，,。!！]*((?:除|除了|不要)[\d\s,，、和号]+)?")


class Right(IntEnum):
    """Who may give a command; each includes the ones after it."""

    ANYBODY = 0
    MEMBER = 1
    SECRETARY = 2
    CLERK = 3

    @property
    def chinese(self) -> str:
        """Who that is, in the words of the refusal."""
        return ("大家", "已绑定的党员", "支部书记", "党办")[self]

    @classmethod
    def of(cls, who: Actor | None) -> Right:
        """Tell what a person may do; a nickname is not looked at."""
        if who is None:
            return cls.ANYBODY
        if who.is_clerk:
            return cls.CLERK
        return cls.SECRETARY if who.leads else cls.MEMBER


@dataclass(frozen=True, slots=True)
class Command:
    """A word people type, what may follow it, and what it does."""

    name: str
    may: Right
    takes: Callable[[str], Any]
    run: Callable[[Turn, Any], None]
    usage: str
    does: str
    example: str
    spaced: bool = False  # whether words of any kind may follow, so that only a space tells them from chat

    @property
    def help(self) -> str:
        """The command's help, as 帮助 shows it."""
        return f"{self.usage}\n{self.does}\n例：{self.example}"


@dataclass(slots=True)
class Router:
    """The commands, answers and confirmations of one noun; bot.app puts them together explicitly."""

    commands: list[Command] = field(default_factory=list)
    answers: list[Callable[[Turn], bool]] = field(default_factory=list)
    confirmations: dict[str, Confirmation] = field(default_factory=dict)

    def command(
        self,
        name: str,
        *,
        may: Right,
        takes: Callable[[str], T],
        usage: str,
        does: str,
        example: str,
        spaced: bool = False,
    ) -> Callable[[Callable[[Turn, T], None]], Callable[[Turn, T], None]]:
        """Register a function for a command; `takes` reads the words behind it or raises Misfit."""

        def register(run: Callable[[Turn, T], None]) -> Callable[[Turn, T], None]:
            self.commands.append(Command(name, may, takes, run, usage, does, example, spaced))
            return run

        return register

    def answer(self, take: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        """Register a function that takes a message which is no command, or leaves it (False)."""
        self.answers.append(take)
        return take

    def confirms(self, kind: str) -> Callable[[Confirmation], Confirmation]:
        """Register what happens when a draft of this kind is confirmed."""

        def register(run: Confirmation) -> Confirmation:
            self.confirmations[kind] = run
            return run

        return register

    @classmethod
    def joined(cls, routers: Iterable[Router]) -> Router:
        """Put several routers together, in the order their answers are tried."""
        whole = cls()
        for router in routers:
            whole.commands += router.commands
            whole.answers += router.answers
            whole.confirmations |= router.confirmations
        whole.commands.sort(key=lambda command: -len(command.name))
        return whole

    def handle(self, turn: Turn) -> str:
        """Take a message; gives what it was taken for, as the inbox keeps it. Raises UserError."""
        if turn.incoming.kind is not MessageKind.TEXT:
            return _take_unreadable(turn)
        taken = self._handle_draft(turn) or self._handle_command(turn) or self._handle_answer(turn)
        if taken:
            return taken
        if turn.is_addressed:
            _say_not_understood(turn)
            return "not understood"
        return "chat"

    def _handle_draft(self, turn: Turn) -> str | None:
        match = _CONFIRMATION.fullmatch(turn.text)
        draft = (
            drafts.take(turn.db, turn.incoming.sender, turn.incoming.conversation, turn.now)
            if match
            else None
        )
        if not match or not draft:
            return None
        if match[1] == "取消":
            turn.reply("好的，作罢了。")
        elif draft.expired:
            turn.reply("过了十分钟，没有办。请把刚才的那条再发一遍。")
        else:
            self.confirmations[draft.kind](turn, draft.arguments, match[2] or "")
        return f"{match[1]} {draft.kind}"

    def _handle_command(self, turn: Turn) -> str | None:
        text = re.sub(r"^[#/＃]\s*(?!接龙)", "", turn.text)
        command = next((c for c in self.commands if text.startswith(c.name)), None)
        if command is None:
            return None
        rest = text[len(command.name) :]
        if command.spaced and not re.match(r"\s|$", rest):
            return None
        try:
            words = command.takes(rest.strip())
        except (Misfit, UserError) as misfit:
            # 提醒大家带伞 in a room is chat; in private, or with a mention, a wrong use deserves help.
            if not turn.is_addressed and isinstance(misfit, Misfit):
                return None
            if rest and not re.match(r"[\s:：]", rest) and isinstance(misfit, Misfit):
                return None
            _check_right(turn, command)
            raise UserError(str(misfit) if isinstance(misfit, UserError) else command.help) from None
        _check_right(turn, command)
        command.run(turn, words)
        return command.name

    def _handle_answer(self, turn: Turn) -> str | None:
        return next((answer.__name__ for answer in self.answers if answer(turn)), None)


def _check_right(turn: Turn, command: Command) -> None:
    right = Right.of(turn.who)
    if right >= command.may:
        return
    if right is Right.ANYBODY:
        raise NotKnown
    raise UserError(f"这个命令只有{command.may.chinese}可以用。")


def _take_unreadable(turn: Turn) -> str:
    """Stickers, voice, pictures and files are never an answer; privately, once a day, the sender hears so."""
    if turn.is_private and turn.who and turn.incoming.kind is not MessageKind.STICKER:
        turn.reply_once_a_day("unreadable", "语音、图片和文件我看不了，打两个字就行，或请书记代报。")
    return "chat"


def _say_not_understood(turn: Turn) -> None:
    if turn.who is None:
        raise NotKnown
    if re.search(r"谢谢|感谢|辛苦|你好|您好|早上好|晚上好|新年好|再见", turn.text):
        turn.reply_once_a_day("warm", "您客气了，有事随时找我。")
    else:
        turn.reply("我是自动助手，没看懂。发“帮助”看我会做什么，急事请直接找本支部书记。")
