"""Mutual aid as rooms, clerks and members read it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.aid.value import EXAMPLE, Aid

_SHOWN = 20
_CUT = 60  # characters of one in a list


def show_in_room(aid: Aid, name: str, branch: str) -> str:
    """Write one as rooms read it: without the name, unless the member signed."""
    who = f"{name}（{branch}）" if aid.signed and branch else name if aid.signed else "一位同志"
    return (
        f"【互助{aid.number}号】{who}{aid.side.chinese}：{aid.words}\n"
        f"想回应的请私信我：回应 {aid.number}号 几句话。我只转给本人；要钱、要验证码的别信。"
    )


def show_waiting(aid: Aid, name: str, branch: str) -> str:
    """Write one as clerks read it who are to let it through."""
    place = f"（{branch}）" if branch else ""
    signed = "愿意署名" if aid.signed else "不署名"
    return (
        f"【互助{aid.number}号】{name}{place}{aid.side.chinese}：{aid.words}\n（{signed}）"
        f"可以发就回：互助 通过 {aid.number}号 全体（或写 支部 一,三、境外）；"
        f"不合适回：互助 不通过 {aid.number}号 原因"
    )


def show_line(aid: Aid, mark: str = "") -> str:
    """Write one in a line of a list."""
    words = aid.words if len(aid.words) <= _CUT else aid.words[:_CUT] + "…"
    return f"{aid.number}号 {aid.side.chinese}：{words}{mark}"


def show_board(own: Sequence[Aid], others: Sequence[Aid]) -> str:
    """List what is one's own, and what others offer and ask."""
    lines = []
    if own:
        lines += ["您的互助：", *(show_line(one, f"（{one.state.chinese}）") for one in own)]
    if others:
        more = f"（只列最近 {_SHOWN} 件）" if len(others) > _SHOWN else ""
        lines += [f"大家的互助 {len(others)} 件{more}：", *(show_line(one) for one in others[:_SHOWN])]
        lines.append(f"想回应请私信我，例：回应 {others[0].number}号 我家有一台")
    if not lines:
        lines.append("现在没有互助。")
    return "\n".join([*lines, f"自己要发一件：{EXAMPLE}"])
