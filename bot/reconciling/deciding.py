"""Differences decided in the chat: by whom they concern, and by secretaries and clerks on their list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.context import Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.ledger import Value
from bot.domain.question import Answer, AnswerError, Case, How, Said, show_case, value_of
from bot.ledger import cell_reader
from data import difference as differences
from data import ledger as ledgers
from data import listing as listings
from data import member as members
from data.ledger import Reconciled

SUBJECT = "ledger"
MOST_LISTED = 30


def one(turn: Turn, number: int | None) -> Reconciled:
    """Find the reconciliation meant: of this number, or the newest open one. Raises UserError."""
    found = ledgers.find(turn.db, number)
    if found is None and number is None and not turn.actor.is_clerk:
        raise UserError("现在没有要您核对的账。")
    if found is None:
        raise UserError(
            f"没有{number}号对账。" if number else "现在没有在对的账。把几个表格发给我，再回“对账”。"
        )
    if not found.is_open:
        state = {"withdrawn": "撤回了", "failed": "没有对成"}.get(found.state, "结束了")
        raise UserError(f"{found.name}已经{state}。要再对，把表格发来，回“对账”。")
    return found


def visible(turn: Turn, cases: Sequence[Case]) -> list[Case]:
    """Leave those of people the sender may see; whom nobody of the roll is, clerks only."""
    branch_of = {
        person.id: person.branch_id
        for person in members.of_ids(turn.db, {case.member_id for case in cases if case.member_id})
    }
    return [
        case
        for case in cases
        if (
            turn.actor.is_clerk
            if case.member_id is None
            else turn.actor.may_see(branch_of.get(case.member_id))
        )
    ]


def show_list(turn: Turn, rec: Reconciled) -> None:
    """Answer with what is still open, numbered for 3 选 1."""
    cases = visible(turn, differences.of(turn.db, rec.number, "open"))
    if not cases:
        turn.reply(f"{rec.name}里您这边没有要核对的了。")
        return
    shown = cases[:MOST_LISTED]
    turn.note_look({case.member_id for case in shown if case.member_id}, "名单 对账")
    lines = [f"{at} {_show_open(turn, case)}" for at, case in enumerate(shown, start=1)]
    more = f"（先列 {len(shown)} 处，定了再发一次“名单 对账”）" if len(cases) > len(shown) else ""
    turn.reply_with_list(
        f"{SUBJECT}:{rec.number}",
        f"{rec.name}要核对 {len(cases)} 处{more}：",
        lines,
        [case.id for case in shown],
        end="回“1 选 2”就是第1条用第2个；“1 改成 …”另写；“1 3 建议”照建议；“2 不改”先不动。",
    )


def _show_open(turn: Turn, case: Case) -> str:
    marks = [
        *([f"建议 {case.shown_proposal(whole=not turn.is_in_office)}"] if case.proposal else []),
        *(["本人说不清楚"] if case.unsure_at else ["问过本人"] if case.asked_at else []),
    ]
    said = show_case(case, whole=not turn.is_in_office)
    return said + (f"（{'，'.join(marks)}）" if marks else "")


def decide(turn: Turn, case: Case, answer: Answer, how: How) -> Value:
    """Keep what somebody says holds. Raises UserError with what is wrong."""
    try:
        value = value_of(case, answer, cell_reader(turn.local_now.date()))
    except AnswerError as error:
        raise UserError(str(error)) from error
    assert value
    differences.decide(turn.db, case.id, value, by=turn.actor.member.id, how=how, now=turn.now)
    return value


_CHOICE = re.compile(
    r"第?(?P<at>\d{1,3}(?:[\s、,，]+\d{1,3})*)\s*[号条]?\s*"
    r"(?:(?:选|用)\s*第?(?P<place>[1-9])[个条]?|(?P<proposal>(?:采用|照|按)?建议)|(?P<left>不改|不动)"
    r"|(?:改成|改为)[\s:：]*(?P<other>\S.*))[。.]?"
)


def take_choice(turn: Turn) -> bool:
    """Take 3 选 1, 3 改成 …, 1 2 建议 and 4 不改 by who was shown the list."""
    match = _CHOICE.fullmatch(turn.text)
    if match is None or turn.who is None or not (turn.is_private or turn.is_in_office):
        return False
    listing = listings.latest(turn.db, turn.actor.member.id, turn.now)
    if listing is None or not listing.subject.startswith(f"{SUBJECT}:"):
        return False
    places = [int(place) for place in re.findall(r"\d+", match["at"])]
    if wrong := [place for place in places if not 1 <= place <= len(listing.items)]:
        raise UserError(f"名单里没有第 {wrong[0]} 条，请再发一次“名单 对账”看。")
    if match["other"] and len(places) > 1:
        raise UserError("“改成”一次写一条，例：3 改成 2010-07-01")
    cases = [_open(turn, listing.items[place - 1]) for place in places]
    turn.reply("\n".join([*(_take(turn, case, match) for case in cases), "错了回“撤”。"]))
    tell_if_all_is_decided(turn, cases[0].number)
    return True


def _open(turn: Turn, id_: int) -> Case:
    case = differences.find(turn.db, id_)
    if case is None or case.state != "open" or not visible(turn, [case]):
        raise UserError("这几条里有已经定了的，请再发一次“名单 对账”看还剩哪些。")
    one(turn, case.number)
    return case


def _take(turn: Turn, case: Case, match: re.Match[str]) -> str:
    if match["left"]:
        own = turn.actor.member.id
        differences.decide(turn.db, case.id, None, by=own, how=How.CHAT, now=turn.now)
        return f"{case.name}的{case.field}：几本账都不动。"
    if match["proposal"]:
        if case.proposal is None:
            raise UserError(f"{case.name}的{case.field}没有建议，请回“选”哪个，或“改成 …”。")
        value = Value(case.proposal, case.proposal_key)
        own = turn.actor.member.id
        differences.decide(turn.db, case.id, value, by=own, how=How.CHAT, now=turn.now)
    else:
        place = match["place"]
        answer = Answer(Said.PLACE, int(place)) if place else Answer(Said.OTHER, words=match["other"])
        value = decide(turn, case, answer, How.CHAT)
    return f"{case.name}的{case.field}记为 {value.shown}。"


def tell_if_all_is_decided(turn: Turn, number: int) -> None:
    """Let the clerk know once nothing is open any more, unless it was the clerk's own word."""
    rec = ledgers.find(turn.db, number)
    if rec is None or rec.opened_by == turn.actor.member.id or differences.of(turn.db, number, "open"):
        return
    body = f"{rec.name}全都定了。要改好的表，回“对账 出表 {number}号”；写进名册，回“对账 入册 {number}号”。"
    turn.tell(rec.opened_by, f"ledger:{number}:all", body, Kind.REMINDER)


def adopt(turn: Turn, rec: Reconciled) -> int:
    """Decide all that is open as it was proposed; gives how many."""
    cases = [case for case in differences.of(turn.db, rec.number, "open") if case.proposal]
    for case in cases:
        value = Value(case.proposal or "", case.proposal_key)
        own = turn.actor.member.id
        differences.decide(turn.db, case.id, value, by=own, how=How.PROPOSAL, now=turn.now)
    return len(cases)


def answered_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last decided a difference in the chat, from `since` on."""
    return differences.told_last(turn.db, turn.actor.member.id, since)


def undo(turn: Turn, at: datetime) -> list[str]:
    """Open again what the sender decided at a moment; gives what was taken back, a line each."""
    own = turn.actor.member.id
    return [
        f"已撤：您的{case.field}，再回一次就行。"
        if case.member_id == own
        else f"已撤：{case.name}的{case.field}，又等核对了。"
        for case in differences.undo(turn.db, own, at)
    ]
