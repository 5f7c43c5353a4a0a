"""What the bot was told and cannot settle by itself: 名单 待看, and what becomes of words not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.context import Turn, UserError
from bot.domain import concern
from bot.domain.command import Misfit, nothing
from bot.domain.concern import Concern, Why
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.ports import MessageKind
from bot.router import Right, Router
from data import case as cases
from data import concern as concerns
from data import draft as drafts
from data import fact as facts
from data import notice as notices

router = Router()

_GREETS = re.compile(
    "谢|辛苦|[你您]好|早上好|上午好|中午好|下午好|晚上好|晚安|早安|新年好|过年好|新年快乐|节日快乐|再见"
)
_FILLS = re.compile(
    r"好的|嗯|书记|主任|领导|老师|同志|大家|各位|关心|提醒|非常|感|多|太|真|小[风筝线]|风筝线?|机器人|助手|[您你我们了啊呀哦啦哈的]|\W"
)
_CALLS = re.compile(r"[你您]?(?:在吗|在不在|在么|有人吗|在线吗|喂|哈喽|hello|hi)\W*", re.IGNORECASE)
# After an answer of ours these need none.
_AGREES = re.compile(
    r"(?:对的?|没错|是的?|嗯+|哦+|噢+|喔|好[的滴嘞吧啊]?|行|可以|中|知道了|明白了?|晓得了|了解|ok|[好对嗯])[\s，,。.!！~～]*"
    r"(?:(?:对的?|没错|是的?|嗯+|好的?|知道了|明白了?)[\s，,。.!！~～]*)?",
    re.IGNORECASE,
)
_ABOUT_FORWARDING = re.compile(r"[“\"]?转[”\"]?[吧了]?[\s。.!！]*|(?:请|帮我)?转(?:给|达).{1,6}")
_DECLINES = re.compile(r"(?:(?:不用|不要|不必|别|先不)(?:转?了?)|不转了?|算了)[\s。.!！]*")
_CONFIRMS = re.compile(r"(?:确认|取消|作罢)吧?[\s。.!！]*")
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
    does="我没看懂、拿不准的话，连同原话，私下发给您；书记看本支部的，党办看全部。看过的发“名单 看过 1”。",
    example="名单 待看",
)
def list_concerns(turn: Turn, _words: None) -> None:
    """List what waits for somebody's look, within the asker's scope."""
    _show(turn, _in_scope(turn))


def _show(turn: Turn, listed: list[Concern]) -> None:
    """Show a list, and keep its numbers for 看过: what comes or goes meanwhile must not shift them."""
    turn.note_look({one.member_id for one in listed}, "名单 待看")
    turn.reply_privately(concern.show_concerns(listed), "名单")
    facts.write(turn.db, _shown(turn), " ".join(str(one.number) for one in listed))


def _shown(turn: Turn) -> str:
    return f"concerns_shown:{turn.actor.member.id}"


def _in_scope(turn: Turn) -> list[Concern]:
    found = concerns.unsettled(turn.db, turn.now - concern.SHOWN_FOR, turn.zone)
    return [one for one in found if turn.actor.may_see(one.branch_id)]


def _read_places(words: str) -> list[int]:
    """Read the numbers of a list, or 全部 (nothing but an empty list)."""
    if words == "全部":
        return []
    if not re.fullmatch(r"\d{1,3}(?:[\s,，、和号]+\d{1,3})*号?", words):
        raise Misfit(words)
    return [int(number) for number in re.findall(r"\d+", words)]


@router.command(
    "名单 看过",
    may=Right.SECRETARY,
    takes=_read_places,
    usage="名单 看过 1 3 | 全部",
    does="待看名单里，您看过、处理好的，写上编号划掉；剩下的再发给您。",
    example="名单 看过 1 3",
)
def settle_concerns(turn: Turn, places: list[int]) -> None:
    """Take off the list what somebody has looked at; the rest comes with its new numbers."""
    mine = _in_scope(turn)
    shown = [int(number) for number in (facts.read(turn.db, _shown(turn)) or "").split()]
    if not shown and mine:
        raise UserError("请先发“名单 待看”，看过了再划掉。")
    if unknown := [place for place in places if not 0 < place <= len(shown)]:
        raise UserError(f"刚才的待看名单里没有第{unknown[0]}条。发“名单 待看”看看编号。")
    # Only what is in scope still: numbers of a list shown long ago may be anybody's.
    seen = {shown[place - 1] for place in places} if places else set(shown)
    concerns.settle_these(turn.db, [one.number for one in mine if one.number in seen], turn.now)
    _show(turn, [one for one in mine if one.number not in seen])


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
    if not turn.text or _CALLS.fullmatch(turn.text):
        turn.reply_once_a_day("called", "我在。发“帮助”看我会做什么。")
    elif _NO_WORDS.fullmatch(turn.text) or _AGREES.fullmatch(turn.text) or _DECLINES.fullmatch(turn.text):
        pass
    elif _is_polite(turn):
        turn.reply_once_a_day("warm", "您客气了，有事随时找我。")
    elif draft and not draft.expired and draft.kind != "forward":
        turn.reply("没看懂。刚才那条还等着您回“确认”或“取消”。")
    elif plain := _answers_nothing(turn.text) or _keep_secret(turn):
        turn.reply(plain)
    elif Right.of(turn.who) >= Right.SECRETARY:
        turn.reply("我是自动助手，没看懂。发“帮助”看我会做什么。")  # nobody else is to look at it
    elif _owes_an_answer(turn):
        turn.leave_to_keepers(own, Why.UNCLEAR)
        _call_to_the_list(turn)
        answer = f"没看懂，已请{_keeper_name(turn)}看看。"
        if turn.is_private:  # who writes to the bot alone is never left without a word
            turn.reply(answer)
        else:
            turn.reply_once_a_day("unclear", answer)
    elif _keepers(turn):
        _offer_to_forward(turn)
    else:
        turn.reply("我是自动助手，没看懂。发“帮助”看我会做什么。")
    return True


def _keep_secret(turn: Turn) -> str:
    """Answer whose confidential case waits ("": nobody's): words may add to it, and are for no secretary."""
    own = turn.actor.member.id
    mine = (one for one in cases.waiting(turn.db) if one.member_id == own and one.kind.is_confidential)
    secret = next((one.name for one in mine), "") if turn.is_private else ""
    if not secret:
        return ""
    turn.keep_to_sender()
    return f"没看懂，这一句没有转给任何人。要补充{secret}，请在开头写上“{secret}”。"


def _answers_nothing(text: str) -> str:
    """Say to who confirms or passes on that nothing waits for it ("" for other words)."""
    if _CONFIRMS.fullmatch(text):
        return "没有等您确认的事。"
    return "没有等着转的话。要转什么，直接写给我就行。" if _ABOUT_FORWARDING.fullmatch(text) else ""


def _offer_to_forward(turn: Turn) -> None:
    place = turn.incoming.sender, turn.incoming.conversation
    drafts.keep(turn.db, "forward", *place, {"words": turn.text}, turn.now, drafts.LONG_LIFE)
    turn.reply(f"我是自动助手，没看懂。要转给{_keeper_name(turn)}吗？回“转”。")


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
    """Tell the secretary once a day a person, outside of the night, that there is something to look at."""
    own = turn.actor.member
    for keeper in _keepers(turn):
        turn.tell(
            keeper.id,
            f"concerns:{own.id}:{turn.local_now.date()}",
            f"{own.name}有我没看懂的话，请您看看：发“名单 待看”。",
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
