"""What is said to who shows an identity number where others read it."""

from __future__ import annotations


def ask_to_recall(topic: str) -> str:
    """Ask the sender, privately, to take it back; the number itself is never repeated."""
    return f"您刚才在“{topic}”里发了身份证号，大家都看得到。请长按那条撤回，要登记的话私信书记。"


IN_ROOM = "群里请不要发证件号码，刚才那条请长按撤回。"
