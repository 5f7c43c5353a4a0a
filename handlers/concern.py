"""What the bot was told and cannot settle by itself: 名单 待看, and what becomes of words not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.context import Turn
from bot.domain import concern
from bot.domain.command import nothing
from bot.domain.concern import Why
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.ports import MessageKind
from bot.router import Right, Router
from data import concern as concerns
from data import draft as drafts
from data import notice as notices

router = Router()

_GREETS = re.compile(
    "谢|辛苦|[你您]好|早上好|上午好|中午好|下午好|晚上好|晚安|早安|新年好|过年好|新年快乐|节日快乐|再见"
)
_FILLS = re.compile(
    r"好的|嗯|书记|主任|领导|老师|同志|大家|各位|关心|提醒|非常|感|多|太|真|[您你我们了啊呀哦啦哈的]|\W"
)
# Emoji, stickers and what WeChat writes for a red packet or 拍一拍: nothing that could be understood.
_NO_WORDS = re.compile(r"(?:\[[^\]]{1,8}\]|\W)*+|\[(?:红包|转账|拍一拍)\].*|.{0,40}拍了拍.{0,40}", re.DOTALL)
_CANNOT = {
    MessageKind.AUDIO: ("语音", "语音我听不了"),
    MessageKind.IMAGE: ("图片", "图片我看不了"),
    MessageKind.VIDEO: ("视频", "视频我看不了"),
    MessageKind.FILE: ("文件", "文件我打不开"),
    MessageKind.LINK: ("链接", "链接我打不开"),
}


@router.command(
    "名单 待看",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 待看",
    does="我没看懂、拿不准的话，连同原话，私下发给您；书记看本支部的，党办看全部。人家再回清楚了，就不在里面了。",
    example="名单 待看",
)
def list_concerns(turn: Turn, _words: None) -> None:
    """List what waits for somebody's look, within the asker's scope."""
    found = concerns.unsettled(turn.db, turn.now - concern.SHOWN_FOR, turn.zone)
    mine = [one for one in found if turn.actor.may_see(one.branch_id)]
    turn.reply_privately(concern.show_concerns(mine))


@router.answer_wordless
def take_unreadable(turn: Turn) -> bool:
    """Say once a day that voice and pictures cannot be read; in place of an answer, somebody has to look."""
    if turn.who is None or not turn.is_private or turn.incoming.kind not in _CANNOT:
        return False
    name, cannot = _CANNOT[turn.incoming.kind]
    if _owes_an_answer(turn):
        turn.leave_to_keepers(turn.who.member, Why.UNREADABLE, name)
        _call_to_the_list(turn)
    turn.reply_once_a_day("unreadable", f"{cannot}，打两个字就行，或请书记代报。")
    return True


@router.answer
def take_unclear(turn: Turn) -> bool:
    """Take what was said to the bot and nobody else took: pass it on, never leave it unanswered."""
    if not turn.is_addressed:
        return False
    own = turn.actor.member
    draft = drafts.find(turn.db, turn.incoming.sender, turn.incoming.conversation, turn.now)
    if not turn.text:
        turn.reply_once_a_day("called", "我在。发“帮助”看我会做什么。")
    elif _NO_WORDS.fullmatch(turn.text):
        pass
    elif _is_polite(turn):
        turn.reply_once_a_day("warm", "您客气了，有事随时找我。")
    elif draft and not draft.expired and draft.kind != "forward":
        turn.reply("没看懂。刚才那条还等着您回“确认”或“取消”。")
    elif _owes_an_answer(turn):
        turn.leave_to_keepers(own, Why.UNCLEAR)
        turn.reply_once_a_day("unclear", f"没看懂，已请{_keeper_name(turn)}看看。")
        _call_to_the_list(turn)
    elif _keepers(turn):
        arguments = {"words": turn.text}
        drafts.keep(turn.db, "forward", turn.incoming.sender, turn.incoming.conversation, arguments, turn.now)
        turn.reply(f"我是自动助手，没看懂。要转给{_keeper_name(turn)}吗？回“转”。")
    else:
        turn.reply("我是自动助手，没看懂。发“帮助”看我会做什么。")
    return True


def _is_polite(turn: Turn) -> bool:
    """Whether nothing but thanks or a greeting was said."""
    text = turn.text
    for name in (turn.settings.bot.name, *(keeper.name for keeper in _keepers(turn))):
        text = text.replace(name, "")
    return bool(_GREETS.search(text)) and not _FILLS.sub("", _GREETS.sub("", text))


def _owes_an_answer(turn: Turn) -> bool:
    """Whether something is open that the sender was asked and has not answered."""
    own, open_for = turn.actor.member.id, turn.settings.notices.open_for
    return bool(notices.unanswered_by(turn.db, own, None, turn.now, open_for))


def _keepers(turn: Turn) -> list[Member]:
    own = turn.actor.member
    return turn.keepers(own, Role.SECRETARY) or turn.keepers(own, Role.CLERK)


def _keeper_name(turn: Turn) -> str:
    return next((keeper.name for keeper in _keepers(turn)), "党办")


def _call_to_the_list(turn: Turn) -> None:
    """Tell the secretary once a day, outside of the night, that there is something to look at."""
    for keeper in _keepers(turn):
        turn.tell(
            keeper.id,
            f"concerns:{turn.local_now.date()}",
            "有我没看懂的回复，请您看看：发“名单 待看”。",
            Kind.REMINDER,
            not_after=turn.now + timedelta(days=1),
        )


@router.confirms("forward", word="转")
def forward(turn: Turn, arguments: Mapping[str, Any], _words: str) -> None:
    """Pass words on to the secretary privately; where that is impossible, by the look-at list."""
    own, words = turn.actor.member, str(arguments["words"])
    told = turn.tell_keepers(
        own, f"forward:{turn.incoming.message_id}", f"{own.name}请我转一句话给您：\n{words}"
    )
    if told:
        turn.reply(f"已转给{'、'.join(told)}。")
    else:
        turn.leave_to_keepers(own, Why.FORWARDED, words=words)
        turn.reply(f"记在{_keeper_name(turn)}的待看名单里了。急事请直接打电话。")
