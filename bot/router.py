"""How a message is taken: which command, answer or confirmation it is, and who may give it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, TypeVar

from bot.context import NotKnown, Refused, Turn
from bot.domain.command import (
    Misfit,
    UserError,
    agrees,
    call_list,
    call_report,
    opens_with_number,
    opens_with_unit,
    without_particle,
)
from bot.domain.member import EVERYTHING, Actor, Role, Shares
from bot.domain.request import Request
from bot.ports import MessageKind
from data import contact as contacts
from data import draft as drafts
from data import member as members

T = TypeVar("T")
_SHOWN_IN_FULL = 3
_NAME_LENGTHS = range(2, 5)
FOR_OTHERS = "代报"  # answers for others that open with no command's word; a share of `posts:` like a command
# When the sender last did something of a kind from a moment on (None: not at all), and taking back what was
# done at such a moment; gives what was taken back, a line each.
LastDone = Callable[[Turn, datetime], datetime | None]
TakeBack = Callable[[Turn, datetime], list[str]]
# Called with the draft's arguments and the words behind 确认 ("除 3 8"); rights are checked again inside.
Confirmation = Callable[[Turn, Mapping[str, Any], str], None]
# Called with the request, whether it was agreed to, and the reason; it is settled already.
Decision = Callable[[Turn, Request, bool, str], None]
_CONFIRMATION = re.compile(
    r"[“\"]?(?:(?P<word>确认|取消|转)[”\"]?吧?"
    r"|(?P<yes>(?:好|要|行|可以|是)的?|(?:请|帮我)?转(?:给|达|告)(?:(?!谁|哪|吗)[\u4e00-\u9fff]){1,6})"
    r"|(?P<no>(?:不用|不要|不必|别|先不)(?:转?了?)|不转了?|算了))[\s，,。!！]*"
    r"(?P<rest>(?:除|除了|不要)[\d\s,，、和号]+)?"
)


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
    also: Callable[[Turn], bool] | None = None  # who may beside them, by what the store says of the sender
    needs_words: bool = False  # the bare word is left to the answers: 撤回 alone takes back one's own last

    @property
    def noun(self) -> str:
        """The first word of the name: several commands may share one (名单 未回, 名单 待看)."""
        return self.name.split()[0]

    def rest_of(self, text: str) -> str | None:
        """Give what stands behind the name, where a text opens with it; its words may stand close."""
        match = re.match(r"\s*".join(map(re.escape, self.name.split())), text)
        return text[match.end() :] if match else None

    @property
    def help(self) -> str:
        """The command's help, as 帮助 shows it."""
        return f"{self.usage}\n{self.does}\n例：{self.example}"


