"""证明: a certificate of membership, made by the office; secretaries ask for one."""

from __future__ import annotations

from bot import finding
from bot.context import Turn, UserError
from bot.domain import certificate
from bot.domain.audience import read_person
from bot.domain.certificate import EXAMPLE, Wish
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.request import Asks, Request
from bot.meeting import certifying
from bot.router import Right, Router
from data import member as members
from data import request as requests
from data import unit as units

router = Router()

_KIND = "certificate"


_FOR_MEMBERS = "证明由党办来开，请您这样发，写上做什么用：代办 开一张党员证明，子女入学用"


@router.answer_first
def point_to_errand(turn: Turn) -> bool:
    """Tell a member who asks for a certificate how to ask the office for it."""
    if turn.who is None or not turn.is_addressed or turn.actor.is_clerk or turn.actor.leads:
        return False
    if not certificate.asks_for_own(turn.text, turn.actor.member.name):
        return False
    turn.reply(_FOR_MEMBERS)
    return True


@router.command(
    "证明",
    may=Right.SECRETARY,
    takes=certificate.read_wish,
    usage="证明 张三 [用途 子女入学] [含党费]",
    does="开一张党员身份的证明：一段能复制的话，和一份可以打印盖章的 Word。书记发了由党办来开。请私信我。",
    example=EXAMPLE,
    spaced=True,
)
def ask_certificate(turn: Turn, wish: Wish) -> None:
    """Make a certificate, or, for a secretary, ask the office for one."""
    if not (turn.is_addressed or turn.is_in_office):
        return  # 证明 他在家: talk
    turn.check_privacy()
    person = finding.one_person(turn, read_person(wish.who), "证明 {} 用途 子女入学")
    certificate.check_may_have(person)
    if turn.actor.is_clerk:
        certifying.issue(turn, person, wish)
        return
    _ask_office(turn, person, wish)


def _ask_office(turn: Turn, person: Member, wish: Wish) -> None:
    if waiting := requests.waiting(turn.db, _KIND, person.id):
        raise UserError(f"{person.name}的证明已经在等党办了，申请{waiting[0].number}号。")
    branch = units.find(turn.db, person.branch_id or 0).name
    purpose = f"，用途：{wish.purpose}" if wish.purpose else ""
    title = f"{turn.actor.member.name}请党办给{branch}{person.name}开证明{purpose}"
    arguments = {"purpose": wish.purpose, "with_dues": wish.with_dues}
    number = requests.add(
        turn.db,
        _KIND,
        person.id,
        account_id=turn.incoming.sender,
        said_by=turn.actor.member.id,
        asks=Asks.CLERK,
        unit_id=person.branch_id,
        title=title,
        now=turn.now,
        arguments=arguments,
    )
    turn.note_look([person.id], "证明")
    how = f"开就回“同意 {number}号”，不开回“不同意 {number}号 原因”。"
    turn.tell_clerks(f"request:{number}", f"【申请{number}号】{title}。{how}", Kind.REPLY)
    turn.reply(f"交给党办了，申请{number}号，开好了告诉您。")


@router.decides(_KIND)
def decide(turn: Turn, asked: Request, agreed: bool, reason: str) -> None:
    """Make the certificate that was asked for, or say why not; who asked hears of it."""
    person = members.find(turn.db, asked.member_id)
    if agreed:
        wish = Wish(person.name, str(asked.arguments["purpose"]), bool(asked.arguments["with_dues"]))
        certifying.issue(turn, person, wish)
        body = f"{person.name}的证明开好了，请到党办取。"
    else:
        body = f"{person.name}的证明这次没办成，原因：{reason}"
        turn.reply_privately(f"申请{asked.number}号没有同意，已经告诉提出的书记。", "答复")
    if asked.said_by is not None:
        turn.tell(asked.said_by, f"request:{asked.number}:answer", body, Kind.REPLY)
