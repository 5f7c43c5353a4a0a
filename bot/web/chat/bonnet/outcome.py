"""What a message was taken for, by the name the inbox keeps, in words."""

from __future__ import annotations

import re

_CONFIRMED = re.compile(r"(确认|取消|转) (\w+)$")
_DRAFTS = {
    "binding": "绑定",
    "pilot": "试点",
    "notice": "发通知",
    "change": "改通知",
    "rollcall": "点名",
    "lost": "失联",
    "forward": "转一句话给书记",
}
_UNREAD = {"", "refused", "failed"}
_OUTCOMES = {
    "": "没有处理：这个编号以前收到过。",
    "chat": "闲聊，没有留下任何内容。",
    "unknown sender": "账号没有绑定，请对方先绑定；一天只说一次。",
    "refused": "不合用法或没有权限，已经说明怎么写。",
    "failed": "处理时出了错，做了一半的都已作废；日志里有它的编号。",
    "warn": "里面有身份证号，请对方撤回。",
    "take_code": "私信来的绑定码。",
    "take_choice": "回答了试点里给他看的那几条。",
    "take_alarm": "有人接了求助。",
    "ask_to_take": "求助只回了“收到”，再说清要做什么。",
    "settle_alarm": "求助处理好了。",
    "hear_all_clear": "报求助的人说没事了。",
    "hear_more": "求助之后又说的话，转给处理的人。",
    "take_said_done": "书记说转发好了，请用“转发”。",
    "show_nearest": "没看懂，给党办和书记看最像的命令。",
    "take_question": "问进度、问还差谁。",
    "take_back": "撤回自己刚才说的。",
    "hear_return": "外出的人说回来了。",
    "hear_weariness": "不想多收消息，告诉他怎么退订。",
    "take_said_of_others": "替本支部的人回复。",
    "take_list_answer": "回答刚看到的名单上的编号。",
    "take_list": "接龙，是对通知的回复。",
    "take_receipt": "对通知的回复。",
    "take_checkin": "报平安，或说自己和别人的情况。",
    "hear_unbound": "没绑定的人求助或报丧，告诉了党办。",
    "answer_how": "问怎么用，按“帮助”回答。",
    "take_unclear": "没看懂，请书记看看。",
    "keep_enclosure": "图片、文件或链接，留着给通知用。",
    "explain_to_secretary": "书记发来图片或文件，告诉他该怎么做。",
    "take_unreadable": "语音、图片我看不懂，说了一声。",
}


def is_confirmation(outcome: str) -> bool:
    """Whether an outcome of the inbox is an answer to a draft: 确认 notice."""
    return bool(_CONFIRMED.match(outcome))


def may_be_checkin(outcome: str) -> bool:
    """Whether a message so taken was read as a check-in, too; commands and confirmations are not."""
    return outcome in _OUTCOMES.keys() - _UNREAD


def is_command(outcome: str) -> bool:
    """Whether an outcome of the inbox is the name of a command."""
    return bool(outcome) and outcome not in _OUTCOMES and not is_confirmation(outcome)


def tell_outcome(outcome: str, *, answers_a_notice: bool = False) -> str:
    """Say what a message was taken for; "" is one that was not taken."""
    if confirmed := _CONFIRMED.match(outcome):
        return f"回答了刚才等着的草稿：{confirmed[1]}（{_DRAFTS.get(confirmed[2], confirmed[2])}）。"
    if outcome == "chat" and answers_a_notice:
        return "对通知的回复；别的话当作闲聊，没有另外记。"  # 收到, and talk that reads like a check-in
    return _OUTCOMES.get(outcome) or f"命令“{outcome}”。"