@dataclass(slots=True)
class Router:
    """The commands, answers and confirmations of one noun; bot.nouns puts them together explicitly."""

    commands: list[Command] = field(default_factory=list)
    first: list[Callable[[Turn], bool]] = field(default_factory=list)
    answers: list[Callable[[Turn], bool]] = field(default_factory=list)
    wordless: list[Callable[[Turn], bool]] = field(default_factory=list)
    confirmations: dict[str, tuple[str, Confirmation]] = field(default_factory=dict)  # by kind: (word, what)
    decisions: dict[str, Decision] = field(default_factory=dict)  # by kind of request: 同意 2号
    undoers: list[tuple[LastDone, TakeBack]] = field(default_factory=list)  # what 撤 takes back

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
        needs_words: bool = False,
        also: Callable[[Turn], bool] | None = None,
    ) -> Callable[[Callable[[Turn, T], None]], Callable[[Turn, T], None]]:
        """Register a function for a command; `takes` reads the words behind it or raises Misfit."""

        def register(run: Callable[[Turn, T], None]) -> Callable[[Turn, T], None]:
            self.commands.append(
                Command(name, may, takes, run, usage, does, example, spaced, also, needs_words)
            )
            return run

        return register

    def answer(self, take: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        """Register a function that takes a message which is no command, or leaves it (False)."""
        self.answers.append(take)
        return take

    def answer_first(self, take: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        """Register an answer that is tried before the commands: its words open one (同意), and we asked."""
        self.first.append(take)
        return take

    def answer_wordless(self, take: Callable[[Turn], bool]) -> Callable[[Turn], bool]:
        """Register a function that takes voice, pictures and the like, or leaves them (False)."""
        self.wordless.append(take)
        return take

    def confirms(self, kind: str, word: str = "确认") -> Callable[[Confirmation], Confirmation]:
        """Register what happens when a draft of this kind is confirmed by its word."""

        def register(run: Confirmation) -> Confirmation:
            self.confirmations[kind] = word, run
            return run

        return register

    def decides(self, kind: str) -> Callable[[Decision], Decision]:
        """Register what happens when a request of this kind is agreed to or refused."""

        def register(run: Decision) -> Decision:
            self.decisions[kind] = run
            return run

        return register

    def undoes(self, last: LastDone, take_back: TakeBack) -> None:
        """Register what 撤 takes back of this noun, where it was the last that the sender did."""
        self.undoers.append((last, take_back))

    @classmethod
    def joined(cls, routers: Iterable[Router]) -> Router:
        """Put several routers together, in the order their answers are tried."""
        whole = cls()
        for router in routers:
            whole.commands += router.commands
            whole.first += router.first
            whole.answers += router.answers
            whole.wordless += router.wordless
            whole.confirmations |= router.confirmations
            whole.decisions |= router.decisions
            whole.undoers += router.undoers
        whole.commands.sort(key=lambda command: -len(command.name))
        return whole

    def handle(self, turn: Turn) -> str:
        """Take a message; gives what it was taken for, as the inbox keeps it. Raises UserError."""
        if turn.incoming.kind is not MessageKind.TEXT:
            return _first(self.wordless, turn) or "chat"
        taken = self._handle_draft(turn) or _first(self.first, turn) or self._handle_command(turn)
        return taken or self._handle_answer(turn) or "chat"

    def _handle_answer(self, turn: Turn) -> str | None:
        turn.act_as(FOR_OTHERS)  # what is said of others without a command's word
        return _first(self.answers, turn)

    def _handle_draft(self, turn: Turn) -> str | None:
        match = _CONFIRMATION.fullmatch(turn.text)
        nods = turn.is_private and agrees(turn.text)
        place = turn.db, turn.incoming.sender, turn.incoming.conversation, turn.now
        draft = drafts.find(*place) if match or nods else None
        if draft is None:
            return None
        word, run = self.confirmations[draft.kind]
        if nods and word == "确认" and not draft.expired:
            raise UserError("还没有办：要办请回“确认”两个字，不办回“取消”。")
        if match is None:
            return None
        # What reaches many needs its very word; to a private question of ours 好的 says the same.
        loose = turn.is_private and not draft.expired
        meant = word if match["yes"] else "取消"
        said = match["word"] or (meant if loose else None)
        if said not in {word, "取消"}:
            return None
        drafts.take(*place)
        turn.let_answers_wait()
        turn.act_as(EVERYTHING)
        if said == "取消":
            turn.reply("好的，作罢了。")
        elif draft.expired:
            span = "十分钟" if word == "确认" else "一个小时"
            turn.reply(f"过了{span}，没有办。请把刚才的那条再发一遍。")
        else:
            run(turn, draft.arguments, match["rest"] or "")
        return f"{said} {draft.kind}"

    def _handle_command(self, turn: Turn) -> str | None:
        text = re.sub(r"^[#/＃]\s*(?!接龙)", "", turn.text)
        text = call_list(text)
        text = call_report(text) if turn.is_addressed or turn.is_in_office else text
        near = [command for command in self.commands if text.startswith(command.name[0])]
        for command in near:
            if (rest := command.rest_of(text)) is not None:
                return self._try(turn, command, rest)
        # 名单 alone, or with a word that none of its commands has.
        kin = [command for command in near if text.startswith(command.noun)]
        if kin and _deserves_help(turn, text.removeprefix(kin[0].noun)):
            turn.act_as(kin[0].noun)
            _check_right(turn, min(kin, key=lambda command: command.may))
            raise UserError(_show_kin(turn, kin, text.removeprefix(kin[0].noun).strip()))
        return None

    def _try(self, turn: Turn, command: Command, rest: str) -> str | None:
        if command.needs_words and not rest.strip():
            return None
        turn.act_as(command.noun)
        gap = r"[\s:：]|$" if turn.is_addressed else r"\s|$"
        if command.spaced and not re.match(gap, rest) and not _is_surely_meant(turn, rest):
            return None
        rest = re.sub(r"^\s*[:：]", " ", rest) if command.spaced else rest
        try:
            words = _take(turn, command, rest.strip())
        except Misfit:
            if not _deserves_help(turn, rest):
                return None
            _check_right(turn, command)
            raise UserError(command.help) from None
        except UserError:
            _check_right(turn, command)
            raise
        _check_right(turn, command)
        try:
            command.run(turn, words)
        except Misfit:  # who was asked tells that the words are for somebody else: the answers take them
            return None
        return command.name


def _take(turn: Turn, command: Command, words: str) -> Any:
    """Read what stands behind a command; said to the bot it may end as people speak (名单 未回吧)."""
    try:
        return command.takes(words)
    except (Misfit, UserError):
        plain = without_particle(words)
        if plain == words or not turn.is_addressed:
            raise
        return command.takes(plain)


def _is_surely_meant(turn: Turn, rest: str) -> bool:
    """Whether words close behind a command's are no chat: a number (加入1号), a unit's or somebody's name."""
    if not turn.is_addressed:
        return False
    names_unit = Right.of(turn.who) >= Right.SECRETARY and opens_with_unit(rest)
    return names_unit or opens_with_number(rest) or _names_somebody(turn, rest)


def _names_somebody(turn: Turn, rest: str) -> bool:
    """Whether somebody in the sender's care is named at once: 走访张三 is no chat, without a space, too."""
    if turn.who is None:
        return False
    named = [one for length in _NAME_LENGTHS for one in members.named(turn.db, rest[:length])]
    if contacts.entrusted_to(turn.db, turn.who.member.id):
        return any(one.branch_id == turn.who.member.branch_id for one in named)
    return any(turn.who.may_see(one.branch_id) for one in named)


def _show_kin(turn: Turn, kin: list[Command], rest: str) -> str:
    """Show the commands that share a first word, in full where they are few; none of them has `rest`."""
    mine = [one for one in kin if one.may <= Right.of(turn.who)] or kin
    if len(mine) <= _SHOWN_IN_FULL and not (rest and len(mine) > 1):
        return "\n".join(one.help for one in mine)
    head = f"这个{kin[0].noun}还没有。有的是：" if rest else f"{kin[0].noun}后面写上要看的："
    return "\n".join([head, *(one.usage for one in mine)])


def _first(takers: Iterable[Callable[[Turn], bool]], turn: Turn) -> str | None:
    return next((take.__name__ for take in takers if take(turn)), None)


def _deserves_help(turn: Turn, rest: str) -> bool:
    """Whether words that fit no command were meant as one: 提醒大家带伞 in a room is chat."""
    return turn.is_addressed and bool(re.match(r"[\s:：]|$", rest))


def _check_right(turn: Turn, command: Command) -> None:
    right = Right.of(turn.who)
    if right >= command.may:
        return
    if turn.who is not None and command.also is not None and command.also(turn):
        return
    if right is Right.ANYBODY:
        raise NotKnown
    shared = _show_shares(turn) if command.may is Right.SECRETARY else ""
    raise Refused(command.name, f"这个命令只有{command.may.chinese}可以用。{shared}")


def _show_shares(turn: Turn) -> str:
    """Say to who holds a lesser post what that shares of the secretary's work."""
    held = {post.role for post in turn.actor.posts}
    shares = turn.settings.posts.shares
    lines = [
        f"{role.chinese}可以用：{'、'.join(sorted(shares[role]))}。"
        for role in Role
        if role in held and shares.get(role)
    ]
    return "".join(lines)


def explain_shares(shares: Shares, commands: Iterable[Command]) -> list[str]:
    """List what stands under `posts:` in config.yaml and is no command a secretary may give; with a hint."""
    nouns = sorted({one.noun for one in commands if one.may <= Right.SECRETARY} | {FOR_OTHERS, EVERYTHING})
    lines = []
    for role, share in shares.items():
        for word in sorted(share - set(nouns)):
            near = difflib.get_close_matches(word, nouns, 1, 0.3)
            hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(nouns)}"
            lines.append(f"posts.{role}: no command of a secretary's: {word}; {hint}")
    return lines
