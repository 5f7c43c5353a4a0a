"""What is entered by hand: claims of members, of a secretary for them, corrections of the office; and 撤."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.context import Turn, UserError
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.points import claim
from bot.domain.points.counting import Entry, State
from bot.domain.points.deed import CORRECTION
from bot.domain.points.rule import Rule
from bot.domain.points.showing import show_given
from bot.points import reviewing, settling
from data import audit, points
from data import member as members


def find_rule(turn: Turn, words: str) -> tuple[Rule, str] | None:
    """Tell which claimable deed words open with, and what stands behind it."""
    rules = settling.rules(turn).claimable(turn.local_now.date())
    fitting = [rule for rule in rules if words.startswith(rule.name)]
    rule = max(fitting, key=lambda one: len(one.name), default=None)
    return (rule, words.removeprefix(rule.name).strip(" ，,：:。\n")) if rule else None


def unknown_deed(turn: Turn, words: str) -> UserError:
    """Say what can be claimed, with the nearest name."""
    book, today = settling.rules(turn), turn.local_now.date()
    names = [rule.name for rule in book.claimable(today)]
    if not names:
        return UserError("现在没有要自己申报的积分，学习、活动会自动记上。看规则发：积分 规则")
    word = words.split(maxsplit=1)[0][:10] if words.split() else ""
    near = book.near(word, today)
    guess = f"是“{near}”吗？" if near else ""
    return UserError(
        f"“{word}”不在能申报的里面。{guess}能申报的有：{'、'.join(names)}。例：{claim.CLAIM_EXAMPLE}"
    )


def keep(turn: Turn, person: Member, words: str) -> str:
    """Keep what somebody did, by the own words or the secretary's; gives what is answered.

    Raises UserError: no such deed, no such day, nothing told, told before.
    """
    found = find_rule(turn, words)
    if found is None:
        raise unknown_deed(turn, words)
    rule, told = found
    if not told:
        raise UserError(f"请再写一句做了什么、哪一天。例：{claim.CLAIM_EXAMPLE}")
    today, own = turn.local_now.date(), person.id == turn.actor.member.id
    day = claim.read_day(told, today)
    _check_new(turn, person, rule, day, told)
    review = rule.on(day).review
    state = State.COUNTED if not review else State.WAITING if own else State.APPROVED
    noon = datetime.combine(day, time(12), turn.zone)
    number = points.tell(
        turn.db, person.id, rule.key, noon, state, told, by=turn.actor.member.id, now=turn.now
    )
    settling.settle(turn, person.id)
    what = f"{rule.name}，{show_day(day, today)}"
    if state is State.WAITING:
        asked = reviewing.ask(turn, person)
        return f"记下了：{what}。{asked}看过就算上，结果会告诉您。写错了回“撤”。"
    (kept,) = points.of_numbers(turn.db, [number])
    whose = "" if own else f"{person.name} "
    return f"记上了：{whose}{what}，{show_given(kept.amount)} 分。错了回“撤”。"


def _check_new(turn: Turn, person: Member, rule: Rule, day: date, told: str) -> None:
    start = datetime.combine(day, time(), turn.zone)
    same = [
        one
        for one in points.of_member(turn.db, person.id, start, start + timedelta(days=1))
        if (one.deed, one.words) == (rule.key, told)
    ]
    if same:
        raise UserError(f"这一项已经报过了（{same[0].state.chinese}），不用再报。看自己的发：积分")


def correct(turn: Turn, person: Member, given: int, reason: str) -> None:
    """Give or take points by the office's word, and let the member hear why."""
    own = turn.actor.member.id
    points.tell(
        turn.db, person.id, CORRECTION, turn.now, State.COUNTED, reason, by=own, now=turn.now, given=given
    )
    settling.settle(turn, person.id)
    audit.note(turn.db, own, "积分更正", [person.id], turn.now, f"{show_given(given)} {reason}")
    if reviewing.may_be_told(turn, person):
        now = settling.total(turn, person.id)
        body = f"您的积分更正过：{show_given(given)} 分，原因：{reason}。今年现在是 {now} 分。"
        until = turn.now + timedelta(days=1)
        turn.tell(
            person.id, f"points:corrected:{turn.incoming.message_id}", body, Kind.REMINDER, not_after=until
        )


# 撤


def told_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last entered or decided something, from `since` on, that is still theirs."""
    entered, decided = _entered(turn, since), _decided(turn, since)
    moments = [*(one.entered_at for one in entered), *(one.decided_at for one in decided)]
    return max((moment for moment in moments if moment), default=None)


def _entered(turn: Turn, since: datetime) -> list[Entry]:
    """List what the sender entered and may take back: a claim that was decided stays as it is."""
    own = turn.actor.member.id
    return [
        one
        for one in points.said_by(turn.db, own, since)
        if one.decided_by is None and _may_still(turn, one, by_clerk=one.deed == CORRECTION)
    ]


def _decided(turn: Turn, since: datetime) -> list[Entry]:
    own = turn.actor.member.id
    return [one for one in points.decided_by(turn.db, own, since) if reviewing.may_decide(turn, one)]


def _may_still(turn: Turn, one: Entry, *, by_clerk: bool) -> bool:
    if by_clerk:
        return turn.actor.is_clerk
    person = members.find(turn.db, one.member_id)
    return one.member_id == turn.actor.member.id or turn.actor.may_see(person.branch_id)


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender entered or decided at a moment; gives what was taken back, a line each."""
    lines = []
    for one in [each for each in _entered(turn, at) if each.entered_at == at]:
        points.remove(turn.db, one.member_id, one.deed, one.source)
        settling.settle(turn, one.member_id)
        lines.append(_show_taken_back(turn, one))
    for one in [each for each in reversed(_decided(turn, at)) if each.decided_at == at]:
        points.reopen(turn.db, one.id)
        settling.settle(turn, one.member_id)
        lines.append(f"已撤：{reviewing.title(turn, one)}又在等着看了。")
        _tell(turn, one, "刚才说的先不算，还要再看看：")
    return lines


def _show_taken_back(turn: Turn, one: Entry) -> str:
    what = reviewing.title(turn, one)
    if one.deed != CORRECTION:
        return f"已撤：{what}。"
    audit.note(turn.db, turn.actor.member.id, "积分更正撤回", [one.member_id], turn.now, one.words)
    _tell(turn, one, f"刚才的更正（{show_given(one.given or 0)} 分）撤回了：")
    return f"已撤：{what} {show_given(one.given or 0)} 分。"


def _tell(turn: Turn, one: Entry, opening: str) -> None:
    person = members.find(turn.db, one.member_id)
    if reviewing.may_be_told(turn, person) and person.id != turn.actor.member.id:
        key = f"points:undone:{turn.incoming.message_id}:{one.id}"
        body = f"{opening}{reviewing.what(turn, one)}。"
        turn.tell(person.id, key, body, Kind.REMINDER, not_after=turn.now + timedelta(days=1))
