"""Stand-ins: a secretary goes on leave, somebody of the branch takes the post for those days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.context import Context
from bot.domain.delivery import Kind
from bot.domain.member import Role
from bot.domain.post import Term, show_days
from bot.organisation import appointing
from data import account as accounts
from data import member as members
from data import post as posts
from data import unit as units

_STAYS_USEFUL = timedelta(days=2)


def led_by(ctx: Context, member_id: int) -> list[Term]:
    """List the terms by which somebody is secretary of a branch, not in another's place."""
    branches = {branch.id for branch in units.branches(ctx.db)}
    held = posts.held(ctx.db, role=Role.SECRETARY, member_id=member_id)
    return [term for term in held if term.stands_in_for is None and term.unit_id in branches]


def stand_ins_of(ctx: Context, member_id: int) -> list[Term]:
    """List who stands in for somebody, now or later."""
    known = [*posts.held(ctx.db, role=Role.SECRETARY), *posts.planned(ctx.db)]
    return [term for term in known if term.stands_in_for == member_id]


def arrange(ctx: Context, term: Term) -> None:
    """Let somebody stand in, at once or when the day has come; who is concerned hears of it then."""
    posts.plan(ctx.db, term)
    begin_due(ctx, [one for one in posts.planned(ctx.db, term.unit_id) if one.given_at == ctx.now])


def call_off(ctx: Context, terms: Sequence[Term], by: int) -> None:
    """End stand-ins early, and let those that are planned not come; each stand-in hears of it."""
    for term in terms:
        if term.number is None:
            posts.end(ctx.db, term, by, ctx.now)
        else:
            posts.call_off(ctx.db, term, by, ctx.now)
        words = f"您好！{_post(ctx, term)}的代理取消了，这几天不用您费心了，谢谢您。"
        _tell(ctx, term.member_id, term, "called-off", words)


def begin_due(ctx: Context, planned: Sequence[Term]) -> None:
    """Put in force what is due; what has lost its ground meanwhile is called off."""
    today = ctx.local_now.date()
    for term in planned:
        if (term.starts_on or date.min) > today:
            continue
        if not _may_begin(ctx, term, today):
            posts.call_off(ctx.db, term, None, ctx.now)
            continue
        posts.begin(ctx.db, term)
        _tell_begin(ctx, term)


def _may_begin(ctx: Context, term: Term, today: date) -> bool:
    """Whether the post is still the secretary's, the stand-in still of the branch, and some day is left."""
    held = {one.member_id for one in posts.held(ctx.db, role=term.role, unit_id=term.unit_id)}
    person = members.find(ctx.db, term.member_id)
    return (
        (term.ends_on or date.max) >= today
        and term.stands_in_for in held
        and term.member_id not in held
        and person.branch_id == term.unit_id
        and not person.status.has_ended
    )


def end_over(ctx: Context, over: Sequence[Term]) -> None:
    """Take away what is past its last day, and tell who is concerned."""
    for term in over:
        post = appointing.name_post(ctx, term)
        posts.end(ctx.db, term, None, ctx.now)
        words = f"您好！{post}的任期到了，从今天起不用您费心了，谢谢您这些日子的付出。"
        _tell(ctx, term.member_id, term, "over", words)
        if term.stands_in_for is not None:
            words = f"您好！代理到期了，{_post(ctx, term)}的事从今天起又由您来办，辛苦您了。"
            _tell(ctx, term.stands_in_for, term, "back", words)
        elif not members.holders(ctx.db, term.role, term.unit_id):
            name = appointing.name_of(ctx, term.member_id)
            words = f"{post}{name}的任期到了，现在没有人接。设置的写法见“帮助 设置”。"
            ctx.tell_clerks(_key(term, "vacant"), words, Kind.REMINDER, not_after=ctx.now + _STAYS_USEFUL)


def _tell_begin(ctx: Context, term: Term) -> None:
    today = ctx.local_now.date()
    days = show_days(term.starts_on or today, term.ends_on or today, today)
    assert term.stands_in_for is not None
    secretary, stand_in = (appointing.name_of(ctx, one) for one in (term.stands_in_for, term.member_id))
    words = (
        f"您好！{secretary}休假，{days}请您代理{_post(ctx, term)}：要转发的通知和名单这几天发给您。"
        "发“本支部”看支部情况，发“帮助”看能用的命令。辛苦您了。"
    )
    _tell(ctx, term.member_id, term, "begins", words)
    words = (
        f"您好！{days}由{stand_in}代理{_post(ctx, term)}，通知和提醒都找{stand_in}。"
        "您安心休息；提前回来发“休假 取消”。"
    )
    _tell(ctx, term.stands_in_for, term, "rests", words)


def _post(ctx: Context, term: Term) -> str:
    return f"{units.find(ctx.db, term.unit_id).name}书记"


def _tell(ctx: Context, member_id: int, term: Term, what: str, words: str) -> bool:
    return ctx.tell(member_id, _key(term, what), words, Kind.REMINDER, not_after=ctx.now + _STAYS_USEFUL)


def _key(term: Term, what: str) -> str:
    given = f"{term.given_at:%Y%m%d%H%M%S}" if term.given_at else "0"
    return f"stand-in:{term.unit_id}:{term.member_id}:{given}:{what}"


def tell_office(ctx: Context, term: Term, words: str, what: str = "arranged") -> None:
    """Tell the clerks of a leave."""
    ctx.tell_clerks(_key(term, what), words, Kind.REMINDER, not_after=ctx.now + _STAYS_USEFUL)


def can_be_told(ctx: Context, member_id: int) -> bool:
    """Whether a private message to this person is possible."""
    return accounts.reachable(ctx.db, member_id) is not None
