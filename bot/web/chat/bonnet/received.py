"""收到了什么: who wrote where, and how the bot knew that it was meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.member import Actor
from bot.ports import Incoming, MessageKind
from bot.web.chat.bonnet.outcome import is_command, is_confirmation
from bot.web.chat.bonnet.panel import Fact
from bot.web.chat.bonnet.writing import write_moment, write_place
from data import unit as units

_OPENERS = re.compile(r"\s*[#/＃]?\s*(报平安|平安(?!银行|保险|夜|是福)|代报|接龙)")
_KINDS_IN = {
    MessageKind.TEXT: "空白",
    MessageKind.IMAGE: "图片",
    MessageKind.FILE: "文件 ",
    MessageKind.AUDIO: "语音",
    MessageKind.VIDEO: "视频",
    MessageKind.STICKER: "表情",
    MessageKind.LINK: "链接",
    MessageKind.OTHER: "别的消息",
}
# Why a message in a room that names nobody was taken, by its outcome.
_ANSWERS_A_NOTICE = "但对得上一条没回完的通知"
_RECOGNISED = {
    "": "也没有处理",
    "chat": "当作大家在聊天",
    "refused": "但开头像一条命令",
    "unknown sender": "但开头像一条命令",
    "warn": "但里面像有身份证号",
    "take_choice": "但试点里正等着他挑",
    "take_alarm": "但听得出是说一起求助的事",
    "settle_alarm": "但听得出是说一起求助的事",
    "hear_all_clear": "但他求助过，还没有了结",
    "take_back": "但他刚说过可以撤回的话",
    "take_list_answer": "但刚给他看过一张名单",
    "take_list": "但接龙的标题对得上一条通知",
    "take_receipt": _ANSWERS_A_NOTICE,
    "take_checkin": "但像是回答问平安的话，或更正刚报的",
    "hear_return": "但他说过外出，听得出是回来了",
}


def tell_received(
    db: Database,
    settings: Settings,
    incoming: Incoming,
    who: Actor | None,
    outcome: str,
    changed: Collection[str],
) -> Iterator[Fact]:
    """Tell what came in; `outcome` and the tables that changed show for what it was taken."""
    yield Fact("原话", incoming.text or f"（{_KINDS_IN[incoming.kind]}{incoming.file_name}）")
    if incoming.quote:
        yield Fact("引用", f"{incoming.quote.author}：{incoming.quote.text}")
    yield Fact("时间", write_moment(incoming.sent_at, settings))
    yield Fact("在哪里", write_place(db, incoming.conversation))
    yield Fact("谁发的", f"{incoming.nickname}（昵称不作数，只认账号）")
    yield Fact("账号", incoming.sender, code=True)
    yield Fact("是谁", _person(db, who) if who else "未绑定，不知道是谁")
    yield Fact("权限", _right(who))
    yield Fact("对谁说的", "；".join(_address(incoming, outcome)) or _unaddressed(outcome, changed))
    yield Fact("消息编号", incoming.message_id, code=True)


def _person(db: Database, who: Actor) -> str:
    branch = who.member.branch_id
    return f"{who.member.name}，{units.find(db, branch).name}" if branch is not None else who.member.name


def _right(who: Actor | None) -> str:
    if who is None:
        return "大家"
    if who.is_clerk:
        return "党办"
    return "书记" if who.leads else "党员"


def _address(incoming: Incoming, outcome: str) -> Iterator[str]:
    if incoming.room is None:
        yield "私聊，只对我说"
    if incoming.mentions_bot:
        yield "@了我"
    if is_command(outcome):
        yield f"用命令“{outcome}”开头"
    if opened := _OPENERS.match(incoming.text):
        yield f"用“{opened[1]}”开头"
    if incoming.quote:
        yield "引用了一条消息"


def _unaddressed(outcome: str, changed: Collection[str]) -> str:
    if is_confirmation(outcome):
        return "群里没点名，但有草稿等着这句话"
    answers = "receipts" in changed and outcome != "take_list"
    why = _ANSWERS_A_NOTICE if answers else _RECOGNISED.get(outcome, "凭内容认出来的")
    return f"群里没点名，{why}"
