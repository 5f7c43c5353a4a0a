"""月报 and 年报: a month or a year in figures, as text, picture, spreadsheet or a page to print."""

from __future__ import annotations

from bot import finding
from bot.context import Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.report import Form, Period, Query, asking
from bot.report import gathering, sending
from bot.router import Right, Router
from data import unit as units

router = Router()


@router.command(
    "月报",
    may=Right.SECRETARY,
    takes=asking.read_monthly,
    usage="月报 [10月] [第三支部] [图|表|打印]",
    does="一个月的数字：人数、报平安、通知、会议、学习、党费、工单这些，没有名字。不写月份就是上个月；"
    "加“图”发成图，加“表”发成表格，加“打印”发成能打印的网页。书记看本支部的。",
    example=asking.MONTHLY,
)
def show_month(turn: Turn, asked: Query) -> None:
    """Send a month's report in the form asked for."""
    _send(turn, asked, gathering.month_period(turn, asked.when))


@router.command(
    "年报",
    may=Right.SECRETARY,
    takes=asking.read_yearly,
    usage="年报 [2026] [第三支部] [图|表|打印]",
    does="一年的数字，按月排开；表格和打印版里还有名册按性别、年龄、学历这些分的人数。不写就是今年，一月里是去年。",
    example=asking.YEARLY,
)
def show_year(turn: Turn, asked: Query) -> None:
    """Send a year's report in the form asked for."""
    _send(turn, asked, gathering.year_period(turn, asked.when))


def _send(turn: Turn, asked: Query, period: Period) -> None:
    about, branches = _choose(turn, asked)
    report = gathering.gather(turn, period, about, branches)
    if asked.form is Form.TEXT:
        turn.reply_privately(sending.show_text(turn, report), sending.noun_of(report))
        return
    to = turn.reply_privately(f"{sending.title_of(report)}在这里：", sending.noun_of(report))
    if to:
        path = sending.write(turn, report, asked.form, turn.incoming.message_id)
        turn.say(f"report:{turn.incoming.message_id}", to, "", Kind.REPLY, file=path)


def _choose(turn: Turn, asked: Query) -> tuple[str, list[int] | None]:
    """Give whose report it is: how they are called, and which branches (None: the whole committee)."""
    if asked.branch:
        branch = finding.one_branch(turn, asked.branch)
        if not turn.actor.may_see(branch.id):
            raise UserError("别的支部的报表由那个支部的书记和党办看。您看本支部的：月报")
        return branch.name, [branch.id]
    if turn.actor.is_clerk:
        return turn.settings.organisation.name, None
    names = units.branch_names(turn.db)
    own = sorted(turn.actor.leads & names.keys())
    return "、".join(names[one] for one in own), own
