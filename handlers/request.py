"""同意, 不同意, 名单 申请: what members asked for, decided by the secretary or the office."""

from __future__ import annotations

import re

from bot.context import Turn, UserError
from bot.domain import request
from bot.domain.command import nothing
from bot.domain.request import Asks, Request, State, Word
from bot.router import Decision, Right, Router
from data import request as requests

_BARE = re.compile(r"(?P<no>不)?同意了?[。！!]?")


def router_for(decisions: dict[str, Decision]) -> Router:
    """Make the router over what the nouns do when their kind of request is decided."""
    router = Router()

    @router.command(
        "同意",
        may=Right.SECRETARY,
        takes=request.read_word,
        usage="同意 2号",
        does="同意一项申请（改名、认领账号、转接等），办好了告诉本人。",
        example="同意 2号",
        needs_words=True,
    )
    def agree(turn: Turn, word: Word) -> None:
        _decide(turn, word, decisions, agreed=True)

    @router.command(
        "不同意",
        may=Right.SECRETARY,
        takes=request.read_word,
        usage="不同意 2号 原因",
        does="不同意一项申请；原因会转告本人，请写清楚。",
        example="不同意 2号 电话里核对过，不是本人",
        needs_words=True,
    )
    def disagree(turn: Turn, word: Word) -> None:
        _decide(turn, word, decisions, agreed=False)

    @router.command(
        "名单 申请",
        may=Right.SECRETARY,
        takes=nothing,
        usage="名单 申请",
        does="等您答复的申请，私下发给您。",
        example="名单 申请",
    )
    def list_requests(turn: Turn, _words: None) -> None:
        mine = [one for one in requests.waiting(turn.db) if may_decide(turn, one)]
        if not mine:
            turn.reply("现在没有等您答复的申请。")
            return
        turn.note_look([one.member_id for one in mine], "名单 申请")
        lines = [f"{one.number}号 {one.title}" for one in mine]
        turn.reply_privately(
            "\n".join([f"等您答复的申请 {len(mine)} 件：", *lines, "回“同意 号”或“不同意 号 原因”。"]), "名单"
        )

    @router.answer
    def take_bare_word(turn: Turn) -> bool:
        """Take 同意 or 不同意 without a number, said to the bot by who has requests to decide."""
        match = _BARE.fullmatch(turn.text)
        if match is None or not turn.is_addressed:
            return False
        turn.act_as("不同意" if match["no"] else "同意")
        if Right.of(turn.who) < Right.SECRETARY:
            return False
        if not any(may_decide(turn, one) for one in requests.waiting(turn.db)):
            return False
        _decide(turn, Word(None, ""), decisions, agreed=match["no"] is None)
        return True

    return router


def may_decide(turn: Turn, asked: Request) -> bool:
    """Whether the sender is who the request waits for; clerks also decide what waits for a secretary."""
    if turn.actor.is_clerk:
        return True
    return asked.asks is Asks.SECRETARY and asked.unit_id in turn.actor.leads


def _decide(turn: Turn, word: Word, decisions: dict[str, Decision], *, agreed: bool) -> None:
    asked = _find(turn, word)
    if not agreed and not word.reason:
        raise UserError(f"请写上原因，好转告本人。例：不同意 {asked.number}号 电话里核对过，不是本人")
    state = State.AGREED if agreed else State.REFUSED
    requests.settle(turn.db, asked.number, state, by=turn.actor.member.id, now=turn.now, reason=word.reason)
    turn.let_answers_wait()
    decisions[asked.kind](turn, asked, agreed, word.reason)


def _find(turn: Turn, word: Word) -> Request:
    """Find the one open request that is meant; without a number the only one there is."""
    if word.number is None:
        mine = [one for one in requests.waiting(turn.db) if may_decide(turn, one)]
        if len(mine) != 1:
            how_many = f"有 {len(mine)} 件申请在等，请写上号" if mine else "现在没有等您答复的申请"
            raise UserError(f"{how_many}。看全部发“名单 申请”。")
        return mine[0]
    asked = requests.find(turn.db, word.number)
    if asked is None or not (may_decide(turn, asked) or asked.said_by == turn.actor.member.id):
        raise UserError(f"没有等您答复的 {word.number}号申请。看全部发“名单 申请”。")
    if not may_decide(turn, asked):
        raise UserError(f"{word.number}号申请要由{'党办' if asked.asks is Asks.CLERK else '支部书记'}答复。")
    if asked.state is not State.OPEN:
        raise UserError(f"{word.number}号申请已经{asked.state.chinese}。")
    return asked
