"""What is shown before 确认, and kept until then; what it takes the place of is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.context import Turn
from data import draft as drafts

_NAMED = {
    "notice": "那条通知",
    "change": "对通知的改动",
    "rollcall": "那次点名",
    "pilot": "那次试点",
    "lost": "那条“失联”",
    "import": "那次导入",
    "status": "那次改状态",
    "binding": "那份绑定名单",
    "own": "那处更正",
    "deletion": "那次删除",
    "appointment": "那次设置",
    "dismissal": "那次免去",
    "leave": "那次休假",
    "merger": "那次合并",
    "rebinding": "那份重新关联",
    "transfer": "那次转接",
    "arrival": "那份回执",
    "exchange": "那份外联名单",
    "exchange_report": "那份外联回音",
    "case": "那条反映",
    "dues_import": "那份党费表",
    "dues_standard": "那次支部的党费标准",
    "closing": "那次解散",
    "nomination": "那次提名",
    "aid": "那件互助",
    "errand": "那处办事指南",
    "lesson": "那次线上党课",
    "lesson_change": "对线上党课的改动",
    "study": "那条学习",
    "news": "那条要闻",
    "collection": "那次收集",
    "entering": "那次入册",
    "ledger_decisions": "那份对账的决定",
    "ledger_proposals": "那次采用建议",
    "ledger_questions": "那次对账的询问",
    "ledger_entry": "那次对账入册",
    "event": "那次活动",
    "event_change": "那次活动的改动",
    "event_cancellation": "那次取消活动",
    "yearend": "那份年终材料",
}


def propose(turn: Turn, kind: str, arguments: Mapping[str, Any], shown: str) -> None:
    """Show what 确认 would do, and keep it."""
    replaced = name_replaced(turn, turn.incoming.conversation)
    drafts.keep(turn.db, kind, turn.incoming.sender, turn.incoming.conversation, arguments, turn.now)
    turn.reply("\n".join([shown, *replaced]))


def name_replaced(turn: Turn, conversation: str) -> list[str]:
    """Say in a line what still waits for the sender's 确认 there, as something else takes its place now."""
    waiting = drafts.find(turn.db, turn.incoming.sender, conversation, turn.now)
    if waiting is None or waiting.expired or waiting.kind not in _NAMED:
        return []
    return [f"刚才{_NAMED[waiting.kind]}还没确认，作罢了。"]
