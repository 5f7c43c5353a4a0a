"""Who may see a case and who may work on it; of confidential ones only the clerks named for them."""

from __future__ import annotations

from bot.context import Context, Turn, UserError
from bot.domain.case import Case, Level
from bot.domain.case.reading import Which, read_quoted
from bot.domain.member import Member, Role
from data import account as accounts
from data import case as cases
from data import member as members

_NAMED_ROLES = {Role.CLERK, Role.COMMITTEE}


def named(ctx: Context) -> list[Member]:
    """List who is named for confidential cases: bound, in office, and the only one of that name there.

    A stand-in is not who was named; of two of a name nobody knows who was meant.
    """
    found = []
    for name in dict.fromkeys(ctx.settings.cases.confidential):
        people = [one for one in members.named(ctx.db, name) if _roles(ctx, one) & _NAMED_ROLES]
        if len(people) == 1 and accounts.reachable(ctx.db, people[0].id):
            found += people
    return found


def _roles(ctx: Context, person: Member) -> set[Role]:
    return {post.role for post in members.posts(ctx.db, person.id)}


def workers(ctx: Context, case: Case) -> list[Member]:
    """List whose turn it is: who took it, or who stands at its level; never the member whose it is."""
    if case.kind.is_confidential:
        found = named(ctx)
        if case.level is Level.COMMITTEE:
            found = [one for one in found if Role.COMMITTEE in _roles(ctx, one)] or found
    elif case.level is Level.SECRETARY:
        found = members.holders(ctx.db, Role.SECRETARY, case.branch_id) if case.branch_id else []
    elif case.level is Level.OFFICE:
        found = members.holders(ctx.db, Role.CLERK)
    else:
        found = members.holders(ctx.db, Role.COMMITTEE) or members.holders(ctx.db, Role.CLERK)
    found = [one for one in found if one.id != case.member_id]
    holder = members.find(ctx.db, case.holder_id) if case.holder_id else None
    if holder is None or holder.status.has_ended or holder.id == case.member_id:
        return found
    return [holder] if not case.kind.is_confidential or holder in found else found


def may_work(turn: Turn, case: Case) -> bool:
    """Whether the sender may take, answer and hand on a case: never the own."""
    own = turn.actor.member.id
    if own == case.member_id:
        return False
    if case.kind.is_confidential:
        return any(one.id == own for one in named(turn))
    if turn.actor.is_clerk or own == case.holder_id or case.branch_id in turn.actor.leads:
        return True
    return case.level is Level.COMMITTEE and any(post.role is Role.COMMITTEE for post in turn.actor.posts)


def may_see(turn: Turn, case: Case) -> bool:
    """Whether the sender may read a case."""
    own = turn.actor.member.id
    if own == case.member_id or may_work(turn, case):
        return True
    return own == case.said_by and not case.kind.is_confidential


def handles_cases(turn: Turn) -> bool:
    """Whether cases are some of the sender's work though no post says so: one was handed over, or climbed."""
    return turn.who is not None and any(may_work(turn, one) for one in cases.waiting(turn.db))


def mine_to_do(turn: Turn) -> list[Case]:
    """List what waits and is the sender's to work on; a room reads nothing of confidential ones."""
    found = [one for one in cases.waiting(turn.db) if may_work(turn, one)]
    return [one for one in found if not (turn.room and one.kind.is_confidential)]


def pick(turn: Turn, which: Which, example: str) -> Case:
    """Find the case that is meant by its number or a quote, to work on it. Raises UserError."""
    which = _by_quote(turn, which)
    if which.number is None:
        raise UserError(f"请写上是几号。例：{example}。看全部发“工单”。")
    found = cases.find(turn.db, which.number)
    if found is None or not which.fits(found.kind) or not may_work(turn, found):
        raise UserError(f"没有您能办的{_called(which)}。看全部发“工单”。")
    turn.check_privacy(own=found.kind.is_confidential)
    return found


def pick_own(turn: Turn, which: Which, example: str) -> Case:
    """Find the sender's own case by its number or a quote. Raises UserError."""
    which = _by_quote(turn, which)
    if which.number is None:
        raise UserError(f"请写上是几号。例：{example}。您的事发“我的工单”看。")
    found = cases.find(turn.db, which.number)
    own = turn.actor.member.id
    if found is None or not which.fits(found.kind) or own not in _owners(found):
        raise UserError(f"您没有{_called(which)}。您的事发“我的工单”看。")
    return found


def _owners(case: Case) -> set[int]:
    return {case.member_id} if case.kind.is_confidential else {case.member_id, case.said_by}


def _by_quote(turn: Turn, which: Which) -> Which:
    quote = turn.incoming.quote
    quoted = read_quoted(quote.text) if quote and which.number is None else None
    return Which(quoted.number, which.words, quoted.kind, is_named=True) if quoted else which


def _called(which: Which) -> str:
    return f"{which.kind.chinese if which.kind else '工单'}{which.number}号"
